import FenceSinks
import Foundation
import Testing

@Suite struct JSONWriterTests {
    @Test func escapesWhatMustBeEscaped() throws {
        var writer = JSONWriter()
        let text = "a\"b\\c\n\t\r\u{0}\u{1F}\u{7F}出😀"
        writer.object { writer in
            writer.member("text", text)
            writer.member("number", 0.5)
            writer.member("whole", 12.0)
            writer.member("none", nil as String?)
            writer.key("list")
            writer.array([1, 2]) { $0.number(Double($1)) }
        }
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        #expect(object["text"] as? String == text)
        #expect(object["number"] as? Double == 0.5)
        #expect(object["whole"] as? Int == 12)
        #expect(object["none"] is NSNull)
        #expect(object["list"] as? [Int] == [1, 2])
    }

    @Test func escapesTheSameWherever() {
        let parts = [
            "a", "出售", "\"", "\\", "\n", "\u{1}", "\u{7F}", "😀", "long enough to lie outside the string itself",
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0...6)).map { _ in parts.randomElement() ?? "" }.joined()
            var writer = JSONWriter()
            writer.string(text)
            let slow = text.utf8.flatMap { byte -> [UInt8] in
                switch byte {
                case 0x22, 0x5C: [0x5C, byte]
                case 0x0A: Array("\\n".utf8)
                case 0x01: Array("\\u0001".utf8)
                case 0x7F: Array("\\u007f".utf8)
                default: [byte]
                }
            }
            #expect(writer.bytes == [0x22] + slow + [0x22])
        }
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan])
    func whatIsNoNumberIsNull(_ number: Double) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("a", number)
            writer.member("b", 1)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":null,"b":1}"#)
    }

    @Test func beginsAnew() {
        var writer = JSONWriter(leavesLinesOpen: true)
        writer.object { $0.line("line", 3) }
        writer.removeAll()
        #expect(writer.bytes.isEmpty && writer.openLines.isEmpty)
    }

    @Test(arguments: [0, 7, 10, 1_234_567_890, -1, .max, .min])
    func writesNumbersAsDigits(_ number: Int) {
        var bytes: [UInt8] = []
        bytes.appendDecimal(number)
        #expect(String(decoding: bytes, as: UTF8.self) == String(number))
    }

    @Test func leavesNumbersOfLinesOpen() {
        var writer = JSONWriter(leavesLinesOpen: true)
        writer.object { writer in
            writer.line("line", 3)
            writer.line("none", nil)
            writer.member("offset", 5)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"line":,"none":null,"offset":5}"#)
        #expect(writer.openLines.map(\.line) == [3])
        #expect(writer.openLines.map(\.place) == [8])
    }
}
