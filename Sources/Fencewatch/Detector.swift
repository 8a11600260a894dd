public import FenceModel
package import FenceDetection
package import FenceOffers
import Synchronization

/// Finds personal data and signs of its trade in single messages.
///
/// Immutable and shared by any number of threads. Most messages cost one pass over their bytes, without a lock or an
/// allocation; only those that may hold something get the closer look.
///
///     let detector = Detector()
///     let report = detector.scan("出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88")
///     if let alert = report.alert { print(alert.kind, alert.severity) }
public final class Detector: Sendable {
    /// Name and version of the rule pack: `default@1`.
    public let packVersion: String
    /// Identifiers of the pack's recognisers, in its order.
    public let ruleIdentifiers: [String]

    package let plan: DetectionPlan
    package let extractor: SignalExtractor
    /// Workers that are not at work; taken only by messages that woke the scan.
    private let idleWorkers = Mutex<[MessageScanner]>([])
    private static let maximumIdleWorkers = 64

    /// A detector with the default pack.
    public convenience init() {
        do {
            // The pack is made from Rules/ by `make rules`; a test compiles every rule of it.
            try self.init(
                pack: StandardPack.pack(wording: nil), wording: { StandardPack.wording() }, compilesNow: false)
        } catch {
            preconditionFailure("The default rule pack is broken: \(error)")
        }
    }

    /// A detector with a pack of the caller's.
    ///
    /// - Throws: `FencewatchError` naming the rule that cannot be used, and why.
    public convenience init(pack: RulePack) throws(FencewatchError) {
        try self.init(pack: pack, wording: { pack.wording }, compilesNow: true)
    }

    /// - Parameter wording: of the pack, read beside all else: that takes a fifth of the time.
    private init(
        pack: @autoclosure () -> RulePack, wording: @escaping @Sendable () -> Wording?, compilesNow: Bool
    ) throws(FencewatchError) {
        let learned = SideTask {
            let wording = wording()
            return (glance: wording.map { Glance($0.glance) }, table: wording.map(WordingTable.init))
        }
        let pack = pack()
        var numbers = WordNumbers()
        plan = try DetectionPlan(
            rules: pack.rules, words: Lexicon.words(of: pack.signals),
            term: { word in pack.signals.first { $0.words.contains(word) }.map { ($0.id, $0.location) } },
            compilesNow: compilesNow, wordNumbers: &numbers, glance: { learned.value.glance })
        extractor = SignalExtractor(
            lexicon: Lexicon(terms: pack.signals, wordNumbers: numbers, keywordCount: plan.tables.keywordCount),
            scoring: pack.scoring, wording: learned.value.table, rules: pack.rules)
        packVersion = "\(pack.name)@\(pack.version)"
        ruleIdentifiers = pack.rules.map(\.id)
    }

    /// Why a rule cannot be used, or nil: an expression that PCRE2 does not read, a validator that is not there.
    public static func fault(in rule: Rule) -> FencewatchError? {
        do {
            _ = try CompiledRule(rule, compilesNow: true)
            return nil
        } catch {
            return error
        }
    }

    /// Looks at one message.
    ///
    /// - Parameters:
    ///   - text: the message's text.
    ///   - origin: where it comes from; an alert's id depends on it.
    public func scan(_ text: String, origin: MessageOrigin) -> MessageReport {
        var text = text
        return text.withUTF8 { scan($0, origin: origin) }
    }

    /// Looks at one message of unknown origin.
    public func scan(_ text: String) -> MessageReport {
        // Made only for a message that says something.
        var text = text
        return text.withUTF8 { scan($0, origin: MessageOrigin(source: "-")) }
    }

    /// Looks at one message.
    public func scan(_ message: Message) -> MessageReport {
        scan(message.text, origin: message.origin)
    }

    private func scan(_ bytes: UnsafeBufferPointer<UInt8>, origin: @autoclosure () -> MessageOrigin) -> MessageReport {
        guard plan.wakes(for: bytes) else { return MessageReport.quiet }
        let worker = idleWorkers.withLock { $0.popLast() } ?? MessageScanner(detector: self)
        defer {
            idleWorkers.withLock { if $0.count < Self.maximumIdleWorkers { $0.append(worker) } }
        }
        guard let report = worker.lookClosely(at: bytes) else { return MessageReport.quiet }
        return worker.report(report.findings, report.signals, of: origin())
    }

    /// Keys of the sequences that the wording reads in a text, whether or not it would be looked at.
    package func wordingSequences(of text: String) -> [UInt32] {
        var text = text
        return text.withUTF8 { MessageScanner(detector: self).wordingSequences(of: $0) }
    }

    /// Keys of the sequences that a glance reads in a text, piece by piece.
    package func glanceSequences(of text: String) -> [[UInt32]] {
        var text = text
        return text.withUTF8 { Glance.keys(in: $0) }
    }

    /// Whether the one pass finds a reason to look closely; for `fencewatch explain`.
    package func wakes(for text: String) -> Bool {
        var text = text
        return text.withUTF8 { plan.wakes(for: $0) }
    }
}
