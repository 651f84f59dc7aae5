import LessonFormat
import Trace

/// What a run was doing at one moment, in words. Make it once for each revision of a timeline, and ask
/// it for as many moments as you like; times are those of the timeline.
package struct MomentNarration: Sendable {
  package let timeline: Timeline
  package let names: LaneNames
  let clock: Clock
  let words: ReasonWords
  let events: EventTeller

  /// With several runs on one axis, `axis` is the length of the longest.
  package init(_ timeline: Timeline, axis: Int64? = nil, names known: LaneNames? = nil) {
    self.timeline = timeline
    names = known ?? LaneNames(timeline)
    clock = Clock(timeline, axis: axis)
    words = ReasonWords(timeline: timeline, names: names)
    events = EventTeller(timeline, names: names)
  }

  // MARK: The moment

  /// "At 0.50 s: fetch 1, 2 and 3 are waiting for sleep(1), half done; nothing is ready; the loop is
  /// idle until 1.00 s." One sentence; `run` names the run where there are several.
  package func sentence(at time: Int64, of run: String? = nil) -> String {
    let time = bounded(time)
    let head = "At \(clock.moment(time))" + (run.map { ", \($0)" } ?? "") + ": "
    return speakable(head + clauses(at: time).joined(separator: "; ") + ".")
  }

  /// The same, then what the loops have inside, what was printed, and the processor.
  package func whole(at time: Int64) -> Narration {
    let time = bounded(time)
    var narration = Narration()
    narration.say(sentence(at: time))
    for loop in timeline.loops.indices { narration.say(self.loop(loop, at: time)) }
    narration.say(jobs(at: time))
    narration.say(output(at: time))
    narration.say(processor(at: time))
    return narration
  }

  func clauses(at time: Int64) -> [String] {
    if time < timeline.origin { return ["the program has not begun"] }
    let picture = MomentPicture(timeline, names, at: time)
    if picture.isEmpty {
      return [time >= timeline.end ? "all has ended" : "nothing is going on"]
    }
    let teller = MomentTeller(self, picture, time)
    let clauses = teller.clauses()
    return clauses.isEmpty ? ["only Python's own libraries are at work"] : clauses
  }

  // MARK: Beside the lanes

  /// "The pool of threads has 8 jobs in its queue."
  package func jobs(at time: Int64) -> String {
    let time = bounded(time)
    var queued = 0
    for job in timeline.jobs {
      guard let since = job.queuedAt, since <= time, job.startedAt ?? .max > time,
        job.endedAt ?? .max > time, job.startedAt != nil || job.executor != "process"
      else { continue }
      queued += 1
    }
    guard queued > 0 else { return "" }
    return "\(counted(queued, "job")) \(queued == 1 ? "stands" : "stand") in a pool's queue."
  }

  package func output(at time: Int64) -> String {
    let time = bounded(time)
    let lines = OutputWords(timeline, .standard, upTo: time)
    guard let last = lines.last else { return "Nothing has been printed." }
    return speakable(
      "\(counted(lines.count, "line")) of output so far; the last, at \(clock.moment(last.time)): \(last.words)"
        .asSentence)
  }

  /// "Processor 0.01 s of 1.32 s."
  package func processor(at time: Int64) -> String {
    let time = bounded(time)
    let before = timeline.usage(at: timeline.origin).processor
    let used = max(timeline.usage(at: time).processor &- before, 0)
    let passed = max(min(time, timeline.end) - timeline.origin, 0)
    guard used > 0 else { return "" }
    return "Processor: \(duration(used)) of \(duration(passed))"
      + (before > 0 ? "." : ", the start of Python included.")
  }

  /// "Memory: 21 MB." That of all processes, as the system counts it.
  package func memory(at time: Int64) -> String {
    let bytes = timeline.usage(at: bounded(time)).memory
    return bytes > 0 ? "Memory: \(dataSize(bytes))." : ""
  }

  // MARK: From moment to moment

  /// "At 1.00 s fetch 2 becomes ready: its timer came due." Of one lane, or of all.
  package func event(at time: Int64, of lane: LaneID? = nil) -> String {
    let time = bounded(time)
    let told = events.sentences(time...time, of: lane)
    guard !told.isEmpty else { return "" }
    // Whoever goes from one to the next should hear that time has passed.
    let beside = [previousEvent(before: time, of: lane), nextEvent(after: time, of: lane)]
    let moment = clock.moment(time, among: beside.compactMap { $0 })
    return speakable("At \(moment) \(told.joined(separator: "; ")).")
  }

  /// The next moment at which something happens that can be told.
  package func nextEvent(after time: Int64, of lane: LaneID? = nil) -> Int64? {
    events.nextTold(after: bounded(time), of: lane)
  }

  package func previousEvent(before time: Int64, of lane: LaneID? = nil) -> Int64? {
    events.previousTold(before: bounded(time), of: lane)
  }
}
