import FenceModel

/// What kind of trade the messages have the shape of.
///
/// The shape is lenient: it asks only that what makes up a trade is there at all. How likely a trade it is, the sum says.
struct TradeShape {
    private let evidence: Evidence

    init(_ evidence: Evidence) {
        self.evidence = evidence
    }

    private func has(_ kinds: SignalTerm.Signal...) -> Bool {
        kinds.contains { evidence.byKind[$0] != nil }
    }

    private func weight(of kind: SignalTerm.Signal) -> Double {
        evidence.byKind[kind]?.map { $0.signal.weight }.max() ?? 0
    }

    private func count(of kind: SignalTerm.Signal) -> Int {
        evidence.distinct(evidence.byKind[kind] ?? []).count
    }

    private var hasHandle: Bool { evidence.messages.contains { !Evidence.contacts(of: $0).isEmpty } }
    /// Of what has a mark or a label: an account in a record is the victim's.
    private var hasAccount: Bool {
        evidence.messages.contains { message in
            message.samples.records == 0 && !Evidence.contacts(of: message).isEmpty
        }
    }
    private var hasVolume: Bool { evidence.messages.contains { !$0.volumes.isEmpty } }
    private var hasPrice: Bool { evidence.messages.contains { !$0.prices.isEmpty } || has(.priceWord) }
    private var advertises: Bool { has(.freshness, .sourceClaim, .assurance, .priceWord, .sampleWord, .pitch) }
    private var hasAct: Bool { has(.sell, .buy, .recruit, .pitch) }

    /// The kind, or nil where nothing is traded.
    var kind: Alert.Kind? {
        guard let verdict = evidence.wording?.verdict else { return composed }
        let composed = composed
        if composed == .dump { return .dump }
        // Where nothing composes, the wording must speak for itself.
        guard composed != nil || verdict.mayBeTrade else { return nil }
        // Pieces of several messages meet by chance; the one that tells most says whether they are about a trade.
        if evidence.messages.count > 1, verdict.isTelling, verdict.trade < Self.leastTogether,
            !evidence.messages.contains(where: { Judgement.judge([$0]) != nil })
        {
            return nil
        }
        // What composes to a kind speaks for it; the wording may know better.
        // Whoever posts rows of people's data hands them out, whatever is written above them.
        if evidence.messages.allSatisfy({ $0.isMostlyRows == true }) { return .dump }
        let lookup = verdict.lookup + (composed == .lookup ? Self.composedWeight : 0)
        let request = verdict.request + (composed == .request ? Self.composedRequestWeight : 0)
        if lookup > max(0, request) { return .lookup }
        return request > 0 ? .request : .offer
    }

    /// Log-odds by which a kind is likelier that the words compose to.
    private static let composedWeight = 1.5
    /// Log-odds below which the wording of the likeliest of several messages tells of no trade.
    private static let leastTogether = -1.0
    private static let composedRequestWeight = 2.5

    private var composed: Alert.Kind? {
        let sensitiveRecords = evidence.messages.reduce(0) { $0 + $1.sensitiveRecords }
        if sensitiveRecords >= Evidence.leastRecordsOfDump, !hasAct, !hasPrice, !hasAccount { return .dump }
        if isLookup { return .lookup }
        if has(.goods) || has(.lookup) && claimsRecords, isOffered { return buys ? .request : .offer }
        // Several ways of getting at data, and a way to get in touch: the goods go without saying.
        if count(of: .sourceClaim) >= 2 || has(.sourceClaim) && (advertises || hasAct), hasHandle || has(.contactWord) {
            return buys ? .request : .offer
        }
        if sensitiveRecords >= Evidence.leastRecordsOfDump { return hasAct && hasHandle ? .offer : .dump }
        return nil
    }

    private var isOffered: Bool {
        hasAct || hasHandle || hasPrice || hasVolume || has(.contactWord) && advertises
    }

    private var claimsRecords: Bool {
        evidence.messages.contains {
            $0.volumes.contains { ($0.value.records ?? 0) >= 1_000 || $0.value.bytes != nil }
        }
    }

    private var isLookup: Bool {
        let lookups = count(of: .lookup)
        guard lookups > 0 else { return false }
        let total = evidence.distinct(evidence.byKind[.lookup] ?? []).reduce(0) { $0 + $1.signal.weight }
        guard hasHandle || has(.contactWord) || hasPrice || hasAct || lookups >= 4 || lookups >= 2 && total >= 3.4
        else { return false }
        // Records by the thousand are sold, persons are looked up one by one.
        if claimsRecords, has(.sell) || weight(of: .goods) >= 2 || weight(of: .lookup) < 2 { return false }
        guard has(.goods) else { return total >= 1.1 }
        if has(.buy), weight(of: .buy) > weight(of: .lookup) { return false }
        return total > weight(of: .goods) + (has(.sell) ? 1 : 0) || lookups >= 4
    }

    /// Whether the writer wants data rather than has them.
    private var buys: Bool {
        let buying = weight(of: .buy)
        guard buying > 0 else { return false }
        let selling = weight(of: .sell)
        if selling == 0 { return true }
        if buying != selling { return buying > selling }
        return first(.buy) < first(.sell)
    }

    private func first(_ kind: SignalTerm.Signal) -> Int {
        evidence.byKind[kind]?.map { $0.message << 20 + $0.signal.span.start }.min() ?? .max
    }
}
