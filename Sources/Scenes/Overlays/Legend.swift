import Canvas
import Trace

/// The states of lanes in plain words.
struct LegendEntry {
  let state: LaneState
  let role: Role
  let word: String
  let meaning: String

  static let all = [
    LegendEntry(
      state: .running, role: .running, word: "running",
      meaning: "Its code runs on the processor, or would if the thread had its turn."),
    LegendEntry(
      state: .ready, role: .ready, word: "ready",
      meaning: "It could run and has no turn: another task has the thread."),
    LegendEntry(
      state: .waiting, role: .waiting, word: "waiting",
      meaning: "It has stopped at an await until something happens; others can run meanwhile."),
    LegendEntry(
      state: .blocked, role: .blocked, word: "blocked",
      meaning: "A call holds the whole thread until it returns; nothing else can run on it."),
    LegendEntry(
      state: .wantsGIL, role: .gil, word: "wants the GIL",
      meaning: "The thread could compute, and another one holds the interpreter. An estimate."),
    LegendEntry(
      state: .idle, role: .idle, word: "idle",
      meaning: "An event loop with nothing to do; it sleeps until a timer or the network wakes it."),
  ]

  static func role(of state: LaneState?) -> Role {
    all.first { $0.state == state }?.role ?? (state == .unknown ? .unknown : .dim)
  }
}
