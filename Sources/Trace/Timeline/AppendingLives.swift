/// Lanes and processes: how they begin and end.
extension Timeline {
  /// The lane that a line is about. One that never began is taken in all the same, since most of
  /// what is said of it can still be shown.
  mutating func lane(_ number: UInt32, _ process: Int, _ time: Int64) -> LaneID? {
    if let lane = tables[process].lanes[number] { return lane }
    note(.laneNeverBegan)
    guard number != 0 else { return nil }
    return addLane(number, .task, process, time) { $0.isLate = true }
  }

  /// A lane that a line only mentions.
  func known(_ number: UInt32, _ process: Int) -> LaneID? {
    number == 0 ? nil : tables[process].lanes[number]
  }

  private mutating func addLane(
    _ number: UInt32, _ kind: LaneKind, _ process: Int, _ time: Int64,
    _ complete: (inout LaneInfo) -> Void
  ) -> LaneID? {
    guard lanes.count < Timeline.mostLanes else {
      note(.tooMuch)
      return nil
    }
    let lane = LaneID(index: lanes.count)
    var info = LaneInfo(kind: kind, process: process, number: number, begin: time, group: 0)
    complete(&info)
    info.group = group(for: info)
    groups[info.group].lanes.append(lane)
    lanes.append(info)
    histories.append(LaneHistory())
    loopOfLane.append(-1)
    lastPlaces.append(0)
    lives.open(at: time)
    tables[process].lanes[number] = lane
    return lane
  }

  private mutating func group(for lane: LaneInfo) -> Int {
    let label = lane.function.isEmpty ? LaneGroup.pattern(of: lane.name) : lane.function
    let key = LaneGroup.Key(
      process: lane.process, kind: lane.kind, file: lane.definitionFile, line: lane.definitionLine,
      pattern: strings.number(of: label))
    if let index = groupByKey[key] { return index }
    groups.append(
      LaneGroup(process: key.process, kind: key.kind, label: label))
    groupByKey[key] = groups.count - 1
    return groups.count - 1
  }

  mutating func takeLife(_ event: TraceEvent, _ process: Int, _ time: Int64) {
    switch event {
    case .thread(let thread): take(thread, process, time)
    case .task(let task): take(task, process, time)
    case .threadEnd(let number, let exception):
      guard let lane = lane(number, process, time) else { return }
      if histories[lane.index].state != .running { note(.illegalChange) }
      finish(lane, exception == nil ? .done : .failed, exception: exception, at: time)
    case .name(let number, let name):
      guard let lane = lane(number, process, time) else { return }
      lanes[lane.index].name = name
    default: break
    }
  }

  private mutating func take(_ thread: ThreadStart, _ process: Int, _ time: Int64) {
    guard thread.lane != 0 else { return note(.laneNeverBegan) }
    let parent = known(thread.by, process)
    let isFree = tables[process].lanes[thread.lane] == nil
    guard isFree else { return note(.laneBeganTwice) }
    let function = strings.shared(thread.function ?? "")
    let lane = addLane(thread.lane, .thread, process, time) { info in
      info.name = thread.name
      info.function = function
      info.parent = parent
      info.creationPlace = thread.place
      info.isMain = thread.isMain
      info.isDaemon = thread.isDaemon
      info.isPoolWorker = thread.isPoolWorker
      info.isInternal = !thread.isMain && thread.place == 0
    }
    if let parent { place(parent, at: thread.place, time) }
    if let lane { change(lane, to: .running, at: time) }
  }

  private mutating func take(_ task: TaskStart, _ process: Int, _ time: Int64) {
    guard task.lane != 0 else { return note(.laneNeverBegan) }
    guard tables[process].lanes[task.lane] == nil else { return note(.laneBeganTwice) }
    let parent = known(task.by, process)
    let function = strings.shared(task.function)
    let lane = addLane(task.lane, .task, process, time) { info in
      info.name = task.name ?? ""
      info.function = function
      info.parent = parent
      info.creationPlace = task.place
      info.definitionFile = task.file
      info.definitionLine = task.line
      info.isInternal = task.file == 0
      info.isLate = task.isLate
    }
    guard let lane else { return }
    if let parent { place(parent, at: task.place, time) }
    setLoop(task.loop != 0 ? loopIndex(task.loop, process) : nil, of: lane)
    // The first step of an eager one follows at once.
    guard !task.isEager else { return }
    let number = wakes.add(by: task.by)
    change(
      lane, to: .ready, place: task.place, detail: number, sort: WakeCause.creation.rawValue,
      marks: .wakersPlace, at: time)
  }

