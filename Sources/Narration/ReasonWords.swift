import LessonFormat
import Trace

/// What waits are for, what ended them, and how lanes end, in words.
struct ReasonWords {
  let timeline: Timeline
  let names: LaneNames

  /// The reason without the figures that change from one time to the next: "gather" for
  /// "gather, 2 of 3 left".
  static func head(_ words: String) -> String {
    words.split(separator: ",", maxSplits: 1).first.map(String.init) ?? ""
  }

  /// As it stands behind "waits for".
  static func noun(_ head: String) -> String {
    switch head {
    case "task": "a task"
    case "task group": "its task group"
    case "wait_for": "the result of wait_for"
    case "wait until all completed": "the end of all tasks given to wait"
    case "wait until first completed": "the end of one of the tasks given to wait"
    case "wait until first exception": "the end of all tasks given to wait, or a failure"
    default: head
    }
  }

  /// "time.sleep(1)" is a call that one is in; "a lock" is a thing that one waits for.
  private static func isCall(_ words: String) -> Bool {
    !["a ", "an ", "the "].contains { words.hasPrefix($0) }
  }

  /// "waiting for sleep(1)", "blocked in time.sleep(1) at line 4", "blocked at line 7, waiting for a
  /// lock"
  static func doing(_ state: LaneState, _ words: String, _ at: String = "") -> String {
    guard state == .blocked else {
      return words.isEmpty ? "waiting\(at)" : "waiting for \(words)\(at)"
    }
    if words.isEmpty { return "blocked\(at)" }
    return isCall(words) ? "blocked in \(words)\(at)" : "blocked\(at), waiting for \(words)"
  }

  // MARK: What is waited for

  /// What a lane waits for at a moment.
  func words(of moment: LaneMoment, at time: Int64) -> String {
    guard let wait = moment.wait else { return "" }
    return words(wait, isOld: time > moment.since)
  }

  func words(_ wait: WaitDetails) -> String { words(wait, isOld: false) }

  /// Everything that is known of a wait. Its figures, as in "2 of 3 left", are those of its beginning;
  /// `isOld` is for later.
  private func words(_ wait: WaitDetails, isOld: Bool) -> String {
    let head = Self.head(wait.words)
    let noun = Self.noun(head)
    let figures = wait.words.dropFirst(head.count + 2)
    let changes =
      isOld
      && (figures.hasSuffix(" left") || figures.hasSuffix(" in it")
        || figures.hasSuffix(" there") || figures.hasSuffix(" unfinished"))
    var words =
      figures.isEmpty ? noun : "\(noun) (\(figures)\(changes ? " when the wait began" : ""))"
    switch wait.target {
    case .lane(let lane):
      words = wait.kind == .task ? "\(names.said(lane)) to end" : "\(words) of \(names.said(lane))"
    case .object(_, let name?): words += " called \(name)"
    case .job(let function) where !function.isEmpty && !words.contains(function):
      words += " (\(function))"
    case .process(let pid):
      let index = timeline.processes.firstIndex { $0.pid == pid }
      if let name = index.flatMap(names.processName) { words += " of \(name)" }
    default: break
    }
    if words.isEmpty { words = wait.kind == .other ? "" : wait.kind.rawValue }
    if let holder = wait.holder { words += " held by \(names.said(holder))" }
    return words
  }

  /// Whether time passes outside of the program meanwhile; else other lanes decide when it is over.
  static func isOutside(_ kind: ReasonKind) -> Bool {
    switch kind {
    case .sleep, .child, .pipe, .input: true
    default: false
    }
  }

  static func isInputOutput(_ kind: ReasonKind) -> Bool {
    switch kind {
    case .read, .write, .accept, .connect, .close, .lookup, .select: true
    default: false
    }
  }

  /// What only another lane can end.
  static func isForOthers(_ kind: ReasonKind) -> Bool {
    switch kind {
    case .task, .gather, .wait, .group, .asCompleted, .shield, .job, .lock, .event, .condition,
      .semaphore, .barrier, .queueGet, .queuePut, .queueJoin, .join, .shutdown:
      true
    default: false
    }
  }

