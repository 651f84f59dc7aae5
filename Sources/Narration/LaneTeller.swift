import LessonFormat
import Trace

/// What each lane of a run did; repetition is told once.
struct LaneTeller {
  /// More lanes than this are told by their groups.
  private static let mostLanes = 12
  private static let mostReasons = 5

  private let facts: RunFacts
  private let clock: Clock
  private let words: ReasonWords
  private var timeline: Timeline { facts.timeline }
  private var names: LaneNames { facts.names }

  init(_ facts: RunFacts) {
    self.facts = facts
    clock = Clock(facts.timeline)
    words = ReasonWords(timeline: facts.timeline, names: facts.names)
  }

  func all() -> Narration {
    var narration = Narration()
    let rows = LaneRow.all(of: timeline, names: names, most: Self.mostLanes)
    for row in rows {
      narration.tell(row.lanes.count == 1 ? sentence(on: row.lanes[0]) : sentence(on: row.lanes))
    }
    let hidden = timeline.lanes.count - facts.shown.count
    if hidden > 0 {
      narration.tell(
        "\(counted(hidden, "lane")) of Python's own libraries \(hidden == 1 ? "is" : "are") left out."
      )
    }
    return narration
  }

  // MARK: One lane

  private func sentence(on lane: LaneID) -> String {
    let info = timeline.lanes[lane.index]
    var parts = waits(of: [lane])
    parts += times(of: [lane])
    if parts.isEmpty { parts = ["does hardly anything"] }
    let end = clock.moment(info.end ?? 0)
    let ending =
      words.ending(of: lane, at: end).map { info.isMain ? "" : "; \($0)" } ?? "; alive at the end"
    return "\(names.start(names.said(lane)))\(origin(of: lane)): "
      + "\(parts.joined(separator: "; "))\(ending)."
  }

  /// Who created it, where and when.
  private func origin(of lane: LaneID) -> String {
    let info = timeline.lanes[lane.index]
    if info.isMain {
      guard info.process > 0 else { return runsLoop(lane) ? ", which runs the event loop" : "" }
      return ", a process that begins at \(clock.moment(info.begin))"
    }
    let by = info.parent.map { " by \(names.said($0))" } ?? ""
    let what = info.kind == .task ? "" : info.isPoolWorker ? "a pool's thread, " : "a thread "
    return
      ", \(what)created at \(clock.moment(info.begin))\(by)\(names.at(timeline.creation(of: lane)))"
  }

  private func runsLoop(_ lane: LaneID) -> Bool {
    timeline.loops.contains { $0.thread == lane }
  }

  // MARK: Lanes that are alike

  private func sentence(on lanes: [LaneID]) -> String {
    let infos = lanes.map { timeline.lanes[$0.index] }
    let begin = infos.map(\.begin).min() ?? 0
    let by = makers(of: infos)
    var parts = waits(of: lanes)
    parts += times(of: lanes)
    if parts.isEmpty { parts = ["do hardly anything"] }
    return "\(names.start(names.list(lanes))), created\(by) from \(clock.moment(begin)) on: "
      + "\(parts.joined(separator: "; "))\(endings(infos))."
  }

  /// " by main", " by the 10 handle tasks"
  private func makers(of infos: [LaneInfo]) -> String {
    var makers: [LaneID] = []
    var known: Set<LaneID> = []
    for info in infos {
      guard let parent = info.parent else { return "" }
      if known.insert(parent).inserted { makers.append(parent) }
    }
    return makers.isEmpty ? "" : " by \(names.list(makers))"
  }

  private func endings(_ infos: [LaneInfo]) -> String {
    var parts: [String] = []
    let last = infos.compactMap(\.end).max()
    for (outcome, word) in [(Outcome.done, "done"), (.failed, "failed"), (.cancelled, "cancelled")]
    {
      let number = infos.count { $0.outcome == outcome }
      if number > 0 { parts.append("\(number == infos.count ? "all" : inWords(number)) \(word)") }
    }
    let left = infos.count { [nil, .cut, .endedWithProcess].contains($0.outcome) }
    if left > 0 { parts.append("\(inWords(left)) never ended") }
    let end = last.map { ", the last at \(clock.moment($0))" } ?? ""
    return "; \(inWords(parts, joinedBy: "and"))\(end)"
  }

  // MARK: What took the time

