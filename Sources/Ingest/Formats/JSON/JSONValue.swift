/// A value on a tape.
struct JSONValue {
    private let tape: JSONTape
    private let node: Int

    init(_ tape: JSONTape, node: Int) {
        self.tape = tape
        self.node = node
    }

    /// - Returns: nil where the bytes do not begin with a value.
    init?(_ bytes: ArraySlice<UInt8>, limit: Int = JSONTape.mostNodes) {
        let tape = JSONTape(Array(bytes), limit: limit)
        guard let value = tape.value(in: tape.bytes.indices) else { return nil }
        self = value
    }

    private var kind: JSONTape.Kind { tape.nodes[node].kind }
    var isObject: Bool { kind == .object }
    var isArray: Bool { kind == .array }
    var isNumber: Bool { kind == .number }

    /// A member of an object; the first of that name.
    subscript(_ key: String) -> JSONValue? {
        guard isObject else { return nil }
        let end = tape.nodes[node].next
        var member = node + 1
        while member + 1 < end {
            if tape.isEqual(member, key.utf8) { return JSONValue(tape, node: member + 1) }
            member = tape.nodes[member + 1].next
        }
        return nil
    }

    /// The first of these members that holds a text that is not empty.
    func text(_ keys: String...) -> [UInt8]? {
        text(keys)
    }

    func text(_ keys: [String]) -> [UInt8]? {
        for key in keys {
            if let text = self[key]?.plainText, !text.isEmpty { return text }
        }
        return nil
    }

    /// A string, or a number as written.
    var plainText: [UInt8]? {
        switch kind {
        case .string, .escapedString, .number: tape.text(of: node)
        default: nil
        }
    }

    /// A whole number, written as a number or as a string.
    var integer: Int? {
        guard let text = plainText, text.count <= 32 else { return nil }
        let written = ByteText.string(text)
        return Int(written) ?? Double(written).flatMap { Int(exactly: $0.rounded(.down)) }
    }

    /// Elements of an array; none of anything else.
    var elements: [JSONValue] {
        guard isArray else { return [] }
        var elements: [JSONValue] = []
        let end = tape.nodes[node].next
        var element = node + 1
        while element < end {
            elements.append(JSONValue(tape, node: element))
            element = tape.nodes[element].next
        }
        return elements
    }

    /// Members of an object; none of anything else.
    var members: [(key: [UInt8], value: JSONValue)] {
        members { _ in true }
    }

    /// Members of an object whose keys pass a test; keys of others are not copied.
    func members(where isWanted: (Span<UInt8>) -> Bool) -> [(key: [UInt8], value: JSONValue)] {
        guard isObject else { return [] }
        let bytes = tape.bytes
        var members: [(key: [UInt8], value: JSONValue)] = []
        let end = tape.nodes[node].next
        var member = node + 1
        while member + 1 < end {
            if tape.nodes[member].kind == .escapedString {
                let key = tape.text(of: member)
                if isWanted(key.span) { members.append((key, JSONValue(tape, node: member + 1))) }
            } else if isWanted(bytes.span.extracting(tape.nodes[member].range)) {
                members.append((tape.text(of: member), JSONValue(tape, node: member + 1)))
            }
            member = tape.nodes[member + 1].next
        }
        return members
    }
}
