/// File numbers of driving licences: twelve digits that begin with the division of the issuing office.
///
/// The licence number itself is the holder's resident number, which has its own validator.
package enum DrivingLicenseValidator: Validator {
    package static let name = "driving-license"

    package static func verdict(on candidate: Candidate) -> Verdict {
        RegionalNumber.verdict(on: candidate, lengths: 12...12)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(value)
    }
}
