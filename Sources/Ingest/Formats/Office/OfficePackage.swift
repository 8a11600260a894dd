import FenceDecoding
import FenceModel
import FencePipeline

/// A zip archive of parts, on the way through a source. It is read several times over: parts refer to others behind them.
final class OfficePackage {
    /// A part at hand.
    struct Part {
        var name: String
        /// Bytes of it, where the archive says so.
        var size: Int?
        var stream: any ByteStream
    }

    let parts: Set<String>
    /// Whether anything was read, or there was nothing to read.
    var wasRead: Bool { hasRead || told.isEmpty }

    private let walk: Walk
    private let reference: SourceReference
    private let depth: Int
    private let feed: any MessageFeed
    private let open: () throws(IngestFailure) -> ArchiveReader
    private var hasRead = false
    /// Parts that something was said of; nil is the package.
    private var told: Set<String?> = []
    /// Pictures and the like.
    private(set) var media = 0

    init(
        parts: Set<String>, walk: Walk, reference: SourceReference, depth: Int, feed: any MessageFeed,
        open: @escaping () throws(IngestFailure) -> ArchiveReader
    ) {
        self.parts = parts
        self.walk = walk
        self.reference = reference
        self.depth = depth
        self.feed = feed
        self.open = open
    }

    /// Visits every part in the archive's order.
    ///
    /// - Throws: `IngestFailure` where the archive is damaged.
    func forEachPart(_ body: (Part) -> Void) throws(IngestFailure) {
        let reader = try open()
        while !feed.isCancelled, !walk.totals.isExhausted(walk.options.limits), let member = try reader.next() {
            guard member.isFile else { continue }
            guard !member.isEncrypted else {
                skip(member.name, IngestFailure(.encrypted, "encrypted"))
                continue
            }
            let stream = MemberStream(reader, depth: depth, limits: walk.options.limits, totals: walk.totals)
            body(Part(name: member.name, size: member.size, stream: stream))
        }
    }

    /// Reads every part whose name begins so as text, and what else may hold some.
    func readTexts(of prefixes: [String]) throws(IngestFailure) {
        try forEachPart { part in
            if part.name.hasSuffix(".xml"), prefixes.contains(where: part.name.hasPrefix) {
                readText(part, named: part.name) { xml throws(IngestFailure) in try DocumentText(xml) }
            } else {
                readOther(part)
            }
        }
    }

    /// Reads what is made of a part as a text of its own.
    func readText(
        _ part: Part, named name: String, as text: (any ByteStream) throws(IngestFailure) -> any Unpacker
    ) {
        let place = place(of: name)
        do throws(IngestFailure) {
            // A few bytes of a part may stand for much text: it has the limits of what is unpacked.
            let unpacked = MemberStream(
                try text(part.stream), depth: depth + 1, limits: walk.options.limits, totals: walk.totals)
            if walk.readText(unpacked, at: place, declared: .utf8, into: feed) { hasRead = true }
        } catch {
            skip(name, error)
        }
        feed.send(.endOfMember)
    }

    /// A document within the document is read; pictures are counted; what only says how things look is passed over.
    func readOther(_ part: Part) {
        if part.name.contains("/embeddings/") {
            if walk.inside.read(part.stream, at: place(of: part.name), depth: depth + 1, into: feed) { hasRead = true }
            feed.send(.endOfMember)
        } else if part.name.contains("/media/") {
            media += 1
        }
    }

    /// Says what could not be read, once for each part.
    func skip(_ part: String?, _ failure: IngestFailure) {
        guard told.insert(part).inserted else { return }
        walk.skip(part.map(place) ?? reference, failure, into: feed)
    }

    private func place(of part: String) -> SourceReference {
        var place = reference
        place.member = reference.member.map { "\($0)!\(part)" } ?? part
        return place
    }
}

extension Walk {
    /// Reads a zip archive that begins as an office document does.
    ///
    /// - Returns: nil where it is none, and is to be read as any archive; whether anything was read.
    func readPackage(
        at reference: SourceReference, depth: Int, into feed: any MessageFeed,
        open: @escaping () throws(IngestFailure) -> ArchiveReader
    ) throws(IngestFailure) -> Bool? {
        var parts: Set<String> = []
        var count = 0
        var damage: IngestFailure?
        do throws(IngestFailure) {
            let reader = try open()
            while !feed.isCancelled, let member = try reader.next() {
                if member.name.utf8.count <= 512 { parts.insert(member.name) }
                count += 1
                guard count <= options.limits.entries else { break }
            }
        } catch {
            damage = error
        }
        guard let format = OfficeFormats.format(of: parts, isWhole: damage == nil) else { return nil }
        for _ in 0..<count { try totals.addEntry(limits: options.limits) }
        let package = OfficePackage(
            parts: parts, walk: self, reference: reference, depth: depth, feed: feed, open: open)
        do throws(IngestFailure) {
            try format.read(package)
        } catch {
            package.skip(nil, error)
        }
        tellMedia(package.media, of: reference, into: feed)
        return package.wasRead
    }
}
