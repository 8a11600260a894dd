/// Where a rule's pattern is to be tried: byte ranges of the folded text in which a match may begin.
struct CandidateWindow {
    var rule: Int
    var bytes: Range<Int>
}

/// Gathers the windows of a message and merges those of one rule that touch, so that no byte is tried twice.
struct CandidateWindows {
    /// Reach of a window around a keyword, in folded bytes.
    static let keywordReach = (before: 128, after: 256)
    /// Reach around a run of digits or alphanumerics.
    static let runReach = (before: 16, after: 16)
    /// How far beyond a window's end the pattern may look.
    static let lookAhead = 192
    /// How far beyond that it may look, to the end of a word in ASCII, for keys and tokens: a JSON web token with four
    /// thousand characters of claims and the signature behind them.
    static let longestTokenRest = 5_120

    private(set) var windows: [CandidateWindow] = []

    mutating func removeAll() {
        windows.removeAll(keepingCapacity: true)
    }

    mutating func add(rule: Int, around bytes: Range<Int>, reach: (before: Int, after: Int), limit: Int) {
        let start = max(0, bytes.lowerBound - reach.before)
        let end = min(limit, bytes.upperBound + reach.after)
        windows.append(CandidateWindow(rule: rule, bytes: start..<end))
    }

    /// Orders the windows by rule and place, and joins those that overlap.
    mutating func merge() {
        guard windows.count > 1 else { return }
        windows.sort { ($0.rule, $0.bytes.lowerBound) < ($1.rule, $1.bytes.lowerBound) }
        var kept = 0
        for index in 1..<windows.count {
            if windows[index].rule == windows[kept].rule,
                windows[index].bytes.lowerBound <= windows[kept].bytes.upperBound
            {
                let end = max(windows[kept].bytes.upperBound, windows[index].bytes.upperBound)
                windows[kept].bytes = windows[kept].bytes.lowerBound..<end
            } else {
                kept += 1
                windows[kept] = windows[index]
            }
        }
        windows.removeLast(windows.count - kept - 1)
    }
}
