/// Networks of bank cards by their first digits and lengths (ISO/IEC 7812, the networks' published ranges).
enum CardNetwork: String {
    case unionPay = "unionpay"
    case visa, mastercard, amex, jcb, discover, diners, maestro

    init?(of digits: [UInt8]) {
        guard let two = Bytes.number(digits.prefix(2)), let four = Bytes.number(digits.prefix(4)) else { return nil }
        switch (two, four) {
        case (62, _): self = .unionPay
        case (_, 8100...8171): self = .unionPay
        case (40...49, _): self = .visa
        case (51...55, _), (_, 2221...2720): self = .mastercard
        case (34, _), (37, _): self = .amex
        // Of fifteen digits JCB has the next two alone; 35 begins the IMEIs of most mobile phones.
        case (35, _) where digits.count != 15: self = .jcb
        case (_, 1800), (_, 2131): self = .jcb
        case (_, 6011), (_, 6440...6599): self = .discover
        case (_, 3000...3059), (_, 3095), (36, _), (38...39, _): self = .diners
        case (50, _), (56...58, _), (_, 6304), (_, 6390), (_, 6759), (_, 6761...6763), (_, 604): self = .maestro
        default: return nil
        }
    }

    /// Whether the first digits lie in the range that the network gave notice of; its neighbours were used, and may be again.
    func isAllotted(_ digits: [UInt8]) -> Bool {
        guard self == .jcb, digits.count != 15, let four = Bytes.number(digits.prefix(4)) else { return true }
        return (3528...3589).contains(four)
    }

    /// Lengths that networks gave up or hardly use: by chance they are met as often as any.
    func isRare(length: Int) -> Bool {
        switch self {
        case .visa: length != 16
        case .maestro: length < 16
        default: false
        }
    }

    func hasLength(_ length: Int) -> Bool {
        switch self {
        case .unionPay: (16...19).contains(length)
        case .visa: length == 16 || length == 13 || length == 19
        case .mastercard: length == 16
        case .amex: length == 15
        case .jcb: length == 15 || (16...19).contains(length)
        case .discover: (16...19).contains(length)
        case .diners: length == 14
        case .maestro: (12...19).contains(length)
        }
    }
}
