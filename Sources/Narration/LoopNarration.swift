import LessonFormat
import Trace

/// What an event loop has inside, and one lane by itself.
extension MomentNarration {
  /// As many entries of a queue as are told one by one.
  private static let mostEntries = 6

  /// "The loop, turn 5. Ready queue: beat, then block. Timers: ... Waiting set: 2 tasks."
  package func loop(_ loop: Int, at time: Int64) -> String {
    let time = bounded(time)
    let inside = timeline.loop(loop, at: time)
    guard inside.turn != nil || !inside.waiting.isEmpty || !inside.ready.isEmpty else { return "" }
    let which =
      timeline.loops.count == 1
      ? "The loop" : "The loop of \(inside.thread.map(names.said) ?? "an unknown thread")"
    let turn = inside.turn.map { ", in turn \($0)" } ?? ""
    let runs = inside.running.map { ", runs \(names.said($0))" } ?? ""
    return speakable(
      "\(which)\(turn)\(runs). Ready queue: \(ready(inside, time)). Timers: \(timers(inside)). "
        + "Waiting set: \(waiting(inside)).")
  }

  private func waiting(_ inside: LoopMoment) -> String {
    let lanes = inside.waiting.filter(names.isShown)
    let hidden = inside.waiting.count - lanes.count
    let own = hidden > 0 ? "\(inWords(hidden)) of asyncio's own" : ""
    if lanes.isEmpty { return hidden > 0 ? own : "nobody" }
    return names.list(lanes) + (hidden > 0 ? ", and \(own)" : "")
  }

  private func ready(_ inside: LoopMoment, _ time: Int64) -> String {
    guard !inside.ready.isEmpty else { return "empty" }
    let told = inside.ready.prefix(Self.mostEntries).map { entry -> String in
      let who =
        switch entry.content {
        case .lane(let lane): names.said(lane)
        case .callback(let function): "the callback \(function)"
        }
      return entry.isQueued ? who : "\(who) (due, and not yet in it)"
    }
    let more = inside.ready.count - told.count
    return told.joined(separator: ", then ") + (more > 0 ? ", then \(inWords(more)) more" : "")
  }

  private func timers(_ inside: LoopMoment) -> String {
    guard !inside.timers.isEmpty else { return "none" }
    let told = inside.timers.prefix(Self.mostEntries).map { timer -> String in
      let what =
        switch timer.content {
        case .sleep(let lane): names.said(lane)
        case .timeout(let lane): "the time limit" + (lane.map { " of \(names.said($0))" } ?? "")
        case .call(let function): "the call of \(function)"
        case .other: "another one"
        }
      return timer.left >= 0
        ? "\(what) in \(duration(timer.left))" : "\(what), \(duration(-timer.left)) late"
    }
    let more = inside.timers.count - told.count
    return told.joined(separator: ", ") + (more > 0 ? " and \(inWords(more)) more" : "")
  }

  // MARK: One lane

  /// What a lane does, where, since when, until when, and what ends that.
  package func lane(_ lane: LaneID, at time: Int64) -> Narration {
    let time = bounded(time)
    var narration = Narration()
    guard let info = timeline.info(lane) else { return narration }
    guard let moment = timeline.moment(of: lane, at: time) else {
      narration.tell("At \(clock.moment(time)) \(absence(of: lane, info, time)).")
      return narration
    }
    narration.tell("At \(clock.moment(time)) \(names.said(lane)) \(doing(moment, time)).")
    narration.tell(span(moment, time))
    let calls = timeline.calls(of: lane, at: time, limit: 6).frames
    let stack = calls.isEmpty ? timeline.stack(of: lane, at: time) : calls
    if stack.count > 1 {
      let callers = stack.dropFirst().prefix(5).map { line in
        (line.function.hasPrefix("<") ? "the program" : line.function) + " at \(names.place(line))"
      }
      let verb = info.kind == .task ? "awaited" : "called"
      narration.tell("That is \(verb) by \(callers.joined(separator: ", and that by ")).")
    }
    if moment.state == .waiting { narration.tell(end(of: moment)) }
    return narration
  }

  private func absence(of lane: LaneID, _ info: LaneInfo, _ time: Int64) -> String {
    let who = names.said(lane)
    if time < info.begin {
      let by = info.parent.map { "; \(names.said($0)) creates it" } ?? "; it begins"
      return
        "\(who) does not exist yet\(by) at \(clock.moment(info.begin))\(names.at(timeline.creation(of: lane)))"
    }
    guard let end = info.end else { return "no more is known of \(who)" }
    let how = words.ending(of: lane).map { ": \($0)" } ?? ""
    return "\(who) has ended, at \(clock.moment(end))\(how)"
  }

  private func doing(_ moment: LaneMoment, _ time: Int64) -> String {
    if moment.rests { return "is waiting for \(RunFacts.rest)" }
    let at =
      moment.line.map { line in
        names.at(line) + (line.function.hasPrefix("<") ? "" : " of \(line.function)")
      } ?? ""
    let isLent = moment.state == .lent
    let runs = isLent ? timeline.loops.indices.map { timeline.loop($0, at: time) } : []
    let lentTo = runs.first { $0.thread == moment.lane }?.running.map(names.said) ?? "another lane"
    switch moment.state {
    case .running:
      return moment.callback.map { "runs the callback \($0)" } ?? "runs\(at)"
    case .ready:
      let why = moment.wake.map { words.words($0) } ?? ""
      return "is ready and has no turn" + (why.isEmpty ? "" : "; it is ready because \(why)")
    case .waiting, .blocked:
      return "is \(ReasonWords.doing(moment.state, words.words(of: moment, at: time), at))"
    case .idle: return "has nothing to do: its loop is idle"
    case .lent: return "runs \(lentTo)"
    case .unknown: return "is lost from sight, since the trace was full"
    case .wantsGIL: return "wants the GIL"
    }
  }

  private func span(_ moment: LaneMoment, _ time: Int64) -> String {
    var result = "Since \(clock.moment(moment.since))"
    if let until = moment.until {
      let length = until - max(moment.since, timeline.origin)
      result += ", until \(clock.moment(until)): \(duration(length))"
      if let due = moment.wait?.due, due > moment.since {
        result += ", \(MomentTeller.share(time - moment.since, of: due - moment.since))"
      }
    } else {
      result += ", and for as long as is known"
    }
    return result + "."
  }

  /// "Woken at 1.00 s by its timer, 12 ms late because block held the loop."
  private func end(of moment: LaneMoment) -> String {
    guard let until = moment.until, let wake = timeline.wake(of: moment.lane, after: moment.since),
      wake.time == until
    else { return "" }
    let after = timeline.moment(of: moment.lane, at: until)?.until ?? until
    let why = words.words(wake.details)
    let late = after - until
    guard late >= 1000 else { return "Then \(why), and it gets its turn at once." }
    let middle = until + late / 2
    let holder = timeline.loops.indices.compactMap { timeline.loop($0, at: middle).running }
      .first { timeline.lanes[$0.index].process == timeline.lanes[moment.lane.index].process }
    let by = holder.map { ", because \(names.said($0)) held the loop" } ?? ""
    return "Then \(why), and it gets its turn \(duration(late)) late\(by)."
  }
}
