import FenceModel
import Yams

/// The keys of one YAML mapping, read with errors that say where and what.
struct Fields {
    private let mapping: Node.Mapping
    private let path: String
    private let what: String
    private let line: Int?
    private let id: String?
    /// What has the id: "Rule" or "Term".
    private let owner: String

    /// - Parameters:
    ///   - what: what the mapping describes, for messages: "rule", "trigger".
    ///   - known: every key that it may have.
    ///   - owner: the mapping that this one is a part of, for its id.
    init(
        _ node: Node, path: String, what: String, known: Set<String>, owner: Fields? = nil
    ) throws(FencewatchError) {
        self.path = path
        self.what = what
        line = node.mark?.line
        guard case .mapping(let mapping) = node else {
            throw FencewatchError(
                .invalidRule, "A \(what) must be a mapping of keys to values.",
                location: node.mark.map { "\(path):\($0.line)" } ?? path)
        }
        self.mapping = mapping
        id = owner?.id ?? mapping["id"]?.string
        self.owner = owner?.owner ?? (what == "signal" ? "Term" : "Rule")
        for (key, _) in mapping {
            let name = key.string ?? "?"
            guard known.contains(name) else {
                throw FencewatchError(
                    .invalidRule,
                    "\(subject)has an unknown key '\(name)'. Known keys: \(known.sorted().joined(separator: ", ")).",
                    location: key.mark.map { "\(path):\($0.line)" } ?? path)
            }
        }
    }

    /// `file:line`.
    var location: String { line.map { "\(path):\($0)" } ?? path }

    /// `file:line` of what stands under a key; nil where nothing does.
    func location(of key: String) -> String? {
        mapping[key].map { node in node.mark.map { "\(path):\($0.line)" } ?? path }
    }

    private var subject: String {
        id.map { "\(owner) '\($0)': the \(what) " } ?? "The \(what) "
    }

    func error(_ message: String, at node: Node? = nil) -> FencewatchError {
        let place = node?.mark.map { "\(path):\($0.line)" } ?? location
        return FencewatchError(.invalidRule, id.map { "\(owner) '\($0)': \(message)" } ?? message, location: place)
    }

    func has(_ key: String) -> Bool { mapping[key] != nil }

    func string(_ key: String) throws(FencewatchError) -> String? {
        guard let node = mapping[key] else { return nil }
        guard case .scalar(let scalar) = node else { throw error("'\(key)' must be a text.", at: node) }
        return scalar.string
    }

    func required(_ key: String) throws(FencewatchError) -> String {
        guard let text = try string(key), !text.isEmpty else { throw error("It has no '\(key)'.") }
        return text
    }

    /// Lower-case letters, digits and hyphens.
    func identifier(_ key: String) throws(FencewatchError) -> String {
        let text = try required(key)
        let isAllowed = text.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        guard isAllowed else {
            throw error("The id '\(text)' may hold only lower-case letters, digits and hyphens.", at: mapping[key])
        }
        return text
    }

    func number(_ key: String) throws(FencewatchError) -> Double {
        guard let node = mapping[key] else { throw error("It has no '\(key)'.") }
        guard let value = node.float ?? node.int.map(Double.init), value.isFinite, abs(value) < 1e9 else {
            throw error("'\(key)' must be a number.", at: node)
        }
        return value
    }

    /// A whole number that is not negative.
    func count(_ key: String) throws(FencewatchError) -> Int {
        let value = try number(key)
        guard value >= 0, value == value.rounded() else {
            throw error("'\(key)' must be a whole number, 0 or more.", at: mapping[key])
        }
        return Int(value)
    }

    func flag(_ key: String) throws(FencewatchError) -> Bool {
        guard let node = mapping[key] else { return false }
        guard let value = node.bool else { throw error("'\(key)' must be true or false.", at: node) }
        return value
    }

    func list(_ key: String) throws(FencewatchError) -> [Node] {
        guard let node = mapping[key] else { return [] }
        guard case .sequence(let sequence) = node else { throw error("'\(key)' must be a list.", at: node) }
        return Array(sequence)
    }

    func strings(_ key: String) throws(FencewatchError) -> [String] {
        var strings: [String] = []
        for node in try list(key) {
            guard case .scalar(let scalar) = node else { throw error("'\(key)' must be a list of texts.", at: node) }
            strings.append(scalar.string)
        }
        return strings
    }

    func integers(_ key: String) throws(FencewatchError) -> [Int]? {
        guard has(key) else { return nil }
        var integers: [Int] = []
        for node in try list(key) {
            guard let value = node.int else { throw error("'\(key)' must be a list of whole numbers.", at: node) }
            integers.append(value)
        }
        return integers
    }

    func member<Member: RawRepresentable & CaseIterable>(
        _ key: String, of type: Member.Type
    ) throws(FencewatchError) -> Member where Member.RawValue == String {
        try member(named: try required(key), key: key, of: type)
    }

    func members<Member: RawRepresentable & CaseIterable>(
        _ key: String, of type: Member.Type
    ) throws(FencewatchError) -> [Member] where Member.RawValue == String {
        var members: [Member] = []
        for name in try strings(key) { members.append(try member(named: name, key: key, of: type)) }
        return members
    }

    private func member<Member: RawRepresentable & CaseIterable>(
        named name: String, key: String, of type: Member.Type
    ) throws(FencewatchError) -> Member where Member.RawValue == String {
        guard let member = Member(rawValue: name) else {
            let known = Member.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("'\(name)' is no value for '\(key)'; one of: \(known).", at: mapping[key])
        }
        return member
    }

    func mapping(_ key: String, known: Set<String>) throws(FencewatchError) -> Fields? {
        guard let node = mapping[key] else { return nil }
        return try Fields(node, path: path, what: key, known: known, owner: self)
    }
}
