import FenceDecoding

/// What a line of a chat log is.
enum ChatLine {
    /// A message begins; its text may go on over the lines that continue it.
    case begins(author: [UInt8]?, time: [UInt8]?, text: ArraySlice<UInt8>)
    /// Goes on with the message before.
    case continues
    /// Says something about those that follow, or nothing at all; it ends the message before.
    case context
    /// Is no part of any message, and the message before may go on.
    case ignored
}

/// The grammar of one kind of chat log, line by line; it remembers what earlier lines said.
protocol ChatGrammar {
    static var name: String { get }
    static var summary: String { get }
    static func recognises(_ hint: FormatHint) -> Bool
    init(hint: FormatHint)
    /// Whether a message without a text is a notice, its author the notice's text.
    static var noticesStandAsAuthors: Bool { get }
    /// The channel as far as it is known by now.
    var channel: [UInt8]? { get }
    mutating func read(_ line: ArraySlice<UInt8>) -> ChatLine
}

extension ChatGrammar {
    static var noticesStandAsAuthors: Bool { false }

    /// Whether at least so many of the head's lines begin messages of somebody.
    static func beginsMessages(_ hint: FormatHint, least: Int = 1, share: Double) -> Bool {
        var grammar = Self(hint: hint)
        var lines = 0
        var begun = 0
        for line in hint.lines(60) where !ByteText.trimmed(line).isEmpty {
            lines += 1
            if case .begins(.some, _, _) = grammar.read(line) { begun += 1 }
        }
        return begun >= least && Double(begun) >= Double(lines) * share
    }
}

/// What tells the names of those who write from records that only stand behind a time.
enum ChatName {
    /// So many digits in a row are a number that somebody gives away: a phone, an account.
    static let tellingDigits = 7

    /// Whether a number stands behind a white space: `小王 13800001111`, `小王 电话13800001111`.
    static func hasNumberApart(_ name: ArraySlice<UInt8>) -> Bool {
        guard let space = name.firstIndex(where: { $0 == 0x20 || $0 == 0x09 }) else { return false }
        return hasNumber(name[space...])
    }

    /// A line with a time and what may be a name. A record that begins with a time is no head of its author's message, and
    /// nobody's: it may stand behind anybody's.
    static func head(_ name: ArraySlice<UInt8>, time: [UInt8]) -> ChatLine {
        isNumber(name) || hasNumberApart(name)
            ? .begins(author: nil, time: time, text: name) : .begins(author: Array(name), time: time, text: [])
    }

    static func isNumber(_ name: ArraySlice<UInt8>) -> Bool {
        name.count >= tellingDigits && name.allSatisfy { $0 &- 0x30 < 10 }
    }

    private static func hasNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var digits = 0
        for byte in text {
            digits = byte &- 0x30 < 10 ? digits + 1 : 0
            if digits == tellingDigits { return true }
        }
        return false
    }
}

/// A chat log whose lines need those before them: for the date, or because a message is many lines.
struct ChatText<Grammar: ChatGrammar>: MessageFormat {
    static var name: String { Grammar.name }
    static var summary: String { Grammar.summary }
    /// Longest message, in bytes; what goes beyond begins another of the same author and time.
    private static var longestMessage: Int { 1 << 20 }

    static func recognises(_ hint: FormatHint) -> Bool { Grammar.recognises(hint) }

    private let hint: FormatHint

    init(hint: FormatHint) {
        self.hint = hint
    }

    func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        let lines = LineReader(text)
        var grammar = Grammar(hint: hint)
        var open: IngestedMessage?
        func close() -> Bool {
            guard var message = open else { return true }
            open = nil
            message.text = Array(ByteText.trimmed(message.text[...]))
            if message.text.isEmpty, Grammar.noticesStandAsAuthors, let notice = message.author {
                message.text = notice
                message.author = nil
            }
            return message.text.isEmpty || emit(message)
        }
        while true {
            let number = lines.number
            let offset = lines.offset
            guard let line = try lines.next() else { break }
            switch grammar.read(line) {
            case .begins(let author, let time, let text):
                guard close() else { return }
                open = IngestedMessage(
                    text: Array(text), author: author, channel: grammar.channel, time: time, line: number,
                    offset: offset)
            case .continues:
                if let message = open, message.text.count + line.count > Self.longestMessage {
                    guard close() else { return }
                    open = message
                    open?.text = Array(line)
                } else if open != nil {
                    if !lines.isRest { open?.text.append(0x0A) }
                    open?.text += line
                } else if !ByteText.trimmed(line).isEmpty {
                    // Before the first message, or between messages: scanned, of nobody known.
                    let stray = IngestedMessage(
                        text: Array(line), channel: grammar.channel, line: number, offset: offset)
                    guard emit(stray) else { return }
                }
            case .context:
                guard close() else { return }
            case .ignored:
                break
            }
        }
        _ = close()
    }
}
