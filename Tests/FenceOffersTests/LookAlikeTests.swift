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

    /// Begins of what is still taken for a trade: a list that is checked in real time, a report that quotes an offer whole,
    /// and three adverts that name whom they are for and a way to reach them: of flats, of chat groups, for drivers.
    static let knownToSpeak = [
        "飞机起飞前都会实时核对旅客名单", "澎湃新闻：有人在QQ群里收购学生家长名单，每条4毛", "楼盘开盘，首付三成，业主可带看", "群主看过来，出群收群，1000人以上活群",
        "招聘司机，有货车的车主优先，运费日结",
    ]

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
            family.texts.contains(where: Self.isKnownToSpeak)
        }
    }
}
