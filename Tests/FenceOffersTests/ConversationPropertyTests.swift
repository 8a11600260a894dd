import FenceModel
import Foundation
import TestSupport
import Testing

@testable import FenceOffers

/// Random streams through the windows and through a slow, obvious model of them.
///
/// `FENCEWATCH_CONVERSATION_SEEDS=2000 swift test --filter ConversationPropertyTests` is the long run.
@Suite struct ConversationPropertyTests {
    static let seeds = Array(
        1...(ProcessInfo.processInfo.environment["FENCEWATCH_CONVERSATION_SEEDS"].flatMap(UInt64.init) ?? 40))

    /// What people say; goods by name, so that the model need not read them.
    private struct Phrase {
        /// `#` stands for the contact.
        var text: String
        var goods: Set<String> = []
        var speaksAgainst = false
    }

    private static let phrases: [Phrase] = [
        Phrase(text: "出股民料 一手 0.5元/条 @#", goods: ["股民", "料"]),
        Phrase(text: "股民料 还有50w条，量大从优", goods: ["股民", "料"]),
        Phrase(text: "出业主名单 一手 0.5元/条 @#", goods: ["业主", "名单"]),
        Phrase(text: "求购业主名单 5w条 @#", goods: ["业主", "名单"]),
        Phrase(text: "股民数据", goods: ["股民"]),
        Phrase(text: "50w"), Phrase(text: "私 @#"), Phrase(text: "出售"),
        Phrase(text: "新款女鞋 128元，喜欢的联系 @#", speaksAgainst: true),
        Phrase(text: "警方提醒：请勿买卖个人信息，已有团伙被抓获", goods: ["个人信息"], speaksAgainst: true),
        Phrase(text: "数据线包邮 10元一条 正品", speaksAgainst: true), Phrase(text: "今天天气不错"), Phrase(text: "收到"),
    ]

