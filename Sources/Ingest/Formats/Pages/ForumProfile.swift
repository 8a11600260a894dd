/// How one forum software marks up its pages: which elements hold a post, its author, time and text.
///
/// A new software is an entry in `all`.
struct ForumProfile: Sendable {
    /// What an element is to a page.
    enum Role: Sendable {
        case post, author, time, title
        /// A text of the post's author, such as a signature; a post may have several.
        case body
        /// What another wrote below a post, with an author and a text of its own.
        case reply
        /// Text of others within a post's: it is passed over.
        case quote
    }

    /// An element of a page, as roles are told by.
    struct Element {
        var name: String
        var attributes: [(name: String, value: String)]
        /// Whether it stands in a text of the post at hand.
        var isInBody = false

        func value(_ name: String) -> String? {
            attributes.first { $0.name == name }?.value
        }

        var id: String { value("id") ?? "" }

        func hasClass(_ wanted: String) -> Bool {
            value("class")?.split(whereSeparator: \.isWhitespace).contains { $0 == wanted } ?? false
        }

        /// Whether the id is this word with a number behind it.
        func isNumbered(_ prefix: String) -> Bool {
            id.hasPrefix(prefix) && id.count > prefix.count && id.dropFirst(prefix.count).allSatisfy(\.isNumber)
        }
    }

    var name: String
    /// Texts of which one stands in the page's head; telling enough to be no other page.
    var marks: [String]
    /// The role of an element; `inPost` says whether a post is open.
    var role: @Sendable (_ element: Element, _ inPost: Bool) -> Role?
    /// What the post's own element says: some software keeps author and time in attributes.
    var facts: @Sendable (_ element: Element) -> (author: String?, time: String?) = { _ in (nil, nil) }
    /// Whether a post that names no author is by the author of the one before.
    var isJoined: @Sendable (_ element: Element) -> Bool = { _ in false }
    /// A time in an attribute, as messages have it.
    var time: @Sendable (_ written: String) -> String = { $0 }
    /// The contact that a link within a text is about, beside those of `tel:` and `mailto:`.
    var contact: @Sendable (_ element: Element) -> String? = { _ in nil }

    static let all = [
        discuz, discuzMobile, phpBB, xenForo, vBulletin, tieba, nodeBB, telegramExport, discordExport,
    ]

    /// Discuz! X.
    static let discuz = ForumProfile(
        name: "Discuz! X", marks: ["id=\"postlist\"", "id=\"postmessage_", "authorposton", "content=\"Discuz!"],
        role: { element, inPost in
            if element.isNumbered("post_") { return .post }
            if inPost, element.hasClass("pstl") { return .reply }
            if element.hasClass("authi") || element.hasClass("psta") { return .author }
            if element.isNumbered("authorposton") { return .time }
            if element.isNumbered("postmessage_") { return .body }
            if inPost, ["psti", "sign", "attnm"].contains(where: element.hasClass) { return .body }
            if element.hasClass("quote") || element.hasClass("pstatus") { return .quote }
            return element.id == "thread_subject" ? .title : nil
        })

    /// Discuz! X as telephones are given it.
    static let discuzMobile = ForumProfile(
        name: "Discuz! X, mobile",
        marks: ["class=\"plc cl\" id=\"pid", "class=\"display pi", "pg_viewthread", "content=\"Discuz!"],
        role: { element, inPost in
            if element.isNumbered("pid"), element.hasClass("plc") { return .post }
            if inPost, element.name == "a", element.value("href")?.contains("mod=space") ?? false { return .author }
            if inPost, element.hasClass("mtime") || element.hasClass("rela") { return .time }
            if inPost, element.hasClass("message") { return .body }
            if element.hasClass("quote") || element.hasClass("pstatus") { return .quote }
            return element.hasClass("view_tit") ? .title : nil
        })

    /// phpBB 3.
    static let phpBB = ForumProfile(
        name: "phpBB", marks: ["id=\"phpbb\"", "class=\"postbody\"", "viewtopic.php"],
        role: { element, inPost in
            if element.name == "div", element.isNumbered("p"), element.hasClass("post") { return .post }
            if inPost, element.hasClass("username") || element.hasClass("username-coloured") { return .author }
            if inPost, element.name == "time" { return .time }
            if inPost, element.hasClass("content") || element.hasClass("signature") || element.name == "h3" {
                return .body
            }
            if element.name == "blockquote" { return .quote }
            return element.hasClass("topic-title") ? .title : nil
        })

    /// XenForo 2.
    static let xenForo = ForumProfile(
        name: "XenForo", marks: ["id=\"XF\"", "data-app=\"public\"", "class=\"p-title-value\"", "message--post"],
        role: { element, inPost in
            if element.name == "article", element.hasClass("message") { return .post }
            if inPost, element.name == "time" { return .time }
            if inPost, element.hasClass("bbWrapper") { return .body }
            if element.name == "blockquote" || element.hasClass("bbCodeBlock--quote") { return .quote }
            return element.hasClass("p-title-value") ? .title : nil
        },
        facts: { ($0.value("data-author"), nil) })

    /// vBulletin 4.
    static let vBulletin = ForumProfile(
        name: "vBulletin", marks: ["class=\"postbit", "vBulletin", "post_message_"],
        role: { element, inPost in
            if element.isNumbered("post_"), element.name == "li" || element.name == "div" || element.name == "table" {
                return .post
            }
            if inPost, element.hasClass("username") || element.hasClass("bigusername") { return .author }
            if inPost, element.hasClass("date") || element.hasClass("postdate") { return .time }
            if element.isNumbered("post_message_") || element.name == "blockquote" && element.hasClass("postcontent") {
                return .body
            }
            if inPost, element.name == "h2", element.hasClass("title") { return .body }
            if element.hasClass("bbcode_container") || element.hasClass("bbcode_quote") { return .quote }
            return element.hasClass("threadtitle") ? .title : nil
        })

    /// Baidu Tieba, which keeps a post's facts as JSON in an attribute.
    static let tieba = ForumProfile(
        name: "Tieba", marks: ["l_post", "d_post_content", "tieba.baidu"],
        role: { element, inPost in
            if element.hasClass("l_post") { return .post }
            if inPost, element.hasClass("lzl_single_post") { return .reply }
            if element.hasClass("d_post_content") || inPost && element.hasClass("lzl_content_main") { return .body }
            if inPost, element.hasClass("tail-info") || element.hasClass("lzl_time") { return .time }
            return element.hasClass("core_title_txt") ? .title : nil
        },
        facts: { element in
            guard let field = element.value("data-field"), let value = JSONValue(Array(field.utf8)[...]) else {
                return (nil, nil)
            }
            let author =
                value["author"]?.text("user_name", "user_nickname", "name") ?? value.text("user_name", "showname")
            let time = value["content"]?.text("date") ?? value["content"]?["open_time"]?.plainText
            return (author.map { ByteText.string($0) }, time.map { ByteText.string($0) })
        })

    /// NodeBB, which names its parts by an attribute.
    static let nodeBB = ForumProfile(
        name: "NodeBB", marks: ["component=\"post\"", "component=\"topic/title\"", "component=\"post/content\""],
        role: { element, _ in
            switch element.value("component") {
            case "post": return .post
            case "post/content": return .body
            case "topic/title": return .title
            default: return element.name == "blockquote" ? .quote : nil
            }
        },
        facts: { element in
            let time = element.value("data-timestamp").flatMap { Int($0) }.flatMap { TimeText.utc(unix: $0) }
            return (element.value("data-username"), time.map { ByteText.string($0) })
        })
}
