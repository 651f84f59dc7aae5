extension Timeline {
  /// Takes further lines. They should be in the order of time; one that comes late counts as if it
  /// had happened no earlier than what its lane did last.
  package mutating func append(_ lines: some Sequence<TraceLine>) {
    for line in lines {
      lineCount += 1
      take(line)
    }
    settle()
  }

  /// Nothing happened up to this time: the clock of a program that runs has gone on.
  package mutating func advance(to time: Int64) {
    guard time > end, time <= TraceTime.latest else { return }
    end = time
    revision += 1
  }

  private mutating func settle() {
    changes.settle()
    for group in touchedGroups { groups[group].log.settle() }
    touchedGroups.removeAll(keepingCapacity: true)
    revision += 1
  }

  mutating func note(_ problem: TraceProblem) { problems.note(problem, line: lineCount) }

  private mutating func take(_ line: TraceLine) {
    let time = min(max(line.time, 0), TraceTime.latest)
    if case .run(let header) = line.event {
      self.header = header
      return
    }
    if !hasBegun {
      hasBegun = true
      start = time
    }
    if time < newestLine, !line.event.mayComeLate { note(.lateLine) }
    newestLine = max(newestLine, time)
    end = max(end, time)
    told = max(told, time)
    guard let process = processIndex(line.process, at: time) else { return }
    guard admits(line.event, of: process) else { return }
    apply(line.event, process, time)
  }

  private mutating func processIndex(_ number: UInt32, at time: Int64) -> Int? {
    if let index = processByNumber[number] { return index }
    guard processes.count < Timeline.mostProcesses else {
      note(.tooMuch)
      return nil
    }
    let index = processes.count
    processByNumber[number] = index
    processes.append(ProcessInfo(number: number, begin: time))
    tables.append(ProcessTables())
    return index
  }

  /// After the last line of a process nothing comes any more, but for an exec that failed.
  private mutating func admits(_ event: TraceEvent, of process: Int) -> Bool {
    if tables[process].execEnd != nil {
      tables[process].execEnd = nil
      processes[process].isWhole = false
      processes[process].end = nil
    }
    guard tables[process].hasEnded else { return true }
    if case .output = event { return true }
    if case .processorShare = event { return true }
    note(.lineAfterEnd)
    return false
  }

  private mutating func apply(_ event: TraceEvent, _ process: Int, _ time: Int64) {
    switch event {
    case .step(let step): take(step, process, time)
    case .ready(let wake): take(wake, process, time)
    case .turn(let turn): take(turn, process, time)
    case .blocked(let number, let wait):
      guard let lane = lane(number, process, time) else { return }
      if rests(lane, wait) {
        change(lane, to: .idle, marks: .rests, at: time)
      } else {
        change(lane, to: .blocked, wait, at: time)
      }
    case .unblocked(let number, _):
      guard let lane = lane(number, process, time) else { return }
      run(lane, at: time)
    case .line(let number, let line):
      guard let lane = lane(number, process, time) else { return }
      place(lane, at: line, time)
    case .call, .callEnd: takeCall(event, process, time)
    case .wake(let number):
      let loop = loopIndex(number, process)
      loopStorage[loop].wake(at: time)
      if let thread = loopStorage[loop].thread { run(thread, at: time) }
    case .loop(let number, let thread, let kind):
      takeLoop(number, thread: thread, kind: kind, process, time)
    case .thread, .threadEnd, .task, .name: takeLife(event, process, time)
    case .file, .place, .reason, .object: define(event, process)
    case .timer, .timerEnd, .callback: takeQueued(event, process, time)
    case .output(let output): take(output, process, time)
    default: takeRest(event, process, time)
    }
  }

  // MARK: Changes of state

  /// Puts a lane into a state. Returns the time that counts for the lane.
  @discardableResult
  mutating func change(
    _ lane: LaneID, to state: LaneState, place: UInt32 = 0, detail: UInt32 = 0, sort: UInt8 = 0,
    marks: PackedSpan.Marks = [], at time: Int64
  ) -> Int64 {
    let index = lane.index
    guard !histories[index].hasEnded else {
      note(.laneHadEnded)
      return time
    }
    let from = histories[index].state
    let marksBefore = histories[index].spans.last?.marks ?? []
    let both = marks.union(marksBefore.intersection([.callback, .overdue]))
    if !Timeline.isLegal(lanes[index].kind, isLate: lanes[index].isLate, from, state, both) {
      note(.illegalChange)
    }
    let time = max(time, histories[index].lastStart, lanes[index].begin)
    histories[index].append(
      PackedSpan(
        time: time, state: state, place: place, detail: detail, sort: sort, marks: marks))
    log(StateChange(from: from, to: state), of: lane, at: time)
    end = max(end, time)
    return time
  }

  /// A lane that waits, or is blocked.
  mutating func change(_ lane: LaneID, to state: LaneState, _ wait: Wait, at time: Int64) {
    let (detail, sort) = waits.add(wait)
    if wait.place != 0 { lastPlaces[lane.index] = wait.place }
    change(lane, to: state, place: wait.place, detail: detail, sort: sort, at: time)
  }

  /// Whether a pool's thread or process waits for work: none of the learner's code is on its stack.
  private func rests(_ lane: LaneID, _ wait: Wait) -> Bool {
    let info = lanes[lane.index]
    guard info.isPoolWorker || (info.isMain && info.process > 0), wait.place == 0 else {
      return false
    }
    return tables[info.process].reasons[wait.reason]?.kind == .queueGet
  }

  /// A lane was seen at a line while it ran.
  mutating func place(_ lane: LaneID, at place: UInt32, _ time: Int64) {
    guard place != 0 else { return }
    lastPlaces[lane.index] = place
    extras[lane, default: LaneExtras()].lines.append(place, at: time)
  }

  /// A lane that runs: it is where it was.
  mutating func run(_ lane: LaneID, marks: PackedSpan.Marks = [], at time: Int64) {
    change(lane, to: .running, place: lastPlaces[lane.index], marks: marks, at: time)
  }

  mutating func finish(
    _ lane: LaneID, _ outcome: Outcome, exception: String? = nil, at time: Int64
  ) {
    let index = lane.index
    guard !histories[index].hasEnded else { return note(.laneHadEnded) }
    let from = histories[index].state
    histories[index].finish(at: max(time, lanes[index].begin))
    let end = histories[index].end
    if from != nil { log(StateChange(from: from, to: nil), of: lane, at: end) }
    lanes[index].end = end
    lanes[index].outcome = outcome
    lanes[index].exception = exception
    lives.close(index, at: end)
    ends.insertInOrder(LaneEnd(time: end, lane: lane), by: \.time)
    self.end = max(self.end, end)
  }

  private mutating func log(_ change: StateChange, of lane: LaneID, at time: Int64) {
    changes.insert(change, at: time, lane: lane.index)
    let group = lanes[lane.index].group
    groups[group].log.insert(change, at: time, lane: 0)
    touchedGroups.insert(group)
  }

  private static func isLegal(
    _ kind: LaneKind, isLate: Bool, _ from: LaneState?, _ to: LaneState, _ marks: PackedSpan.Marks
  ) -> Bool {
    switch (from, to) {
    case (_, .unknown): true
    case (nil, .ready): kind == .task
    case (nil, .running): kind == .thread || marks.contains(.eager) || isLate
    case (nil, _): isLate
    case (.running?, .ready), (.running?, .waiting), (.waiting?, .ready), (.ready?, .running):
      kind == .task
    // The end of a step ends a blocking call too.
    case (.blocked?, .waiting): kind == .task
    case (.blocked?, .ready): kind == .task && !marks.contains(.wakersPlace)
    case (.ready?, .ready) where marks.contains(.overdue): kind == .task
    // What it did before is not known.
    case (.ready?, _): isLate
    case (.running?, .idle), (.idle?, .running): kind == .thread
    // A thread that goes on to a callback, or on from one, runs all the time.
    case (.running?, .running): kind == .thread && marks.contains(.callback)
    case (.running?, .blocked), (.running?, .lent), (.blocked?, .running), (.lent?, .running): true
    default: false
    }
  }
}

extension TraceEvent {
  /// Output is told when its line is whole, which may be later than it was printed; and what the
  /// runner finds out, a moment later than it was so.
  fileprivate var mayComeLate: Bool {
    switch self {
    case .output, .processorShare, .usage: true
    default: false
    }
  }
}
