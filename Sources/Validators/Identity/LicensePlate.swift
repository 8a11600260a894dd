/// The parts of a mainland licence plate and what is known about them (GA 36-2018).
enum LicensePlate {
    /// Letters that each province's places use. A letter outside lowers: new ones are given out from time to time.
    static let places: [Unicode.Scalar: String] = [
        "京": "abcdefghjklmnpqrsty", "津": "abcdefghjklmnpqr", "沪": "abcdefghjklmnrvwx", "渝": "abcdfghmnz",
        "冀": "abcdefghjrt", "晋": "abcdefhjklm", "蒙": "abcdefghjklm", "辽": "abcdefghjklmnpv", "吉": "abcdefghjk",
        "黑": "abcdefghjklmnpr", "苏": "abcdefghjklmnu", "浙": "abcdefghjklx", "皖": "abcdefghjklmnprs",
        "闽": "abcdefghjk", "赣": "abcdefghjklms", "鲁": "abcdefghjklmnpqrsuvwy", "豫": "abcdefghjklmnpqrsu",
        "鄂": "abcdefghjklmnpqrsvw", "湘": "abcdefghjklmnsu", "粤": "abcdefghjklmnpqrstuvwxyz",
        "桂": "abcdefghjklmnpr", "琼": "abcdef", "川": "abcdefghjklmqrstuvwxyz", "贵": "abcdefghj",
        "云": "acdefghjklmnpqrsv", "藏": "abcdefghj", "陕": "abcdefghjkuv", "甘": "abcdefghjklmnp", "青": "abcdefgh",
        "宁": "abcde", "新": "abcdefghjklmnpqrs",
    ]
    /// Marks that end a plate: police, learner, Hong Kong, Macau, trailer, test, over-size, consulate, embassy, emergency.
    static let marks: Set<Unicode.Scalar> = ["警", "学", "港", "澳", "挂", "试", "超", "领", "使", "应", "急"]
    /// Letters of new-energy plates: A to E drive by electricity alone, F to K do not; I is left out (GA 36-2018).
    static let newEnergy = Set("abcdefghjk".unicodeScalars)
    static let forces = Set("vkhbsljngcez".unicodeScalars)

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }

    /// The plate's characters without the dots, spaces and hyphens that group them.
    static func scalars(of value: [UInt8]) -> [Unicode.Scalar] {
        Bytes.string(value).unicodeScalars.filter { !" ·•・.-_—\n\r\t".unicodeScalars.contains($0) }
    }
}
