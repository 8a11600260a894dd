// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "fencewatch-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "fencewatch", path: "..")],
    targets: [
        // Makes the input, from a seed.
        .executableTarget(name: "BenchInput", swiftSettings: [.swiftLanguageMode(.v6)]),
        // Times calls of the library and counts their allocations.
        .executableTarget(
            name: "BenchLibrary",
            dependencies: ["CAllocations", .product(name: "Fencewatch", package: "fencewatch")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(name: "CAllocations"),
    ]
)
