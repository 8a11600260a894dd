import FenceModel
import Foundation

/// Logistic regression of the wording's weights: which sequences of characters, words and signals tell a trade.
///
/// Deterministic: stochastic gradient descent in an order made by a fixed generator, with the weights' size held down.
struct WordingFit {
    private static let rounds = 30
    private static let firstRate = 4.0
    /// How much a message may pull against the weights' size.
    private static let freedom = 300.0
    /// The logarithm of how much rarer than all an ordinary sequence is.
    private static let usualRarity = 5.0
    /// The share of weights that are small enough to be told apart; larger ones are cut.
    private static let toldApart = 0.998

    struct Row {
        /// Columns of the vocabulary; of a wording each once, of a glance as often as they stand there.
        var places: [UInt32]
        var isRight: Bool
        /// How much it counts beside the others.
        var share = 1.0

        /// The same with those columns alone of which something holds.
        func keeping(_ isKept: [Bool]) -> Row {
            Row(places: places.filter { isKept[Int($0)] }, isRight: isRight, share: share)
        }
    }

    private struct Generator {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    /// Log-odds by weights that are not rounded yet.
    struct Model {
        var prior: Double
        var weights: [Double]

        func logOdds(_ row: Row) -> Double {
            prior + row.places.reduce(0) { $0 + weights[Int($1)] } / Wording.length(ofSequences: row.places.count)
        }

        /// The weights in whole steps.
        var rounded: (scale: Wording.Scale, weights: [Int8]) {
            let sizes = weights.map(abs).filter { $0 > 0 }.sorted()
            guard !sizes.isEmpty else {
                return (Wording.Scale(prior: prior, step: 0), [Int8](repeating: 0, count: weights.count))
            }
            let largest = sizes[min(sizes.count - 1, Int(Double(sizes.count) * WordingFit.toldApart))]
            let limit = Double(Wording.largestWeight)
            let step = largest / limit
            return (
                Wording.Scale(prior: (prior * 1e4).rounded() / 1e4, step: (step * 1e6).rounded() / 1e6),
                weights.map { Int8(min(max(($0 / step).rounded(), -limit), limit)) }
            )
        }
    }

    /// How far the weight of a sequence is free to go: what few messages hold tells most.
    private static func rarity(_ rows: [Row], columns: Int) -> [Double] {
        var counts = [Int](repeating: 0, count: columns)
        // A column that a row holds twice counts once.
        var lastRow = [Int](repeating: -1, count: columns)
        for (number, row) in rows.enumerated() {
            for place in row.places where lastRow[Int(place)] != number {
                lastRow[Int(place)] = number
                counts[Int(place)] += 1
            }
        }
        return counts.map { log(Double(rows.count + 1) / Double($0 + 1)) / usualRarity }
    }

    static func fit(_ rows: [Row], columns: Int) -> Model {
        var model = Model(prior: 0, weights: [Double](repeating: 0, count: columns))
        guard !rows.isEmpty else { return model }
        let rarity = rarity(rows, columns: columns)
        let decay = 1 / (freedom * Double(rows.count))
        var order = Array(rows.indices)
        var generator = Generator()
        var scale = 1.0
        var step = 0.0
        let steps = Double(rounds * rows.count)
        for _ in 0..<rounds {
            for index in order.indices.reversed() where index > 0 {
                order.swapAt(index, generator.next(below: index + 1))
            }
            for index in order {
                let row = rows[index]
                let length = Wording.length(ofSequences: row.places.count)
                var sum = 0.0
                for place in row.places { sum += model.weights[Int(place)] * rarity[Int(place)] }
                let logOdds = model.prior + sum * scale / length
                let error = row.share * ((row.isRight ? 1 : 0) - 1 / (1 + exp(-logOdds)))
                let rate = firstRate * (1 - step / steps)
                scale *= 1 - rate * decay
                let change = rate * error / length / scale
                for place in row.places { model.weights[Int(place)] += change * rarity[Int(place)] }
                model.prior += rate * error * 0.05
                step += 1
            }
        }
        for index in model.weights.indices { model.weights[index] *= scale * rarity[index] }
        return model
    }

    static func yaml(of wording: Wording) -> String {
        func scale(_ name: String, _ scale: Wording.Scale) -> String {
            "  \(name): {prior: \(scale.prior), step: \(scale.step)}\n"
        }
        func lines(_ lines: [String], indent: Int) -> String {
            lines.map { String(repeating: " ", count: indent) + $0 + "\n" }.joined()
        }
        return """
            # How the trade writes: weights of short sequences, known by their hashes. Made by `fencewatch calibrate --wording`;
            # do not edit.
            wording:
              glance:
                prior: \(wording.glance.scale.prior)
                step: \(wording.glance.scale.step)
                least: \(wording.glance.least)
                sequences: |

            """ + lines(wording.glance.letters, indent: 6) + scale("trade", wording.trade)
                + scale("request", wording.request) + scale("lookup", wording.lookup)
                + "  sequences: |\n" + lines(wording.letters, indent: 4)
    }
}
