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

    @Test(
        arguments: [
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
