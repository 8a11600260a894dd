import FenceModel

/// What an alert says of how much is traded, and for how much, out of all that its messages say.
enum ClaimedQuantities {
    /// Someone who looks people up names the size of his database only where it is worth boasting of.
    private static let leastOfLookup = 100_000
    /// Most goods of a list whose amounts are added up; more are a price list or somebody's table.
    private static let mostGoods = 12
    /// How far apart two amounts of one list may stand, in bytes.
    private static let listReach = 90
    private static let mostCounted = 10_000_000_000_000_000
    /// How far behind a volume its price stands, in bytes.
    private static let priceReach = 3

    /// The largest stock that is claimed in a message, or the sum of several goods; where only a flow is, the largest flow.
    static func volume(of messages: [TellingMessage], kind: Alert.Kind) -> Volume? {
        var stock: Volume?
        var flow: Volume?
        for message in messages {
            let volumes = message.signals.volumes
            let steps = steps(of: message.signals)
            for index in volumes.indices where !steps.contains(index) {
                let volume = volumes[index].value
                guard let records = volume.records, kind != .lookup || records >= leastOfLookup else { continue }
                if volume.period == nil {
                    if records > stock?.records ?? -1 { stock = volume }
                } else if records > flow?.records ?? -1 {
                    flow = volume
                }
            }
            if let sum = sum(of: volumes.indices.filter { !steps.contains($0) }.map { volumes[$0] }),
                sum.records ?? 0 > stock?.records ?? 0, kind != .lookup
            {
                stock = sum
            }
        }
        if let volume = stock ?? flow { return volume }
        let volumes = messages.lazy.flatMap { $0.signals.volumes.lazy.map(\.value) }
        if let size = volumes.first(where: { $0.records == nil }) { return size }
        // What somebody wants is told by a unit; a mere number is what he pays.
        return messages.lazy.compactMap(\.signals.guessedVolume?.value).first {
            kind == .offer || kind == .request && $0.text.unicodeScalars.last.map { !("0"..."9").contains($0) } ?? false
        }
    }

    /// Volumes that are steps of a price list: 1万条 0.7元 / 5万条 0.5元.
    private static func steps(of signals: MessageSignals) -> Set<Int> {
        guard signals.volumes.count > 1, !signals.prices.isEmpty || signals.guessedPrice != nil else { return [] }
        let priced = signals.volumes.indices.filter { index in
            let end = signals.volumes[index].span.end
            return signals.volumes[index].value.period == nil
                && signals.prices.contains { (0...priceReach).contains($0.span.start - end) }
        }
        if priced.count > 1 { return isListOfGoods(priced, in: signals) ? [] : Set(priced) }
        // 1千条800, 5千条3500: prices that name no currency.
        guard let first = signals.volumes.first(where: { $0.value.period == nil }) else { return [] }
        let unit = unit(of: first.value)
        let stock = signals.volumes.indices.filter { index in
            let volume = signals.volumes[index].value
            return volume.period == nil && self.unit(of: volume) == unit
        }
        return isLadder(stock.compactMap { signals.volumes[$0].value.records }) ? Set(stock) : []
    }

    /// Whether each amount with its price is of other goods, which are named between the price before and the amount.
    private static func isListOfGoods(_ priced: [Int], in signals: MessageSignals) -> Bool {
        zip(priced, priced.dropFirst()).allSatisfy { last, next in
            let end = signals.prices.filter { $0.span.start >= signals.volumes[last].span.end }.map(\.span.end).min()
            return end.map { signals.volumes[next].span.start - $0 >= shortestName } ?? false
        }
    }

    /// Fewest bytes of a name of goods, with the blanks around it.
    private static let shortestName = 10

    /// Whether amounts rise from one round number to the next, as 1000, 5000, 10000.
    private static func isLadder(_ amounts: [Int]) -> Bool {
        guard let first = amounts.first, let last = amounts.last,
            amounts.count > 2 || amounts.count == 2 && last / 5 >= first
        else { return false }
        for (index, amount) in amounts.enumerated() {
            var digits = max(amount, 1)
            while digits % 10 == 0 { digits /= 10 }
            guard [1, 2, 3, 5].contains(digits), index == 0 || amounts[index - 1] < amount else { return false }
        }
        return true
    }

    /// 车主12万 / 业主8万: goods that each have their amount, written alike.
    private static func sum(of volumes: [Located<Volume>]) -> Volume? {
        // What was kept over a restart may be of a version that read larger amounts: sums must not overflow.
        let all = volumes.filter { $0.value.period == nil && (0...mostCounted).contains($0.value.records ?? -1) }
        guard let unit = all.first.map({ unit(of: $0.value) }) else { return nil }
        let stock = all.filter { self.unit(of: $0.value) == unit }
        let least = stock.compactMap(\.value.records).min() ?? 0
        guard (2...mostGoods).contains(stock.count),
            // 成交214单: beside the goods.
            all.allSatisfy({ self.unit(of: $0.value) == unit || ($0.value.records ?? 0) < least / 10 })
        else { return nil }
        var sum = 0
        var largest = 0
        for (index, volume) in stock.enumerated() {
            guard index == 0 || (0...listReach).contains(volume.span.start - stock[index - 1].span.end) else {
                return nil
            }
            sum += volume.value.records ?? 0
            largest = max(largest, volume.value.records ?? 0)
        }
        let others = sum - largest
        // The second 5k of an English line is mostly a price or a balance.
        if stock.count == 2, let last = stock[0].value.text.unicodeScalars.last, "kKmM".unicodeScalars.contains(last) {
            return nil
        }
        // The largest may be what the others come to, the smaller of a pair something else.
        guard largest * 19 < others * 20 || largest * 21 > others * 20 else { return nil }
        guard stock.last?.value.records != largest || stock.count < 4 || largest * 4 < others * 3 else { return nil }
        guard stock.count > 3 || stock.allSatisfy({ ($0.value.records ?? 0) >= largest / 20 }) else { return nil }
        return Volume(
            records: sum, bytes: nil, period: nil, text: stock.map(\.value.text).joined(separator: " + "))
    }

    /// What stands behind the number, its 万, k or M left away.
    private static func unit(of volume: Volume) -> String {
        var unit = Substring(volume.text.lowercased()).unicodeScalars
        while let first = unit.first, first.value < 0x3A || numerals.contains(first) { unit.removeFirst() }
        return String(unit)
    }

    private static let numerals = Set("一二两兩三四五六七八九十百千万萬亿億多余来幾几+wkm０１２３４５６７８９".unicodeScalars)

    /// The first price; else the first amount that is likely one; else a word for prices, with the amount open.
    static func price(of messages: [TellingMessage], kind: Alert.Kind) -> Price? {
        let prices = messages.flatMap { $0.signals.prices.map(\.value) }
        if let price = prices.first { return price }
        for signals in messages.lazy.map(\.signals) {
            // A number that may be either is a volume, but where people are looked up.
            if let price = signals.guessedPrice, kind == .lookup || price.span != signals.guessedVolume?.span {
                return price.value
            }
        }
        for signal in messages.flatMap(\.signals.signals) where signal.kind == .priceWord {
            return Price(amount: nil, currency: nil, text: signal.text)
        }
        return nil
    }
}
