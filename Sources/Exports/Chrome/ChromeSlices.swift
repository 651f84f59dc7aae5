import LessonFormat
import Trace

/// States as slices, and wake-ups as arrows.
extension ChromeTrace {
  /// The so-manieth change of the run.
  mutating func write(_ change: Timeline.Change, _ changeNumber: Int) {
    let lane = change.lane
    let slice = clock.slice(changeNumber)
    guard let state = change.to else {
      open[lane.index] = 0..<0
      return
    }
    let number = stateNumbers[lane.index]
    stateNumbers[lane.index] += 1
    open[lane.index] = slice
    let moment = timeline.moment(of: lane, number: number)
    if !slice.isEmpty { writeSlice(lane, state, moment, slice) }
    switch state {
    case .ready:
      let next = clock.slice(Int(clock.followers[changeNumber]))
      let runsNext = timeline.moment(of: lane, number: number + 1)?.state == .running
      if runsNext, !next.isEmpty {
        beginArrow(to: lane, from: moment?.wake?.by, at: slice.lowerBound)
      }
    case .running:
      // A thread runs from its beginning, and so does an eager task.
      if change.from == nil, !slice.isEmpty {
        beginArrow(to: lane, from: timeline.lanes[lane.index].parent, at: slice.lowerBound)
      }
      endArrow(to: lane, at: slice)
    default: break
    }
  }

  private mutating func writeSlice(
    _ lane: LaneID, _ state: LaneState, _ moment: LaneMoment?, _ slice: Range<Int64>
  ) {
    let reason = reason(for: state, moment)
    let isOpen = moment?.until == nil
    let waker = moment?.wake.map(words)
    let wanted =
      state == .running
      ? timeline.times(of: lane, in: (slice.lowerBound / 1000)..<(slice.upperBound / 1000))[
        .wantsGIL] : 0
    let process = timeline.lanes[lane.index].process
    event("X", at: slice.lowerBound, process: process, track: tracks[lane]) { json in
      json.key("dur")
      json.thousandths(slice.upperBound - slice.lowerBound)
      json.key("cat", state.word)
      json.key("name", reason.map { "\(state.word): \($0)" } ?? state.word)
      json.key("cname", state.chromeColour)
      json.key("args")
      json.object { json in
        if let line = moment?.line { json.key("at", line.inWords) }
        if let waker { json.key("because", waker) }
        if let due = moment?.wait?.due { json.key("due at, in microseconds", due) }
        if wanted > 0 { json.key("wanted the GIL, in microseconds, by estimate", wanted) }
        if isOpen { json.key("end", "not in the trace") }
      }
    }
  }

  private func reason(for state: LaneState, _ moment: LaneMoment?) -> String? {
    switch state {
    case .waiting, .blocked: moment?.wait.flatMap { $0.words.isEmpty ? nil : $0.words }
    case .running: moment?.callback.map { "callback \($0)" }
    default: nil
    }
  }

  private func words(_ wake: WakeDetails) -> String {
    wake.cause.inWords + (wake.by.map { ", by \(names.label($0))" } ?? "")
      + (wake.line.map { ", at \($0.inWords)" } ?? "")
  }

  // MARK: Arrows

  /// From the slice of whoever made the lane ready, if it has one, to the lane's next step.
  private mutating func beginArrow(to lane: LaneID, from by: LaneID?, at time: Int64) {
    guard let by, by != lane, open[by.index].lowerBound < time,
      time < open[by.index].upperBound
    else { return }
    arrowCount += 1
    arrows[lane] = arrowCount
    writeArrow("s", arrowCount, at: time, on: by)
  }

  private mutating func endArrow(to lane: LaneID, at slice: Range<Int64>) {
    guard let arrow = arrows.removeValue(forKey: lane) else { return }
    writeArrow("f", arrow, at: slice.lowerBound, on: lane)
  }

  private mutating func writeArrow(
    _ phase: String, _ number: Int64, at time: Int64, on lane: LaneID
  ) {
    let process = timeline.lanes[lane.index].process
    event(phase, at: time, process: process, track: tracks[lane]) { json in
      json.key("id", number)
      json.key("cat", "wake-up")
      json.key("name", "wake-up")
      if phase == "f" { json.key("bp", "e") }
    }
  }
}

extension LaneState {
  /// The nearest of the colours that about:tracing has names for.
  fileprivate var chromeColour: String {
    switch self {
    case .running: "thread_state_running"
    case .ready: "thread_state_runnable"
    case .waiting, .idle: "thread_state_sleeping"
    case .blocked: "terrible"
    case .wantsGIL: "thread_state_iowait"
    case .lent, .unknown: "thread_state_unknown"
    }
  }
}
