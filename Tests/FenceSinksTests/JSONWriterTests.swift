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
}