  private func waits(of lanes: [LaneID]) -> [String] {
    var merged: [RunFacts.Waits] = []
    for lane in lanes {
      for wait in facts.waits[lane.index] {
        guard
          let place = merged.firstIndex(where: {
            $0.reason == wait.reason && $0.state == wait.state
          })
        else {
          merged.append(wait)
          continue
        }
        merged[place].add(wait)
      }
    }
    let least = (merged.map(\.sum).max() ?? 0) / 50
    let told = merged.filter { $0.sum >= least && $0.sum > 0 }
    var parts = told.prefix(Self.mostReasons).map { phrase($0, lanes.count) }
    if told.count > Self.mostReasons {
      let rest = told.dropFirst(Self.mostReasons).reduce(Int64(0)) { $0 &+ $1.sum }
      parts.append("waits for \(told.count - Self.mostReasons) other things, \(duration(rest))")
    }
    return parts
  }

  /// "waits 14 times for sleep(0.1), 0.10 s each"
  private func phrase(_ wait: RunFacts.Waits, _ lanes: Int) -> String {
    let reason = facts.reasons[wait.reason]
    let (each, rest) = wait.count.quotientAndRemainder(dividingBy: lanes)
    let repeated =
      wait.count == lanes
      ? "" : rest == 0 ? "\(often(each))\(lanes == 1 ? "" : " each") " : "\(often(wait.count)) "
    let what: String
    if wait.state == .blocked, !ReasonWords.doing(.blocked, reason.words).contains("waiting") {
      what = "\(lanes == 1 ? "is" : "are") blocked \(repeated)in \(reason.words)"
    } else {
      what = "\(lanes == 1 ? "waits" : "wait") \(repeated)for \(reason.words)"
    }
    guard wait.count > 1 else { return "\(what), \(duration(wait.sum))" }
    let length = WaitGroup.each(
      shortest: wait.shortest, longest: wait.longest, sum: wait.sum, count: wait.count)
    return "\(what), \(length)"
  }

  private func times(of lanes: [LaneID]) -> [String] {
    var sum = StateTimes()
    for lane in lanes { sum += timeline.times(of: lane, in: timeline.span) }
    let isOne = lanes.count == 1
    let inAll = isOne ? "" : " in all"
    let told: [(LaneState, String)] = [
      (.running, isOne ? "runs" : "run"),
      (.ready, isOne ? "is ready without a turn" : "are ready without a turn"),
      (.wantsGIL, isOne ? "wants the GIL" : "want the GIL"),
      (.idle, isOne ? "is idle" : "are idle"),
    ]
    let least = max(timeline.total / 200, 500)
    return told.compactMap { state, word in
      // An estimate is not that fine.
      guard sum[state] >= (state == .wantsGIL ? 4 * least : least) else { return nil }
      let about = state == .wantsGIL ? "about " : ""
      return "\(word) for \(about)\(duration(sum[state]))\(inAll)"
    }
  }
}

/// One lane, or several that are alike and told or drawn together.
struct LaneRow {
  var lanes: [LaneID]
  /// The group that they are all of, if it has no others.
  var group: Int?

  /// All that are shown: by themselves while there are at most so many, else by groups. Processes
  /// one after another, main threads first.
  static func all(of timeline: Timeline, names: LaneNames, most: Int) -> [LaneRow] {
    let shown = names.shown
    let isFolded = shown.count > most
    var rows: [LaneRow] = []
    var rowOfGroup: [Int: Int] = [:]
    let groups = isFolded ? timeline.groupsToTell : []
    for lane in shown {
      let info = timeline.lanes[lane.index]
      let group = isFolded && info.kind == .task ? groups[lane.index] : info.group
      if isFolded, let row = rowOfGroup[group] {
        rows[row].lanes.append(lane)
      } else {
        rowOfGroup[group] = rows.count
        rows.append(LaneRow(lanes: [lane], group: nil))
      }
    }
    for index in rows.indices where rows[index].lanes.count > 1 {
      let group = timeline.lanes[rows[index].lanes[0].index].group
      if timeline.groups[group].lanes.count == rows[index].lanes.count { rows[index].group = group }
    }
    return rows.enumerated().sorted { a, b in
      let (one, other) = (
        timeline.lanes[a.element.lanes[0].index], timeline.lanes[b.element.lanes[0].index]
      )
      return (one.process, one.isMain ? 0 : 1, a.offset) < (
        other.process, other.isMain ? 0 : 1, b.offset
      )
    }.map(\.element)
  }
}
