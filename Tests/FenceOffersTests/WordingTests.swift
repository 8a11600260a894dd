import Fencewatch
import FenceModel
import Testing

/// What was learned of how the trade writes, beside what the lexicon composes.
@Suite struct WordingTests {
    static let detector = Detector()

    static func wording(of text: String) -> Double? {
        detector.scan(text).evidence.reasons.first { $0.signal == "wording" }?.weight
    }

    @Test("speaks for trade and against talk about it")
    func tellsTradeFromTalk() throws {
        let trade = try #require(Self.wording(of: "车主名单低价出，车型车牌手机都有，先测后付，要的私"))
        // What a glance leaves no doubt about is not read at all.
        let talk = Self.wording(of: "我的车主信息不知道被谁卖了，天天有人打电话推销车险，怎么投诉") ?? -.infinity
        #expect(trade > 0 && trade > talk)
    }

    /// What was learned of one kind of customers holds of all that the lexicon knows.
    @Test func signalsStandForTheirWords() {
        func sequences(_ people: String) -> Set<UInt32> {
            Set(Self.detector.wordingSequences(of: "高价收\(people)名单现结"))
        }
        let known = sequences("车主").intersection(sequences("储户"))
        let unknown = sequences("车主").intersection(sequences("甲乙"))
        #expect(known.count > unknown.count)
    }

    @Test(
        "a short piece is no trade by its wording",
        arguments: ["私 @tester_7351", "股民数据", "业主名单", "tg @tester_7351", "50w"])
    func piecesStaySilent(_ text: String) {
        #expect(Self.detector.scan(text).alert == nil)
    }

    @Test("the same text in disguise reads the same")
    func disguisesAreReadThrough() {
        let plain = Self.detector.wordingSequences(of: "selling fresh patient records with dob")
        for text in [
            "s e l l i n g fresh patient records with dob", "s3lling fr3sh pat1ent records with d0b",
            "ｓｅｌｌｉｎｇ fresh patient records with dob",
        ] {
            let shared = Set(Self.detector.wordingSequences(of: text)).intersection(plain)
            #expect(Double(shared.count) >= 0.7 * Double(Set(plain).count), "\(text)")
        }
    }

    @Test("nothing is learned of a value")
    func valuesDoNotCount() {
        let one = Self.detector.wordingSequences(of: "出业主数据，有意加微信：tester_7351，手机13800138000")
        let other = Self.detector.wordingSequences(of: "出业主数据，有意加微信：sample_2046，手机15912345678")
        #expect(one == other)
    }

    @Test("a reason never shows a value")
    func reasonsHideValues() throws {
        let report = Self.detector.scan("出一手业主数据 13800138000 张伟 需要的来 13900139000 量大从优")
        let wordings = report.evidence.reasons.filter { $0.signal == "wording" }
        #expect(!wordings.isEmpty)
        for reason in wordings {
            #expect(reason.text?.contains("1380013") != true && reason.text?.contains("1390013") != true)
        }
    }

    @Test("weights read back as they were written")
    func lettersReadBack() throws {
        let scale = Wording.Scale(prior: -1, step: 0.1)
        let sequences = (0..<300).map { number in
            let weight = Int8(number % 63 - 31)
            return Wording.Sequence(
                key: UInt32(number * 55_924), trade: weight, request: -weight, lookup: Int8(number % 5))
        }
        let glance = Wording.Glance(
            scale: scale, least: 0,
            sequences: sequences.map { Wording.Weight(key: $0.key, trade: $0.request) })
        let wording = Wording(glance: glance, trade: scale, request: scale, lookup: scale, sequences: sequences)
        #expect(Wording.sequences(from: wording.letters.joined(separator: "\n")) == sequences)
        #expect(Wording.Glance.sequences(from: glance.letters.joined(separator: "\n  ")) == glance.sequences)
    }

    @Test(
        "letters that are not whole, not in order or none of the alphabet are refused",
        arguments: ["AAAAgg", "AAABgggAAAAggg", "AAAAgggAAAAggg", "AA?Aggg", "AAAAAgg", "AAABggA"])
    func refusesOtherLetters(_ letters: String) {
        #expect(Wording.sequences(from: letters) == nil)
        #expect(Wording.Glance.sequences(from: "AA?Ag") == nil)
    }
}

/// Records that make a dump, and lists that make none.
@Suite struct RecordTableTests {
    static let detector = Detector()
    typealias Person = (name: String, phone: String, index: Int)
    static let names = ["王伟", "李芳", "张敏", "刘洋", "陈静", "杨磊"]

    static func rows(_ count: Int, _ row: (Person) -> String, separator: String = "\n") -> String {
        (0..<count).map { row((names[$0 % names.count], "1380013\(1000 + $0 * 37)", $0)) }.joined(separator: separator)
    }