  /// What lanes share, or pass things through.
  static func isShared(_ kind: ReasonKind) -> Bool {
    switch kind {
    case .lock, .event, .condition, .semaphore, .barrier, .queueGet, .queuePut: true
    default: false
    }
  }

  // MARK: What made a lane ready

  func words(_ wake: WakeDetails) -> String {
    let by = wake.by.map(names.said)
    let line = names.at(wake.line)
    switch wake.cause {
    case .timer: return "its timer came due"
    case .inputOutput: return "its input or output became possible"
    case .end: return by.map { "\($0) ended" } ?? "what it waited for ended"
    case .cancel: return by.map { "\($0) cancelled it\(line)" } ?? "its wait was cancelled"
    case .timeLimit: return "a time limit\(ownedBy(wake.by))\(line) cancelled it"
    case .taskGroup: return "\(group(wake.by, wake.line, " cancelled it"))"
    case .closing:
      return "its loop was about to close" + (by.map { ", since \($0) had ended" } ?? "")
    case .thread:
      return by.map { "\($0) called for it from another thread" } ?? "another thread called for it"
    case .lane: return by.map { "\($0) woke it\(line)" } ?? "it was woken"
    case .loop: return "the loop called for it"
    case .yield: return "it gave up its turn\(line)"
    case .creation: return by.map { "\($0) created it\(line)" } ?? "it was created"
    case .unknown: return ""
    }
  }

  // MARK: Ends

  func ending(of lane: LaneID, at time: String? = nil) -> String? {
    guard let info = timeline.info(lane), info.end != nil else { return nil }
    let at = time.map { " at \($0)" } ?? ""
    switch info.outcome {
    case .done: return "done\(at)"
    case .failed:
      return "failed\(at)" + (info.exception.map { " with \(shortened($0, to: 120))" } ?? "")
    case .cancelled: return "cancelled\(at)" + canceller(of: lane)
    case .cut: return "cut off\(at) with its process"
    case .endedWithProcess:
      return info.isMain ? "over\(at) with its process" : "unfinished\(at), when its process ended"
    case nil: return nil
    }
  }

  /// By whom and by what means.
  func canceller(of lane: LaneID) -> String {
    guard let info = timeline.info(lane) else { return "" }
    let by = info.cancelledBy
    let line = timeline.cancellation(of: lane)
    switch info.cancelMeans {
    case .limit: return " by a time limit\(ownedBy(by))\(names.at(line))"
    case .group: return " by \(group(by, line))"
    case .interrupt: return " by an interrupt, as Ctrl-C sends it"
    case .close: return because(by)
    case .call: return by.map { " by \(names.said($0))" + names.at(line) } ?? ""
    case nil:
      // A trace of before this was told. Who has ended can't have called: that is the end of the loop.
      guard let by else { return "" }
      return hadEnded(by, before: lane) ? because(by) : " by \(names.said(by))" + names.at(line)
    }
  }

  private func because(_ by: LaneID?) -> String {
    guard let by else { return " when its loop closed" }
    let how = timeline.info(by)?.outcome == .failed ? "failed" : "ended"
    return " because \(names.said(by)) had \(how)"
  }

  private func ownedBy(_ by: LaneID?) -> String { by.map { " of \(names.said($0))" } ?? "" }

  /// A group cancels its tasks when the task that made it leaves it, at a line, or when one fails.
  private func group(_ by: LaneID?, _ line: SourceLine?, _ verb: String = "") -> String {
    guard let by else { return "the task group\(verb)" }
    if line != nil { return "the task group of \(names.said(by))\(names.at(line))\(verb)" }
    return "the task group\(verb)\(because(by))"
  }

  func hadEnded(_ by: LaneID, before lane: LaneID) -> Bool {
    guard let end = timeline.info(by)?.end, let last = timeline.info(lane)?.end,
      let wake = timeline.wake(of: lane, before: last), wake.details.cause == .cancel
    else { return false }
    return wake.time >= end
  }
}
