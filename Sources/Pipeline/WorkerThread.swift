#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread that runs one closure.
///
/// Not one of Dispatch's: its pool starts no more threads than there are cores as long as theirs seem busy, and looks only once
/// a second whether they wait. A reader behind workers that wait for its blocks could so begin a second late.
package enum WorkerThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Room for the stack of PCRE2 and of recursive readers.
    private static let stackBytes = 8 << 20

    /// - Returns: false where the system has no thread left, as under a container's limit.
    package static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        let body = Unmanaged.passRetained(Body(run))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, &attributes, { Self.main($0) }, body.toOpaque())
        #else
            var thread = pthread_t()
            let status = pthread_create(
                &thread, &attributes, { argument in argument.flatMap { WorkerThread.main($0) } }, body.toOpaque())
        #endif
        if status != 0 { body.release() }
        return status == 0
    }

    private static func main(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
}
