package import FenceDecoding

/// Some messages of a source, still as they are written. It is read where its messages are scanned.
package protocol MessagePiece: Sendable {
    /// Hands on the messages in order.
    ///
    /// - Parameter emit: false says that no more is wanted.
    func read(emit: (IngestedMessage) -> Bool)
}

/// A format that can be cut into pieces of whole messages without reading what they say: several are read side by side.
package protocol PiecewiseFormat: MessageFormat {
    /// Reads the text to its end and hands on its pieces in order.
    ///
    /// - Parameter hand: false says that no more is wanted.
    /// - Throws: `IngestFailure` for damage that ends the reading; what stood before it was handed on.
    func readPieces(from text: any ByteStream, hand: (any MessagePiece) -> Bool) throws(IngestFailure)
}

extension PiecewiseFormat {
    package func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        try readPieces(from: text) { piece in
            var isWanted = true
            piece.read { message in
                isWanted = emit(message)
                return isWanted
            }
            return isWanted
        }
    }
}
