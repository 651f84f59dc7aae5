import Synchronization
import Trace

/// The events between the thread of a run and whoever shows them. Output that is not fetched is put
/// together, and the trace waits in its files.
final class RunMailbox: Sendable {
  /// Lines of a trace that wait to be fetched, before no more are read.
  private static let mostLines = 20_000

  private struct Content {
    var events: [RunEvent] = []
    var lines = 0
    /// What belongs behind the events, and can still grow.
    var stream = RunStream.output
    var bytes: [UInt8] = []

    mutating func settle() {
      guard !bytes.isEmpty else { return }
      events.append(.output(stream, bytes))
      bytes = []
    }
  }

  private let content = Mutex(Content())
  private let trace = Mutex<LiveTrace?>(nil)
  private let growing = Mutex<[String]>([])
  private let notify: @Sendable () -> Void

  init(notify: @escaping @Sendable () -> Void) {
    self.notify = notify
  }

  /// What the whole trace can be read from, once the run has ended.
  var endedTrace: LiveTrace? { trace.withLock { $0 } }

  /// The files of a trace that still grows.
  var growingFiles: [String] { growing.withLock { $0 } }

  func note(growingFiles files: [String]) {
    growing.withLock { if $0.count != files.count { $0 = files } }
  }

  func end(_ ending: RunEnding, _ trace: LiveTrace?) {
    self.trace.withLock { $0 = trace }
    post(.ended(ending))
  }

  var hasRoom: Bool { content.withLock { $0.lines < Self.mostLines } }

  func take() -> [RunEvent] {
    content.withLock { content in
      content.settle()
      defer { content = Content() }
      return content.events
    }
  }

  /// Tells of it only where nothing else was waiting: one word is enough until it is fetched.
  func post(_ event: RunEvent) {
    let isFirst = content.withLock { content in
      let isFirst = content.events.isEmpty && content.bytes.isEmpty
      if case .output(let stream, let bytes) = event {
        if stream != content.stream { content.settle() }
        content.stream = stream
        content.bytes += bytes
      } else {
        content.settle()
        if case .trace(let lines) = event { content.lines += lines.count }
        content.events.append(event)
      }
      return isFirst
    }
    if isFirst { notify() }
  }
}
