#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Does two things at once, for the tables that every start makes and that do not need each other.
enum SideBySide {
    /// What the other thread does, and what came of it; read only when that thread has ended.
    private final class Task<Value: Sendable>: @unchecked Sendable {
        private let work: @Sendable () -> Value
        private(set) var value: Value?

        init(_ work: @escaping @Sendable () -> Value) {
            self.work = work
        }

        func run() { value = work() }
    }

    /// - Parameters:
    ///   - other: done on a thread of its own, where one can be had.
    ///   - here: done on this one.
    static func run<Other: Sendable, Here>(
        _ other: @escaping @Sendable () -> Other, here: () -> Here
    ) -> (Other, Here) {
        let task = Task(other)
        let body = Unmanaged.passRetained(Body { task.run() })
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, { Self.main($0) }, body.toOpaque())
        #else
            var thread = pthread_t()
            let status = pthread_create(
                &thread, nil, { argument in argument.flatMap { SideBySide.main($0) } }, body.toOpaque())
        #endif
        let made = here()
        if status == 0 {
            #if canImport(Darwin)
                if let thread { pthread_join(thread, nil) }
            #else
                pthread_join(thread, nil)
            #endif
        } else {
            body.release()
        }
        return (task.value ?? other(), made)
    }

    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    private static func main(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
}
