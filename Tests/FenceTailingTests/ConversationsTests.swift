import FenceStore
import Fencewatch
import Logging
import TestSupport
import Testing

@testable import FenceTailing

@Suite struct StoredConversationsTests {
    /// What no program reads again must not stay in the store for ever.
    @Test func whatCannotBeReadIsForgotten() throws {
        let folder = try Folder()
        try folder.write("今天下班有点晚\n", to: "logs/a.log")
        let store = try AlertStore(directory: StateDirectory(path: folder.path("state"), isExclusive: true))
        var step = AlertStore.Step()
        step.conversations = [("of another program", .init([0x7B])), ("of none", .init())]
        _ = try store.commit(step, now: 1)
        var options = TailOptions(paths: [folder.path("logs")])
        options.startsAtBegin = true
        options.stopsWhenRead = true
        let tailer = try Tailer(
            options: options, detector: Detector(), store: store, fingerprinter: nil,
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), write: { $0.count })
        #expect(tailer.unreadableConversations.count == 2)
        try tailer.run()
        #expect(tailer.unreadableConversations.isEmpty)
        #expect(try store.conversations().isEmpty)
    }
}
