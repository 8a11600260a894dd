#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Evidence adds up as log-odds and is reported as a probability.
package enum LogOdds {
    package static func logit(_ probability: Double) -> Double {
        log(probability / (1 - probability))
    }

    /// The probability, rounded to three places: more would pretend to a precision that no calibration has.
    package static func probability(_ logOdds: Double) -> Double {
        let exact = 1 / (1 + exp(-logOdds))
        return (exact * 1_000).rounded() / 1_000
    }
}
