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
        case (_, 3528...3589): self = .jcb
        case (_, 6011), (_, 6440...6599): self = .discover
        case (_, 3000...3059), (36, _), (38...39, _): self = .diners
        case (_, 5018), (_, 5020), (_, 5038), (_, 5893), (_, 6304), (_, 6759), (_, 6761...6763): self = .maestro
        default: return nil
        }
    }

    func hasLength(_ length: Int) -> Bool {
        switch self {
        case .unionPay: (16...19).contains(length)
        case .visa: length == 16 || length == 13 || length == 19
        case .mastercard: length == 16
        case .amex: length == 15
        case .jcb, .discover: (16...19).contains(length)
        case .diners: (14...19).contains(length)
        case .maestro: (12...19).contains(length)
        }
    }
}
