import FenceModel
import FenceStore
import Foundation
import GRDB
import TestSupport
import Testing

/// What waits to be written out: as long as its alert is kept, and no longer.
@Suite struct DeliveryTests {
    private let folder: Folder
    private let place: StateDirectory

    init() throws {
        folder = try Folder()
        place = try StateDirectory(path: folder.path("state"), isExclusive: true)
    }

    private static func alert(_ id: String, revision: Int = 1) -> AlertStore.StoredAlert {
        AlertStore.StoredAlert(
            id: id, revision: revision, kind: "offer", severity: "high", score: 0.9, categories: ["medical"],
            cluster: "c", contacts: [], sightings: [("a.log", nil, "u", nil)],
            json: "{\"schema\":\"fencewatch/1\",\"id\":\"\(id)\",\"revision\":\(revision)}")
    }

    /// Steps, acknowledgements and purges in any order, beside a model of what must be there.
    @Test(arguments: UInt64(1)...12)
    func whatWaitsIsWhatWasStoredAndNeitherWrittenNorForgotten(seed: UInt64) throws {
        let store = try AlertStore(directory: place)
        var random = SeededGenerator(seed: seed)
        var alerts: [String: (revision: Int, seen: Double)] = [:]
        var waiting: [(sequence: Int64, alert: String, json: String)] = []
        for round in 1...120 {
            let now = Double(round)
            if Int.random(in: 0..<12, using: &random) == 0 {
                let time = now - Double(Int.random(in: 0..<30, using: &random))
                let old = Set(alerts.filter { $0.value.seen < time }.keys)
                let forgotten = try store.purge(before: time)
                #expect(forgotten.sorted() == waiting.filter { old.contains($0.alert) }.map(\.sequence))
                for id in old { alerts[id] = nil }
                waiting.removeAll { old.contains($0.alert) }
            } else {
                var step = AlertStore.Step()
                step.isQueued = Int.random(in: 0..<5, using: &random) > 0
                step.delivered = waiting.prefix(Int.random(in: 0..<4, using: &random)).map(\.sequence)
                waiting.removeFirst(step.delivered.count)
                for _ in 0..<Int.random(in: 0..<4, using: &random) {
                    let id = "a\(Int.random(in: 0..<15, using: &random))"
                    step.alerts.append(Self.alert(id, revision: Int.random(in: 1...4, using: &random)))
                }
                let deliveries = try store.commit(step, now: now).deliveries
                for (alert, sequence) in zip(step.alerts, deliveries) {
                    let isNews = alert.revision > alerts[alert.id]?.revision ?? 0
                    #expect((sequence > 0) == (isNews && step.isQueued))
                    if isNews { alerts[alert.id] = (alert.revision, now) }
                    if sequence > 0 { waiting.append((sequence, alert.id, alert.json)) }
                }
            }
            let pending = try store.pendingDeliveries()
            #expect(pending.map(\.sequence) == waiting.map(\.sequence))
            #expect(pending.map(\.json) == waiting.map(\.json))
            #expect(Set(try store.alerts(AlertStore.Filter()).map(\.id)) == Set(alerts.keys))
        }
    }

    /// The second schema, as it was written.
    private static let secondSchema = """
        CREATE TABLE file (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,
            head_length INTEGER NOT NULL, head_hash INTEGER NOT NULL, offset INTEGER NOT NULL,
            prefix_hash INTEGER NOT NULL, marker_hash INTEGER NOT NULL, line INTEGER NOT NULL,
            line_start INTEGER, encoding TEXT, format TEXT, last_author TEXT, last_time TEXT,
            last_channel TEXT, is_gone INTEGER NOT NULL, changed REAL NOT NULL,
            marker_length INTEGER NOT NULL DEFAULT 0);
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
        PRAGMA application_id = 0x464E4357;
        PRAGMA user_version = 2;
        """

    @Test func aStateOfTheSecondSchemaIsBroughtForward() throws {
        func insert(_ alert: AlertStore.StoredAlert, seen: Double, in db: Database) throws {
            try db.execute(
                sql: "INSERT INTO alert VALUES (?, ?, 'offer', 'high', 3, 0.9, 'medical', 'c', ?, ?, ?)",
                arguments: [alert.id, alert.revision, seen, seen, alert.json])
        }
        do {
            let old = try DatabaseQueue(path: place.databasePath)
            try old.write { db in
                try db.execute(sql: Self.secondSchema)
                try insert(Self.alert("a", revision: 2), seen: 10, in: db)
                try insert(Self.alert("b"), seen: 20, in: db)
                try db.execute(
                    sql: "INSERT INTO file VALUES (7, '/l/a.log', 1, 2, 0, 0, 64, 5, 6, 3, NULL, NULL, NULL, NULL, "
                        + "NULL, NULL, 0, 10, 64)")
                // Two revisions of one alert, one whose alert was forgotten, one of another, and one that nobody can read.
                let waiting = [Self.alert("a").json, Self.alert("a", revision: 2).json, Self.alert("gone").json]
                for json in waiting + [Self.alert("b").json, "{"] {
                    try db.execute(sql: "INSERT INTO delivery (json) VALUES (?)", arguments: [json])
                }
            }
            try old.close()
        }
        do {
            let store = try AlertStore(directory: place)
            #expect(try store.pendingDeliveries().map(\.sequence) == [1, 2, 4])
            #expect(try store.files().map(\.offset) == [64])
            #expect(try store.files().map(\.markerLength) == [64])
            #expect(try store.purge(before: 15) == [1, 2])
            #expect(try store.pendingDeliveries().map(\.json) == [Self.alert("b").json])
            var step = AlertStore.Step()
            step.alerts = [Self.alert("c")]
            // No number is given again.
            #expect(try store.commit(step, now: 30).deliveries == [6])
        }
        // Opened again, there is nothing more to bring forward.
        #expect(try AlertStore(directory: place).pendingDeliveries().map(\.sequence) == [4, 6])
    }
}