    private struct Stream {
        var said: [SlowConversations.Said] = []
        var limits = ConversationWindows.Limits()

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            limits.windows = Int.random(in: 1...4, using: &random)
            limits.messages = Int.random(in: 1...5, using: &random)
            limits.bytes = [3_000, 9_000, 1 << 20].randomElement(using: &random) ?? 0
            limits.pause = 60
            limits.lines = 12
            limits.recordStep = 2
            let (hasTimes, hasLines) = (Bool.random(using: &random), Bool.random(using: &random))
            var (line, second) = (0, 100_000)
            for _ in 0..<Int.random(in: 20...80, using: &random) {
                line += [1, 1, 1, 2, 3, 9, 14].randomElement(using: &random) ?? 1
                second += [0, 1, 5, 30, 61, -30, -61].randomElement(using: &random) ?? 1
                let author = ["a", "b", "c", nil].randomElement(using: &random) ?? nil
                let isRecord = author == nil && Int.random(in: 0..<3, using: &random) > 0
                let phrase = phrases.randomElement(using: &random) ?? phrases[0]
                let contact = Generated.name(UInt64.random(in: 1...2, using: &random))
                let post = Post(
                    text: isRecord
                        ? Generated.record(UInt64.random(in: 1...99, using: &random))
                        : phrase.text.replacing("#", with: contact),
                    channel: ["x", "y"].randomElement(using: &random), author: author, line: hasLines ? line : nil,
                    // The model reads plain seconds.
                    time: hasTimes ? String(1_700_000_000 + second) : nil)
                said.append(
                    SlowConversations.Said(
                        post: post, telling: Conversation.telling(post), goods: isRecord ? [] : phrase.goods,
                        contact: phrase.text.contains("#") && !isRecord ? contact : nil,
                        speaksAgainst: !isRecord && phrase.speaksAgainst))
            }
        }
    }

    @Test(arguments: seeds)
    func windowsDoWhatTheModelDoes(seed: UInt64) {
        let stream = Stream(seed: seed)
        for emission in [ConversationWindows.Emission.whenClosed, .immediately] {
            var windows = ConversationWindows(emission: emission, limits: stream.limits)
            var model = SlowConversations(limits: stream.limits, emitsAtOnce: emission == .immediately)
            for (index, said) in stream.said.enumerated() {
                let before = model.told.count
                model.hear(said)
                var alerts: [Alert] = []
                if let telling = said.telling { alerts = windows.feed(telling) } else { windows.pass() }
                let told = alerts.map(SlowConversations.Told.init)
                #expect(
                    told == Array(model.told[before...]), "seed \(seed), \(emission), message \(index): \(said.post)")
                #expect(windows.count == model.talks.count, "seed \(seed), \(emission), message \(index)")
                guard told == Array(model.told[before...]) else { return }
            }
            let before = model.told.count
            model.endAll()
            let told = windows.closeAll().map(SlowConversations.Told.init)
            #expect(told == Array(model.told[before...]), "seed \(seed), \(emission), at the end")
            #expect(windows.byteCount == 0, "seed \(seed)")
        }
    }

    /// Whatever else is said, a message that is a trade by itself is never lost, and belongs to one alert only.
    @Test(arguments: seeds)
    func noOfferIsLost(seed: UInt64) {
        var stream = Stream(seed: seed)
        for index in stream.said.indices { stream.said[index].post.line = index }
        for emission in [ConversationWindows.Emission.whenClosed, .immediately] {
            var windows = ConversationWindows(emission: emission, limits: stream.limits)
            var alerts: [Alert] = []
            for said in stream.said {
                if let telling = Conversation.telling(said.post) {
                    alerts += windows.feed(telling)
                } else {
                    windows.pass()
                }
            }
            let final = Conversation.final(alerts + windows.closeAll())
            var seen: [Int: Int] = [:]
            for line in final.flatMap(\.messages).compactMap(\.origin.line) { seen[line, default: 0] += 1 }
            #expect(seen.values.allSatisfy { $0 == 1 }, "seed \(seed), \(emission)")
            for said in stream.said where said.isTradeByItself && seen[said.post.line ?? -1] == nil {
                // A repost beyond those that are kept: an alert of the same author's names its goods.
                let isRepost = final.contains { alert in
                    let origin = alert.messages[0].origin
                    let text = alert.messages.map(\.excerpt).joined()
                    return origin.author == said.post.author && origin.channel == said.post.channel
                        && said.goods.contains(where: text.contains)
                }
                #expect(isRepost, "seed \(seed), \(emission): \(said.post)")
            }
            for alert in final {
                #expect(Set(alert.messages.map { "\($0.origin.channel ?? "")/\($0.origin.author ?? "")" }).count == 1)
            }
        }
    }

    /// A tail that restarts after any message goes on as if it had not.
    @Test(arguments: seeds.prefix(20))
    func restartsChangeNothing(seed: UInt64) throws {
        let stream = Stream(seed: seed)
        var steady = ConversationWindows(emission: .immediately, limits: stream.limits)
        var restarted = ConversationWindows(emission: .immediately, limits: stream.limits)
        var saved: [String: SavedConversation] = [:]
        for (index, said) in stream.said.enumerated() {
            guard let telling = said.telling else {
                steady.pass()
                restarted.pass()
                continue
            }
            let expected = steady.feed(telling).map(SlowConversations.Told.init)
            let alerts = restarted.feed(telling).map(SlowConversations.Told.init)
            #expect(alerts == expected, "seed \(seed), message \(index): \(said.post)")
            let changes = restarted.takeChanges()
            for conversation in changes.changed { saved[conversation.identifier] = conversation }
            for identifier in changes.closed { saved[identifier] = nil }
            // Where nothing else counts, a restart forgets the quiet messages before it.
            guard stream.said.allSatisfy({ $0.post.line != nil }) else { continue }
            let data = try JSONEncoder().encode(saved.values.shuffled())
            restarted = ConversationWindows(
                restoring: try JSONDecoder().decode([SavedConversation].self, from: data), limits: stream.limits)
        }
    }
}
