/// How the Ministry's numbering plan uses the ranges of mainland mobile numbers.
struct MobileRange: Sendable {
    enum Use: Sendable {
        case people, virtual, things, satellite, unallotted
    }

    var use: Use
    /// `china-mobile`, `china-unicom`, `china-telecom`, `china-broadnet`; empty where nobody has the range.
    var provider: String

    /// The range of eleven digits.
    init(of number: [UInt8]) {
        let prefix = Bytes.number(number.prefix(3)) ?? 0
        let fourth = number.count > 3 ? Int(number[3]) - 0x30 : 0
        switch prefix {
        case 134: self = fourth == 9 ? Self(.satellite, "china-telecom") : Self(.people, "china-mobile")
        case 135...139, 147, 150...152, 157...159, 178, 182...184, 187, 188, 195, 197, 198:
            self = Self(.people, "china-mobile")
        case 130...132, 145, 155, 156, 166, 175, 176, 185, 186, 196: self = Self(.people, "china-unicom")
        case 133, 153, 173, 177, 180, 181, 189, 190, 191, 193, 199: self = Self(.people, "china-telecom")
        case 192: self = Self(.people, "china-broadnet")
        case 162: self = Self(.virtual, "china-telecom")
        case 165: self = Self(.virtual, "china-mobile")
        case 167, 171: self = Self(.virtual, "china-unicom")
        case 170: self = Self(.virtual, Self.virtualProvider(of: fourth))
        case 140, 146: self = Self(.things, "china-unicom")
        case 141, 149: self = Self(.things, "china-telecom")
        case 144, 148, 172: self = Self(.things, "china-mobile")
        case 174: self = fourth <= 5 ? Self(.satellite, "china-telecom") : Self(.things, "")
        default: self = Self(.unallotted, "")
        }
    }

    private init(_ use: Use, _ provider: String) {
        self.use = use
        self.provider = provider
    }

    /// The network under 170, which its fourth digit tells.
    private static func virtualProvider(of fourth: Int) -> String {
        switch fourth {
        case 0...2: "china-telecom"
        case 3, 5, 6: "china-mobile"
        default: "china-unicom"
        }
    }

    /// Lower where a person's phone is unlikely; never a rejection, since the plan grows.
    var check: Check {
        switch use {
        case .people: Check("mobile-range", evidence: 1)
        case .virtual: Check("mobile-range-virtual", evidence: 0.9)
        case .things: Check("mobile-range-iot", evidence: -0.3)
        case .satellite: Check("mobile-range-satellite", evidence: 0.3)
        case .unallotted: Check("mobile-range-unallotted", evidence: -1.8)
        }
    }
}
