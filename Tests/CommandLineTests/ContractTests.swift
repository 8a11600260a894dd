import Foundation
import TestSupport
import Testing

/// Every kind of output is valid against the published schema.
@Suite struct ContractTests {
    @Test(arguments: [[], ["--findings"], ["--findings", "--reveal"]])
    func everyLineKeepsTheContract(flags: [String]) throws {
        let folder = try Folder()
        let root = ReadmeTests.root
        let mixed = try folder.write(
            """
            姓名王小明 手机13800001234 身份证110101199003074610 银行卡6222020000000000008
            姓名李小红 手机13900001234 身份证11010119900307897X 邮箱a.b@example.com
            姓名赵小刚 手机13700001234 身份证110101199003071233 京A12345
            账号:zhang123 密码:Abc12345x 一手 10G 数据包 出售 面议 飞机 @muying_data88
            出售一手母婴数据，日更2千，0.5元/条，QQ 123456789 微信 zhangsan_2020
            """, to: "mixed.txt")
        let binary = try folder.write(Data([0, 1, 2]), to: "binary")
        let outcome = try Binary.run(
            ["scan", "--format", "jsonl"] + flags
                + [root.appendingPathComponent("corpus/demo").path, mixed, binary, folder.path("missing")],
            environment: ["FENCEWATCH_KEY": "a key that tests have"])
        #expect(outcome.records(of: "alert").count >= 6)
        #expect(outcome.records(of: "skipped").count == 2)
        #expect(outcome.records(of: "finding").isEmpty == flags.isEmpty)
        let output = try folder.write(outcome.output, to: "out.jsonl")
        let checker = root.appendingPathComponent("Scripts/check-contract").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Debian's module belongs to Debian's interpreter; a machine may have another one first.
        process.arguments = [
            "-c",
            "python=/usr/bin/python3; [ -x $python ] || python=python3; $python '\(checker)' < '\(output)' > '\(folder.path("faults"))' 2>&1",
        ]
        try process.run()
        process.waitUntilExit()
        let faults = try String(contentsOf: folder.url("faults"), encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(faults)")
    }
}
