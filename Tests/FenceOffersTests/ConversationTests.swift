import FenceModel
import Fencewatch
import Foundation
import Testing

@testable import FenceOffers

/// Which messages are judged together.
@Suite struct ConversationTests {
    static let emissions: [ConversationWindows.Emission] = [.whenClosed, .immediately]
    static let name = Generated.name(1)
    static let offer = "出股民料 一手 0.5元/条 @\(name)"

    private static func final(
        _ posts: [Post], _ emission: ConversationWindows.Emission,
        limits: ConversationWindows.Limits = ConversationWindows.Limits()
    ) -> [Alert] {
        Conversation.final(Conversation.alerts(posts, emission: emission, limits: limits))
    }

    // MARK: - One author

    /// Of two authors known by numbers, whose masks and digests are the same, neither completes the other's offer.
    @Test(arguments: emissions)
    func numbersThatLookAlikeAreTwoAuthors(_ emission: ConversationWindows.Emission) throws {
        let pieces = ["股民数据", "50w", "私 @\(Self.name)"]
        var seen: [String: String] = [:]
        var pair: (String, String)?
        for number in 0..<2_000 where pair == nil {
            let author = "139\(10_000_000 + number * 4_801)"
            let shown = try #require(
                Conversation.telling(Post(text: pieces[0], author: author))?.origin.shownAuthor)
            pair = seen.updateValue(author, forKey: shown).map { ($0, author) }
        }
        let (first, second) = try #require(pair)
        let apart = zip(pieces, [first, second, second]).map { Post(text: $0, author: $1) }
        #expect(Self.final(apart, emission).isEmpty)
        #expect(Self.final(pieces.map { Post(text: $0, author: first) }, emission).count == 1)
    }

    @Test(
        "an offer in pieces is one alert",
        arguments: [
            ["股民数据", "50w", "私 @\(name)"],
            ["出售", "一手母婴数据", "飞机 @\(name)"],
            ["收", "业主名单", "有的联系微信 \(name)"],
            ["selling", "fresh customer database", "2M rows", "tg @\(name)"],
        ], emissions)
    func offerInPieces(_ pieces: [String], emission: ConversationWindows.Emission) throws {
        // Not one of them is one by itself.
        for piece in pieces { #expect(Conversation.detector.scan(piece).alert == nil, "\(piece)") }
        var posts: [Post] = []
        for piece in pieces {
            posts.append(Post(text: piece))
            posts.append(Post(text: "今天天气不错", author: "neighbour"))
            posts.append(Post(text: "好的，收到", channel: "other"))
        }
        let alerts = Self.final(posts, emission)
        #expect(alerts.count == 1)
        let alert = try #require(alerts.first)
        #expect(alert.contacts.count == 1)
        #expect(alert.messages.allSatisfy { $0.origin.author == "seller" && $0.origin.channel == "group" })
    }

    @Test(arguments: emissions)
    func tenRepostsAreOneAlertWithTenMessages(emission: ConversationWindows.Emission) throws {
        let posts = (0..<10).map { Post(text: Self.offer, line: 1 + 20 * $0) }
        let alerts = Self.final(posts, emission)
        #expect(alerts.count == 1)
        #expect(alerts.first?.messages.count == 10)
        let revisions = Conversation.alerts(posts, emission: emission).map(\.revision)
        #expect(revisions == (emission == .immediately ? Array(1...10) : [1]))
    }

    @Test(arguments: emissions)
    func anotherTradeIsAnotherAlert(emission: ConversationWindows.Emission) {
        let other = Generated.name(2)
        let texts = [
            Self.offer, "出股民料 一手 0.5元/条 @\(other)", "出业主名单 一手 0.5元/条 @\(other)", "求购车主数据 50w条 @\(other)",
        ]
        let alerts = Self.final(texts.map { Post(text: $0) }, emission)
        #expect(alerts.count == 4)
        #expect(Set(alerts.map(\.cluster)).count == 4)
    }

    /// A later message that leaves the contact out adds to the offer.
    @Test(arguments: emissions)
    func theSameGoodsWithoutTheContactBelongToTheOffer(emission: ConversationWindows.Emission) throws {
        let alerts = Self.final([Post(text: Self.offer), Post(text: "股民料 还有50w条，量大从优")], emission)
        #expect(alerts.count == 1)
        #expect(alerts.first?.volume?.records == 500_000)
    }

    /// Whoever talks about prices all day may come to sell data in the evening.
    @Test(arguments: emissions)
    func aFullConversationStillHearsTheOffer(emission: ConversationWindows.Emission) throws {
        let chatter = (0..<40).map { Post(text: "新款女鞋 \(128 + $0)元，喜欢的联系 @\(Self.name)") }
        let alerts = Self.final(chatter + [Post(text: Self.offer)], emission)
        #expect(alerts.count == 1)
        #expect(alerts.first?.messages.contains { $0.excerpt.contains("股民料") } == true)
    }

    /// What is a trade by itself is not talked away by whatever else its author says.
    @Test(arguments: emissions, [true, false])
    func chatterDoesNotHideAnOffer(emission: ConversationWindows.Emission, isAfter: Bool) throws {
        let chatter = [
            "警方提醒：请勿买卖个人信息，已有团伙被抓获", "数据线包邮 10元一条 正品 联系 @\(Self.name)", "哈哈哈 开玩笑的 个人信息泄露了怎么办",
        ].map { Post(text: $0) }
        let alerts = Self.final(
            isAfter ? [Post(text: Self.offer)] + chatter : chatter + [Post(text: Self.offer)], emission)
        #expect(alerts.count == 1)
        #expect(alerts.first?.kind == .offer)
    }

    // MARK: - Several authors, or none

    @Test(arguments: emissions)
    func twoAuthorsDoNotMakeATrade(emission: ConversationWindows.Emission) {
        let talk = ["股民数据", "50w", "私 @\(Self.name)"]
        let posts = talk.enumerated().map { Post(text: $1, author: "author\($0)") }
        #expect(Conversation.alerts(posts, emission: emission).isEmpty)
        let elsewhere = talk.enumerated().map { Post(text: $1, channel: "group\($0)") }
        #expect(Conversation.alerts(elsewhere, emission: emission).isEmpty)
    }

    @Test(arguments: emissions)
    func withoutAnAuthorEachMessageStandsAlone(emission: ConversationWindows.Emission) {
        let pieces = ["股民数据", "50w", "私 @\(Self.name)"].map { Post(text: $0, author: nil) }
        #expect(Conversation.alerts(pieces, emission: emission).isEmpty)
        let reposts = (0..<3).map { _ in Post(text: Self.offer, author: nil) }
        let alerts = Conversation.alerts(reposts, emission: emission)
        #expect(alerts.count == 3)
        #expect(Set(alerts.map(\.id)).count == 3)
        #expect(Set(alerts.map(\.cluster)).count == 1)
    }

    @Test("records in a row are one dump", arguments: emissions, [nil, 0])
    func recordsInARow(emission: ConversationWindows.Emission, step: Int?) throws {
        // With times or without: whoever reads a log line by line sees them side by side.
        let posts = (0..<40).map { index in
            Post(
                text: Generated.record(UInt64(index)), author: nil, line: index + 1,
                time: step.map { Post.time($0 * index) })
        }
        let alerts = Self.final(posts, emission)
        #expect(alerts.count == 1)
        let alert = try #require(alerts.first)
        #expect(alert.kind == .dump)
        #expect(alert.samples == Samples(records: 40, validated: 40))
        #expect(alert.data.contains(.residentID))
    }

    @Test(arguments: emissions)
    func recordsFarApartAreNoDump(emission: ConversationWindows.Emission) {
        func posts(step: Int, time: Int?) -> [Post] {
            (0..<12).map { index in
                Post(
                    text: Generated.record(UInt64(index)), author: nil, line: 1 + index * step,
                    time: time.map { Post.time($0 * index) })
            }
        }
        #expect(Conversation.alerts(posts(step: 40, time: nil), emission: emission).isEmpty)
        #expect(Conversation.alerts(posts(step: 40, time: 1), emission: emission).isEmpty)
        #expect(Conversation.alerts(posts(step: 1, time: 7_200), emission: emission).isEmpty)
    }

    @Test func aDumpEndsWithItsChannelAndSource() {
        func post(_ index: Int, _ channel: String) -> Post {
            Post(text: Generated.record(UInt64(index)), channel: channel, author: nil, line: index + 1)
        }
        #expect(Conversation.alerts((0..<4).map { post($0, $0 < 2 ? "a" : "b") }).isEmpty)
    }

    // MARK: - How far apart

    struct Gap: CustomTestStringConvertible {
        var line = 1
        var seconds: Int?
        var isOne: Bool
        var testDescription: String { "\(line) lines, \(seconds.map(String.init) ?? "no") seconds" }
    }

    @Test(
        "pieces belong together",
        arguments: [
            Gap(line: 200, isOne: true), Gap(line: 201, isOne: false),
            // Where there are times, they decide.
            Gap(line: 5_000, seconds: 1_800, isOne: true), Gap(line: 1, seconds: 1_801, isOne: false),
            // The newest first.
            Gap(line: 1, seconds: -1_800, isOne: true), Gap(line: 1, seconds: -1_801, isOne: false),
            // A log that was begun anew.
            Gap(line: -1, isOne: false),
        ], emissions)
    func distance(_ gap: Gap, emission: ConversationWindows.Emission) {
        let start = 40_000
        let posts = [
            Post(text: "股民数据 50w", line: 2, time: gap.seconds.map { _ in Post.time(start) }),
            Post(text: "私 @\(Self.name)", line: 2 + gap.line, time: gap.seconds.map { Post.time(start + $0) }),
        ]
        let alerts = Self.final(posts, emission)
        #expect(alerts.contains { !$0.contacts.isEmpty } == gap.isOne)
    }

    /// Neither times nor lines: messages are counted, quiet ones too.
    @Test(arguments: [(199, 1), (200, 0)], emissions)
    func messagesAreCounted(_ gap: (quiet: Int, alerts: Int), emission: ConversationWindows.Emission) {
        var watch = Watch(emission: emission == .whenClosed ? .whenClosed : .immediately)
        var alerts: [Alert] = []
        let origin = MessageOrigin(source: "crawler", channel: "group", author: "seller")
        let neighbour = MessageOrigin(source: "crawler", channel: "group", author: "neighbour")
        alerts += watch.feed(Conversation.detector.scan("股民数据", origin: origin))
        #expect(alerts.isEmpty)
        for _ in 0..<gap.quiet { alerts += watch.feed(Conversation.detector.scan("今天天气不错", origin: neighbour)) }
        for piece in ["50w", "私 @\(Self.name)"] {
            alerts += watch.feed(Conversation.detector.scan(piece, origin: origin))
        }
        alerts += watch.finish()
        #expect(alerts.count == gap.alerts)
    }

    /// A long message is read in parts that overlap; what stands in both is said once.
    @Test func whatStandsInTwoPartsOfAMessageCountsOnce() throws {
        let start = "出股民数据 私 @\(Self.name) "
        let filler = String(repeating: "今天天气不错 ", count: 5_000)
        let text = start + filler.prefix((64_600 - start.utf8.count) / 19 * 7) + "0.5元/条 " + filler.prefix(700)
        #expect(text.utf8.count > 65_536)
        let telling = try #require(Conversation.detector.scan(text).telling)
        #expect(telling.signals.prices.count == 1)
    }

    // MARK: - Bounds

    /// Whoever reads the alerts of a stream without an end must not wait for its end.
    @Test(arguments: [(200, nil, false), (201, nil, true), (201, 1_800, false), (201, 1_801, true), (1, 1_801, false)])
    func aConversationClosesWhenTheStreamHasPassedIt(lines: Int, seconds: Int?, isClosed: Bool) throws {
        var windows = ConversationWindows(emission: .whenClosed)
        let first = Post(text: Self.offer, author: "a", line: 1, time: seconds.map { _ in Post.time(40_000) })
        let second = Post(
            text: Self.offer, author: "b", line: 1 + lines, time: seconds.map { Post.time(40_000 + $0) })
        #expect(windows.feed(try #require(Conversation.telling(first))).isEmpty)
        let closed = windows.feed(try #require(Conversation.telling(second)))
        #expect(closed.map { $0.messages.first?.origin.author } == (isClosed ? ["a"] : []))
    }

    /// The conversation that was quiet longest makes room; its alert is not lost.
    @Test func anEvictedConversationClosesAndAlerts() throws {
        var limits = ConversationWindows.Limits()
        limits.windows = 3
        var windows = ConversationWindows(emission: .whenClosed, limits: limits)
        func feed(_ author: String) throws -> [Alert] {
            let post = Post(text: Self.offer, author: author)
            return windows.feed(try #require(Conversation.telling(post)))
        }
        for author in ["a", "b", "c", "a"] { #expect(try feed(author).isEmpty) }
        let evicted = try feed("d")
        #expect(evicted.map { $0.messages.first?.origin.author } == ["b"])
        #expect(windows.count == 3)
        let rest = windows.closeAll()
        #expect(rest.map { $0.messages.first?.origin.author } == ["c", "a", "d"])
        #expect(rest.map(\.messages.count) == [1, 2, 1])
        #expect(windows.byteCount == 0)
    }

    @Test(arguments: emissions)
    func bytesAreBounded(emission: ConversationWindows.Emission) throws {
        var limits = ConversationWindows.Limits()
        limits.bytes = 20_000
        var windows = ConversationWindows(emission: emission, limits: limits)
        var alerts: [Alert] = []
        for author in 0..<200 {
            let post = Post(
                text: Self.offer + String(repeating: "，量大从优", count: author % 20), author: "author\(author)")
            alerts += windows.feed(try #require(Conversation.telling(post)))
            #expect(windows.byteCount <= limits.bytes)
        }
        #expect(windows.count < 200)
        alerts += windows.closeAll()
        #expect(windows.byteCount == 0)
        #expect(Set(alerts.compactMap { $0.messages.first?.origin.author }).count == 200)
    }

    /// One that is larger than all may be is judged at once rather than kept.
    @Test func aConversationBeyondAllBoundsStillAlerts() throws {
        var limits = ConversationWindows.Limits()
        limits.bytes = 100
        var windows = ConversationWindows(emission: .whenClosed, limits: limits)
        let alerts = windows.feed(try #require(Conversation.telling(Post(text: Self.offer))))
        #expect(alerts.count == 1)
        #expect(windows.count == 0)
    }

    // MARK: - Over a restart

    /// The next record begins behind the last line of the one before, be there a restart between them or not.
    @Test(arguments: [false, true])
    func recordsOfSeveralLinesAreOneDump(restarts: Bool) throws {
        var windows = ConversationWindows(emission: .immediately)
        var alerts: [Alert] = []
        for index in 0..<8 {
            var origin = MessageOrigin(source: "log", line: index * 6 + 1)
            origin.lastLine = index * 6 + 6
            let telling = try #require(
                Conversation.detector.scan(Generated.record(UInt64(index)), origin: origin).telling)
            alerts += windows.feed(telling)
            guard restarts else { continue }
            let written = try JSONEncoder().encode(windows.takeChanges().changed)
            windows = ConversationWindows(restoring: try JSONDecoder().decode([SavedConversation].self, from: written))
        }
        #expect(Set(alerts.map(\.id)).count == 1)
        #expect(alerts.last?.samples?.records == 8)
    }

    @Test func revisionsKeepTheIdOverARestart() throws {
        let texts = ["出股民料", "50w", "私 @\(Self.name)", Self.offer, Self.offer]
        var windows = ConversationWindows(emission: .immediately)
        var saved: [String: SavedConversation] = [:]
        var alerts: [Alert] = []
        for (index, text) in texts.enumerated() {
            let post = Post(text: text, line: index + 1)
            alerts += windows.feed(try #require(Conversation.telling(post)))
            let changes = windows.takeChanges()
            for conversation in changes.changed { saved[conversation.identifier] = conversation }
            for identifier in changes.closed { saved[identifier] = nil }
            // A new process knows only what was written down.
            let written = try JSONEncoder().encode(Array(saved.values))
            #expect(!String(decoding: written, as: UTF8.self).contains(Self.name))
            windows = ConversationWindows(restoring: try JSONDecoder().decode([SavedConversation].self, from: written))
        }
        // The pieces together are an offer at the latest; then each message is news of it.
        #expect(alerts.count >= 3)
        #expect(alerts.map(\.revision) == Array(1...alerts.count))
        #expect(Set(alerts.map(\.id)).count == 1)
        #expect(alerts.last?.messages.count == 5)
        #expect(alerts.last?.contacts.count == 1)
    }
}
