import ArgumentParser
import FenceIngest
import FenceModel

struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List what is read.",
        discussion: """
            A format is chosen by content; --input-format NAME overrides the choice, but for office documents. Compression (gzip, zstd, xz, bzip2, \
            lz4) and archives (zip, tar, 7z, rar) are unpacked on the way, nested ones too. Encodings: UTF-8, GB18030 and \
            all that calls itself GBK or GB2312, Big5, UTF-16, UTF-32, and what else this system's iconv reads.
            """)

    func run() {
        let catalogue = MessageFormats.catalogue
        let width = catalogue.map(\.name.count).max() ?? 0
        for format in catalogue {
            print(format.name.padded(to: width + 2) + format.summary)
        }
    }
}
