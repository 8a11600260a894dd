import FenceModel
import Foundation

/// Logistic regression of the scoring's factors on labelled messages.
///
/// Deterministic: plain gradient descent from the hand-set factors, which also hold it back, so that a feature of which
/// the corpus says little keeps what was reasoned for it.
struct ScoringFit {
    private static let steps = 4_000
    private static let rate = 0.4
    /// Pull towards the start, as a share of a message's weight.
    private static let pull = 0.0005
    /// No kind of evidence may turn against its nature, nor decide alone.
    private static let bounds = 0.15...2.5
    /// What speaks against a trade keeps most of its weight: the corpus has few of the neighbours that there are.
    private static let boundsAgainst = 0.7...2.5

    private var rows: [(features: [String: Double], isTrade: Bool)] = []

    /// - Parameter features: nil for messages without the shape of a trade, which get no score.
    mutating func add(_ features: [String: Double]?, isTrade: Bool) {
        if let features { rows.append((features, isTrade)) }
    }

    var count: Int { rows.count }

    func fit(from start: Scoring) -> Scoring {
        let names = Set(rows.flatMap(\.features.keys)).sorted()
        let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let values = rows.map { row in row.features.map { (columns[$0.key] ?? 0, $0.value) }.sorted { $0.0 < $1.0 } }
        var prior = start.prior
        var factors = names.map { start.weight(of: $0) }
        let limits = names.map { name in
            SignalTerm.Signal(rawValue: name)?.isAgainst == true ? Self.boundsAgainst : Self.bounds
        }
        let anchor = (prior: start.prior, factors: factors)
        for _ in 0..<Self.steps {
            var slope = [Double](repeating: 0, count: names.count)
            var priorSlope = 0.0
            for (row, sparse) in zip(rows, values) {
                let sum = sparse.reduce(prior) { $0 + factors[$1.0] * $1.1 }
                let error = ((row.isTrade ? 1 : 0) - 1 / (1 + exp(-sum))) / Double(rows.count)
                priorSlope += error
                for (column, value) in sparse { slope[column] += error * value }
            }
            prior += Self.rate * (priorSlope - Self.pull * (prior - anchor.prior))
            for column in names.indices {
                factors[column] += Self.rate * (slope[column] - Self.pull * (factors[column] - anchor.factors[column]))
                factors[column] = min(max(factors[column], limits[column].lowerBound), limits[column].upperBound)
            }
        }
        var scoring = Scoring(prior: Self.rounded(prior))
        for (name, factor) in zip(names, factors) { scoring.weights[name] = Self.rounded(factor) }
        return scoring
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// The scoring as a rule file.
    static func yaml(of scoring: Scoring) -> String {
        var lines = [
            "# How signals add up to a probability. Made by `fencewatch calibrate corpus`; the words' own weights are beside them.",
            "scoring:", "  prior: \(scoring.prior)", "  weights:",
        ]
        for name in Scoring.features {
            if let weight = scoring.weights[name] { lines.append("    \(name): \(weight)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
