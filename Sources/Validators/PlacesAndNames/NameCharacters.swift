/// What the characters of Chinese names are used for, in one table by code point.
enum NameCharacters {
    struct Use: OptionSet {
        let rawValue: UInt8

        /// A surname of one character that many people bear.
        static let surname = Use(rawValue: 1)
        static let rareSurname = Use(rawValue: 2)
        /// The first character of a surname of two.
        static let compoundSurname = Use(rawValue: 4)
        /// People use it in given names.
        static let given = Use(rawValue: 8)

        /// Everything that a name may begin with.
        static let beginnings: Use = [.surname, .rareSurname, .compoundSurname]
    }

    /// The CJK Unified Ideographs of Unicode 1.1: whoever bears a name outside it is found by other rules.
    private static let range: ClosedRange<UInt32> = 0x4E00...0x9FFF

    private static let table: (uses: [Use], compounds: Set<UInt64>) = {
        var uses = [Use](repeating: [], count: range.count)
        var compounds: Set<UInt64> = []
        func add(_ use: Use, to scalar: Unicode.Scalar?) {
            guard let scalar, range.contains(scalar.value) else { return }
            uses[Int(scalar.value - range.lowerBound)].insert(use)
        }
        NameTable.surnames.forEach { key, value in
            let surname = Array(Bytes.string(key).unicodeScalars)
            if surname.count == 2 {
                add(.compoundSurname, to: surname.first)
                compounds.insert(UInt64(surname[0].value) << 32 | UInt64(surname[1].value))
            } else {
                add(value.first == 0x31 ? .surname : .rareSurname, to: surname.first)
            }
        }
        NameTable.given.forEach { key, _ in add(.given, to: Bytes.string(key).unicodeScalars.first) }
        return (uses, compounds)
    }()

    static func use(of character: UInt32) -> Use {
        range.contains(character) ? table.uses[Int(character - range.lowerBound)] : []
    }

    static func isCompoundSurname(_ first: UInt32, _ second: UInt32) -> Bool {
        use(of: first).contains(.compoundSurname) && table.compounds.contains(UInt64(first) << 32 | UInt64(second))
    }
}
