import LessonFormat
import Trace

/// One moment, clause by clause: who runs, who holds whom up, who is ready, who waits for what.
struct MomentTeller {
  /// Entries of a state that are told one by one.
  private static let mostEntries = 6
  /// Percent of a processor that threads which take turns don't exceed, allowing for estimates.
  private static let mostOfOne = 120
  /// So long before and after a moment it shows who wants the GIL.
  private static let glance: Int64 = 20_000

  private let moment: MomentNarration
  private let picture: MomentPicture
  private let time: Int64
  private var timeline: Timeline { moment.timeline }
  private var names: LaneNames { moment.names }
  private var clock: Clock { moment.clock }

  init(_ moment: MomentNarration, _ picture: MomentPicture, _ time: Int64) {
    self.moment = moment
    self.picture = picture
    self.time = time
  }

  func clauses() -> [String] {
    let ready = ready()
    let none = ready.isEmpty && !picture.loopThreads.isEmpty ? ["nothing is ready"] : []
    return running() + blocked() + ready + waiting() + none + idle() + resting() + unknown()
  }

  // MARK: Running

  private func running() -> [String] {
    var result = picture.entries(.running).map { entry in
      let who = names.list(entry.lanes)
      guard entry.lanes.count == 1 else { return "\(who) run\(lock(entry.lanes))" }
      return "\(who) runs\(names.at(line(entry.lanes[0])))\(soFar(entry.since.lowerBound))"
    }
    for stay in picture.loopThreads where stay.state == .running {
      if let callback = timeline.moment(of: stay.lane, at: time)?.callback {
        result.append("the callback \(callback) runs on the loop")
      } else {
        result.append(isLoopOver(stay.lane) ? "the loop is over" : "the loop is between two steps")
      }
    }
    return result
  }

  private func isLoopOver(_ thread: LaneID) -> Bool {
    timeline.loops.indices.allSatisfy { index in
      timeline.loops[index].thread != thread || timeline.nextTurn(after: time, of: index) == nil
    }
  }

  /// Several threads of one process cannot all run at the same instant.
  private func lock(_ lanes: [LaneID]) -> String {
    let shares = lanes.prefix(4).compactMap { lane in
      timeline.processorShare(of: lane, at: time).map { (lane, Int(($0 * 100).rounded())) }
    }
    if !shares.isEmpty {
      let told = shares.map { "\(names.said($0)) about \($1) percent" }
      let of = ": by estimate \(inWords(told, joinedBy: "and")) of "
      if shares.reduce(0, { $0 + $1.1 }) > Self.mostOfOne {
        return " at the same time\(of)a processor"
      }
      let around = max(time - Self.glance, 0)..<(time + Self.glance)
      let wants = lanes.contains { timeline.times(of: $0, in: around)[.wantsGIL] > 0 }
      return wants ? " and share the GIL\(of)the processor" : "\(of)a processor"
    }
    let processes = Set(lanes.map { timeline.lanes[$0.index].process })
    let share =
      processes.contains { timeline.processes[$0].hasGIL } && processes.count < lanes.count
    return share ? ", in turns where they need the GIL, which they share" : ""
  }

  // MARK: Blocked

  private func blocked() -> [String] {
    var result = picture.entries(.blocked).prefix(Self.mostEntries).flatMap { entry in
      divided(entry).map { part in
        let isOne = part.lanes.count == 1
        let doing = ReasonWords.doing(.blocked, part.words, at(part.lanes))
        return "\(names.list(part.lanes)) \(isOne ? "is" : "are") \(doing)"
          + "\(isOne ? soFar(entry.since.lowerBound) : progress(entry))\(holdsUp(part.lanes))"
      }
    }
    result += rest(.blocked)
    return result
  }

  /// A task that is blocked holds its loop; a thread that is alone holds everything.
  private func holdsUp(_ lanes: [LaneID]) -> String {
    guard lanes.count == 1 else { return "" }
    if timeline.lanes[lanes[0].index].kind == .task {
      return ", and nothing else on its loop can run"
    }
    let alive = timeline.lanes(aliveAt: time).filter(names.isShown)
    return alive.count == 1 ? ", and nothing else can run" : ""
  }

  // MARK: Ready

  private func ready() -> [String] {
    let entries = picture.entries(.ready)
    return entries.map { entry in
      let who = names.list(entry.lanes)
      let isOne = entry.lanes.count == 1
      let kept = time - entry.since.lowerBound
      let length = isOne ? "for \(duration(kept))" : "for up to \(duration(kept))"
      let why =
        isOne
        ? timeline.moment(of: entry.lanes[0], at: time)?.wake.map { " (\(moment.words.words($0)))" }
          ?? "" : ""
      let by = holder(of: entry.lanes[0]).map { ", kept from its turn by \(names.said($0))" } ?? ""
      let keptBy = isOne ? by : by.replacing("its turn", with: "their turn")
      return "\(who) \(isOne ? "is" : "are") ready \(length)\(why)\(keptBy)"
    }
  }

