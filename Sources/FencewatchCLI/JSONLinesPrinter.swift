import FenceModel
import FencePipeline
import FenceSinks
import Fencewatch

/// Writes findings and settled alerts as JSON Lines on the workers.
struct JSONLinesPrinter: FindingPrinter {
    let contract: ContractEncoder
    let printsFindings: Bool
    /// A block in which every line is an advertisement gives ten times as much; the consumer writes the rest bit by bit.
    private static let mostBytes = 1 << 20

    func print(_ reports: [MessageReport], leavesLinesOpen: Bool) -> PrintedFindings {
        var writer = JSONWriter(leavesLinesOpen: leavesLinesOpen)
        var ends: [Int] = []
        ends.reserveCapacity(reports.count)
        var counts: [Entity: Int] = [:]
        var alerts: [Alert.Kind: Int] = [:]
        for index in reports.indices where writer.bytes.count < Self.mostBytes {
            let findings = reports[index].findings
            for finding in findings.indices {
                if printsFindings { contract.encode(findings[finding], in: reports[index].origin, into: &writer) }
                counts[findings[finding].entity, default: 0] += 1
            }
            if let alert = reports[index].settledAlert {
                contract.encode(alert, into: &writer)
                alerts[alert.kind, default: 0] += 1
            }
            ends.append(writer.bytes.count)
        }
        return PrintedFindings(
            text: writer.bytes, openLines: writer.openLines.map { ($0.place, $0.line) }, ends: ends, counts: counts,
            alerts: alerts)
    }
}
