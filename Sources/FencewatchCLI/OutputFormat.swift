import ArgumentParser

/// What a command prints: text for people, JSON Lines for programs.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl
}