  /// Who runs in place of a task that is ready.
  private func holder(of lane: LaneID) -> LaneID? {
    let process = timeline.lanes[lane.index].process
    let active = picture.entries(.running) + picture.entries(.blocked)
    return active.flatMap(\.lanes).first { other in
      let info = timeline.lanes[other.index]
      return info.kind == .task && info.process == process
    }
  }

  // MARK: Waiting

  private func waiting() -> [String] {
    var entries = picture.entries(.waiting)
    // Those that wait for the longest list of others come last: what they wait for is told by then.
    entries.sort { a, b in order(a) < order(b) }
    return entries.prefix(Self.mostEntries).flatMap { entry in
      divided(entry).map { part in
        let isOne = part.lanes.count == 1
        let what = part.words.isEmpty ? "" : " for \(part.words)"
        return "\(names.list(part.lanes)) \(isOne ? "is" : "are") waiting\(what)\(progress(entry))"
      }
    } + rest(.waiting)
  }

  private func order(_ entry: MomentPicture.Entry) -> Int {
    let kind = entry.reason.map { timeline.reason($0).kind } ?? .other
    if ReasonWords.isShared(kind) { return 1 }
    return ReasonWords.isForOthers(kind) ? 2 : 0
  }

  /// Few lanes are told with what is known of each; of many only the reason.
  private func divided(_ entry: MomentPicture.Entry) -> [(lanes: [LaneID], words: String)] {
    guard entry.lanes.count <= 12 else {
      return [(entry.lanes, entry.reason.map { ReasonWords.head(timeline.reason($0).words) } ?? "")]
    }
    var result: [(lanes: [LaneID], words: String)] = []
    for lane in entry.lanes {
      let words =
        timeline.moment(of: lane, at: time).map { moment.words.words(of: $0, at: time) } ?? ""
      if let place = result.firstIndex(where: { $0.words == words }) {
        result[place].lanes.append(lane)
      } else {
        result.append(([lane], words))
      }
    }
    return result
  }

  private func rest(_ state: LaneState) -> [String] {
    let rest = picture.entries(state).dropFirst(Self.mostEntries)
    guard !rest.isEmpty else { return [] }
    let lanes = rest.reduce(0) { $0 + $1.lanes.count }
    let word = state == .blocked ? "blocked in" : "waiting for"
    return ["\(counted(lanes, "more lane")) \(lanes == 1 ? "is" : "are") \(word) other things"]
  }

  // MARK: Time within a state

  private func soFar(_ since: Int64) -> String {
    let length = time - max(since, timeline.origin)
    return length >= 1000 ? ", for \(duration(length)) so far" : ""
  }

  /// How far a wait with a known end is, or when it will be over.
  private func progress(_ entry: MomentPicture.Entry) -> String {
    guard let due = entry.due else { return "" }
    let spread = max(
      entry.since.upperBound - entry.since.lowerBound, due.upperBound - due.lowerBound)
    let length = due.upperBound - entry.since.lowerBound
    guard length > 0 else { return "" }
    if spread <= length / 20 {
      return ", \(Self.share(time - entry.since.lowerBound, of: length))"
    }
    return ", due from \(clock.stretch(due.lowerBound, due.upperBound))"
  }

  /// "half done"
  static func share(_ part: Int64, of whole: Int64) -> String {
    let percent = Int64((Double(part) / Double(max(whole, 1)) * 100).rounded())
    switch percent {
    case ..<6: return "just begun"
    case 23...27: return "a quarter done"
    case 31...36: return "a third done"
    case 48...52: return "half done"
    case 64...69: return "two thirds done"
    case 73...77: return "three quarters done"
    case 95...: return "nearly done"
    default: return "\(percent) percent done"
    }
  }

  // MARK: The loop

  private func idle() -> [String] {
    picture.loopThreads.filter { $0.state == .idle }.map { stay in
      let which =
        picture.loopThreads.count == 1 ? "the loop" : "the loop of \(names.said(stay.lane))"
      return "\(which) is idle" + (stay.isOver ? " until \(clock.moment(stay.end))" : "")
    }
  }

  private func resting() -> [String] {
    guard !picture.resting.isEmpty else { return [] }
    let isOne = picture.resting.count == 1
    return ["\(names.list(picture.resting)) \(isOne ? "waits" : "wait") for \(RunFacts.rest)"]
  }

  private func unknown() -> [String] {
    let lanes = picture.entries(.unknown).flatMap(\.lanes)
    guard !lanes.isEmpty else { return [] }
    return ["of \(names.list(lanes)) no more is known, since the trace was full"]
  }

  private func line(_ lane: LaneID) -> SourceLine? { timeline.line(of: lane, at: time) }

  private func at(_ lanes: [LaneID]) -> String {
    guard lanes.count <= 12, let first = line(lanes[0]), lanes.allSatisfy({ line($0) == first })
    else {
      return ""
    }
    return names.at(first)
  }
}
