import Room
import Tutor

/// The runs that a room has been told, with their traces, so that whoever comes late can look at them.
struct ToldRuns {
  private struct Mark: Equatable {
    var stage: ProgramRun.Stage
    var notes: Int
    var source: Int
    /// A run that goes on is told anew every now and then.
    var part: Int64

    private static let partLength: Int64 = 500_000

    init(_ run: ProgramRun) {
      part = run.hasEnded ? 0 : run.timeline.total / Self.partLength
      stage = run.stage
      notes = run.notes.count
      source = run.source.count
    }
  }

  private struct Told {
    var mark: Mark
    var pieces: Int
    var bytes: Int
    var turn: Int
  }

  private static let pieceSize = 48 << 10
  private static let mostPieces = 80
  /// What goes on is told again and again.
  private static let mostOfLive = 256 << 10
  /// What a room keeps is bounded, and other topics need some of it.
  private let mostBytes: Int
  private var told: [Int: Told] = [:]
  private var turn = 0

  init(mostBytes: Int = 24 << 20) { self.mostBytes = mostBytes }

  /// Tells what is new in the runs that are looked at, and takes back those that the session has
  /// forgotten.
  mutating func tell(_ state: State, _ traces: (any TraceKeeping)?, to host: any RoomHosting) {
    for number in told.keys where state.runs[RunID(number)] == nil { forget(number, host) }
    let shown = Set(state.player?.tracks.map(\.run.number) ?? [])
    for number in shown.sorted() {
      guard let run = state.runs[RunID(number)], told[number]?.mark != Mark(run) else { continue }
      tell(run, number, traces, shown, host)
    }
  }

  private enum Trace {
    /// There is none, or not yet.
    case none
    case pieces([[UInt8]])
    case tooLong, gone
  }

  private mutating func tell(
    _ run: ProgramRun, _ number: Int, _ traces: (any TraceKeeping)?, _ shown: Set<Int>,
    _ host: any RoomHosting
  ) {
    let before = told.removeValue(forKey: number)
    var trace = trace(of: RunID(number), run, traces)
    if case .pieces(let pieces) = trace,
      !makesRoom(for: pieces.reduce(0) { $0 + $1.count }, keeping: shown, host)
    {
      trace = .tooLong
    }
    var pieces: [[UInt8]] = []
    var remark: String?
    switch trace {
    case .none: break
    case .pieces(let found): pieces = found
    case .tooLong:
      remark = "What happened in this run is too long to be shared with the room."
    case .gone:
      remark = "What happened in this run is no longer at hand, and not shared with the room."
    }
    var shared = SharedRun(run, pieces: pieces.count)
    if let remark { shared.notes.append(remark) }
    let body = shared.fittingBody()
    // What is gone comes first: a piece that goes takes along what was heard of its run.
    if let before, before.pieces > pieces.count {
      for index in pieces.count..<before.pieces {
        host.publish(RoomTopic.piece(index, ofRun: number), [])
      }
    }
    for (index, piece) in pieces.enumerated() {
      host.publish(RoomTopic.piece(index, ofRun: number), piece)
    }
    host.publish(RoomTopic.run(number), body)
    turn += 1
    told[number] = Told(
      mark: Mark(run), pieces: pieces.count,
      bytes: pieces.reduce(body.count) { $0 + $1.count }, turn: turn)
  }

  private func trace(
    of id: RunID, _ run: ProgramRun, _ traces: (any TraceKeeping)?
  ) -> Trace {
    guard run.timeline.lineCount > 0 else { return .none }
    guard let bytes = traces?.traceBytes(of: id, run), !bytes.isEmpty else {
      return run.hasEnded ? .gone : .none
    }
    guard run.hasEnded || bytes.count <= Self.mostOfLive else { return .none }
    guard bytes.count <= Self.pieceSize * Self.mostPieces else { return .tooLong }
    return .pieces(
      stride(from: 0, to: bytes.count, by: Self.pieceSize).map {
        Array(bytes[$0..<min($0 + Self.pieceSize, bytes.count)])
      })
  }

  /// The oldest that nobody looks at make way.
  private mutating func makesRoom(
    for count: Int, keeping shown: Set<Int>, _ host: any RoomHosting
  ) -> Bool {
    func total() -> Int { told.values.reduce(count) { $0 + $1.bytes } }
    while total() > mostBytes {
      let old = told.filter { !shown.contains($0.key) }.min { $0.value.turn < $1.value.turn }
      guard let old else { return false }
      forget(old.key, host)
    }
    return true
  }

  private mutating func forget(_ number: Int, _ host: any RoomHosting) {
    guard let run = told.removeValue(forKey: number) else { return }
    host.publish(RoomTopic.run(number), [])
    for index in 0..<run.pieces { host.publish(RoomTopic.piece(index, ofRun: number), []) }
  }
}

/// Has the traces of runs.
protocol TraceKeeping {
  /// All of it; nil where it is no longer at hand.
  func traceBytes(of id: RunID, _ program: ProgramRun) -> [UInt8]?
}

extension RunService: TraceKeeping {}

extension SharedRun {
  private static let longestBody = 60 << 10

  /// A message is bounded: what it can do without is left out, and that is said.
  func fittingBody() -> [UInt8] {
    var run = self
    var body = RoomJSON.bytes(run)
    if body.count > Self.longestBody, !run.output.isEmpty {
      run.output = []
      run.notes.append("Some of its output is too long to be shared with the room.")
      body = RoomJSON.bytes(run)
    }
    if body.count > Self.longestBody {
      run.notes.append("The end of the program is too long to be shared with the room.")
    }
    while body.count > Self.longestBody, !run.source.isEmpty {
      // What a line weighs here is at least what it is in UTF-8.
      let excess = body.count - Self.longestBody
      var dropped = 0
      while dropped < max(excess / 6, 1), let line = run.source.popLast() {
        dropped += line.utf8.count + 3
      }
      body = RoomJSON.bytes(run)
    }
    return body
  }
}
