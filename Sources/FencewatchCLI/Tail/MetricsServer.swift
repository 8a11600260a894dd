import FenceModel
import FenceTailing
import FlyingFox
import FlyingSocks
import Foundation
import Logging

/// Serves a tail's metrics to Prometheus. Only values that are counts leave it.
final class MetricsServer: Sendable {
    private let task: Task<Void, Never>

    init(address text: String, metrics: TailMetrics, log: Logger) throws {
        guard let address = Self.address(text) else {
            throw FencewatchError(.invalidArgument, "The address of the metrics cannot be read.", location: text)
        }
        let server = HTTPServer(address: try .inet(ip4: address.host, port: address.port))
        task = Task {
            await server.appendRoute("GET /metrics") { _ in
                HTTPResponse(
                    statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                    body: Data(metrics.prometheusText.utf8))
            }
            do {
                try await server.run()
            } catch is CancellationError {
                return
            } catch {
                log.error("metrics cannot be served", metadata: ["address": "\(text)", "error": "\(error)"])
            }
        }
    }

    deinit {
        task.cancel()
    }

    static func address(_ text: String) -> (host: String, port: UInt16)? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else { return nil }
        return (parts[0] == "localhost" ? "127.0.0.1" : String(parts[0]), port)
    }
}
