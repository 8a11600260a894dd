/// Whether a text begins with a place that the gazetteer knows; for patterns that may begin in the middle of a sentence.
package enum KnownPlaceValidator: Validator {
    package static let name = "known-place"

    package static func verdict(on candidate: Candidate) -> Verdict {
        // Looking at the first thirty characters is enough: no place's name is longer than fourteen.
        let head = Array(Bytes.string(candidate.value.prefix(90)).unicodeScalars)
        return AddressValidator.place(at: 0, in: head) == nil ? .refuted("place-unknown") : Verdict(.proved)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        AddressValidator.normalized(value)
    }
}
