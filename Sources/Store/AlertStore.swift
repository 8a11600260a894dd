package import FenceModel
import FenceFiles
package import Foundation
import GRDB

/// Alerts, and how far every file was read, in one SQLite file: what was acted on and that it was is one transaction.
package final class AlertStore: Sendable {
    /// Marks the file as ours: "FNCW".
    private static let applicationID = 0x464E_4357
    private static let schemaVersion = 2

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
        /// Deliveries that were written out.
        package var delivered: [Int64] = []
        /// Whether everything was looked at for the first time: what is met later is new.
        package var marksStart = false

        package init() {}

        package var isEmpty: Bool {
            files.isEmpty && alerts.isEmpty && fingerprints.isEmpty && conversations.isEmpty
                && closedConversations.isEmpty && delivered.isEmpty && !marksStart
        }
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

    /// Brings the schema forward, version by version.
    private static func migrate(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version < schemaVersion else { return }
        if version < 1 { try makeFirstSchema(db) }
        // Markers were of 32 bytes at most.
        if version < 2 {
            try db.execute(sql: "ALTER TABLE file ADD COLUMN marker_length INTEGER NOT NULL DEFAULT 0")
            try db.execute(sql: "UPDATE file SET marker_length = min(offset, 32)")
        }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
    }

    private static func makeFirstSchema(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE file (
                    id INTEGER PRIMARY KEY, path TEXT NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,
                    head_length INTEGER NOT NULL, head_hash INTEGER NOT NULL, offset INTEGER NOT NULL,
                    prefix_hash INTEGER NOT NULL, marker_hash INTEGER NOT NULL, line INTEGER NOT NULL,
                    line_start INTEGER, encoding TEXT, format TEXT, last_author TEXT, last_time TEXT,
                    last_channel TEXT, is_gone INTEGER NOT NULL, changed REAL NOT NULL);
                CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE alert (
                    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL,
                    severity_rank INTEGER NOT NULL, score REAL NOT NULL, categories TEXT NOT NULL, cluster TEXT NOT NULL,
                    first_seen REAL NOT NULL, last_seen REAL NOT NULL, json TEXT NOT NULL);
                CREATE INDEX alert_last_seen ON alert (last_seen);
                CREATE TABLE contact (
                    alert TEXT NOT NULL REFERENCES alert (id) ON DELETE CASCADE, entity TEXT NOT NULL,
                    masked TEXT NOT NULL, fingerprint TEXT);
                CREATE INDEX contact_alert ON contact (alert);
                CREATE TABLE sighting (
                    alert TEXT NOT NULL REFERENCES alert (id) ON DELETE CASCADE, cluster TEXT NOT NULL,
                    source TEXT NOT NULL, channel TEXT, author TEXT, time TEXT, seen REAL NOT NULL);
                CREATE INDEX sighting_alert ON sighting (alert);
                CREATE INDEX sighting_cluster ON sighting (cluster);
                CREATE TABLE fingerprint (
                    fingerprint TEXT PRIMARY KEY, entity TEXT NOT NULL, first_seen REAL NOT NULL,
                    last_seen REAL NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
                CREATE TABLE conversation (id TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE delivery (sequence INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL);
                """)
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
