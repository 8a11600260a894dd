import FenceModel

/// From how many records the trade is "serious" in Chinese law, and how severe an alert is.
///
/// Interpretation of the Supreme People's Court and the Supreme People's Procuratorate on article 253-1, in force since
/// 2017-06-01, article 5. Decision support: no court is bound by a category that a word suggests.
enum LegalTiers {
    /// Where somebody was or is: tracks of a person.
    private static let tracks = ["轨迹", "定位", "行踪", "行程"].map { Array($0.utf8) }
    /// What people said to each other, as distinct from the records that they did.
    private static let communicationContents = ["聊天记录", "聊天内容", "短信内容", "通话内容", "通话录音"].map { Array($0.utf8) }

    static func tier(
        of messages: [TellingMessage], categories: [DataCategory], claimed: Int?, validated: Int
    ) -> LegalTier {
        let isMostSensitive = messages.contains { message in
            message.signals.signals.contains { signal in
                holds(signal.text, any: communicationContents)
                    || signal.kind == .lookup && holds(signal.text, any: tracks)
            }
        }
        let threshold = isMostSensitive ? 50 : categories.map(threshold).min() ?? 5_000
        return LegalTier(threshold: threshold, claimed: claimed, validated: validated)
    }

    /// By bytes: `String.contains` compares characters, which costs more here than all else of an alert.
    private static func holds(_ text: String, any words: [[UInt8]]) -> Bool {
        let bytes = Array(text.utf8)
        return words.contains { word in
            bytes.count >= word.count && (0...bytes.count - word.count).contains { bytes[$0...].starts(with: word) }
        }
    }

    private static func threshold(of category: DataCategory) -> Int {
        switch category {
        case .banking, .property: 50  // credit and property information
        case .hotel, .telecom, .medical, .ecommerce, .logistics: 500  // lodging, call records, health, transactions
        default: 5_000
        }
    }

    /// The table of README: the law's number first, then samples that were proved, then how sure the judgement is.
    static func severity(score: Double, legal: LegalTier, samples: Samples) -> Alert.Severity {
        let ratio = legal.ratio ?? 0
        if ratio >= 10, score >= 0.8 { return .critical }
        if ratio >= 1 || samples.validated >= 10 { return .high }
        if samples.validated > 0 || score >= 0.9 { return .medium }
        return .low
    }
}
