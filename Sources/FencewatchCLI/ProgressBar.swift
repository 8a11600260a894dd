import FencePipeline

/// A line on standard error that says how far a long scan has come; nothing where nobody looks.
struct ProgressBar {
    private static let firstAfter = Duration.seconds(1)
    private static let interval = Duration.milliseconds(200)

    private let isShown = FileWriter.standardError.isTerminal
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private var isDrawn = false

    mutating func update(_ totals: Pipeline.Totals) {
        guard isShown else { return }
        let now = ContinuousClock.now
        guard now - start >= Self.firstAfter, now - last >= Self.interval else { return }
        last = now
        isDrawn = true
        let seconds = (now - start) / .seconds(1)
        let megabytes = Double(totals.bytes) / 1e6
        let text = "\r\u{1B}[K\(Int(megabytes)) MB, \(totals.messages) messages, \(Int(megabytes / seconds)) MB/s"
        _ = try? FileWriter.standardError.write(Array(text.utf8))
    }

    /// Wipes the line.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        _ = try? FileWriter.standardError.write(Array("\r\u{1B}[K".utf8))
    }
}
