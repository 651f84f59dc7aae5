/// Definitions, output, and what else lines tell.
extension Timeline {
  mutating func define(_ event: TraceEvent, _ process: Int) {
    switch event {
    case .file(let number, let path):
      tables[process].files[number] = strings.number(of: path)
    case .place(let place):
      tables[process].places[place.number] = .init(
        file: place.file, line: place.line, function: strings.number(of: place.function),
        caller: place.caller)
    case .reason(let number, let kind, let words):
      tables[process].reasons[number] = .init(kind: kind, words: strings.number(of: words))
    case .object(let number, let kind, let name):
      tables[process].objects[number] = .init(
        kind: strings.number(of: kind), name: name.map { strings.number(of: $0) })
    default: break
    }
  }

  mutating func take(_ output: Output, _ process: Int, _ time: Int64) {
    outputCut = outputCut.addingReportingOverflow(output.cut).partialValue
    guard outputSize + output.text.utf8.count <= Timeline.longestOutput else {
      outputCut &+= Int64(output.text.utf8.count)
      return note(.tooMuch)
    }
    outputSize += output.text.utf8.count
    // Output may be told later than it happened.
    outputs.insertInOrder(
      OutputLine(
        time: time, lane: known(output.lane, process), stream: output.stream, text: output.text),
      by: \.time)
  }

  // MARK: Timers and callbacks

  mutating func takeQueued(_ event: TraceEvent, _ process: Int, _ time: Int64) {
    switch event {
    case .timer(let timer):
      tables[process].timers[timer.number] = timers.count
      timers.append(
        TimerInfo(
          process: process, loop: loopIndex(timer.loop, process), due: timer.due,
          kind: timer.kind, function: timer.function, by: known(timer.by, process),
          line: sourceLine(timer.place, process)))
      timerLives.open(at: time)
    case .timerEnd(let number, let cancelled):
      guard let index = tables[process].timers[number] else { return note(.laneNeverBegan) }
      timers[index].wasCancelled = cancelled
      timerLives.close(index, at: time)
    case .callback(let callback):
      tables[process].callbacks[callback.number] = callbacks.count
      callbacks.append(
        CallbackInfo(
          process: process, loop: loopIndex(callback.loop, process),
          function: callback.function, by: known(callback.by, process),
          line: sourceLine(callback.place, process), order: wakes.add(by: callback.by)))
      callbackLives.open(at: time)
    default: break
    }
  }

  // MARK: Calls

  mutating func takeCall(_ event: TraceEvent, _ process: Int, _ time: Int64) {
    switch event {
    case .call(let number, let place, _):
      guard let lane = lane(number, process, time) else { return }
      let caller = extras[lane]?.frames.numbers.last ?? 0
      let depth = caller > 0 ? frames[Int(caller) - 1].depth : 0
      frames.append(CallFrame(place: place, caller: caller, depth: depth &+ 1))
      extras[lane, default: LaneExtras()].frames.append(UInt32(clamping: frames.count), at: time)
    case .callEnd(let number, _, _):
      guard let lane = lane(number, process, time) else { return }
      let current = extras[lane]?.frames.numbers.last ?? 0
      let caller = current > 0 ? frames[Int(current) - 1].caller : 0
      extras[lane, default: LaneExtras()].frames.append(caller, at: time)
    default: break
    }
  }

  // MARK: The rest

  mutating func takeRest(_ event: TraceEvent, _ process: Int, _ time: Int64) {
    switch event {
    case .process(let begun): take(begun, process, time)
    case .processName(let name, _): processes[process].name = name
    case .programStart(let processor): beginProgram(processor, process, time)
    case .warning(let warning): take(warning, process, time)
    case .job(let job): take(job, process, time)
    case .child(let child):
      openChildren[child.pid] = children.count
      children.append(
        ChildInfo(
          time: time, lane: known(child.lane, process), pid: child.pid, how: child.how,
          name: child.name, line: sourceLine(child.place, process)))
    case .childEnd(let pid, let code): endChild(pid, code, process, time)
    case .usage(let usage): addUsage(usage, process, time)
    case .note(let kind, let words, let count):
      notes.append(
        NoteLine(time: time, process: process, kind: kind, words: words, count: count))
    case .processorShare(let share): take(share, process, time)
    case .full: fill(process, time)
    case .end(let ended): take(ended, process, time)
    default: break
    }
  }

