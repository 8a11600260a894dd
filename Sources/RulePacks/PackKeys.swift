/// The keys of a pack's mappings, in the order in which they are written.
enum PackKeys {
    static let rule = [
        "id", "entity", "description", "trigger", "pattern", "validators", "confidence", "context", "mask", "examples",
        "references",
    ]
    static let trigger = [
        "digits", "number", "leading", "keywords", "bare", "before_pair", "alnum", "list_lines", "beside",
    ]
    static let context = ["near", "raise", "lower", "required"]
    static let mask = ["keep"]
    static let examples = ["match", "reject", "known_miss"]
    static let signal = ["id", "signal", "weight", "wakes", "needs", "category", "data", "unless", "only", "words"]
    static let surroundings = ["before", "after"]
}
