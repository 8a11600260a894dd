// swift-tools-version: 6.2
import PackageDescription

/// Rooms that may use unsafe pointers, each for one reason; everywhere else strict memory safety is checked.
/// - FencePatterns talks to PCRE2, a C library.
/// - FenceDetection reads message bytes in its scan loop.
/// - Fencewatch cuts a caller's bytes into segments, and FenceOffers is handed the same bytes, to quote what it found.
/// - FencePipeline reads file descriptors into pooled blocks, and names of folders as bytes.
/// - FenceFiles calls the system: descriptors, folders, inotify.
/// - FenceDecoding and FenceHTML talk to C libraries: libarchive, zlib, liblzma, bzip2, iconv and uchardet; libxml2.
let unsafeRooms: Set<String> = [
    "FencePatterns", "FenceDetection", "FenceOffers", "Fencewatch", "FencePipeline", "FenceFiles", "FenceDecoding",
    "FenceHTML",
]

func settings(for room: String) -> [SwiftSetting] {
    var settings: [SwiftSetting] = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
    ]
    if !unsafeRooms.contains(room) {
        settings.append(.strictMemorySafety())
    }
    return settings
}

/// A room of the house: its folder under `Sources/` is its name without the prefix `Fence`.
func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
    let folder = name == "Fencewatch" ? name : String(name.dropFirst("Fence".count))
    return .target(name: name, dependencies: imports, path: "Sources/\(folder)", swiftSettings: settings(for: name))
}

/// The tests of a target, in a folder of the target's name with `Tests` behind it.
func tests(of target: String, imports: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(target)Tests",
        dependencies: [.target(name: target), "TestSupport"] + imports,
        path: "Tests/\(target)Tests",
        swiftSettings: [.swiftLanguageMode(.v6)])
}

let package = Package(
    name: "fencewatch",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "fencewatch", targets: ["FencewatchCLI"]),
        .library(name: "Fencewatch", targets: ["Fencewatch", "FenceModel"]),
        .library(name: "FenceRulePacks", targets: ["FenceRulePacks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
        .systemLibrary(
            name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]),
        .systemLibrary(name: "CIconv"),
        .systemLibrary(
            name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"]), .brew(["xz"])]),
        .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        room("FenceModel"),
        room("FenceValidators", imports: ["FenceModel"]),
        room("FencePatterns", imports: ["CPCRE2"]),
        // Sorts bytes into classes by vector instructions, which Swift has no way to ask for at run time.
        .target(name: "CByteClasses", path: "Sources/CByteClasses"),
        room("FenceDetection", imports: ["FenceModel", "FencePatterns", "FenceValidators", "CByteClasses"]),
        room("FenceOffers", imports: ["FenceModel", "FenceDetection", "FenceDigest"]),
        room("FenceDigest", imports: [.product(name: "Crypto", package: "swift-crypto")]),
        room("Fencewatch", imports: ["FenceModel", "FenceDetection", "FenceOffers"]),
        room(
            "FenceRulePacks",
            imports: [
                "FenceModel", .product(name: "Yams", package: "Yams"), .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        room("FenceDecoding", imports: ["FenceModel", "CArchive", "CUchardet", "CIconv", "CZlib", "CLZMA", "CBZip2"]),
        room("FenceHTML", imports: ["CLibXML2"]),
        room("FencePipeline", imports: ["FenceModel", "Fencewatch", "FenceDecoding"]),
        room("FenceIngest", imports: ["FenceModel", "FencePipeline", "FenceDecoding", "FenceHTML"]),
        room("FenceFiles", imports: ["FenceModel"]),
        room("FenceStore", imports: ["FenceModel", "FenceFiles", .product(name: "GRDB", package: "GRDB.swift")]),
        room(
            "FenceTailing",
            imports: [
                "FenceModel", "Fencewatch", "FencePipeline", "FenceDecoding", "FenceIngest", "FenceFiles", "FenceStore",
                "FenceSinks", "FenceDigest", .product(name: "Logging", package: "swift-log"),
            ]),
        room("FenceSinks", imports: ["FenceModel", "FenceDigest"]),
        .executableTarget(
            name: "FencewatchCLI",
            dependencies: [
                "Fencewatch", "FenceModel", "FencePipeline", "FenceIngest", "FenceSinks", "FenceDigest",
                "FenceRulePacks", "FenceTailing", "FenceStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ], path: "Sources/FencewatchCLI", swiftSettings: settings(for: "FencewatchCLI")),
        .executableTarget(
            name: "PackEmbedder", dependencies: ["FenceRulePacks"], path: "Sources/PackEmbedder",
            swiftSettings: settings(for: "PackEmbedder")),
        .target(
            name: "TestSupport", dependencies: ["FenceDecoding"], path: "Tests/TestSupport",
            swiftSettings: [.swiftLanguageMode(.v6)]),
        tests(of: "FenceValidators"),
        tests(of: "FencePatterns"),
        tests(of: "FenceDetection", imports: ["FenceModel", "CByteClasses"]),
        tests(of: "FenceOffers", imports: ["FenceModel", "Fencewatch"]),
        tests(of: "Fencewatch", imports: ["FenceModel"]),
        tests(of: "FenceRulePacks", imports: ["FenceModel", "Fencewatch"]),
        tests(of: "FenceDecoding", imports: ["FenceModel"]),
        tests(of: "FencePipeline", imports: ["FenceModel", "Fencewatch", "FenceDecoding"]),
        tests(of: "FenceIngest", imports: ["FenceModel", "Fencewatch", "FencePipeline", "FenceDecoding"]),
        tests(
            of: "FenceStore", imports: ["FenceModel", "FenceFiles", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            of: "FenceTailing",
            imports: [
                "Fencewatch", "FencePipeline", "FenceDecoding", "FenceFiles", "FenceStore",
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests(of: "FenceSinks", imports: ["FenceModel", "FenceDigest"]),
        // Drives the built binary as a user would.
        .testTarget(
            name: "CommandLineTests", dependencies: ["FencewatchCLI", "TestSupport"], path: "Tests/CommandLineTests",
            exclude: ["plant.py", "tail", "Golden"],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