  /// Divides what a thread wanted and did not get among the lanes that ran on it: itself, and the
  /// task whose step it is in. Short steps that are over by now are left out.
  private mutating func take(_ share: ProcessorShare, _ process: Int, _ time: Int64) {
    guard let thread = known(share.lane, process) else { return note(.laneNeverBegan) }
    let window = max(time - share.duration, 0)..<max(time, 1)
    let times = histories[thread.index].times(window, view: view(thread))
    let step = loopOf(thread).flatMap { loopStorage[$0].currentStep }
    let ofStep = step.map { histories[$0.index].times(window, view: view($0)) } ?? StateTimes()
    let active = times[.running] + times[.lent] - ofStep[.blocked]
    let wanted = max(min(share.wanted, active - share.processor - share.queued), 0)
    let part = active > 0 ? min(Double(wanted) / Double(active), 1) : 0
    extras[thread, default: LaneExtras()].processor.append(
      end: time, duration: share.duration, processor: share.processor,
      wanted: Int64(Double(times[.running]) * part))
    if let step, step != thread {
      extras[step, default: LaneExtras()].processor.append(
        end: time, duration: share.duration, processor: share.processor,
        wanted: Int64(Double(ofStep[.running]) * part))
    }
  }

  private mutating func take(_ warning: Warning, _ process: Int, _ time: Int64) {
    let file = tables[process].files[warning.file].map { strings[$0] }
    warnings.insertInOrder(
      WarningLine(
        time: time, lane: known(warning.lane, process), kind: warning.kind, words: warning.words,
        function: warning.function,
        definition: file.map {
          SourceLine(file: $0, line: Int(warning.line), function: warning.function ?? "")
        }, exception: warning.exception), by: \.time)
  }

  private mutating func take(_ job: JobEvent, _ process: Int, _ time: Int64) {
    var index = tables[process].jobs[job.number] ?? jobs.count
    // In a worker process a job's number can be that of one long ended.
    if case .started = job.phase, jobs.indices.contains(index), jobs[index].startedAt != nil {
      index = jobs.count
    }
    if index == jobs.count { jobs.append(JobInfo(process: process)) }
    tables[process].jobs[job.number] = index
    if let function = job.function { jobs[index].function = function }
    switch job.phase {
    case .queued(let executor, let by, _):
      jobs[index].executor = executor
      jobs[index].by = known(by, process)
      jobs[index].queuedAt = time
    case .started(let lane, _):
      jobs[index].lane = known(lane, process)
      jobs[index].startedAt = time
    case .ended(_, let exception):
      jobs[index].endedAt = time
      jobs[index].exception = exception
    }
  }

  private mutating func endChild(_ pid: Int64, _ code: Int64, _ process: Int, _ time: Int64) {
    if let index = openChildren.removeValue(forKey: pid) {
      children[index].end = time
      children[index].code = code
    }
    for index in processes.indices
    where processes[index].pid == pid && pid != 0 && index != process {
      if processes[index].exitCode == nil { processes[index].exitCode = code }
      // Without a last line of its own, this is all that tells of its end.
      close(index, .cut, at: time)
    }
  }

  /// The file of a process is full: its lanes are unknown from here on.
  private mutating func fill(_ process: Int, _ time: Int64) {
    guard processes[process].fullSince == nil else { return }
    processes[process].fullSince = time
    for lane in openLanes(of: process) { change(lane, to: .unknown, at: time) }
  }
}
