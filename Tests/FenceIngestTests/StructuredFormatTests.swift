import Testing

@testable import FenceIngest

/// Formats of named fields: JSON of every kind, and tables.
@Suite struct StructuredFormatTests {
    /// The text is the first field that holds one, with the title before it; nothing that may be text is dropped.
    @Test(
        arguments: [
            (#"{"text":"","caption":"O","from":"a"}"#, [Ingested("O", by: "a")]),
            (#"{"photo":{},"caption":"O","from":"a"}"#, [Ingested("O", by: "a")]),
            (#"{"text":null,"message":{"id":77,"content":"O"},"author":"a"}"#, [Ingested("O", by: "a")]),
            (
                #"{"update_id":7,"message":{"message_id":5,"from":{"id":1,"username":"a"},"chat":{"title":"g"},"date":1793687167,"text":"O"}}"#,
                [Ingested("O", by: "a", in: "g", at: "2026-11-03T06:26:07Z")]
            ),
            (#"{"sender":"@a:b","content":{"body":"O"},"room_id":"!r:b"}"#, [Ingested("O", by: "@a:b", in: "!r:b")]),
            (#"{"title":"T","author":"a","content":"O"}"#, [Ingested("T\nO", by: "a")]),
            (#"{"title":"T","author":"a","content":""}"#, [Ingested("T", by: "a")]),
            (#"{"title":"T","author":"a","summary":"S"}"#, [Ingested("T\nauthor: a\nsummary: S", by: "a")]),
            (#"{"content":"O","author":"","user":"a"}"#, [Ingested("O", by: "a")]),
            (#"{"text":["O ",{"type":"b","text":"x"},"y"],"from":"a"}"#, [Ingested("O xy", by: "a")]),
            (#"{"content":["O","x"],"from":"a"}"#, [Ingested("O\nx", by: "a")]),
            (#"{"content":"O","author":"a","comments":[{"author":"b","content":"x"}]}"#, [Ingested("O\nx", by: "a")]),
            (#"{"text":"O","author":"a","retweeted":{"user":"b","text":"x"}}"#, [Ingested("O\nx", by: "a")]),
            (#"{"text":false,"message":"O"}"#, [Ingested("O")]),
            (#"{"text":""}"#, []),
            (
                #"{"type":"header","items":[1]}"# + "\n" + #"{"text":"O"}"#,
                [Ingested(#"{"type":"header","items":[1]}"#), Ingested("O")]
            ),
            (#"{"message":{"id":77}}"#, [Ingested("id: 77")]),
        ] as [(String, [Ingested])])
    func textOfALine(line: String, messages: [Ingested]) {
        let read = Ingested.read(line + "\n")
        #expect(read.format == "jsonl")
        #expect(read.messages == messages)
    }

    @Test(
        arguments: [
            (#"[{"text":"","caption":"O","from":"a"}]"#, [Ingested("O", by: "a")]),
            (
                #"[{"author":"","user":"a","title":"T","content":""},{"content":"x"}]"#,
                [Ingested("T", by: "a"), Ingested("x")]
            ),
            (#"[{"content":{"body":"O","sender":"a"}}]"#, [Ingested("O", by: "a")]),
            (
                #"[{"text":"O","screen_name":"a","retweeted":{"screen_name":"b","text":"x"}}]"#,
                [Ingested("O\nx", by: "a")]
            ),
            (#"[{"id":1,"summary":"O"},{"content":"x"}]"#, [Ingested("id: 1\nsummary: O"), Ingested("x")]),
            (
                #"[{"content":"O","author":"a","comments":[{"author":"b","content":"x"}]}]"#,
                [Ingested("O", by: "a"), Ingested("x", by: "b")]
            ),
            (
                #"[{"title":"T","posts":[{"author":"b","content":"x"}]}]"#,
                [Ingested("T"), Ingested("x", by: "b", in: "T")]
            ),
        ] as [(String, [Ingested])])
    func textsOfADocument(document: String, messages: [Ingested]) {
        let read = Ingested.read(document)
        #expect(read.format == "json")
        #expect(read.messages == messages)
    }

    /// A column of personal data is a line of the message's text, with its name as written; the author is none.
    @Test(
        arguments: [
            (
                "id,name,phone,idcard,message\n1,王小明,13800001111,,hi\n", "csv",
                [Ingested("hi\nname: 王小明\nphone: 13800001111")]
            ),
            (
                "name,email,content,date\na,a@b.example,hi,2026\n", "csv",
                [Ingested("hi\nemail: a@b.example", by: "a", at: "2026")]
            ),
            ("姓名\t手机\t内容\n王小明\t13800001111\thi\n", "csv", [Ingested("hi\n姓名: 王小明\n手机: 13800001111")]),
            ("phone;content\n13800001111;hi\n", "csv", [Ingested("hi\nphone: 13800001111")]),
            ("author,name,content,user_id\na,王小明,hi,77\n", "csv", [Ingested("hi\nname: 王小明", by: "a")]),
            (
                #"[{"name":"王小明","phone":"13800001111","message":"hi","phone_count":2}]"#, "json",
                [Ingested("hi\nname: 王小明\nphone: 13800001111")]
            ),
            (
                #"{"name":"王小明","phone":13800001111,"text":"hi","author":"a"}"# + "\n", "jsonl",
                [Ingested("hi\nname: 王小明\nphone: 13800001111", by: "a")]
            ),
            (#"{"\u624b\u673a":"13800001111","text":"hi"}"# + "\n", "jsonl", [Ingested("hi\n手机: 13800001111")]),
            (#"{"text":"hi","email":"","card":{"x":1},"tel":null}"# + "\n", "jsonl", [Ingested("hi")]),
        ] as [(String, String, [Ingested])])
    func personalColumns(text: String, format: String, messages: [Ingested]) {
        let read = Ingested.read(text)
        #expect(read.format == format)
        #expect(read.messages == messages)
    }

    @Test(arguments: [
        (
            true,
            ["phone", "Phone1", "user_phone", "userPhone", "MOBILE", "tel", "id_card", "idNo", "ID-Card No", "name"]
        ),
        (true, ["real_name", "Email Address", "addr", "bankCard", "QQ", "wx_password", "手机号", "收货地址", "身份证号码", "密碼"]),
        (
            false,
            ["id", "user_id", "phone_count", "email_verified", "card_type", "telegram_id", "password_hash", "手机型号"]
        ),
        (false, ["file_name", "channel", "hotel", "template", "url", "created_at", "时间", "内容", "图片地址", ""]),
    ])
    func namesOfPersonalColumns(isPersonal: Bool, names: [String]) {
        for name in names { #expect(PersonalColumns.hold(Array(name.utf8).span) == isPersonal, "\(name)") }
    }

    @Test func aDocumentOfThingsWithTitlesIsReadAsItIs() {
        let line = #"{"description":"O","items":[{"title":"x"}]}"#
        let read = Ingested.read(line)
        #expect(read.format == "plain")
        #expect(read.messages == [Ingested(line)])
    }

    private static let telegram = #""from":"a","date":"2026-11-03T14:26:07""#

    @Test(arguments: [
        (#""text":"","text_entities":[{"type":"plain","text":"O"},{"type":"bold","text":"x"}]"#, "Ox"),
        (#""text_entities":[{"type":"plain","text":"O"}]"#, "O"),
        (#""text":"","poll":{"question":[{"type":"plain","text":"O"}],"answers":[{"text":["x"]}]}"#, "O\nx"),
        (#""text":"","file_name":"O.xlsx""#, "O.xlsx"),
    ])
    func telegramMessages(fields: String, text: String) {
        let read = Ingested.read(#"{"name":"g","id":1,"messages":[{\#(Self.telegram),\#(fields),"from_id":"u"}]}"#)
        #expect(read.format == "telegram-json")
        #expect(read.messages == [Ingested(text, by: "a", in: "g", at: "2026-11-03T14:26:07")])
    }

    /// What stands before the messages of a full export may be longer than what is looked at.
    @Test func telegramContactsBeforeMessages() {
        let contact = #"{"user_id":1,"first_name":"c","last_name":"","phone_number":"","date":"2020-01-01T00:00:00"}"#
        let contacts = Array(repeating: contact, count: 900).joined(separator: ",")
        let read = Ingested.read(
            """
            {"about":"x","contacts":{"about":"y","list":[\(contacts)]},"chats":{"list":[
            {"name":"g","messages":[{\(Self.telegram),"from_id":"u","text":"O"}]}]}}
            """)
        #expect(read.format == "telegram-json")
        #expect(read.messages.last == Ingested("O", by: "a", in: "g", at: "2026-11-03T14:26:07"))
    }

    @Test(arguments: [
        (#"{"type":"section","text":{"type":"mrkdwn","text":"O"}}"#, "O"),
        (
            #"{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"O"},{"type":"link","url":"u"}]}]}"#,
            "O\nu"
        ),
        (#"{"type":"section","fields":[{"type":"plain_text","text":"O"}]}"#, "O"),
    ])
    func slackBlocks(block: String, text: String) {
        let read = Ingested.read(
            #"[{"type":"message","text":"","user":"U1","ts":"1793687167.0001","blocks":[\#(block)]}]"#)
        #expect(read.format == "slack-json")
        #expect(read.messages == [Ingested(text, by: "U1", at: "2026-11-03T06:26:07Z")])
    }

    @Test(arguments: [
        ("title,author,content\nT,a,\n", [Ingested("T", by: "a")]),
        (
            "author,nickname,date,content\n,a,2026,O\nb,a,2026,O\n,,2026,O\n",
            [
                Ingested("O", by: "a", at: "2026"), Ingested("O", by: "b", at: "2026"), Ingested("O", at: "2026"),
            ]
        ),
        (
            "author,date,content\na,2026,O\n电话13800001111 x\nx,13800001111\n",
            [
                Ingested("O", by: "a", at: "2026"), Ingested("电话13800001111 x"), Ingested("x,13800001111"),
            ]
        ),
        ("author,date,content\na,2026,O,x,,y\n", [Ingested("O\nx,,y", by: "a", at: "2026")]),
        ("author,content,message,date\na,,O,2026\n", [Ingested("O", by: "a", at: "2026")]),
    ])
    func textOfARow(table: String, messages: [Ingested]) {
        let read = Ingested.read(table)
        #expect(read.format == "csv")
        #expect(read.messages == messages)
    }

    /// Answers of interfaces: what elsewhere is an array of messages is one object here, on a line or over several.
    @Test(arguments: [
        #"{"data":{"text":"a message","author":"x"}}"#,
        "{\n \"data\": {\n  \"text\": \"a message\",\n  \"author\": \"x\"\n }\n}\n",
        #"{"kind":"t1","data":{"body":"a message","author":"x"}}"# + "\n",
    ])
    func readsAnObjectInThePlaceOfMessages(_ text: String) {
        let messages = Ingested.read(text, name: "answer.json").messages
        #expect(messages.map(\.text) == ["a message"])
        #expect(messages.map(\.author) == ["x"])
    }
}
