import FenceModel
import Foundation
import Testing

/// What is written for users names what there is.
@Suite struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The table of entities is that of the program and of the schema.
    @Test func everyEntityIsDescribed() throws {
        let text = try Self.text("Documentation/output-contract.md")
        let described = text.matches(of: #/\n\| `([A-Z_]+)` \| [^|]+ \|/#).map { String($0.output.1) }
        #expect(described == Entity.allCases.map(\.rawValue))
        let schema = try Self.text("Documentation/contract.schema.json")
        for name in described { #expect(schema.contains("\"\(name)\""), "\(name)") }
    }

    /// Every public declaration of the model and of the library's face says what it is.
    @Test(arguments: ["Sources/Model", "Sources/Fencewatch", "Sources/RulePacks"])
    func everyPublicDeclarationIsDescribed(folder: String) throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.root.appendingPathComponent(folder).path)
        var declarations = 0
        for file in files where file.hasSuffix(".swift") {
            let lines = try Self.text("\(folder)/\(file)").split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            for (index, line) in lines.enumerated()
            where line.hasPrefix("public ") && !line.hasPrefix("public import") {
                declarations += 1
                let above = lines[..<index].last { !$0.hasPrefix("@") }
                #expect(above?.hasPrefix("///") == true, "\(file):\(index + 1) \(line)")
            }
        }
        #expect(declarations > 0)
    }
}
