import Foundation
import TestSupport
import Testing

/// What a tail follows, by how it was named.
@Suite struct TailPathsTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func offer(_ serial: Int) -> String {
        "2026-11-03 14:26:07 <u\(serial)> 出售一手母婴数据，100w条，0.5元/条，飞机 @seller_\(1_000_000 + serial)\n"
    }

    @Test(arguments: [("[群聊]", ""), ("logs", "[群聊]"), ("logs/*.log", "[a]*?"), ("./logs/", "[群聊]")])
    func namesWithSignsOfAGlob(typed: String, place: String) throws {
        let file = typed.replacingOccurrences(of: "*.log", with: "") + "/a.log"
        try folder.write(offer(1), to: place.isEmpty ? file : "\(place)/\(file)")
        let tail = try Binary.run(
            ["tail", typed, "--state", folder.path("state"), "--once", "--from-start"], in: folder.path(place))
        #expect(tail.status == 0 && tail.records.count == 1, "\(tail.errors)")
        #expect(!tail.errors.contains("no file there to follow"))
    }

    @Test func aPatternThatMatchesNothingIsTold() throws {
        try folder.write(offer(1), to: "logs/a.log")
        let tail = try Binary.run(["tail", "logs/*.txt", "--state", "state", "--once"], in: folder.root.path)
        #expect(tail.status == 0)
        #expect(tail.errors.contains("no file there to follow") && tail.errors.contains("/logs/*.txt"))
    }

    /// The state lies in what is followed, and the path that names it leads there by a detour.
    @Test(arguments: ["link/state", "chat/../chat/state", "chat/state"])
    func theStateIsNotFollowed(state: String) throws {
        try folder.write(offer(1), to: "chat/a.log")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: folder.path("chat"))
        for _ in 0..<2 {
            let tail = try Binary.run(
                ["tail", "chat", "--state", state, "--once", "--from-start", "--log-level", "debug"],
                in: folder.root.path)
            #expect(tail.status == 0)
            #expect(!tail.errors.contains("fencewatch.sqlite") && !tail.errors.contains("state/lock"), "\(tail.errors)")
        }
    }
}
