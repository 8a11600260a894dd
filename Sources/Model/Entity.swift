/// A kind of personal data that a rule can find.
///
/// Raw values are the names used in rule packs and in every output; they never change once published.
public enum Entity: String, Codable, Sendable, Hashable, CaseIterable {
    /// Mainland resident identity number, 18 or 15 characters (GB 11643).
    case residentID = "CN_RESIDENT_ID"
    /// Passport of the People's Republic.
    case passport = "CN_PASSPORT"
    /// Number plate of a mainland vehicle.
    case licensePlate = "CN_LICENSE_PLATE"
    /// Unified social credit code of an organisation (GB 32100).
    case unifiedSocialCreditCode = "CN_USCC"
    /// Registration number of a business licence, 15 digits.
    case businessLicense = "CN_BUSINESS_LICENSE"
    /// Number of a driving licence or its file.
    case drivingLicense = "CN_DRIVING_LICENSE"
    /// Social security number or card.
    case socialSecurity = "CN_SOCIAL_SECURITY"
    /// Account of the housing provident fund.
    case providentFund = "CN_PROVIDENT_FUND"
    /// Permanent residence card of a foreigner.
    case permanentResidence = "CN_PERMANENT_RESIDENCE"
    /// Hong Kong identity card.
    case hongKongID = "HK_ID"
    /// Macau identity card.
    case macauID = "MO_ID"
    /// National identification number of Taiwan, and of its residents.
    case taiwanID = "TW_ID"
    /// Permit to travel between the mainland and Hong Kong or Macau.
    case hongKongMacauPermit = "HK_MO_PERMIT"
    /// Permit to travel between the mainland and Taiwan.
    case taiwanPermit = "TW_PERMIT"
    /// Telephone number, mobile or fixed.
    case phoneNumber = "PHONE_NUMBER"
    /// Number of a bank card (ISO/IEC 7812), or the track that holds it.
    case bankCard = "BANK_CARD"
    /// Mail address.
    case emailAddress = "EMAIL_ADDRESS"
    /// Where somebody lives or gets parcels.
    case address = "ADDRESS"
    /// Name of a person.
    case person = "PERSON"
    /// Account and password together.
    case credential = "CREDENTIAL"
    /// Key, token or private key.
    case secret = "SECRET"
    /// QQ number.
    case qq = "QQ"
    /// WeChat account.
    case wechat = "WECHAT"
    /// Telegram name, link or invitation.
    case telegram = "TELEGRAM"
    /// Account of another messenger or platform.
    case chatHandle = "CHAT_HANDLE"
    /// Address of a cryptocurrency wallet.
    case cryptoWallet = "CRYPTO_WALLET"
    /// Number of a mobile device (3GPP TS 23.003).
    case imei = "IMEI"
    /// Address of a machine, IPv4 or IPv6.
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

    /// Hashes the case's number.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
