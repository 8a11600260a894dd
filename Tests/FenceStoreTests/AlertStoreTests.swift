import FenceFiles
import FenceModel
import FenceStore
import Foundation
import TestSupport
import Testing

@Suite struct AlertStoreTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func directory() throws -> StateDirectory {
        try StateDirectory(path: folder.path("state"), isExclusive: true)
    }

    private func alert(_ id: String, revision: Int = 1, severity: String = "high") -> AlertStore.StoredAlert {
        AlertStore.StoredAlert(
            id: id, revision: revision, kind: "offer", severity: severity, score: 0.9, categories: ["medical"],
            cluster: "c", contacts: [("TELEGRAM", "@mu****88", "f1")],
            sightings: [("a.log", nil, "u", nil)], json: "{\"id\":\"\(id)\",\"revision\":\(revision)}")
    }

    @Test func aStepIsStoredOnceAndRevisionsReplace() throws {
        let store = try AlertStore(directory: directory())
        var step = AlertStore.Step()
        step.alerts = [alert("a"), alert("b", severity: "low")]
        #expect(try store.commit(step, now: 100).deliveries.allSatisfy { $0 > 0 })
        // The same again is no news; a later revision is.
        #expect(try store.commit(step, now: 101).deliveries == [0, 0])
        step.alerts = [alert("a", revision: 2)]
        _ = try store.commit(step, now: 102)
        #expect(try store.pendingDeliveries().count == 3)
        #expect(try store.alerts(AlertStore.Filter()).map(\.revision).sorted() == [1, 2])
    }

    @Test func filters() throws {
        let store = try AlertStore(directory: directory())
        var step = AlertStore.Step()
        step.alerts = [alert("a"), alert("b", severity: "low")]
        _ = try store.commit(step, now: 100)
        func count(_ change: (inout AlertStore.Filter) -> Void) throws -> Int {
            var filter = AlertStore.Filter()
            change(&filter)
            return try store.alerts(filter).count
        }
        #expect(try count { $0.severity = .high } == 1)
        #expect(try count { $0.kind = .request } == 0)
        #expect(try count { $0.category = .medical } == 2)
        #expect(try count { $0.contact = "88" } == 2)
        #expect(try count { $0.contact = "f1" } == 2)
        #expect(try count { $0.contact = "f2" } == 0)
        #expect(try count { $0.since = 101 } == 0)
        try store.purge(before: 101)
        #expect(try count { _ in } == 0)
    }

    @Test func filesAndConversationsComeBackAsTheyWere() throws {
        let place = try directory()
        var file = FileProgress(path: "/logs/a.log", device: 7, inode: Int64.max)
        file.offset = 1 << 40
        file.prefixHash = .max
        file.encoding = "gb18030"
        file.lineStart = 12
        var step = AlertStore.Step()
        step.files = [file]
        step.conversations = [("k", Data([1, 2, 3]))]
        file.id = try AlertStore(directory: place).commit(step, now: 1).files.first
        let again = try AlertStore(directory: place)
        #expect(try again.files() == [file])
        #expect(try again.conversations().map(\.id) == ["k"])
        #expect(try again.conversations().map(\.data) == [Data([1, 2, 3])])
        step = AlertStore.Step()
        step.closedConversations = ["k"]
        _ = try again.commit(step, now: 2)
        #expect(try again.conversations().isEmpty)
    }

    @Test func oneProcessAState() throws {
        let place = try directory()
        #expect(throws: FencewatchError.self) { try StateDirectory(path: place.path, isExclusive: true) }
    }

    /// The last try counts as the first does.
    @Test func aLockThatIsFreeIsTakenAtTheLastTry() throws {
        let path = folder.path("lock")
        let lock = try ExclusiveLock(path: path, heldMessage: "held", retries: 0)
        withExtendedLifetime(lock) {
            #expect(ExclusiveLock.isHeld(path))
            #expect(throws: FencewatchError.self) { try ExclusiveLock(path: path, heldMessage: "held", retries: 0) }
        }
    }
}

@Suite struct StateDirectoryTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func failure(_ path: String) -> FencewatchError? {
        do throws(FencewatchError) {
            _ = try StateDirectory(path: path, isExclusive: true)
            return nil
        } catch {
            return error
        }
    }

    /// An error says what to do about it.
    @Test func aFolderThatIsMissingAboveIsToBeMade() throws {
        let error = try #require(failure(folder.path("none/state")))
        #expect(error.message.contains("make it first") && error.message.contains("--state"))
        #expect(error.location == folder.path("none/state"))
        try FileManager.default.createDirectory(atPath: folder.path("none"), withIntermediateDirectories: false)
        #expect(failure(folder.path("none/state")) == nil)
    }

    @Test func whatIsNoFolderIsTold() throws {
        try folder.write("", to: "file")
        for path in ["file", "file/state"] {
            let error = try #require(failure(folder.path(path)))
            #expect(error.message.contains("--state") && error.cause != nil, "\(error)")
        }
    }

    @Test func whoOnlyReadsSeesTheLockOfAnother() throws {
        let path = folder.path("state")
        let reader = try StateDirectory(path: path, isExclusive: false)
        #expect(!reader.isInUse)
        let writer = try StateDirectory(path: path, isExclusive: true)
        withExtendedLifetime(writer) { #expect(reader.isInUse && writer.isInUse) }
        writer.replaceStatus(with: "well")
        #expect(try String(contentsOfFile: reader.statusPath, encoding: .utf8) == "well")
    }

    /// Hashes in states of earlier versions stay what they are.
    @Test func aHashOfContentIsFNV1a() {
        #expect(ContentHash.start == 0xCBF2_9CE4_8422_2325)
        #expect(ContentHash.hash(Array("foobar".utf8)) == 0x8594_4171_F739_67E8)
        let bytes = Array("what is read in parts".utf8)
        #expect(ContentHash.hash(bytes[7...], from: ContentHash.hash(bytes[..<7])) == ContentHash.hash(bytes))
    }
}
