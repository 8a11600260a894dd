import FenceModel
import Fencewatch

@testable import FenceOffers

/// One message of a test's stream.
struct Post: CustomStringConvertible {
    var text: String
    var channel: String? = "group"
    var author: String? = "seller"
    var line: Int?
    var time: String?

    var description: String {
        "\(channel ?? "-")/\(author ?? "-") \(line.map(String.init) ?? "-") \(time ?? "-") \(text)"
    }

    var origin: MessageOrigin {
        MessageOrigin(source: "log", line: line, channel: channel, author: author, time: time)
    }

    /// Seconds of one day as a time without a zone; later days follow.
    static func time(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = 1 + seconds / 86_400
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
        return "2026-11-\(two(day)) \(two(hour)):\(two(minute)):\(two(second))"
    }
}

enum Conversation {
    static let detector = Detector()

    /// What the message tells, or nil.
    static func telling(_ post: Post) -> TellingMessage? {
        detector.scan(post.text, origin: post.origin).telling
    }

    /// Feeds posts one a line, or at the lines that they name, and closes.
    static func alerts(
        _ posts: [Post], emission: ConversationWindows.Emission = .whenClosed,
        limits: ConversationWindows.Limits = ConversationWindows.Limits()
    ) -> [Alert] {
        var windows = ConversationWindows(emission: emission, limits: limits)
        var alerts: [Alert] = []
        for (index, post) in posts.enumerated() {
            var post = post
            if post.line == nil { post.line = index + 1 }
            if let message = telling(post) { alerts += windows.feed(message) } else { windows.pass() }
        }
        return alerts + windows.closeAll()
    }

    /// The last revision of each alert, in the order of the first.
    static func final(_ alerts: [Alert]) -> [Alert] {
        var order: [String] = []
        var last: [String: Alert] = [:]
        for alert in alerts {
            if last[alert.id] == nil { order.append(alert.id) }
            last[alert.id] = alert
        }
        return order.compactMap { last[$0] }
    }
}
