import FenceModel
import FenceTailing
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a tail's metrics to Prometheus under `/metrics`. Only values that are counts leave it.
final class MetricsServer: Sendable {
    private let threads: MultiThreadedEventLoopGroup
    private let channel: any Channel

    /// Begins to serve.
    ///
    /// - Throws: `FencewatchError` where the address cannot be read or is not free.
    init(address text: String, metrics: TailMetrics, log: Logger) throws(FencewatchError) {
        guard let address = Self.address(text) else {
            throw FencewatchError(.invalidArgument, "The address of the metrics cannot be read.", location: text)
        }
        let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        self.threads = threads
        do {
            channel = try ServerBootstrap(group: threads)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(MetricsHandler(metrics: metrics))
                    }
                }
                .bind(host: address.host, port: address.port).wait()
        } catch {
            threads.shutdownGracefully { _ in }
            throw FencewatchError(
                .invalidArgument, "The metrics cannot be served here; name another address and port.", location: text,
                cause: "\(error)")
        }
        log.info("serving metrics", metadata: ["address": "\(channel.localAddress.map { "\($0)" } ?? text)"])
    }

    deinit {
        channel.close(promise: nil)
        threads.shutdownGracefully { _ in }
    }

    static func address(_ text: String) -> (host: String, port: Int)? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else { return nil }
        return (parts[0] == "localhost" ? "127.0.0.1" : String(parts[0]), Int(port))
    }
}

/// Answers the requests of one connection.
private final class MetricsHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let metrics: TailMetrics
    private var request: HTTPRequestHead?

    init(metrics: TailMetrics) {
        self.metrics = metrics
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): request = head
        case .body: break
        case .end:
            guard let request else { return }
            self.request = nil
            answer(request, context: context)
        }
    }

    private func answer(_ request: HTTPRequestHead, context: ChannelHandlerContext) {
        let isKnown = request.uri.prefix { $0 != "?" } == "/metrics"
        let isRead = request.method == .GET || request.method == .HEAD
        let status: HTTPResponseStatus = !isKnown ? .notFound : isRead ? .ok : .methodNotAllowed
        let text = status == .ok ? metrics.prometheusText : "\(status.reasonPhrase)\n"
        let body = context.channel.allocator.buffer(string: text)
        var head = HTTPResponseHead(version: request.version, status: status)
        head.headers.add(name: "Content-Type", value: "text/plain; version=0.0.4; charset=utf-8")
        head.headers.add(name: "Content-Length", value: String(body.readableBytes))
        if !request.isKeepAlive { head.headers.add(name: "Connection", value: "close") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !request.isKeepAlive {
            let channel = context.channel
            sent.whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
