import LessonFormat
import Trace

/// What sentences about a run are made of, for those who judge it.
package struct RunPhrases: Sendable {
  private let timeline: Timeline
  private let clock: Clock
  private let words: ReasonWords
  package let names: LaneNames

  package init(_ timeline: Timeline) {
    self.timeline = timeline
    clock = Clock(timeline)
    names = LaneNames(timeline)
    words = ReasonWords(timeline: timeline, names: names)
  }

  /// 0.50 s
  package func moment(_ time: Int64) -> String { clock.moment(time) }

  /// "fetch 1", "the main thread"
  package func said(_ lane: LaneID) -> String { names.said(lane) }

  /// As it begins a sentence.
  package func start(_ lanes: [LaneID]) -> String { names.start(names.list(lanes)) }

  /// "in time.sleep(1)", "for sleep(1)", "for a lock": what a lane waits for at a time.
  package func waiting(_ lane: LaneID, at time: Int64) -> String? {
    guard let moment = timeline.moment(of: lane, at: time), let wait = moment.wait else {
      return nil
    }
    let doing = ReasonWords.doing(moment.state, words.words(wait))
    let prefix = moment.state == .blocked ? "blocked " : "waiting "
    return doing.hasPrefix(prefix) ? String(doing.dropFirst(prefix.count)) : nil
  }

  /// "failed at 0.10 s with ValueError: no", "unfinished at 1.00 s, when its process ended"
  package func ending(of lane: LaneID) -> String? {
    guard let end = timeline.info(lane)?.end else { return nil }
    return words.ending(of: lane, at: clock.moment(end))
  }

  /// " because main had ended", " by main at line 8", or nothing.
  package func canceller(of lane: LaneID) -> String { words.canceller(of: lane) }

  /// It was cancelled by nobody but the end of its loop.
  package func wasLeftOver(_ lane: LaneID) -> Bool {
    guard let info = timeline.info(lane), info.outcome == .cancelled, let end = info.end else {
      return false
    }
    if let by = info.cancelledBy, by != lane { return words.hadEnded(by, before: lane) }
    guard info.cancelledBy == nil, let root = root(of: lane), root != lane else { return false }
    return timeline.info(root)?.end.map { $0 <= end } ?? false
  }

  /// The task that its loop was started with: made by no task.
  private func root(of lane: LaneID) -> LaneID? {
    var lane = lane
    for _ in 0..<1000 {
      guard let parent = timeline.info(lane)?.parent,
        timeline.info(parent)?.kind == .task
      else { return lane }
      lane = parent
    }
    return nil
  }

  package func sentence(_ warning: WarningLine) -> String {
    WarningWords.sentence(warning, clock, names)
  }
}
