#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lists of pairs, one a line, as combo lists hold them: `name:password`, `name----password`, `name|password`, and, where
/// the name is a mail address, `name password` and `name,password`.
///
/// One such line is a time, a label or a path; several in a row are a list. Rules with the trigger `list_lines` look only
/// at lines of a list.
package enum PairLists {
    /// Fewest lines in a row that make a list, those with the same name as the line before left out: symbols, keys and times
    /// of one kind stand in rows too.
    static let fewestLines = 3
    /// Longest line of a list, in bytes.
    private static let longestLine = 200
    /// Fewest bytes on either side of what parts a pair.
    private static let shortestPart = 3

    /// The length of a pair's name: a pair is ASCII without white space, a name, a separator, and something behind it.
    ///
    /// - Returns: nil where a line is none.
    static func nameLength(of line: UnsafeBufferPointer<UInt8>) -> Int? {
        var end = line.count
        if end > 0, line[end - 1] == 0x0D { end -= 1 }
        guard end > 2 * shortestPart, end <= longestLine else { return nil }
        var index = 0
        while index < end, isNameByte(line[index]) { index += 1 }
        var separator = index
        if index < end, line[index] == UInt8(ascii: ":") || line[index] == UInt8(ascii: "|") || line[index] == 0x3B {
            index += 1
        } else if index < end, isColumnEnd(line[index]), line[..<index].contains(UInt8(ascii: "@")) {
            index += 1
        } else {
            // Dashes are parts of names too: the separator is the first run of three and more.
            guard let dashes = firstDashes(in: line, before: index) else { return nil }
            separator = dashes.lowerBound
            index = dashes.upperBound
        }
        guard separator >= shortestPart, end - index >= shortestPart else { return nil }
        while index < end, line[index] > 0x20, line[index] < 0x7F { index += 1 }
        return index == end ? separator : nil
    }

    /// Whether a message of several lines holds a list.
    static func holdsList(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // Most messages have one line.
        guard endOfLine(in: text, from: 0) < text.count else { return false }
        var names = Names()
        var start = 0
        while start < text.count {
            let end = endOfLine(in: text, from: start)
            if let length = nameLength(of: UnsafeBufferPointer(rebasing: text[start..<end])) {
                names.add(start..<start + length, in: text)
                if names.count >= fewestLines { return true }
            } else {
                names = Names()
            }
            start = end + 1
        }
        return false
    }

    /// The bytes of the first list that begins with a line or one behind it.
    ///
    /// - Parameter starts: where the lines begin, as `LineStarts` finds them.
    package static func firstList(
        in text: UnsafeBufferPointer<UInt8>, lines starts: UnsafeBufferPointer<Int>, from line: Int
    ) -> Range<Int>? {
        func name(_ line: Int) -> Range<Int>? {
            var end = starts[line + 1]
            if end > starts[line], text[end - 1] == 0x0A { end -= 1 }
            return nameLength(of: UnsafeBufferPointer(rebasing: text[starts[line]..<end])).map {
                starts[line]..<starts[line] + $0
            }
        }
        // Of the lines of a list, every third at the latest is looked at.
        var number = line + fewestLines - 1
        while number + 1 < starts.count {
            if name(number) != nil {
                var first = number
                while first > line, number - first < fewestLines - 1, name(first - 1) != nil { first -= 1 }
                var next = first
                var names = Names()
                while next + 1 < starts.count, let name = name(next) {
                    names.add(name, in: text)
                    next += 1
                }
                if names.count >= fewestLines { return starts[first]..<starts[next] }
                number = next
            }
            number += fewestLines
        }
        return nil
    }

    /// Counts names in a row, one that is the same as the one before left out.
    private struct Names {
        private(set) var count = 0
        private var last = 0..<0

        mutating func add(_ name: Range<Int>, in text: UnsafeBufferPointer<UInt8>) {
            if !text[name].elementsEqual(text[last]) { count += 1 }
            last = name
        }
    }

    private static func endOfLine(in lines: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < lines.count, let base = lines.baseAddress,
            let found = memchr(base + start, 0x0A, lines.count - start)
        else { return lines.count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Hands on the lines of every list, as ranges of the text's bytes without their ends.
    static func forEachList(in text: UnsafeBufferPointer<UInt8>, _ body: ([Range<Int>]) -> Void) {
        // Most messages have one line.
        guard endOfLine(in: text, from: 0) < text.count else { return }
        var run: [Range<Int>] = []
        var names = Names()
        func close() {
            if names.count >= fewestLines { body(run) }
            run.removeAll(keepingCapacity: true)
            names = Names()
        }
        var start = 0
        while start < text.count {
            let end = endOfLine(in: text, from: start)
            if let length = nameLength(of: UnsafeBufferPointer(rebasing: text[start..<end])) {
                run.append(start..<(text[end - 1] == 0x0D ? end - 1 : end))
                names.add(start..<start + length, in: text)
            } else {
                close()
            }
            start = end + 1
        }
        close()
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2E || byte == 0x5F || byte == 0x40 || byte == 0x2B
            || byte == 0x2D
    }

    private static func isColumnEnd(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x20 || byte == 0x09 }

    private static func firstDashes(in line: UnsafeBufferPointer<UInt8>, before end: Int) -> Range<Int>? {
        var start = 0
        while start < end {
            guard line[start] == 0x2D else {
                start += 1
                continue
            }
            var next = start
            while next < end, line[next] == 0x2D { next += 1 }
            if next - start >= 3 { return start..<next }
            start = next
        }
        return nil
    }
}
