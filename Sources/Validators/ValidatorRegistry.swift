/// Every validator that a rule pack may name. A new validator is a file of its own and one line here.
package enum ValidatorRegistry {
    package static let all: [any Validator.Type] = [
        LuhnValidator.self
    ]

    private static let byName: [String: any Validator.Type] = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The validator of that name, or nil where there is none.
    package static func validator(named name: String) -> (any Validator.Type)? {
        byName[name]
    }
}
