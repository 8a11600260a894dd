import Testing

@testable import FenceIngest

/// Chat logs whose lines need those before them.
@Suite struct ChatTextTests {
    /// What is no message of somebody is read all the same; only that somebody joined is none.
    @Test(
        arguments: [
            (
                "whatsapp-text", "x.txt",
                """
                03/11/2026, 14:20 - Messages are encrypted.
                03/11/2026, 14:21 - a changed the subject from “x” to “O: y”
                03/11/2026, 14:22 - +86 138 0000 1111 joined using an invite link
                25/11/2026, 14:23 - b: hi
                25/11/2026, 14:24 - +86 138 0000 2222: ok
                """,
                [
                    Ingested("Messages are encrypted.", at: "2026-11-03T14:20:00"),
                    Ingested("a changed the subject from “x” to “O: y”", at: "2026-11-03T14:21:00"),
                    Ingested("+86 138 0000 1111 joined using an invite link", at: "2026-11-03T14:22:00"),
                    Ingested("hi", by: "b", at: "2026-11-25T14:23:00"),
                    Ingested("ok", by: "+86 138 0000 2222", at: "2026-11-25T14:24:00"),
                ]
            ),
            (
                "irssi", "#c.log",
                """
                --- Log opened Tue Nov 03 14:00:00 2026
                14:20 -!- Topic for #c: O
                14:21 -!- a changed the topic of #c to: O
                14:22 -a:#c- O
                14:23 -!- b [~b@host.example] has joined #c
                14:24 -!- b [~b@host.example] has quit [Quit: O]
                14:25 <@a> hi
                """,
                [
                    Ingested("Topic for #c: O", in: "#c", at: "2026-11-03T14:20:00"),
                    Ingested("a changed the topic of #c to: O", by: "a", in: "#c", at: "2026-11-03T14:21:00"),
                    Ingested("O", by: "a", in: "#c", at: "2026-11-03T14:22:00"),
                    Ingested("b [~b@host.example] has quit [Quit: O]", in: "#c", at: "2026-11-03T14:24:00"),
                    Ingested("hi", by: "a", in: "#c", at: "2026-11-03T14:25:00"),
                ]
            ),
            (
                "weechat", "#c.weechatlog",
                """
                2026-11-03 14:20:00\t--\tTopic for #c is "O"
                2026-11-03 14:21:00\t--\ta has changed topic for #c from "x" to "O"
                2026-11-03 14:22:00\t--\tNotice(a): O
                2026-11-03 14:23:00\t-->\tb (~b@host.example) has joined #c
                2026-11-03 14:24:00\t<--\tb (~b@host.example) has quit (O)
                2026-11-03 14:25:00\t@a\thi
                2026-11-03 14:26:00\tb\thi
                2026-11-03 14:27:00\t *\ta does
                """,
                [
                    Ingested("Topic for #c is \"O\"", in: "#c", at: "2026-11-03T14:20:00"),
                    Ingested(
                        "a has changed topic for #c from \"x\" to \"O\"", by: "a", in: "#c", at: "2026-11-03T14:21:00"),
                    Ingested("O", by: "a", in: "#c", at: "2026-11-03T14:22:00"),
                    Ingested("b (~b@host.example) has quit (O)", in: "#c", at: "2026-11-03T14:24:00"),
                    Ingested("hi", by: "a", in: "#c", at: "2026-11-03T14:25:00"),
                    Ingested("hi", by: "b", in: "#c", at: "2026-11-03T14:26:00"),
                    Ingested("does", by: "a", in: "#c", at: "2026-11-03T14:27:00"),
                ]
            ),
            (
                "znc", "#c/2026-11-03.log",
                """
                [14:20:00] *** a changes topic to 'O'
                [14:21:00] -a- O
                [14:22:00] *** Joins: b (~b@host.example)
                [14:23:00] *** Quits: b (~b@host.example) (O)
                [14:23:30] *** Quits: b (~b@host.example) (O has joined x)
                [14:24:00] <a> hi
                """,
                [
                    Ingested("a changes topic to 'O'", by: "a", in: "#c", at: "2026-11-03T14:20:00"),
                    Ingested("O", by: "a", in: "#c", at: "2026-11-03T14:21:00"),
                    Ingested("Quits: b (~b@host.example) (O)", in: "#c", at: "2026-11-03T14:23:00"),
                    Ingested("Quits: b (~b@host.example) (O has joined x)", in: "#c", at: "2026-11-03T14:23:30"),
                    Ingested("hi", by: "a", in: "#c", at: "2026-11-03T14:24:00"),
                ]
            ),
            (
                "discord-text", "x.txt",
                "=====\nGuild: G\nChannel: c\nTopic: O\n=====\n\n[03-Nov-26 02:26 PM] a\nhi\n",
                [Ingested("O", in: "c"), Ingested("hi", by: "a", in: "c", at: "2026-11-03T14:26:00")]
            ),
        ] as [(String, String, String, [Ingested])])
    func noticesAreRead(format: String, name: String, log: String, messages: [Ingested]) {
        let read = Ingested.read(log + "\n", name: name)
        #expect(read.format == format)
        #expect(read.messages == messages)
    }

    /// A line of a record that begins with a time is text of nobody, not the head of a message; a card with name and number
    /// before the program's own number is one.
    @Test(arguments: [
        ("qq-text", "小王 13800001111", true), ("qq-text", "小王 电话13800001111", true), ("qq-text", "13800001111", true),
        ("qq-text", "小王 13800001111(备注)", true), ("qq-text", "小王", false), ("qq-text", "小王 138", false),
        ("qq-text", "小王(13800001111)", false), ("qq-text", "小王 二号(13800001111)", false),
        ("qq-text", "小王 13800001111(12345678)", false),
        ("wechat-text", "小王 13800001111", true), ("wechat-text", "小王 电话13800001111", true),
        ("wechat-text", "13800001111", true), ("wechat-text", "小王 二号", false),
    ])
    func recordsAreNoHeads(format: String, rest: String, isText: Bool) {
        let head = format == "qq-text" ? "消息记录\n消息对象:g\n\n" : ""
        let read = Ingested.read(
            "\(head)2026-11-03 14:26:07 a\nhi\n2026-11-02 10:00:00 \(rest)\nok\n2026-11-03 14:28:07 b\nhi\n")
        #expect(read.format == format)
        #expect(read.messages.map(\.text) == ["hi", isText ? "\(rest)\nok" : "ok", "hi"])
        #expect((read.messages.dropFirst().first?.author == nil) == isText)
    }

    /// Lines that only look like notices make no chat log.
    @Test(arguments: [
        "2026-11-03 14:26:07 - starting\n2026-11-03 14:26:08 - listening\n",
        "2026-11-03 14:26:07\t--\tstarting\n2026-11-03 14:26:08\t--\tlistening\n",
    ])
    func noticesAloneAreNoChat(log: String) {
        #expect(!["whatsapp-text", "weechat"].contains(Ingested.read(log).format))
    }
}