    static let dumps: [(String, String)] = [
        ("columns", rows(4) { "\($0.index + 1)栋1单元 \($0.name) \($0.phone) 9\($0.index)平" }),
        ("insert", rows(5, { "(\($0.index),'\($0.name)','\($0.phone)','active')" }, separator: ",")),
        ("blocks", rows(5, { "姓名:\($0.name)\n电话:\($0.phone)\n备注:到期\($0.index)" }, separator: "\n\n")),
        ("names and phones", rows(6) { "\($0.name) \($0.phone)" }),
        ("numbers beside a phone", rows(6) { "\(246_267_567 + $0.index * 1_013) \($0.phone)" }),
        ("phone and password", rows(4) { "\($0.phone)——Lp\(72_874 + $0.index * 931)y" }),
        ("name and password", rows(4) { "lucky\($0.phone.suffix(4)):Lp\(72_874 + $0.index * 931)y" }),
        (
            "address, name and password",
            rows(3) { "https://shop.example.com/login:lucky\($0.phone.suffix(4)):Lp\($0.phone.suffix(5))y" }
        ),
        (
            "statement",
            "INSERT INTO members VALUES " + rows(3, { "(\($0.index),'\($0.name)','\($0.phone)')" }, separator: ",")
        ),
        ("mail and password", rows(6) { "tester\($0.index)4@example.com ~ Pw\($0.phone.suffix(5))x" }),
    ]

    /// Names of tables and columns are no words of the one who posts them: rows of a dump in SQL, a message each, are one dump.
    @Test(arguments: [
        "INSERT INTO `users` VALUES", "INSERT INTO users (id,name,idcard,phone) VALUES",
        "insert into customers (id, full_name, ssn, phone) values", "INSERT INTO `车主信息` (`编号`,`姓名`,`身份证`,`手机`) VALUES",
    ])
    func rowsOfSQLAreOneDump(_ statement: String) {
        var watch = Watch()
        var alerts: [Alert] = []
        for row in 0..<30 {
            let seed = UInt64(row)
            let text = "\(statement) (\(row),'王小明','\(Generated.residentID(seed))','\(Generated.mobile(seed))');"
            alerts += watch.feed(
                Self.detector.scan(text, origin: MessageOrigin(source: "a.sql", line: row + 1, offset: row * 100)))
        }
        alerts += watch.finish()
        #expect(alerts.map(\.kind) == [.dump])
        #expect(alerts.first?.samples?.records == 30)
    }

    /// An advertisement in the dress of a statement is one.
    @Test(arguments: [
        "INSERT INTO 出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88",
        "INSERT INTO a VALUES (1,'出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88');",
    ])
    func aStatementHidesNoOffer(_ text: String) throws {
        #expect(try #require(Self.detector.scan(text).alert).kind == .offer)
    }

    @Test("many records are a dump", arguments: dumps)
    func isDump(_ name: String, _ text: String) throws {
        let alert = try #require(Self.detector.scan(text).alert, "\(name)")
        #expect(alert.kind == .dump, "\(name)")
    }

    /// Neither sums of what nobody has so many of, nor a thousand records without the end of a line, are too much.
    @Test func hostileAmountsAndLines() throws {
        for text in ["车主五十亿亿条, 业主六十亿亿条", "出售车主 \(String(repeating: "九", count: 40))亿亿亿条 飞机 @muying_data88"] {
            #expect(Self.detector.scan(text).alert?.volume?.records ?? 0 < 10_000_000_000_000_001)
        }
        let line = Self.rows(400, { "姓名\($0.name) 手机\($0.phone) 余额\($0.index) " }, separator: "")
        #expect(try #require(Self.detector.scan(line).alert).kind == .dump)
    }

    /// Rows handed out under a headline are a dump, whatever it says; rows under an advertisement are its sample.
    @Test func rowsDecideTheKind() throws {
        let rows = (0..<3).map { UInt64($0) }.map { "王伟|\(Generated.residentID($0))|\(Generated.mobile($0))" }
        let handedOut = (["free fullz for the weekend"] + rows).joined(separator: "\n")
        let dump = try #require(Self.detector.scan(handedOut).alert)
        #expect(dump.kind == .dump)
        let advertisement = [
            "出一手车主数据100w条", "全国都有，可指定省份和品牌", "0.5元/条，量大从优", "支持测试，可走担保", "飞机 @muying_data88", "样本：",
        ]
        let offer = try #require(Self.detector.scan((advertisement + rows).joined(separator: "\n")).alert)
        #expect(offer.kind == .offer)
    }

    @Test(
        "a few names with their numbers are none",
        arguments: [
            rows(3) { "\($0.name) \($0.phone)" }, "三班通讯录：" + rows(3, { "\($0.name) \($0.phone)" }, separator: "；"),
            rows(5) { "客服\($0.name.prefix(1))：\($0.phone)" },
            rows(4) { "SF1\(402_311_774_000 + $0.index * 7_919) \($0.phone)" },
        ])
    func isNone(_ text: String) {
        #expect(Self.detector.scan(text).alert == nil)
    }
}
