/// A table of bits or numbers, all of them 0.
func zeros<Number: FixedWidthInteger>(_ count: Int) -> UnsafeMutablePointer<Number> {
    let table = UnsafeMutablePointer<Number>.allocate(capacity: count)
    table.initialize(repeating: 0, count: count)
    return table
}

/// A table of answers, all of them no.
func falses(_ count: Int) -> UnsafeMutablePointer<Bool> {
    let table = UnsafeMutablePointer<Bool>.allocate(capacity: count)
    table.initialize(repeating: false, count: count)
    return table
}
