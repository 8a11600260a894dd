package import FenceModel
package import Foundation
import GRDB

/// What a tail writes and reads.
extension AlertStore {
    /// Stores a step, all or nothing.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: rows of the files, in their order; sequence numbers of the deliveries of the step's alerts, 0 where there is none.
    package func commit(_ step: Step, now: Double) throws(FencewatchError) -> (files: [Int64], deliveries: [Int64]) {
        try write { db in
            var rows: [Int64] = []
            for file in step.files { rows.append(try Self.save(file, now: now, in: db)) }
            var deliveries: [Int64] = []
            for alert in step.alerts {
                if try Self.save(alert, now: now, in: db), step.isQueued {
                    try db.run("INSERT INTO delivery (alert, json) VALUES (?, ?)", [alert.id, alert.json])
                    deliveries.append(db.lastInsertedRowID)
                } else {
                    deliveries.append(0)
                }
            }
            for (fingerprint, entity) in step.fingerprints {
                try db.run(
                    """
                    INSERT INTO fingerprint VALUES (?, ?, ?, ?, 1)
                    ON CONFLICT (fingerprint) DO UPDATE SET last_seen = excluded.last_seen, count = count + 1
                    """, [fingerprint, entity, now, now])
            }
            for (id, data) in step.conversations {
                try db.run("INSERT OR REPLACE INTO conversation VALUES (?, ?)", [id, data])
            }
            for id in step.closedConversations {
                try db.run("DELETE FROM conversation WHERE id = ?", [id])
            }
            if step.marksStart { try db.run("INSERT OR IGNORE INTO setting VALUES ('started', '1')") }
            for sequence in step.delivered {
                try db.run("DELETE FROM delivery WHERE sequence = ?", [sequence])
            }
            return (rows, deliveries)
        }
    }

    /// - Returns: false where the same revision is there already.
    private static func save(_ alert: StoredAlert, now: Double, in db: Database) throws -> Bool {
        let stored = try db.integer("SELECT revision FROM alert WHERE id = ?", [alert.id])
        if let stored, stored >= alert.revision { return false }
        let rank = Alert.Severity(rawValue: alert.severity)?.rank ?? 0
        try db.run(
            """
            INSERT INTO alert VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, kind = excluded.kind,
                severity = excluded.severity, severity_rank = excluded.severity_rank, score = excluded.score,
                categories = excluded.categories, cluster = excluded.cluster, last_seen = excluded.last_seen,
                json = excluded.json
            """,
            [
                alert.id, alert.revision, alert.kind, alert.severity, rank, alert.score,
                alert.categories.joined(separator: " "), alert.cluster, now, now, alert.json,
            ])
        try db.run("DELETE FROM contact WHERE alert = ?", [alert.id])
        for contact in alert.contacts {
            try db.run(
                "INSERT INTO contact VALUES (?, ?, ?, ?)",
                [alert.id, contact.entity, contact.masked, contact.fingerprint])
        }
        let seen =
            try db.integer("SELECT count(*) FROM sighting WHERE alert = ?", [alert.id]) ?? 0
        for sighting in alert.sightings.dropFirst(seen) {
            try db.run(
                "INSERT INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    alert.id, alert.cluster, sighting.source, sighting.channel, sighting.author, sighting.time, now,
                ])
        }
        return true
    }

    private static func save(_ file: FileProgress, now: Double, in db: Database) throws -> Int64 {
        try db.run(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                file.id, file.path, file.device, file.inode, file.headLength, Int64(bitPattern: file.headHash),
                file.offset, Int64(bitPattern: file.prefixHash), Int64(bitPattern: file.markerHash), file.line,
                file.lineStart, file.encoding, file.format, file.lastAuthor, file.lastTime, file.lastChannel,
                file.isGone, now, file.markerLength,
            ])
        return file.id ?? db.lastInsertedRowID
    }

    /// Whether a tail has looked at everything on this state before.
    package func hasStarted() throws(FencewatchError) -> Bool {
        try read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM setting WHERE name = 'started')") ?? false }
    }

    /// Everything that is known of files, oldest first.
    package func files() throws(FencewatchError) -> [FileProgress] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM file ORDER BY id").map { row in
                var file = FileProgress(path: row["path"], device: row["device"], inode: row["inode"])
                file.id = row["id"]
                file.headLength = row["head_length"]
                file.headHash = UInt64(bitPattern: row["head_hash"])
                file.offset = row["offset"]
                file.prefixHash = UInt64(bitPattern: row["prefix_hash"])
                file.markerHash = UInt64(bitPattern: row["marker_hash"])
                file.markerLength = row["marker_length"]
                file.line = row["line"]
                file.lineStart = row["line_start"]
                file.encoding = row["encoding"]
                file.format = row["format"]
                file.lastAuthor = row["last_author"]
                file.lastTime = row["last_time"]
                file.lastChannel = row["last_channel"]
                file.isGone = row["is_gone"]
                return file
            }
        }
    }

    /// Conversations that were open, by identifier.
    package func conversations() throws(FencewatchError) -> [(id: String, data: Data)] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, data FROM conversation ORDER BY id").map { ($0["id"], $0["data"]) }
        }
    }

    /// Alerts that were stored and not yet written out, in order.
    package func pendingDeliveries(
        after sequence: Int64 = 0, limit: Int = 1_000
    ) throws(FencewatchError) -> [(sequence: Int64, json: String)] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM delivery WHERE sequence > ? ORDER BY sequence LIMIT ?",
                arguments: [sequence, limit]
            ).map { ($0["sequence"], $0["json"]) }
        }
    }

    /// Forgets all but the latest of the files that are gone.
    package func forgetGone(but count: Int) throws(FencewatchError) {
        try write { db in
            try db.execute(
                sql: """
                    DELETE FROM file WHERE is_gone AND id NOT IN
                        (SELECT id FROM file WHERE is_gone ORDER BY changed DESC, id DESC LIMIT ?)
                    """, arguments: [count])
        }
    }

    /// Forgets alerts last seen before a time, written out or not, and files that have been gone since then.
    ///
    /// - Parameter time: seconds since 1970.
    /// - Returns: sequence numbers of the deliveries that are forgotten with their alerts.
    @discardableResult
    package func purge(before time: Double) throws(FencewatchError) -> [Int64] {
        try write { db in
            let forgotten = try Int64.fetchAll(
                db,
                sql: "SELECT sequence FROM delivery WHERE alert IN (SELECT id FROM alert WHERE last_seen < ?)",
                arguments: [time])
            try db.execute(sql: "DELETE FROM alert WHERE last_seen < ?", arguments: [time])
            try db.execute(sql: "DELETE FROM fingerprint WHERE last_seen < ?", arguments: [time])
            try db.execute(sql: "DELETE FROM file WHERE is_gone AND changed < ?", arguments: [time])
            return forgotten
        }
    }
}

/// Statements of a step come again and again: each is prepared once.
extension Database {
    fileprivate func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    fileprivate func integer(_ sql: String, _ arguments: StatementArguments) throws -> Int? {
        try Int.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}
