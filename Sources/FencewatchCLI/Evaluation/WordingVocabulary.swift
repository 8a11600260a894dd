/// The sequences that are worth a weight: those that some messages of the corpus share.
///
/// Of what stands in ordinary text alone nothing is learned but that it is ordinary, and there is no end of it; what stands
/// in one or two messages is theirs.
struct WordingVocabulary {
    private static let leastMessages = 5

    /// In order, each once.
    let keys: [UInt32]
    private let columns: [UInt32: UInt32]

    /// - Parameter messages: the keys of each message of the corpus.
    init(_ messages: [[UInt32]]) {
        var counts: [UInt32: Int] = [:]
        for message in messages { for key in Set(message) { counts[key, default: 0] += 1 } }
        keys = counts.filter { $0.value >= Self.leastMessages }.keys.sorted()
        columns = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, UInt32($0)) })
    }

    /// The columns that a message's sequences have, each once.
    func columns(of message: [UInt32]) -> [UInt32] {
        Set(message.compactMap { columns[$0] }).sorted()
    }

    /// The column of each sequence that has one.
    func eachColumn(of sequences: [UInt32]) -> [UInt32] {
        sequences.compactMap { columns[$0] }
    }

    /// Of each column, whether so many messages share it.
    func isShared(by messages: [[UInt32]]) -> [Bool] {
        var counts = [Int](repeating: 0, count: keys.count)
        for message in messages { for column in Set(message) { counts[Int(column)] += 1 } }
        return counts.map { $0 >= Self.leastMessages }
    }
}
