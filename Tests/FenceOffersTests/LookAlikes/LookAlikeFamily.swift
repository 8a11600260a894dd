import Testing

/// Messages that share their words with the trade in personal data and are none.
///
/// `#` stands for the name of an account, `%` for a telephone number; both are generated.
struct LookAlikeFamily: CustomTestStringConvertible, Sendable {
    var name: String
    var messages: [String]

    init(_ name: String, _ messages: [String]) {
        self.name = name
        self.messages = messages
    }

    var testDescription: String { name }

    /// The messages with values in them.
    var texts: [String] {
        messages.enumerated().map { index, message in
            let seed = UInt64(index + 1) &+ UInt64(name.utf8.count) &* 1_000
            return message.replacing("#", with: Generated.name(seed)).replacing("%", with: Generated.mobile(seed))
        }
    }
}
