import FenceModel

/// How often messages of a score were trade.
struct Reliability {
    private static let bins = 10
    private var counts = [(all: Int, trade: Int, sum: Double)](repeating: (0, 0, 0), count: bins)

    mutating func add(score: Double, isTrade: Bool) {
        let bin = min(Int(score * Double(Self.bins)), Self.bins - 1)
        counts[bin].all += 1
        counts[bin].sum += score
        if isTrade { counts[bin].trade += 1 }
    }

    func lines() -> [String] {
        counts.enumerated().filter { $1.all > 0 }.map { bin, count in
            let mean = Int((count.sum / Double(count.all) * 100).rounded())
            let share = Int((Double(count.trade) / Double(count.all) * 100).rounded())
            return "score \(bin * 10)–\(bin * 10 + 10) %".padded(to: 20)
                + " mean \(mean) %  trade \(share) %  (\(count.trade) of \(count.all))"
        }
    }
}
