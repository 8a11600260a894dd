import Fencewatch
import Testing

/// Families of messages that share words with the trade and are none: all of them silent.
@Suite struct LookAlikeTests {
    static let detector = Detector()
    static let families = WordFamilies.all + TalkFamilies.all + TradeFamilies.all

    @Test("stays silent", arguments: families)
    func staysSilent(_ family: LookAlikeFamily) {
        #expect(family.messages.count >= 10)
        for text in family.texts {
            let alert = Self.detector.scan(text).alert
            withKnownIssue {
                #expect(
                    alert == nil,
                    "\(family.name): \(text) → \(alert?.reasons.map { "\($0.signal) \($0.text ?? "")" } ?? [])")
            } when: {
                Self.isKnownToSpeak(text)
            }
        }
    }

    /// Begins of what is still taken for a trade: a report that quotes an offer whole.
    static let knownToSpeak = ["澎湃新闻：有人在QQ群里收购学生家长名单，每条4毛"]
    /// A family of which each message is silent, and not all of them from one mouth.
    static let knownToAddUp = "飞机 in the air"

    static func isKnownToSpeak(_ text: String) -> Bool { knownToSpeak.contains { text.hasPrefix($0) } }

    /// What is silent line by line is silent as a conversation: nobody's small talk adds up to a trade.
    @Test("stays silent from one mouth", arguments: families)
    func staysSilentTogether(_ family: LookAlikeFamily) {
        var watch = Watch()
        var alerts = 0
        for (index, text) in family.texts.enumerated() {
            let post = Post(text: text, author: "neighbour", line: index + 1)
            alerts += watch.feed(Self.detector.scan(post.text, origin: post.origin)).count
        }
        alerts += watch.finish().count
        withKnownIssue(isIntermittent: true) {
            #expect(alerts == 0)
        } when: {
            family.name == Self.knownToAddUp || family.texts.contains(where: Self.isKnownToSpeak)
        }
    }
}
