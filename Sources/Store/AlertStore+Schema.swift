import Foundation
import GRDB

/// The tables, and how those of earlier versions become them.
extension AlertStore {
    /// Brings the schema forward, version by version.
    static func migrate(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version < schemaVersion else { return }
        if version < 1 { try makeFirstSchema(db) }
        // Markers were of 32 bytes at most.
        if version < 2 {
            try db.execute(sql: "ALTER TABLE file ADD COLUMN marker_length INTEGER NOT NULL DEFAULT 0")
            try db.execute(sql: "UPDATE file SET marker_length = min(offset, 32)")
        }
        if version < 3 { try nameAlertsOfDeliveries(db) }
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

    /// What waits to be written out named its alert in its JSON alone, and was kept when the alert was forgotten.
    private static func nameAlertsOfDeliveries(_ db: Database) throws {
        struct Line: Decodable {
            var id: String
        }
        try db.execute(sql: "ALTER TABLE delivery ADD COLUMN alert TEXT REFERENCES alert (id) ON DELETE CASCADE")
        try db.execute(sql: "CREATE INDEX delivery_alert ON delivery (alert)")
        let decoder = JSONDecoder()
        var named: [(sequence: Int64, alert: String)] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT sequence, json FROM delivery")
        while let row = try rows.next() {
            let json: String = row["json"]
            guard let line = try? decoder.decode(Line.self, from: Data(json.utf8)) else { continue }
            named.append((row["sequence"], line.id))
        }
        for (sequence, alert) in named {
            try db.execute(
                sql: "UPDATE delivery SET alert = (SELECT id FROM alert WHERE id = ?) WHERE sequence = ?",
                arguments: [alert, sequence])
        }
        try db.execute(sql: "DELETE FROM delivery WHERE alert IS NULL")
    }
}
