import FenceModel
package import FencePipeline

/// Reads one file, or standard input, into a pipeline.
package struct FileSource: Sendable {
    package struct Options: Sendable {
        package var fields = JSONLines.FieldNames()
        /// Name of the format to read every source as, instead of what its content says.
        package var inputFormat: String?

        package init() {}
    }

    private static let headBytes = 65_536

    private let options: Options

    package init(options: Options) {
        self.options = options
    }

    /// Reads the file to its end and hands everything over, skips included.
    ///
    /// - Parameter isNamed: whether the user named the file, rather than a folder that holds it.
    package func read(_ path: String, isNamed: Bool, into feed: borrowing Pipeline.Feed) {
        var wasRead = true
        do {
            let reader = path == "-" ? FileReader() : try FileReader(path: path)
            wasRead = try read(reader, path: path, isNamed: isNamed, into: feed)
        } catch {
            wasRead = false
            let reason: SkippedSource.Reason = error.code == .notFound ? .notFound : .unreadable
            let detail = error.cause.map { "\(error.message) (\($0))" } ?? error.message
            feed.send(.skipped(SkippedSource(source: path, reason: reason, detail: detail), isFailure: true))
        }
        feed.send(.endOfSource(path, wasRead: wasRead))
    }

    /// - Returns: whether the source was text and was scanned.
    private func read(
        _ reader: FileReader, path: String, isNamed: Bool, into feed: borrowing Pipeline.Feed
    ) throws(FencewatchError) -> Bool {
        var head = try reader.read(Self.headBytes)
        if Content.isBinary(head.span) {
            let skipped = SkippedSource(source: path, offset: 0, reason: .binary, detail: "not text")
            feed.send(.skipped(skipped, isFailure: isNamed))
            return false
        }
        let mark = Content.byteOrderMark(of: head.span)
        head.removeFirst(mark)
        let json = JSONLines(fields: options.fields)
        let format =
            options.inputFormat.flatMap { LineFormats.format(named: $0, json: json) }
            ?? LineFormats.recognise(head: head.span, json: json)
        try feed.readLines(
            of: SourceReference(source: path), format: format, offset: mark, head: head, from: reader)
        return true
    }
}
