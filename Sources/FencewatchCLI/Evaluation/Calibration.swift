import FenceModel

/// How often findings of a confidence were right: a confidence is honest where the two agree.
struct Calibration {
    /// Lower borders of the bins.
    private static let borders = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]

    private var bins = [Share](repeating: Share(), count: borders.count)
    private var sums = [Double](repeating: 0, count: borders.count)

    mutating func add(confidence: Double, isRight: Bool) {
        guard let bin = Self.borders.lastIndex(where: { confidence >= $0 }) else { return }
        bins[bin].count(isRight)
        sums[bin] += confidence
    }

    /// One line a bin that holds findings: what was claimed on average, and what was right.
    func lines() -> [String] {
        Self.borders.indices.compactMap { bin in
            let share = bins[bin]
            guard share.all > 0 else { return nil }
            let upper = bin + 1 < Self.borders.count ? Self.borders[bin + 1] : 1
            return "confidence \(Self.borders[bin])–\(upper)".padded(to: 24)
                + "claimed \(percent(sums[bin] / Double(share.all)))  right \(percent(share.value))  "
                + "(\(share.right) of \(share.all))"
        }
    }
}
