/// Hits and misses of one class, and what follows from them.
struct Scores {
    var truePositives = 0
    var falsePositives = 0
    var falseNegatives = 0

    var claimed: Int { truePositives + falsePositives }
    var real: Int { truePositives + falseNegatives }

    /// 1 where nothing was claimed.
    var precision: Double { claimed == 0 ? 1 : Double(truePositives) / Double(claimed) }

    /// 1 where there was nothing to find.
    var recall: Double { real == 0 ? 1 : Double(truePositives) / Double(real) }

    /// Harmonic mean of precision and recall.
    var f1: Double {
        let sum = precision + recall
        return sum == 0 ? 0 : 2 * precision * recall / sum
    }
}

/// How often something was right, of how often it was asked.
struct Share {
    var right = 0
    var all = 0

    var value: Double { all == 0 ? 1 : Double(right) / Double(all) }

    mutating func count(_ isRight: Bool) {
        all += 1
        if isRight { right += 1 }
    }
}
