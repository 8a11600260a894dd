package import FenceModel
import FenceFiles
package import Foundation
import GRDB

/// Alerts, and how far every file was read, in one SQLite file: what was acted on and that it was is one transaction.
package final class AlertStore: Sendable {
    /// Marks the file as ours: "FNCW".
    static let applicationID = 0x464E_4357
    static let schemaVersion = 3

    private let database: DatabaseQueue

    /// An alert as it is stored and handed on.
    package struct StoredAlert: Sendable {
        package var id: String
        package var revision: Int
        package var kind: String
        package var severity: String
        package var score: Double
        package var categories: [String]
        package var cluster: String
        /// Masked values and keyed fingerprints of the contacts.
        package var contacts: [(entity: String, masked: String, fingerprint: String?)]
        /// Where and when its messages were seen.
        package var sightings: [(source: String, channel: String?, author: String?, time: String?)]
        /// The alert in the output contract, one line without its end.
        package var json: String

        package init(
            id: String, revision: Int, kind: String, severity: String, score: Double, categories: [String],
            cluster: String, contacts: [(entity: String, masked: String, fingerprint: String?)],
            sightings: [(source: String, channel: String?, author: String?, time: String?)], json: String
        ) {
            self.id = id
            self.revision = revision
            self.kind = kind
            self.severity = severity
            self.score = score
            self.categories = categories
            self.cluster = cluster
            self.contacts = contacts
            self.sightings = sightings
            self.json = json
        }
    }

    /// One step of a tail: all of it is stored, or nothing.
    package struct Step: Sendable {
        package var files: [FileProgress] = []
        package var alerts: [StoredAlert] = []
        /// Keyed fingerprints of findings, with their entities.
        package var fingerprints: [(fingerprint: String, entity: String)] = []
        /// Conversations to keep, by identifier, and those that closed.
        package var conversations: [(id: String, data: Data)] = []
        package var closedConversations: [String] = []
        /// Whether its alerts wait to be written out: not where nobody reads the output any more.
        package var isQueued = true
        /// Deliveries that were written out.
        package var delivered: [Int64] = []
        /// Whether everything was looked at for the first time: what is met later is new.
        package var marksStart = false

        package init() {}
    }

    /// Opens the store of a state directory, making it or bringing it forward as needed.
    ///
    /// - Throws: `FencewatchError` where the file is damaged, foreign, or of a newer program. Nothing is overwritten then.
    package init(directory: StateDirectory, readsOnly: Bool = false) throws(FencewatchError) {
        let path = directory.databasePath
        if readsOnly {
            guard FileManager.default.fileExists(atPath: path) else {
                throw FencewatchError(
                    .notFound, "There are no alerts yet; 'fencewatch tail' with this --state makes them.",
                    location: directory.path)
            }
        } else {
            try PrivateFile.make(path)
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.readonly = readsOnly
        if !readsOnly {
            configuration.journalMode = .wal
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // Keys are hashes, so that pages come in no order: 16 MiB of them in memory, and as much before a checkpoint.
                try db.execute(sql: "PRAGMA cache_size = -16384")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
            }
        }
        do {
            // Looked at first and without writing: opening must not change a file that is not ours.
            try Self.check(path)
            database = try DatabaseQueue(path: path, configuration: configuration)
            if !readsOnly { try database.write { try Self.migrate($0) } }
        } catch let error as FencewatchError {
            throw error
        } catch let error as DatabaseError where readsOnly && error.resultCode == .SQLITE_CANTOPEN {
            throw FencewatchError(
                .invalidState,
                "The state file cannot be opened; SQLite needs to write beside it. Copy the state directory to where that can be.",
                location: path)
        } catch {
            throw Self.failure(error, path)
        }
    }

    private static func check(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        guard size > 0 else { return }
        let (application, version) = try DatabaseQueue(path: path, configuration: configuration).read { db in
            (try Int.fetchOne(db, sql: "PRAGMA application_id"), try Int.fetchOne(db, sql: "PRAGMA user_version"))
        }
        guard application == applicationID else {
            throw FencewatchError(
                .invalidState, "This is no state of Fencewatch; give another directory with --state.", location: path)
        }
        guard version ?? 0 <= schemaVersion else {
            throw FencewatchError(
                .invalidState,
                "This state was written by a newer Fencewatch; use that one, or another directory with --state.",
                location: path)
        }
    }

    static func failure(_ error: any Error, _ path: String) -> FencewatchError {
        let database = error as? DatabaseError
        switch database?.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return FencewatchError(
                .invalidState,
                "The state file is damaged; it was left as it is. Move it away, or give another --state.",
                location: path)
        case .SQLITE_FULL, .SQLITE_IOERR:
            return FencewatchError(.unwritable, "The disk is full or fails.", location: path, cause: "\(error)")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return FencewatchError(
                .unwritable, "Another program holds the state file; it must let go of it.", location: path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return FencewatchError(
                .invalidState, "The state file cannot be opened for writing; give another --state.", location: path)
        default:
            return FencewatchError(.invalidState, "The state file cannot be used.", location: path, cause: "\(error)")
        }
    }

    var path: String { database.path }

    /// The files that it is in.
    package var paths: [String] { ["", "-wal", "-shm"].map { path + $0 } }

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(FencewatchError) -> Value {
        do { return try database.read(body) } catch { throw Self.failure(error, path) }
    }

    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(FencewatchError) -> Value {
        do { return try database.write(body) } catch { throw Self.failure(error, path) }
    }
}
