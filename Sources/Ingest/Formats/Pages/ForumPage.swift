import FenceDecoding
import FenceHTML

/// A page of a forum, or of a chat that was exported as one, post by post.
struct ForumPage: MessageFormat {
    static let name = "forum-html"
    static let summary =
        "pages of Discuz! X, phpBB 3, XenForo 2, vBulletin 4, Tieba, NodeBB, exports of Telegram and Discord, by post"

    static func recognises(_ hint: FormatHint) -> Bool {
        HTMLPage.recognises(hint) && profile(of: hint) != nil
    }

    private static func profile(of hint: FormatHint) -> ForumProfile? {
        let found = marks.found(in: hint.head)
        var start = 0
        var best: (profile: ForumProfile, count: Int)?
        for profile in ForumProfile.all {
            let end = start + profile.marks.count
            let count = found[start..<end].count { $0 }
            // Of two that have as many marks the later one: the first is the most general.
            if count > 0, count >= best?.count ?? 0 { best = (profile, count) }
            start = end
        }
        return best?.profile
    }

    private static let marks = MarkSearch(ForumProfile.all.flatMap(\.marks))

    private let profile: ForumProfile

    init(hint: FormatHint) {
        profile = Self.profile(of: hint) ?? .discuz
    }

    func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        try PageParsing.run(text, collector: PostCollector(profile)) { emit($0) }
    }
}

/// Gathers a forum page's posts; text outside posts is handed on in blocks, of nobody known.
private final class PostCollector: PageCollector {
    /// Longest author, time or title, in bytes.
    private static let longestFact = 256

    private struct Post {
        var author: VisibleText?
        var authorName: String?
        var time: VisibleText?
        /// A time in an attribute: complete where the text says "yesterday".
        var exactTime: String?
        var body = VisibleText()
        var depth: Int
        /// Whether it is its author's as well who wrote the post before, where it names none.
        var isJoined = false
        /// What others wrote below it.
        var replies: [IngestedMessage] = []
    }

    private let profile: ForumProfile
    /// Open elements with their roles.
    private var open: [(name: String, role: ForumProfile.Role?)] = []
    private var post: Post?
    /// The post that the one at hand is a reply to.
    private var parent: Post?
    private var title = VisibleText()
    private var isTitleWhole = false
    /// What the page calls itself: the channel where the thread's own title is not marked up.
    private var pageTitle = VisibleText()
    private var isInPageTitle = false
    private var invisibleDepth = 0
    private var messages: [IngestedMessage] = []
    /// Who wrote the post before.
    private var lastAuthor: [UInt8]?
    private let outside = BlockCollector()

    init(_ profile: ForumProfile) {
        self.profile = profile
    }

    /// Whether an element of that role is open in the post at hand.
    private func isOpen(_ role: ForumProfile.Role) -> Bool {
        open.dropFirst(post?.depth ?? 0).contains { $0.role == role }
    }

    func start(_ name: String, attributes: [(name: String, value: String)]) {
        let isInBody = post != nil && isOpen(.body)
        let element = ForumProfile.Element(name: name, attributes: attributes, isInBody: isInBody)
        var role = profile.role(element, post != nil)
        if role == .title, isTitleWhole { role = nil }
        if name == "title", pageTitle.count == 0 { isInPageTitle = true }
        if role == .post, post == nil {
            let facts = profile.facts(element)
            post = Post(
                authorName: facts.author, exactTime: facts.time, depth: open.count, isJoined: profile.isJoined(element))
        } else if role == .reply, post != nil, parent == nil {
            parent = post
            let facts = profile.facts(element)
            post = Post(authorName: facts.author, exactTime: facts.time, depth: open.count)
        } else if role == .post || role == .reply {
            // A post within a post is a part of it.
            role = nil
        }
        if role == .author, post?.author != nil || post?.authorName != nil { role = nil }
        if role == .author { post?.author = VisibleText() }
        // Notes of a post's time stand among others of its kind; the first that holds a date is it.
        if role == .time, post?.time?.bytes.dateStart != nil { role = nil }
        if role == .time { post?.time = VisibleText() }
        if isOpen(.time) || role == .time { noteExactTime(element) }
        if HTMLElements.invisible.contains(name) { invisibleDepth += 1 }
        open.append((name, role))
        if HTMLElements.lines.contains(name) {
            post?.body.breakLine()
        } else if name == "td" || name == "th" {
            post?.body.breakCell()
        }
        if isOpen(.body), !isOpen(.quote), invisibleDepth == 0,
            let contact = HTMLElements.contact(name, attributes) ?? profile.contact(element)
        {
            post?.body.beginLink(contact)
        }
        if post == nil { outside.start(name, attributes: attributes) }
    }

