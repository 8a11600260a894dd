/// A kind of personal data that a rule can find.
///
/// Raw values are the names used in rule packs and in every output; they never change once published.
public enum Entity: String, Codable, Sendable, Hashable, CaseIterable {
    case residentID = "CN_RESIDENT_ID"
    case passport = "CN_PASSPORT"
    case licensePlate = "CN_LICENSE_PLATE"
    case unifiedSocialCreditCode = "CN_USCC"
    case businessLicense = "CN_BUSINESS_LICENSE"
    case drivingLicense = "CN_DRIVING_LICENSE"
    case socialSecurity = "CN_SOCIAL_SECURITY"
    case providentFund = "CN_PROVIDENT_FUND"
    case permanentResidence = "CN_PERMANENT_RESIDENCE"
    case hongKongID = "HK_ID"
    case macauID = "MO_ID"
    case taiwanID = "TW_ID"
    case hongKongMacauPermit = "HK_MO_PERMIT"
    case taiwanPermit = "TW_PERMIT"
    case phoneNumber = "PHONE_NUMBER"
    case bankCard = "BANK_CARD"
    case emailAddress = "EMAIL_ADDRESS"
    case address = "ADDRESS"
    case person = "PERSON"
    case credential = "CREDENTIAL"
    case secret = "SECRET"
    case qq = "QQ"
    case wechat = "WECHAT"
    case telegram = "TELEGRAM"
    case chatHandle = "CHAT_HANDLE"
    case cryptoWallet = "CRYPTO_WALLET"
    case imei = "IMEI"
    case ipAddress = "IP_ADDRESS"

    /// Whether the value is a way to reach whoever posted the message.
    public var isContact: Bool {
        switch self {
        case .qq, .wechat, .telegram, .chatHandle, .phoneNumber, .emailAddress: true
        default: false
        }
    }
}
