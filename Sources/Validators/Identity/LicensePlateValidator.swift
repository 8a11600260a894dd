/// Mainland licence plates: civil, new energy, marked (police, learner, Hong Kong, …), embassy, military, armed police.
package enum LicensePlateValidator: Validator {
    package static let name = "license-plate"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let plate = LicensePlate.scalars(of: candidate.value)
        guard plate.count >= 7, let first = plate.first else { return .notApplicable }
        if let letters = LicensePlate.places[first] {
            return civil(plate, place: plate[1], isKnownPlace: letters.unicodeScalars.contains(plate[1]))
        }
        if first == "使" || first == "领" || plate.last == "使" {
            return proved("embassy", [Check("plate-series", evidence: 1.2)])
        }
        if first == "w", plate[1] == "j" { return proved("armed-police", [Check("plate-series", evidence: 1)]) }
        if LicensePlate.forces.contains(first), LicensePlate.isLetter(plate[1]) {
            return proved("military", [Check("plate-series", evidence: 0)])
        }
        return .notApplicable
    }

    /// Upper-case letters and digits without the dot: `京A·12345` and `京a12345` are one plate.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in LicensePlate.scalars(of: value) {
            let isLower = LicensePlate.isLetter(scalar)
            bytes += String(scalar).utf8.map { isLower ? $0 & 0xDF : $0 }
        }
        return bytes
    }

    private static func civil(_ plate: [Unicode.Scalar], place: Unicode.Scalar, isKnownPlace: Bool) -> Verdict {
        let mark = plate.last.flatMap { LicensePlate.marks.contains($0) ? $0 : nil }
        let serial = plate[2...].filter { LicensePlate.isDigit($0) || LicensePlate.isLetter($0) }
        var checks = [isKnownPlace ? Check("plate-place", evidence: 1) : Check("plate-place-unknown", evidence: -0.6)]
        let kind: String
        switch (serial.count, mark) {
        case (5, nil): kind = "civil"
        case (4, .some): kind = "marked"
        case (5, .some): kind = "marked"
        case (6, nil):
            kind = "new-energy"
            let small = LicensePlate.isLetter(serial[0]) && serial[2...].allSatisfy(LicensePlate.isDigit)
            let large = LicensePlate.isLetter(serial[5]) && serial[..<5].allSatisfy(LicensePlate.isDigit)
            if small || large, !LicensePlate.newEnergy.contains(small ? serial[0] : serial[5]) {
                return .refuted("new-energy-letter")
            }
            checks.append(
                small || large
                    ? Check("new-energy-form", evidence: 1) : Check("new-energy-form-unusual", evidence: -2.5))
        default: return .notApplicable
        }
        // I and O are left out of plates, since they read as digits; people write O for the digit.
        if serial.contains("i") || plate[1] == "i" {
            checks.append(Check("serial-i-o", evidence: -2.5))
        } else if serial.contains("o") {
            checks.append(Check("serial-i-o", evidence: -1))
        }
        let digits = serial.count(where: LicensePlate.isDigit)
        if digits == 0 { checks.append(Check("serial-without-digits", evidence: -1.5)) }
        if digits >= 3 { checks.append(Check("serial-form", evidence: 0.5)) }
        return proved(kind, checks)
    }

    private static func proved(_ kind: String, _ checks: [Check]) -> Verdict {
        Verdict(.proved, checks: checks, attributes: [Attribute("plate", kind)])
    }
}
