import TestSupport

@testable import FenceValidators

/// 2026-01-01, so that dates do not age.
let testDay = 20_454

func judge(
    _ validator: any Validator.Type, _ value: String, context: Bool = false, written: String? = nil
) -> Verdict {
    validator.verdict(
        on: Candidate(
            value: Array(value.lowercased().utf8), written: written.map { Array($0.utf8) }, hasContext: context,
            today: testDay))
}

func evidence(_ verdict: Verdict) -> Double {
    verdict.checks.reduce(0) { $0 + $1.evidence }
}

func names(_ verdict: Verdict) -> [String] {
    verdict.checks.map(\.name)
}

func normal(_ validator: any Validator.Type, _ value: String) -> String {
    String(decoding: validator.normalized(Array(value.utf8)), as: UTF8.self)
}

extension SeededGenerator {
    mutating func digits(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0x30...0x39, using: &self) }
    }
}
