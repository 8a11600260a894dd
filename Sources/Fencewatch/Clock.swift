#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Today's date, without Foundation.
enum Clock {
    /// Whole days since 1970-01-01, UTC.
    static func daysSince1970() -> Int {
        time(nil) / 86_400
    }
}
