import LessonFormat
import Trace

/// The states of lanes in plain words, the same for those who see them and those who hear them.
extension LaneState {
  /// Those that a picture tells apart, in the order in which they are explained.
  package static let explained: [LaneState] = [
    .running, .ready, .waiting, .blocked, .wantsGIL, .idle,
  ]

  package var word: String {
    switch self {
    case .running: "running"
    case .ready: "ready"
    case .waiting: "waiting"
    case .blocked: "blocked"
    case .wantsGIL: "wants the GIL"
    case .idle: "idle"
    case .lent: "its task runs"
    case .unknown: "not known"
    }
  }

  package var meaning: String {
    switch self {
    case .running: "Its code runs on the processor, or would if the thread had its turn."
    case .ready: "It could run and has no turn: another task has the thread."
    case .waiting:
      "It has stopped at an await until something happens; others can run meanwhile."
    case .blocked:
      "A call holds the whole thread until it returns; nothing else can run on it."
    case .wantsGIL:
      "The thread could compute, and another one holds the interpreter. An estimate."
    case .idle:
      "A loop sleeps until a timer or the network wakes it; a pool's thread has no job."
    case .lent: "The thread runs one of its tasks, whose state counts."
    case .unknown: "The trace was full, so nobody knows."
    }
  }
}

extension LaneState {
  /// The same where there is room for a few words.
  package var meaningInShort: String {
    switch self {
    case .running: "its code runs"
    case .ready: "it could run, and has no turn"
    case .waiting: "suspended until something happens"
    case .blocked: "a blocking call holds the whole thread"
    case .idle: "a loop or a pool's thread, with nothing to do"
    case .lent: "a task runs in its place"
    case .unknown: "the trace does not tell"
    case .wantsGIL: "kept from running by another thread, by estimate"
    }
  }
}

/// What lanes do at a time of the timeline, as short as it can be said.
extension Timeline {
  /// "waiting: sleep(1)", "failed at 1.00 s"; empty before the lane begins.
  package func briefWords(of lane: LaneID, at time: Int64) -> String {
    guard let moment = moment(of: lane, at: time) else { return ending(of: lane, at: time) }
    let reason = moment.wait.map { $0.words.isEmpty ? "" : ": \(printable($0.words))" } ?? ""
    return moment.state.word + reason
  }

  /// "12 waiting, 1 running"
  package func briefWords(ofGroup group: Int, at time: Int64) -> String {
    guard groups.indices.contains(group) else { return "" }
    return Self.briefWords(groups[group].counts(at: time))
  }

  /// The same for some lanes, wherever they belong.
  package func briefWords(of lanes: [LaneID], at time: Int64) -> String {
    Self.briefWords(counts(of: lanes, at: time))
  }

  package func counts(of lanes: [LaneID], at time: Int64) -> [LaneState: Int] {
    lanes.reduce(into: [:]) { counts, lane in
      if let state = state(of: lane, at: time) { counts[state, default: 0] += 1 }
    }
  }

  private static func briefWords(_ counts: [LaneState: Int]) -> String {
    LaneState.allCases.compactMap { state in
      counts[state].map { "\($0) \(state.word)" }
    }.joined(separator: ", ")
  }

  private func ending(of lane: LaneID, at time: Int64) -> String {
    guard let info = info(lane), let end = info.end, end <= time else { return "" }
    let at = duration(end - origin)
    return switch info.outcome {
    case .failed: "failed at \(at)"
    case .cancelled: "cancelled at \(at)"
    case .cut: "cut off at \(at)"
    case .done, .endedWithProcess, nil: "done at \(at)"
    }
  }
}
