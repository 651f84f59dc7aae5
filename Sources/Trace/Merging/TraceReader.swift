/// Reads trace files while they grow, or afterwards, and gives their lines in the order of time.
///
/// Each file is a source of its own: the files of a run's processes, or one merged trace. Lines are
/// held back for a moment, since those of different threads and processes can come a little late.
package struct TraceReader: Sendable {
  package enum Amount: Sendable {
    /// What no line can come in front of any more, at this time on the clock of the run.
    case settled(now: Int64)
    /// No more than what was up to this time: a source has lines of then that were not read yet.
    case upTo(Int64)
    case all

    /// The same by the lines alone, when nobody knows what time it is.
    package static let settled = Amount.settled(now: 0)
  }

  /// How long lines are held back, in microseconds.
  package static let patience: Int64 = 20_000
  /// No more lines than these are held back. A trace can say that all its lines have one time.
  static let mostHeld = 1 << 17

  package private(set) var problems = ProblemLog()
  /// Lines that said something.
  package private(set) var lineCount = 0
  private var decoder = LineDecoder()
  private var sources: [TraceSource] = []
  private var splitters: [LineSplitter] = []
  private var processCount: UInt32 = 0
  private var held: [TraceLine] = []
  private var isInOrder = true
  private var lastHeld: (time: Int64, process: UInt32) = (0, 0)
  private var newest: Int64 = 0
  private let longestLine: Int

  package init(longestLine: Int = 16 << 20) { self.longestLine = longestLine }

  /// A further file. A process gets its number when its first line is read, so feed those of
  /// several processes in the order in which they began.
  package mutating func addSource() -> Int {
    sources.append(TraceSource())
    splitters.append(LineSplitter(limit: longestLine))
    return sources.count - 1
  }

  /// Takes the next bytes of a source, and says how many of them count: none from the first NUL
  /// on. A file that still grows is to be read again from there.
  package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, to source: Int) -> Int {
    guard sources.indices.contains(source) else { return 0 }
    // Out of the arrays for the time being, so that the reader stays free to change.
    var splitter = splitters[source]
    splitters[source] = LineSplitter()
    var current = sources[source]
    let count = splitter.feed(bytes) { line in
      current.lineNumber += 1
      guard let line else { return note(.lineTooLong, current) }
      take(line, of: &current)
    }
    sources[source] = current
    splitters[source] = splitter
    return count
  }

  package mutating func feed(_ bytes: [UInt8], to source: Int) -> Int {
    bytes.withUnsafeBufferPointer { feed($0, to: source) }
  }

  /// The process has ended: what is not a whole line by now will never be one.
  package mutating func finish(source: Int) {
    guard sources.indices.contains(source) else { return }
    if splitters[source].hasUnfinishedLine {
      problems.note(.unfinishedLine, line: sources[source].lineNumber + 1)
      splitters[source].dropUnfinishedLine()
    }
  }

  /// Whether a source turned out not to be a trace, or one of a newer format.
  package func isRefused(source: Int) -> Bool {
    sources.indices.contains(source) && sources[source].stage == .refused
  }

  /// The number of the process that a source is of; nil until its first line was read, and for a
  /// merged trace.
  package func process(ofSource source: Int) -> UInt32? {
    guard sources.indices.contains(source), sources[source].stage == .open else { return nil }
    return sources[source].isMerged ? nil : sources[source].process
  }

  /// The time of the last line of a source that was read.
  package func lastTime(ofSource source: Int) -> Int64 {
    sources.indices.contains(source) ? sources[source].lastTime : 0
  }

  /// The lines that are next, in the order of time. Take them after each feeding: until then they
  /// are all kept.
  package mutating func take(_ amount: Amount) -> [TraceLine] {
    if !isInOrder { sortHeld() }
    isInOrder = true
    let limit: Int64 =
      switch amount {
      case .all: .max
      case .upTo(let time): min(time, TraceTime.latest)
      case .settled(let now): max(newest, min(now, TraceTime.latest)) - TraceReader.patience
      }
    var end = held.firstIndex(after: limit, by: \.time)
    if held.count - end > TraceReader.mostHeld { end = held.count - TraceReader.mostHeld / 2 }
    if end == held.count {
      defer { held = [] }
      return held
    }
    let result = Array(held[..<end])
    held.removeSubrange(..<end)
    return result
  }

  private mutating func sortHeld() {
    let order = held.indices.sorted { a, b in
      (held[a].time, held[a].process, a) < (held[b].time, held[b].process, b)
    }
    held = order.map { held[$0] }
    if let last = held.last { lastHeld = (last.time, last.process) }
  }

  // MARK: Lines

  private mutating func note(_ problem: TraceProblem, _ source: TraceSource) {
    problems.note(problem, line: source.lineNumber)
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, of source: inout TraceSource) {
    guard source.stage != .refused, !bytes.allSatisfy({ $0 == 0x20 }) else { return }
    let result = decoder.decode(bytes)
    for _ in 0..<result.unknownKeys { note(.unknownKey, source) }
    for _ in 0..<result.absurdNumbers { note(.absurdNumber, source) }
    if source.stage == .fresh {
      guard open(&source, result, bytes) else { return }
    }
    if let problem = result.problem { note(problem, source) }
    guard let event = result.event else { return }
    if result.time == nil { note(.absurdTime, source) }
    let time = result.time ?? source.lastTime
    source.lastTime = time
    newest = max(newest, time)
    lineCount += 1
    let process = result.process != 0 ? result.process : source.process
    if !held.isEmpty, (time, process) < lastHeld { isInOrder = false }
    lastHeld = (time, process)
    held.append(TraceLine(time: time, process: process, event: event))
  }

  /// Looks at the first line of a source: it says what the source is.
  private mutating func open(
    _ source: inout TraceSource, _ result: LineDecoder.Result, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let isMerged: Bool
    switch result.event {
    case .run: isMerged = true
    case .process: isMerged = false
    default:
      note(.notATrace, source)
      source.stage = .refused
      return false
    }
    guard let version = decoder.formatVersion(bytes), version <= 1 else {
      note(.newerFormat, source)
      source.stage = .refused
      return false
    }
    source.stage = .open
    source.isMerged = isMerged
    if !isMerged {
      processCount += 1
      source.process = processCount
    }
    return true
  }
}

/// One file that is being read.
struct TraceSource: Sendable {
  enum Stage { case fresh, open, refused }

  var stage = Stage.fresh
  var process: UInt32 = 1
  var isMerged = false
  var lineNumber = 0
  var lastTime: Int64 = 0
}
