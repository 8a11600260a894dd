package import FencePipeline

/// The line-wise formats, and which of them a text is.
package enum LineFormats {
    /// How many lines of a head are looked at.
    private static let sampleLines = 60

    /// Chooses for a log that grows, by its first lines: JSON objects, chat log lines, else plain lines.
    ///
    /// Records of accounts are written once, as a file; what begins like one may go on as anything.
    package static func recognise(head: Span<UInt8>, json: JSONLines) -> any LineFormat {
        recognise(head: head, json: json, isWhole: false, budget: UnpackBudget())
    }

    /// - Parameter isWhole: whether the text was written before it was read, rather than goes on while it is.
    static func recognise(
        head: Span<UInt8>, json: JSONLines, isWhole: Bool, budget: UnpackBudget
    ) -> any LineFormat {
        var lines = 0
        var objectLines = 0
        var jsonLines = 0
        var feedLines = 0
        var chatLines = 0
        var records = AccountRecordSample()
        var start = 0
        // Behind the sample a text is looked for in objects that had none so far: those who join may come first.
        while start < head.count,
            lines < sampleLines
                || jsonLines + feedLines == 0 && objectLines * 10 >= lines * 7
        {
            var end = start
            while end < head.count, head[end] != 0x0A { end += 1 }
            let line = head.extracting(start..<end)
            // The last line of a head may be cut short; it tells nothing unless it is the only one.
            let isCut = end == head.count && lines > 0
            start = end + 1
            var first = 0
            while first < line.count, line[first] <= 0x20 { first += 1 }
            if first == line.count || isCut { continue }
            lines += 1
            if line[first] == UInt8(ascii: "{") {
                objectLines += 1
                if json.holdsText(line) { jsonLines += 1 } else if AILFeed.isItem(line) { feedLines += 1 }
            }
            if ChatLogLines.time(in: line) != nil { chatLines += 1 }
            records.add(line)
        }
        if jsonLines * 10 >= lines * 7, jsonLines > 0 { return json }
        if feedLines * 10 >= lines * 7, feedLines > 0 { return AILFeed(budget: budget) }
        // Those who join, and headers, have no text, and are read as they are.
        if objectLines * 10 >= lines * 7, jsonLines > 0 { return json }
        if chatLines * 10 >= lines * 4, chatLines > 0 { return ChatLogLines() }
        return isWhole ? records.format ?? PlainLines() : PlainLines()
    }

    /// Name and summary of every line-wise format.
    package static let catalogue = all(json: JSONLines()).map {
        (name: type(of: $0).name, summary: type(of: $0).summary)
    }

    /// The format of that name, for `--input-format`.
    package static func format(named name: String, json: JSONLines) -> (any LineFormat)? {
        format(named: name, json: json, budget: UnpackBudget())
    }

    static func format(named name: String, json: JSONLines, budget: UnpackBudget) -> (any LineFormat)? {
        all(json: json, budget: budget).first { type(of: $0).name == name }
    }

    /// Every one of them; what its texts look like, `recognise` knows.
    private static func all(json: JSONLines, budget: UnpackBudget = UnpackBudget()) -> [any LineFormat] {
        [
            AILFeed(budget: budget), json, ChatLogLines(), AccountRecords<SiteFirst>(), AccountRecords<AccountFirst>(),
            PlainLines(),
        ]
    }
}
