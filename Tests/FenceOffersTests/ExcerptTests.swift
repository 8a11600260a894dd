import FenceModel
import Fencewatch
import Testing

/// What is shown of a message holds no value, nor what has a value's shape and fails its proof.
@Suite struct ExcerptTests {
    @Test(arguments: [
        // Identity numbers of which the check digit or the date is wrong.
        ("出售网贷数据10万条，样本 110101199003074611", "出售网贷数据10万条，样本 110*************11"),
        ("出售网贷数据10万条，编号110101199013074619，现结", "出售网贷数据10万条，编号110*************19，现结"),
        // A password without its account.
        ("出售网贷数据10万条，样本密码：Hunter2secret!", "出售网贷数据10万条，样本密码：H*************"),
        ("出售网贷数据10万条，口令=tr0!ub4", "出售网贷数据10万条，口令=t******"),
        ("出售网贷数据10万条，{\"password\":\"Qwe!2345\"}", "出售网贷数据10万条，{\"password\":\"Q*********"),
        // Amounts and times stay.
        ("出售网贷数据1200000000条，2026-11-03 12:30:05 更新", "出售网贷数据1200000000条，2026-11-03 12:30:05 更新"),
        ("出售网贷数据10万条，密码另发", "出售网贷数据10万条，密码另发"),
    ])
    func hidesWhatHasTheShapeOfAValue(_ text: String, excerpt: String) throws {
        let alert = try #require(Conversation.detector.scan(text).alert, "\(text)")
        #expect(alert.messages.first?.excerpt == excerpt)
    }

    /// Wherever a long text is cut, no part of such a number is left that is too short to be told for one.
    @Test func cutsThroughNoNumber() throws {
        for padding in 0..<40 {
            let number = "110101199003074611"
            let text =
                String(repeating: "样本\(number) ", count: 40) + String(repeating: "，", count: padding) + "出售网贷数据10万条，现结"
                + String(repeating: " \(number)", count: 40)
            let alert = try #require(Conversation.detector.scan(text).alert)
            let excerpt = try #require(alert.messages.first?.excerpt)
            #expect(
                excerpt.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).allSatisfy { $0.count <= 3 },
                "\(excerpt)")
        }
    }

    /// Nor do the reasons quote it.
    @Test(arguments: [
        "出售一手车主数据100w条，￥19900307461，飞机 @muying_data88", "selling 100k leads $19900307461 tg @muying_data88",
        "出售一手车主数据100w条，１９９００３０７４６１元，飞机 @muying_data88", "出售车主数据 19900307461条 飞机 @muying_data88",
        "出售一手车主数据100w条，１９９００３０７46１元，飞机 @muying_data88",
        "出网贷料 110101199003074611 0.5一条", "收料密码：Hunter2secret!实时的 110101199003074611",
        "出售网贷数据10万条，样本 110101199003074611 密码：Hunter2secret!",
    ])
    func reasonsQuoteNothingOfIt(_ text: String) throws {
        let report = Conversation.detector.scan(text)
        let alert = report.alert
        let told =
            Explanation(of: text, by: Conversation.detector).lines.joined() + "\(alert?.reasons ?? [])"
            + (alert?.price?.text ?? "") + (alert?.volume?.text ?? "")
            + (alert?.messages.map(\.excerpt) ?? []).joined()
        #expect(alert?.price?.amount ?? 0 < 1e9 && alert?.volume?.records ?? 0 < 1_000_000_000)
        #expect(!told.contains("19900307") && !told.contains("１９９００３０７") && !told.contains("Hunter2secret"), "\(told)")
    }
}
