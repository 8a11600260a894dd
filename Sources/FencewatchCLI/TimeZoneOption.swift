import ArgumentParser
import FenceSinks
import Foundation

/// The zone of times that were written without one: `--time-zone`, of the commands that print them.
struct TimeZoneOption: ParsableArguments {
    /// A zone by its name, or by how far it is from UTC.
    struct Zone: Sendable {
        let times: LocalTimes

        /// - Returns: nil where there is no zone of that name, and it is no offset.
        init?(argument: String) {
            if let offset = Self.offset(argument) {
                times = LocalTimes { _ in offset }
            } else if let zone = TimeZone(identifier: argument) {
                times = LocalTimes { local in
                    // What the clocks show tells what they are set to, once it is known roughly when that was.
                    let roughly = local - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
                    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(roughly)))
                }
            } else {
                return nil
            }
        }

        /// Seconds of `+08:00`; zones lie between -12:00 and +14:00.
        private static func offset(_ text: String) -> Int? {
            guard let match = text.wholeMatch(of: #/([+-])(\d\d):([0-5]\d)/#), let hours = Int(match.output.2),
                let minutes = Int(match.output.3)
            else { return nil }
            let seconds = (hours * 60 + minutes) * 60
            guard seconds <= (match.output.1 == "-" ? 12 : 14) * 3_600 else { return nil }
            return match.output.1 == "-" ? -seconds : seconds
        }
    }

    @Option(
        name: .customLong("time-zone"), parsing: .unconditional,
        help: ArgumentHelp(
            "The zone of times that name none: Asia/Shanghai, +08:00. [default: they are printed as written]",
            valueName: "name|±hh:mm"),
        transform: { text in
            guard let zone = Zone(argument: text) else {
                throw ValidationError(
                    "There is no zone '\(text)'; give a name as Asia/Shanghai, or an offset as +08:00.")
            }
            return zone
        })
    var zone: Zone?
}
