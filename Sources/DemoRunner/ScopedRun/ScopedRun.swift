import CSpawn
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program of a lesson that runs, or has run: in a folder of its own, with limits, and gone
/// without a trace when this value is.
package final class ScopedRun: Sendable {
  private let mailbox: RunMailbox
  private let commands: RunCommands
  private let thread: Worker
  private let inputLimit: Int
  /// The program's file, as its trace names it.
  package let programPath: String

  /// Starts it. `notify` is called, on another thread, when there is something to take after there
  /// was nothing.
  package static func start(
    _ specification: RunSpecification, notify: @escaping @Sendable () -> Void = {}
  ) throws(RunFailure) -> ScopedRun {
    guard let commands = RunCommands() else {
      throw .cannotStart(String(cString: strerror(errno)).lowercased())
    }
    let start = try RunStart(specification)
    let mailbox = RunMailbox(notify: notify)
    let thread = Worker {
      var thread = RunThread(specification, start, mailbox: mailbox, commands: commands)
      thread.run()
    }
    guard let thread else {
      var supervisor = start.supervisor
      supervisor.dismiss()
      for descriptor in [start.input] + start.outputs { close(descriptor) }
      throw .cannotStart("there are too many threads")
    }
    return ScopedRun(specification, start, commands, mailbox, thread)
  }

  private init(
    _ specification: RunSpecification, _ start: RunStart, _ commands: RunCommands,
    _ mailbox: RunMailbox, _ thread: Worker
  ) {
    self.commands = commands
    self.mailbox = mailbox
    self.thread = thread
    inputLimit = specification.limits.input
    programPath = "\(start.folder.work)/\(specification.program.name)"
  }

  deinit {
    commands.tell { $0.leaves = true }
    thread.detach()
  }

  /// What has happened since the last call. The last event of all is `.ended`.
  package func take() -> [RunEvent] { mailbox.take() }

  /// The trace as a whole, from the run's end until this value goes; nil where there is none.
  package var recordedTrace: RecordedTrace? { mailbox.endedTrace.map { RecordedTrace($0) } }

  /// The trace as far as it has come; what the runner itself saw is not in it before the end.
  package var growingTrace: RecordedTrace? {
    let files = mailbox.growingFiles
    return recordedTrace ?? (files.isEmpty ? nil : RecordedTrace(growing: files))
  }

  /// Gives the program input. False where it reads too little to be given more.
  package func send(_ bytes: [UInt8]) -> Bool {
    let limit = inputLimit
    return commands.tell { content in
      guard content.input.count + bytes.count <= limit else { return false }
      content.input += bytes
      return true
    }
  }

  package func closeInput() { commands.tell { $0.closesInput = true } }

  /// Interrupts it as Ctrl-C does; if it does not end, it is asked to, and then killed. Another call
  /// takes the next step at once.
  package func stop() { commands.tell { $0.stops += 1 } }

  package func kill() { commands.tell { $0.kills = true } }

  /// Ends it at once if it still runs, and returns when no process and no file of it is left.
  package func remove() {
    commands.tell { $0.leaves = true }
    thread.join()
  }
}
