extension RandomAccessCollection {
    /// The first index whose element does not satisfy the predicate, in a collection where those that do come first; the end
    /// index where all do.
    @inlinable
    package func partitionPoint(_ isBefore: (Element) -> Bool) -> Index {
        var low = startIndex
        var left = count
        while left > 0 {
            let half = left / 2
            let middle = index(low, offsetBy: half)
            if isBefore(self[middle]) {
                low = index(after: middle)
                left -= half + 1
            } else {
                left = half
            }
        }
        return low
    }
}
