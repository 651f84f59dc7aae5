import LessonFormat
import Trace

/// What a run did, in words: the whole first, then lane by lane.
package struct TimelineNarration {
  /// More lanes than this are told by their groups.
  private static let mostLanes = 12

  private let timeline: Timeline
  private let name: String

  package init(_ timeline: Timeline, of name: String) {
    self.timeline = timeline
    self.name = name
  }

  // MARK: The whole

  package func summary() -> Narration {
    let totals = timeline.totals()
    let tasks = timeline.shownLanes.count { timeline.lanes[$0.index].kind == .task }
    var narration = Narration()
    narration.say(
      "\(name) ran for \(seconds(totals.wall)), with \(seconds(totals.processor)) of processor time."
    )
    narration.say(
      inWords(
        [
          tasks > 0 ? count(tasks, "task") : nil, count(totals.threads, "thread"),
          totals.processes > 1 ? "\(totals.processes) processes" : nil,
        ].compactMap { $0 }, joinedBy: "and") + ".")
    let peak = timeline.most(in: [.waiting, .blocked])
    let waited = [totals.ofTasks, totals.ofThreads]
      .reduce(0) { $0 + $1[.waiting] + $1[.blocked] }
    if peak.count > 0 {
      narration.say(
        "At most \(count(peak.count, "lane")) waited at once, first at \(moment(peak.time)). "
          + "All waits added up come to \(seconds(waited)).")
    }
    if let hold = timeline.longestTurn(), hold.duration >= 50_000 {
      let who = hold.lane.map { ", mostly by \(label($0))" } ?? ""
      narration.say(
        "The event loop was held for \(seconds(hold.duration)) from \(moment(hold.start)) on\(who); "
          + "nothing else could run on it meanwhile.")
    }
    tellWarnings(to: &narration)
    return narration
  }

  private func tellWarnings(to narration: inout Narration) {
    for warning in timeline.warnings.prefix(5) {
      narration.say("Warning at \(moment(warning.time)): \(warning.words)".asSentence)
    }
    if timeline.warnings.count > 5 {
      narration.say("\(timeline.warnings.count - 5) more warnings are not listed.")
    }
    for note in timeline.notes.prefix(3) { narration.say("Note: \(note.words)".asSentence) }
    if timeline.dropped > 0 {
      narration.say("\(count(Int(timeline.dropped), "event")) did not fit into the trace.")
    }
    for process in timeline.processes where !process.isWhole && process.role == "main" {
      narration.say(
        "The trace ends early: the program was killed, or ended without its last words.")
    }
  }

  // MARK: Lane by lane

  package func lanes() -> Narration {
    var narration = Narration()
    let shown = timeline.shownLanes
    guard shown.count > Self.mostLanes else {
      for lane in shown { narration.say(sentence(on: lane)) }
      return narration
    }
    for group in timeline.groups {
      let members = group.lanes.filter(timeline.isShown)
      if members.count == 1 {
        narration.say(sentence(on: members[0]))
      } else if let first = members.first {
        let alike = group.label.isEmpty ? label(first) : group.label
        narration.say("\(members.count) lanes like \(alike): \(times(of: members)).")
      }
    }
    return narration
  }

  private func sentence(on lane: LaneID) -> String {
    let info = timeline.lanes[lane.index]
    let end = info.end.map { "to \(moment($0))" } ?? "on"
    let ending =
      switch info.outcome {
      case .done: "; done"
      case .failed: "; failed" + (info.exception.map { " with \($0)" } ?? "")
      case .cancelled: "; cancelled" + (info.cancelledBy.map { " by \(label($0))" } ?? "")
      case .cut: "; cut off"
      case .endedWithProcess, nil: info.isMain ? "" : "; alive at the end"
      }
    return "\(label(lane)), from \(moment(info.begin)) \(end): \(times(of: [lane]))\(ending)."
  }

  /// What took the time, with the reason for the longest wait of a lane.
  private func times(of lanes: [LaneID]) -> String {
    var sum = StateTimes()
    for lane in lanes { sum += timeline.times(of: lane) }
    let told: [(LaneState, String)] = [
      (.waiting, "waiting"), (.blocked, "blocked"), (.running, "running"), (.ready, "ready"),
      (.wantsGIL, "wanting the GIL"), (.idle, "idle"),
    ]
    var parts: [String] = []
    for (state, word) in told where sum[state] >= 1000 {
      let reason = lanes.count == 1 ? reason(for: state, of: lanes[0]) : nil
      parts.append("\(word) \(seconds(sum[state]))" + (reason.map { " (mostly \($0))" } ?? ""))
    }
    return parts.isEmpty ? "hardly anything" : parts.joined(separator: ", ")
  }

  private func reason(for state: LaneState, of lane: LaneID) -> String? {
    guard state == .waiting || state == .blocked else { return nil }
    let longest = timeline.spans(of: lane, limit: 1000).filter { $0.state == state }
      .max { ($0.end ?? timeline.end) - $0.start < ($1.end ?? timeline.end) - $1.start }
    guard let longest, let wait = timeline.moment(of: lane, at: longest.start)?.wait,
      !wait.words.isEmpty
    else { return nil }
    return wait.words
  }

  // MARK: Words

  /// Since the beginning of what is known, which is where a chart begins as well.
  private func moment(_ time: Int64) -> String { seconds(max(time - timeline.start, 0)) }

  /// A name, and the function where that says more.
  package func label(_ lane: LaneID) -> String {
    let info = timeline.lanes[lane.index]
    let name = info.name.isEmpty ? "lane \(lane.index + 1)" : info.name
    return info.kind == .task && !info.function.isEmpty && info.function != name
      ? "\(name) (\(info.function))" : name
  }
}

extension Timeline {
  /// asyncio makes tasks of its own, to shut down; one that the learner has named is the learner's.
  package func isShown(_ lane: LaneID) -> Bool {
    let info = lanes[lane.index]
    return !info.isInternal || (info.kind == .task && !info.name.hasPrefix("Task-"))
  }

  package var shownLanes: [LaneID] { lanes.indices.map { LaneID(index: $0) }.filter(isShown) }
}

/// 0.26 s: enough digits to tell apart what a person can.
package func seconds(_ microseconds: Int64) -> String {
  let hundredths = (microseconds + 5000) / 10_000
  guard hundredths > 0 || microseconds == 0 else {
    return "\(inWords(Double(microseconds / 10) / 100)) ms"
  }
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
}
