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

extension Entity {
    /// A number for each case. Hashed by it: hashing the raw value, as an enumeration of texts does, costs ten times as much.
    private var number: UInt8 {
        switch self {
        case .residentID: 0
        case .passport: 1
        case .licensePlate: 2
        case .unifiedSocialCreditCode: 3
        case .businessLicense: 4
        case .drivingLicense: 5
        case .socialSecurity: 6
        case .providentFund: 7
        case .permanentResidence: 8
        case .hongKongID: 9
        case .macauID: 10
        case .taiwanID: 11
        case .hongKongMacauPermit: 12
        case .taiwanPermit: 13
        case .phoneNumber: 14
        case .bankCard: 15
        case .emailAddress: 16
        case .address: 17
        case .person: 18
        case .credential: 19
        case .secret: 20
        case .qq: 21
        case .wechat: 22
        case .telegram: 23
        case .chatHandle: 24
        case .cryptoWallet: 25
        case .imei: 26
        case .ipAddress: 27
        }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
