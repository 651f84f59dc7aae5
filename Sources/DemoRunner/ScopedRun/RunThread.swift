import CSpawn
import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one thread does for one run: feeds and drains its pipes, listens to its supervisor, reads its
/// trace. It sleeps while nothing happens.
struct RunThread {
  /// While the trace waits to be fetched, or a program stops its supervisor.
  private static let crowded: Int32 = 10
  /// Where nothing is traced, and nothing else would show that the supervisor was stopped.
  private static let watchful: Int32 = 1000

  private enum Stage { case running, draining, over }

  private let specification: RunSpecification
  private let mailbox: RunMailbox
  private let commands: RunCommands
  private var supervisor: Supervisor
  private var input: InputPipe
  private var outputs: [OutputPipe]
  /// Once the program has begun.
  private var trace: LiveTrace?
  private var stage = Stage.running
  private var ending = RunEnding(.lost)
  private let folder: RunFolder
  private let zero: UInt64

  init(
    _ specification: RunSpecification, _ start: RunStart, mailbox: RunMailbox,
    commands: RunCommands
  ) {
    self.specification = specification
    self.mailbox = mailbox
    self.commands = commands
    supervisor = start.supervisor
    folder = start.folder
    zero = start.zero
    input = InputPipe(descriptor: start.input)
    outputs = zip(RunStream.allCases, start.outputs).map {
      OutputPipe($0, descriptor: $1, limit: specification.limits.output)
    }
  }

  mutating func run() {
    while true {
      waitForSomething()
      let command = commands.take()
      if command.leaves { break }
      obey(command)
      input.feed()
      drain()
      if stage == .running {
        supervisor.wake()
        listen()
        if mailbox.hasRoom, let lines = trace?.take(), !lines.isEmpty {
          mailbox.post(.trace(lines))
          mailbox.note(growingFiles: trace?.traceFiles ?? [])
        }
      }
      if stage == .draining { takeRest() }
    }
    input.close()
    for index in outputs.indices { outputs[index].close() }
    supervisor.dismiss()
    if ending.how == .lost { Supervisor.cleanUp(folder.path) }
  }

  private func waitForSomething() {
    var watched = [commands.wakeUps]
    if stage == .running { watched.append(supervisor.control) }
    if stage != .over { watched += outputs.map(\.descriptor) }
    var polled = watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    if stage == .running {
      polled.append(pollfd(fd: input.watched, events: Int16(POLLOUT), revents: 0))
    }
    poll(&polled, nfds_t(polled.count), patience)
  }

  private var patience: Int32 {
    switch stage {
    case .running:
      guard let trace else { return supervisor.hasBeenStopped ? Self.crowded : Self.watchful }
      guard mailbox.hasRoom else { return Self.crowded }
      let now = MonotonicClock.nanoseconds
      return trace.nextLook > now ? Int32(clamping: (trace.nextLook - now) / 1_000_000 + 1) : 0
    case .draining: return mailbox.hasRoom ? 0 : Self.crowded
    case .over: return -1
    }
  }

  private mutating func obey(_ command: RunCommands.Content) {
    if !command.input.isEmpty || command.closesInput {
      input.add(command.input, closing: command.closesInput)
    }
    guard stage == .running, command.stops > 0 || command.kills else { return }
    ending.wasStopped = true
    for _ in 0..<min(command.stops, 3) { supervisor.tell(INTERLEAVE_STOP) }
    if command.kills { supervisor.tell(INTERLEAVE_KILL) }
  }

  // MARK: Output

  private mutating func drain() {
    for index in outputs.indices {
      let bytes = outputs[index].read()
      if !bytes.isEmpty { mailbox.post(.output(outputs[index].stream, bytes)) }
    }
  }

  /// All that the pipes hold. Whatever still has one of them open is none of ours.
  private mutating func drainRest() {
    for index in outputs.indices {
      while case let bytes = outputs[index].read(), !bytes.isEmpty {
        mailbox.post(.output(outputs[index].stream, bytes))
      }
      outputs[index].close()
    }
  }

  // MARK: The supervisor

  private mutating func listen() {
    while stage == .running {
      let (report, isOver) = supervisor.read(waiting: false)
      if let report { take(report) } else if isOver { stage = .draining } else { return }
    }
  }

  private mutating func take(_ report: Supervisor.Report) {
    let limits = specification.limits
    switch report {
    case .made: break
    case .started(let pid): begin(pid)
    case .notStarted(let code):
      ending.how = .notStarted(String(cString: strerror(code)).lowercased())
      stage = .draining
    case .limit(let number): reach(RunLimit(number, of: limits))
    case .ended(let status): end(RunEnding.How(status, isWrapped: specification.isWrapped))
    case .left(let count): ending.endedProcesses = Int(count)
    case .done(let hasFullFile):
      if hasFullFile { reach(.fileSize(bytes: limits.fileSize)) }
      stage = .draining
    }
  }

  private mutating func begin(_ pid: pid_t) {
    mailbox.post(.began(pid: pid))
    guard specification.isTraced else { return }
    trace = LiveTrace(
      folder: folder.trace, zero: zero, sandbox: specification.isWrapped ? pid : nil,
      isSampled: !specification.isVirtual)
  }

  private mutating func end(_ how: RunEnding.How) {
    ending.how = how
    mailbox.post(.finished)
    if how == .signal(SIGXCPU) {
      reach(.processorTime(seconds: specification.limits.processorSeconds))
    }
  }

  private mutating func reach(_ limit: RunLimit?) {
    guard let limit, ending.limit == nil else { return }
    ending.limit = limit
    mailbox.post(.reached(limit))
  }

  // MARK: The end

  private mutating func takeRest() {
    if outputs.contains(where: { $0.descriptor >= 0 }) { drainRest() }
    if trace != nil {
      guard mailbox.hasRoom else { return }
      let lines = trace?.takeRest() ?? []
      if !lines.isEmpty { mailbox.post(.trace(lines)) }
      if trace?.hasMore == true { return }
      ending.problems = trace?.problems.total ?? 0
    }
    for output in outputs {
      guard let gap = output.gap() else { continue }
      if gap.bytes > 0 { mailbox.post(.leftOut(output.stream, bytes: gap.bytes)) }
      mailbox.post(.output(output.stream, gap.tail))
    }
    input.close()
    stage = .over
    mailbox.end(ending, trace)
  }
}

extension RunEnding.How {
  /// A sandbox tells of a signal by a number above 128.
  fileprivate init(_ status: Int32, isWrapped: Bool) {
    let (signal, code) = (status & 0x7F, (status >> 8) & 0xFF)
    if signal != 0 {
      self = .signal(signal)
    } else if isWrapped, code > 128, code <= 128 + 64 {
      self = .signal(code - 128)
    } else {
      self = .exit(code)
    }
  }
}

extension RunLimit {
  fileprivate init?(_ number: Int32, of limits: RunLimits) {
    switch Int(number) {
    case INTERLEAVE_LIMIT_WALL: self = .wall(seconds: limits.wall)
    case INTERLEAVE_LIMIT_MEMORY: self = .memory(bytes: limits.memory)
    case INTERLEAVE_LIMIT_PROCESSES: self = .processes(limits.processes)
    case INTERLEAVE_LIMIT_DISK: self = .disk(bytes: limits.disk)
    default: return nil
    }
  }
}