    /// `<time datetime>`, and Discuz's `<span title>` within a relative time.
    private func noteExactTime(_ element: ForumProfile.Element) {
        guard post?.exactTime == nil else { return }
        if let time = element.value("datetime") ?? element.value("title"), time.contains(where: \.isNumber) {
            post?.exactTime = profile.time(time)
        }
    }

    func end(_ name: String) {
        guard let index = open.lastIndex(where: { $0.name == name }) else { return }
        if name == "a" { post?.body.endLink() }
        if HTMLElements.invisible.contains(name) { invisibleDepth = max(0, invisibleDepth - 1) }
        if name == "title" { isInPageTitle = false }
        for closed in open[index...] where closed.role == .title { isTitleWhole = title.count > 0 }
        open.removeSubrange(index...)
        if HTMLElements.lines.contains(name) { post?.body.breakLine() }
        while let post, open.count <= post.depth { close(post) }
        if self.post == nil { outside.end(name) }
    }

    func text(_ bytes: Span<UInt8>) {
        if isInPageTitle, pageTitle.count < Self.longestFact { pageTitle.append(bytes) }
        guard invisibleDepth == 0 || isInPageTitle else { return }
        if isOpen(.title), title.count < Self.longestFact { title.append(bytes) }
        guard post != nil else { return outside.text(bytes) }
        if isOpen(.quote) { return }
        if isOpen(.body) {
            post?.body.append(bytes)
        } else if isOpen(.time) {
            if let count = post?.time?.count, count < Self.longestFact { post?.time?.append(bytes) }
        } else if isOpen(.author) {
            appendAuthor(bytes)
        }
    }

    /// An author is the first text of its element: Discuz puts more links behind it.
    private func appendAuthor(_ bytes: Span<UInt8>) {
        guard let count = post?.author?.count, count < Self.longestFact else { return }
        if count > 0, open.last?.name == "a", !isAuthorsLink { return }
        if count == 0 { authorDepth = open.count }
        if open.count == authorDepth { post?.author?.append(bytes) }
    }

    private var authorDepth = 0
    private var isAuthorsLink: Bool { open.count == authorDepth && open.last?.name != "a" }

    private func close(_ post: Post) {
        var post = post
        self.post = parent
        parent = nil
        let body = post.body.take()
        var author = post.authorName.map { Array($0.utf8) } ?? post.author?.take()
        if author?.isEmpty ?? true { author = post.isJoined ? lastAuthor : nil }
        if self.post == nil { lastAuthor = author }
        guard !body.isEmpty else {
            messages += post.replies
            return
        }
        let time = post.exactTime.map { Array($0.utf8) } ?? post.time?.take().withoutLabel
        let message = IngestedMessage(
            text: body, author: author, channel: channel, time: time.flatMap { $0.isEmpty ? nil : $0 })
        if self.post != nil {
            self.post?.replies.append(message)
        } else {
            messages.append(message)
            messages += post.replies
        }
    }

    private var channel: [UInt8]? {
        let text = title.count > 0 ? title : pageTitle
        return text.count > 0 ? Array(ByteText.trimmed(text.bytes[...])) : nil
    }

    func takeMessages() -> [IngestedMessage] {
        defer { messages.removeAll(keepingCapacity: true) }
        return outside.takeMessages() + messages
    }

    func finish() {
        while let post { close(post) }
        outside.finish()
    }
}

extension [UInt8] {
    /// `发表于 2023-11-3 14:26`: a time begins with its year, or else at its first digit.
    fileprivate var withoutLabel: [UInt8] {
        (dateStart ?? firstIndex { $0 &- 0x30 < 10 }).map { Array(self[$0...]) } ?? self
    }

    /// Where four digits and a separator stand: `2023-`, `2023/`.
    fileprivate var dateStart: Int? {
        var digits = 0
        for (index, byte) in enumerated() {
            if byte &- 0x30 < 10 {
                digits += 1
            } else {
                if digits >= 4, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") { return index - 4 }
                digits = 0
            }
        }
        return nil
    }
}
