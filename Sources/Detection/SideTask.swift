#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes something on a thread of its own, for the tables that every start makes and that do not need each other.
///
/// Belongs to the thread that began it; only what is made crosses over.
package final class SideTask<Value: Sendable> {
    /// What the other thread does, and what came of it; read only when that thread has ended.
    private let work: SideWork<Value>
    #if canImport(Darwin)
        private var thread: pthread_t?
    #else
        private var thread = pthread_t()
    #endif
    /// Whether the thread is still to be waited for; there is none where none could be had.
    private var isRunning = false

    package init(_ make: @escaping @Sendable () -> Value) {
        work = SideWork(make)
        let body = Unmanaged.passRetained(work as SideBody)
        #if canImport(Darwin)
            let status = pthread_create(&thread, nil, { SideBody.main($0) }, body.toOpaque())
        #else
            let status = pthread_create(
                &thread, nil, { argument in argument.flatMap { SideBody.main($0) } }, body.toOpaque())
        #endif
        isRunning = status == 0
        if !isRunning { body.release() }
    }

    deinit { join() }

    /// What was made; waits for it.
    package var value: Value {
        join()
        if let value = work.value { return value }
        work.run()
        return work.value ?? work.make()
    }

    private func join() {
        guard isRunning else { return }
        isRunning = false
        #if canImport(Darwin)
            if let thread { pthread_join(thread, nil) }
        #else
            pthread_join(thread, nil)
        #endif
    }
}

private class SideBody {
    func run() {}

    static func main(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<SideBody>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
}

private final class SideWork<Value: Sendable>: SideBody {
    let make: @Sendable () -> Value
    private(set) var value: Value?

    init(_ make: @escaping @Sendable () -> Value) {
        self.make = make
    }

    override func run() { value = make() }
}
