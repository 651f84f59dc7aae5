import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A thread of its own, which no signal reaches.
package final class Worker: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// nil once it is joined or let go.
  private let thread: Mutex<pthread_t?>

  /// nil where the system has no room for one more.
  package init?(_ body: @escaping @Sendable () -> Void) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let context = Unmanaged.passRetained(Body(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, { context in run(context) }, context.toOpaque())
    #else
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil, { context in context.flatMap { run($0) } }, context.toOpaque())
    #endif
    self.thread = Mutex(thread)
    guard code == 0 else {
      context.release()
      return nil
    }

    func run(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
      Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }
  }

  package func join() {
    let thread = self.thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let thread { pthread_join(thread, nil) }
  }

  /// Waits until the body has returned; from the body itself, lets it return by itself.
  package func end() {
    let isItself = thread.withLock { thread in
      thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false
    }
    isItself ? detach() : join()
  }

  package func detach() {
    let thread = self.thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let thread { pthread_detach(thread) }
  }
}
