/// Numbers of Hong Kong, Macau and Taiwan share one way of taking the country code off.
enum OverseasNumber {
    /// The national digits, and whether the country code was written.
    static func national(_ value: [UInt8], code: String, lengths: ClosedRange<Int>) -> (digits: [UInt8], coded: Bool) {
        let digits = Bytes.digits(value)
        for prefix in ["00" + code, code] where Bytes.starts(digits, with: prefix) {
            let rest = Array(digits.dropFirst(prefix.utf8.count))
            if lengths.contains(rest.count) { return (rest, true) }
        }
        return (digits, false)
    }
}
