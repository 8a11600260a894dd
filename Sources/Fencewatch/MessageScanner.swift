import FenceDetection
package import FenceModel
package import FenceOffers

/// One worker's scratch memory with the detector that it serves. Belongs to one thread at a time.
package final class MessageScanner: @unchecked Sendable {
    private let detector: Detector
    private let scanner: Scanner
    private let lineStarts = LineStarts()
    /// Room for the search for suspect places.
    private let marks = SuspectSearch.Marks.allocate(capacity: SuspectSearch.stripChunks)

    /// Read for every closer look: a tail runs for months.
    private let today: () -> Int

    package convenience init(detector: Detector) {
        self.init(detector: detector, today: Clock.daysSince1970)
    }

    /// - Parameter today: gives the days since 1970-01-01.
    package init(detector: Detector, today: @escaping () -> Int) {
        self.detector = detector
        self.today = today
        scanner = Scanner(plan: detector.plan, today: today())
    }

    deinit {
        marks.deallocate()
    }

    /// Bytes that must be readable behind those in which suspects are looked for.
    package static let spareBytes = ScanTables.spareBytes

    /// Attempts that hit a limit of time or stack.
    package var limitHits: Int { scanner.limitHits }

    /// Looks at one message.
    ///
    /// - Parameter isListLine: whether the message is one line of a list of pairs.
    /// - Returns: nil where there is nothing to tell.
    package func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, isListLine: Bool = false
    ) -> (findings: [Finding], signals: MessageSignals?)? {
        guard isListLine || detector.plan.wakes(for: bytes) else { return nil }
        return lookClosely(at: bytes, isListLine: isListLine)
    }

    /// The same for a message in which a place is suspect.
    ///
    /// - Parameters:
    ///   - place: the place, where it lies in the message.
    ///   - wakes: whether it is known to wake.
    package func scanSuspect(
        _ bytes: UnsafeBufferPointer<UInt8>, at place: Int?, isListLine: Bool = false, wakes: Bool = false
    ) -> (findings: [Finding], signals: MessageSignals?)? {
        guard wakes || isListLine || detector.plan.wakes(forSuspect: bytes, at: place) else { return nil }
        return lookClosely(at: bytes, isListLine: isListLine)
    }

    /// Whether `suspects` and `firstList` see all that can be reason for a closer look.
    package var seesEverything: Bool { !detector.plan.looksAtEverything }

    /// The places at which something may be.
    ///
    /// - Parameters:
    ///   - bytes: whole messages; readable for `ScanTables.spareBytes` behind them.
    ///   - endsAtLines: whether a line end ends a message.
    ///   - timeBegins: whether a line begins one that begins with a date and a time of the usual shape.
    /// - Returns: nil where there are no bytes. They are good until others are asked for.
    package func suspects(in bytes: UnsafeBufferPointer<UInt8>, endsAtLines: Bool, timeBegins: Bool) -> Suspects? {
        guard let base = bytes.baseAddress else { return nil }
        let messageEnd: ScanTables.MessageEnd = endsAtLines ? .line : timeBegins ? .beforeTime : .nowhere
        return Suspects(
            search: SuspectSearch(
                tables: detector.plan.tables, base: base,
                reach: ScanTables.Reach(start: 0, end: bytes.count, messageEnd: messageEnd), marks: marks))
    }

    /// Places at which something may be, found as they are asked for.
    package struct Suspects {
        fileprivate var search: SuspectSearch

        /// The first one from `start` on, the begin of a message that is no earlier than the one before; the number of bytes
        /// where there is none.
        package mutating func next(from start: Int) -> Int { search.next(from: start) }

        /// Beside that place, or behind it: a number for which a message wakes whatever else it holds.
        package var tellingNumber: Int? { search.tellingNumber }
    }

    /// Where the lines of a text begin, and last where they end; good until those of another one are asked for.
    package func lines(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<Int> { lineStarts.find(in: text) }

    /// The bytes of the first list of pairs from a line on, if some rule looks at such lists.
    ///
    /// - Parameter lines: where they begin, as `lines(of:)` says.
    package func firstList(
        in text: UnsafeBufferPointer<UInt8>, lines: UnsafeBufferPointer<Int>, from line: Int
    ) -> Range<Int>? {
        detector.plan.looksForLists ? PairLists.firstList(in: text, lines: lines, from: line) : nil
    }

    /// Where the private key in PEM ends that begins with the line at `start`, if one does: its lines are one message.
    package static func endOfKey(in lines: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        PEMBlock.endOfBlock(in: lines, from: start)
    }

    /// Keys of the sequences that the wording reads in a message's first segment.
    package func wordingSequences(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
        var keys: [UInt32] = []
        for segment in Segments(byteCount: bytes.count, isContinuation: { bytes[$0] & 0xC0 == 0x80 }) {
            let part = UnsafeBufferPointer(rebasing: bytes[segment.bytes])
            var found = scanner.scan(part)
            _ = detector.extractor.signals(in: scanner, segment: part, base: 0, findings: &found, isOpen: { true }) {
                keys = $0
            }
            break
        }
        return keys
    }

    /// Whether something in a name of an author or channel is reason for a closer look.
    func wakes(forName name: UnsafeBufferPointer<UInt8>) -> Bool { detector.plan.tables.wakes(for: name) }

    /// What such a name holds.
    func scan(name: UnsafeBufferPointer<UInt8>) -> [Finding] {
        scanner.today = today()
        return scanner.scan(name)
    }

    /// The closer look at a message that woke the scan.
    package func lookClosely(
        at bytes: UnsafeBufferPointer<UInt8>, isListLine: Bool = false
    ) -> (findings: [Finding], signals: MessageSignals?)? {
        var findings: [Finding] = []
        var signals: MessageSignals?
        scanner.today = today()
        for segment in Segments(byteCount: bytes.count, isContinuation: { bytes[$0] & 0xC0 == 0x80 }) {
            let part = UnsafeBufferPointer(rebasing: bytes[segment.bytes])
            let base = segment.bytes.lowerBound
            var found = scanner.scan(part, isListLine: isListLine, keywords: .ofRules)
            for index in found.indices { found[index].span.move(by: base) }
            found.removeAll { !segment.owned.contains($0.span.start) }
            var isOpen: Bool?
            if found.isEmpty, part.count > DetectionPlan.shortMessage {
                // Most messages that woke for a rule's keyword hold no value and are about no trade.
                guard detector.plan.leavesOpen(part) else { continue }
                isOpen = true
            }
            scanner.findKeywords(.all)
            let more = detector.extractor.signals(
                in: scanner, segment: part, base: base, findings: &found,
                isOpen: { isOpen ?? detector.plan.leavesOpen(part) })
            if let more {
                if signals == nil { signals = more } else { signals?.append(more, owning: segment.owned) }
            }
            findings += found
        }
        return findings.isEmpty && signals == nil ? nil : (findings, signals)
    }
}
