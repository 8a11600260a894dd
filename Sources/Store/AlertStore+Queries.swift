package import FenceModel
import GRDB

/// What `fencewatch alerts` asks.
extension AlertStore {
    package struct Filter: Sendable {
        /// Last seen at or after, in seconds since 1970.
        package var since: Double?
        /// This severity or a graver one.
        package var severity: Alert.Severity?
        package var kind: Alert.Kind?
        package var category: DataCategory?
        /// A part of a contact's masked value, or its whole fingerprint.
        package var contact: String?
        package var limit = 1_000

        package init() {}
    }

    /// A line of a list of alerts.
    package struct Listed: Sendable {
        package var id: String
        package var revision: Int
        package var kind: String
        package var severity: String
        package var score: Double
        package var categories: String
        package var contacts: String
        package var sightings: Int
        /// Seconds since 1970.
        package var lastSeen: Double
        /// In the output contract.
        package var json: String
    }

    /// Alerts that pass the filter, last seen first.
    package func alerts(_ filter: Filter) throws(FencewatchError) -> [Listed] {
        var conditions: [String] = []
        var arguments: [(any DatabaseValueConvertible)] = []
        if let since = filter.since {
            conditions.append("last_seen >= ?")
            arguments.append(since)
        }
        if let severity = filter.severity {
            conditions.append("severity_rank >= ?")
            arguments.append(severity.rank)
        }
        if let kind = filter.kind {
            conditions.append("kind = ?")
            arguments.append(kind.rawValue)
        }
        if let category = filter.category {
            conditions.append("' ' || categories || ' ' LIKE ?")
            arguments.append("% \(category.rawValue) %")
        }
        if let contact = filter.contact {
            conditions.append(
                "EXISTS (SELECT 1 FROM contact WHERE alert = a.id AND (instr(masked, ?) > 0 OR fingerprint = ?))")
            arguments += [contact, contact]
        }
        return try list(conditions, arguments, limit: filter.limit)
    }

    /// The alert whose id begins so.
    ///
    /// - Throws: `FencewatchError` where there is none, or more than one.
    package func alert(idPrefix: String) throws(FencewatchError) -> Listed {
        let found = try list(["substr(id, 1, ?) = ?"], [idPrefix.count, idPrefix], limit: 2)
        guard let alert = found.first else {
            throw FencewatchError(
                .notFound, "There is no alert whose id begins so; 'fencewatch alerts' without an id lists them.",
                location: idPrefix)
        }
        guard found.count == 1 else {
            throw FencewatchError(
                .invalidArgument, "More than one alert has an id that begins so; give more of it.", location: idPrefix)
        }
        return alert
    }

    private func list(
        _ conditions: [String], _ arguments: [any DatabaseValueConvertible], limit: Int
    ) throws(FencewatchError) -> [Listed] {
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        var values = StatementArguments()
        for argument in arguments { values += [argument] }
        values += [limit]
        let all = values
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT *, (SELECT group_concat(entity || ' ' || masked, ', ') FROM contact WHERE alert = a.id)
                        AS contacts, (SELECT count(*) FROM sighting WHERE alert = a.id) AS sightings
                    FROM alert a \(filter) ORDER BY last_seen DESC, id LIMIT ?
                    """, arguments: all
            ).map { row in
                Listed(
                    id: row["id"], revision: row["revision"], kind: row["kind"], severity: row["severity"],
                    score: row["score"], categories: row["categories"], contacts: row["contacts"] ?? "",
                    sightings: row["sightings"], lastSeen: row["last_seen"], json: row["json"])
            }
        }
    }
}
