import Testing

@testable import FenceIngest

/// Web pages: what of a post is read, by whom it is, and what is read of any page.
@Suite struct PageTests {
    private static let discuz = """
        <html><head><title>T - Forum</title></head><body><span id="thread_subject">T</span><div id="postlist">
        <div id="post_1"><div class="authi"><a>a</a></div><em id="authorposton1">发表于 2026-11-3 14:26:07</em>
        <table><tr><td id="postmessage_1">O</td></tr></table>
        <div id="comment_1" class="cm"><h3>点评</h3>
        <div class="pstl"><div class="psta"><a><img></a><a>b</a></div><div class="psti">R1</div></div>
        <div class="pstl"><div class="psta"><a>c</a></div><div class="psti">R2</div></div></div>
        <p class="attnm"><a>data.xlsx</a></p><div class="sign">S</div></div></div></body></html>
        """
    private static let phpBB = """
        <html><head><title>T - Board</title></head><body id="phpbb"><h2 class="topic-title">T</h2>
        <div id="p1" class="post"><h3 class="first"><a href="#p1">Re: T</a></h3><a class="username">a</a>
        <div class="content">O <a href="tel:+8613800001111">call</a></div><div class="signature">S</div></div></body></html>
        """
    private static let vBulletin = """
        <html><body><span class="threadtitle">T</span><ol><li class="postbit" id="post_5"><a class="username">a</a>
        <h2 class="title icon">Re: T</h2><div id="post_message_5"><blockquote class="postcontent">O</blockquote></div></li>
        </ol></body></html>
        """
    private static let tieba = """
        <html><head><title>T_tieba</title></head><body><h3 class="core_title_txt">T</h3>
        <div class="l_post" data-field='{"author":{"user_name":"a"},"content":{"date":"2026-11-03 14:26"}}'>
        <div class="d_post_content">O</div><ul><li class="lzl_single_post" data-field='{"user_name":"b"}'>
        <a>b</a>:<span class="lzl_content_main">R</span><span class="lzl_time">2026-11-3 15:00</span></li></ul></div>
        </body></html>
        """

    /// As Telegram Desktop writes it, line ends in every element: a message, one joined to it, one passed on, a contact.
    private static let telegram = """
        <!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">
        <div class="page_header"><div class="content"><div class="text bold">
        T </div></div></div><div class="page_body chat_page"><div class="history">
        <div class="message service" id="message-1"><div class="body details">3 November 2026</div></div>
        <div class="message default clearfix" id="message1"><div class="pull_left userpic_wrap"><div class="initials">x</div></div>
        <div class="body"><div class="pull_right date details" title="03.11.2026 02:26:07 UTC+08:00">
        02:26
        </div><div class="from_name">
        a <span class="details">via @bot</span></div><div class="reply_to details">In reply to <a>this message</a></div>
        <div class="text">
        O<br>o <a href="https://t.me/a_bot">@a_bot</a> <a href="https://t.me/+x">here</a></div></div></div>
        <div class="message default clearfix joined" id="message2"><div class="body">
        <div class="pull_right date details" title="03.11.2026 14:27:00">14:27</div>
        <div class="forwarded body"><div class="from_name">F <span class="date details" title="01.01.2026 00:00:00">x</span></div>
        <div class="text">P</div></div></div></div>
        <div class="message default clearfix" id="message3"><div class="body"><div class="from_name">b</div>
        <div class="media_wrap clearfix"><div class="media clearfix pull_left media_contact"><div class="body">
        <div class="title bold">N</div><div class="status details">+86 138</div></div></div></div></div></div>
        </div></div></div></body></html>
        """
    private static let discord = """
        <!DOCTYPE html><html lang=en><head><title>G - T</title><style>.chatlog__x{}</style></head><body><div class=preamble>
        <div class=preamble__entry>G</div></div><div class=chatlog><div class=chatlog__message-group>
        <div id=chatlog__message-container-1 class=chatlog__message-container><div class=chatlog__reply>
        <div class=chatlog__reply-author>q</div><div class=chatlog__reply-content>Q</div></div>
        <div class=chatlog__header><span class=chatlog__author title="a#1">a</span> <span class=chatlog__timestamp
        title="Tuesday, November 3, 2026 2:26 PM"><a href=#x>11/3/2026 2:26 PM</a></span></div>
        <div class="chatlog__content chatlog__markdown"><span class=chatlog__markdown-preserve>O</span></div></div>
        <div id=chatlog__message-container-2 class=chatlog__message-container><div class=chatlog__short-timestamp
        title="3. November 2026 14:27">14:27</div><div class="chatlog__content">P</div></div></div></div></body></html>
        """

    @Test(
        arguments: [
            (
                telegram,
                [
                    Ingested("Exported Data"), Ingested("T"), Ingested("3 November 2026"),
                    Ingested(
                        "O\no @a_bot here https://t.me/+x", by: "a", in: "T", at: "2026-11-03T02:26:07+08:00"),
                    Ingested("P", by: "a", in: "T", at: "2026-11-03T14:27:00"),
                    Ingested("N\n+86 138", by: "b", in: "T"),
                ]
            ),
            (
                discord,
                [
                    Ingested("G - T"), Ingested("G"), Ingested("O", by: "a", in: "G - T", at: "2026-11-03T14:26:00"),
                    Ingested("P", by: "a", in: "G - T", at: "3. November 2026 14:27"),
                ]
            ),
            (
                discuz,
                [
                    Ingested("T - Forum"), Ingested("T"),
                    Ingested("O\ndata.xlsx\nS", by: "a", in: "T", at: "2026-11-3 14:26:07"),
                    Ingested("R1", by: "b", in: "T"), Ingested("R2", by: "c", in: "T"),
                ]
            ),
            (
                phpBB,
                [
                    Ingested("T - Board"), Ingested("T"),
                    Ingested("Re: T\nO call +8613800001111\nS", by: "a", in: "T"),
                ]
            ),
            (vBulletin, [Ingested("T"), Ingested("Re: T\nO", by: "a", in: "T")]),
            (
                tieba,
                [
                    Ingested("T_tieba"), Ingested("T"), Ingested("O", by: "a", in: "T", at: "2026-11-03 14:26"),
                    Ingested("R", by: "b", in: "T", at: "2026-11-3 15:00"),
                ]
            ),
        ] as [(String, [Ingested])])
    func postsWithAllThatBelongsToThem(page: String, messages: [Ingested]) {
        let read = Ingested.read(page)
        #expect(read.format == "forum-html")
        #expect(read.messages == messages)
    }

    @Test(arguments: [
        ("<title>O</title><p>x</p>", ["O", "x"]),
        ("<p>x</p><textarea>O</textarea><noscript>y</noscript>", ["x", "O", "y"]),
        (#"<p>x <a href="TEL:13800001111">call</a> y</p>"#, ["x call 13800001111 y"]),
        (#"<p><a href="tel:13800001111">13800001111</a></p>"#, ["13800001111"]),
        (#"<p><a href="tel:%2B86%20138%200000%201111">call</a></p>"#, ["call +86 138 0000 1111"]),
        (#"<a href="tel:13800001111"><div>call</div></a>"#, ["13800001111", "call"]),
        (#"<p><a href="mailto:a@b.example?subject=x">mail</a></p>"#, ["mail a@b.example"]),
        (#"<p><a href="https://t.example/x">link</a></p><script>O</script>"#, ["link"]),
    ])
    func textOfAnyPage(body: String, texts: [String]) {
        let read = Ingested.read("<!DOCTYPE html><html>\(body)</html>")
        #expect(read.format == "html")
        #expect(read.messages.map(\.text) == texts)
    }
}