  // MARK: Processes

  mutating func take(_ begun: ProcessStart, _ process: Int, _ time: Int64) {
    var info = processes[process]
    info.begin = time
    info.pid = begun.pid
    info.parentPID = begun.parentPID
    info.how = begun.how
    info.role = begun.role
    info.python = begun.python
    info.hasGIL = begun.hasGIL
    info.isVirtual = begun.isVirtual
    info.wall = begun.wall
    info.arguments = begun.arguments
    let parent = processes.lastIndex {
      $0.pid == begun.parentPID && $0.number != info.number && $0.pid != 0
    }
    if let parent {
      info.parent =
        known(begun.by, parent)
        ?? children.last { $0.pid == begun.pid }.flatMap { $0.lane }
    }
    processes[process] = info
    if let processor = begun.processor {
      tables[process].usage.append(UsageSample(time: time, processor: processor, memory: 0))
    }
    // An exec leaves the clock of the process running. Python's own start counts, except the first.
    if begun.role == "main" { processes[process].processorBefore = begun.processor ?? 0 }
    if begun.how == "exec" { endExecuted(pid: begun.pid, before: process) }
  }

  mutating func beginProgram(_ processor: Int64?, _ process: Int, _ time: Int64) {
    guard processes[process].programStart == nil else { return }
    processes[process].programStart = time
    guard let processor else { return }
    if processes[process].role == "main", processes[process].how != "exec" {
      processes[process].processorBefore = processor
    }
    let memory = tables[process].usage.last?.memory ?? 0
    addUsage(Usage(processor: processor, memory: memory), process, time)
  }

  /// The exec of a process has succeeded: its new program is here.
  private mutating func endExecuted(pid: Int64, before process: Int) {
    for index in processes.indices where index != process && processes[index].pid == pid {
      if let time = tables[index].execEnd { close(index, .endedWithProcess, at: time) }
    }
  }

  mutating func take(_ ended: ProcessEnd, _ process: Int, _ time: Int64) {
    processes[process].isWhole = true
    processes[process].end = time
    processes[process].dropped = ended.dropped
    processes[process].tracingCost = ended.cost
    processes[process].startCost = ended.startCost
    processes[process].queued = ended.queued
    addUsage(ended.usage, process, time)
    if ended.how == "exec" {
      tables[process].execEnd = time
    } else {
      close(process, .endedWithProcess, at: time)
    }
  }

  /// The process is over, and all its lanes with it.
  mutating func close(_ process: Int, _ outcome: Outcome, at time: Int64) {
    guard !tables[process].hasEnded else { return }
    tables[process].hasEnded = true
    tables[process].execEnd = nil
    processes[process].end = time
    for lane in openLanes(of: process) { finish(lane, outcome, at: time) }
  }

  /// The lanes of a process that have not ended.
  func openLanes(of process: Int) -> [LaneID] {
    var result: [LaneID] = []
    lives.forEach(at: .max - 1) { index in
      if lanes[index].process == process { result.append(LaneID(index: index)) }
    }
    return result
  }

  /// No line will come any more. What has no end by now was cut.
  package mutating func finish() {
    for process in processes.indices {
      if let time = tables[process].execEnd { close(process, .endedWithProcess, at: time) }
    }
    // Where all has been told, the clock was only waiting for the news.
    if isWhole { end = max(min(end, told), start) }
    append([])
  }

  mutating func addUsage(_ usage: Usage, _ process: Int, _ time: Int64) {
    guard usage != Usage() else { return }
    let last = tables[process].usage.last
    tables[process].usage.append(
      UsageSample(
        time: max(time, last?.time ?? time),
        processor: max(usage.processor, last?.processor ?? 0), memory: usage.memory))
  }
}
