/// The kinds of lines that come once in a while.
extension LineDecoder {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  mutating func definition(_ kind: LineKind, _ bytes: Bytes) -> TraceEvent {
    let number = fields.number(.n)
    let words = fields.text(.s, bytes)
    switch kind {
    case .file: return .file(number: number, path: words ?? "")
    case .why:
      let reason = fields.text(.v, bytes).flatMap(ReasonKind.init) ?? .other
      return .reason(number: number, kind: reason, words: words ?? "")
    case .obj: return .object(number: number, kind: fields.text(.c, bytes) ?? "", name: words)
    default:
      var place = PlaceDefinition()
      place.number = number
      place.file = fields.number(.f)
      place.line = fields.small(.ln)
      place.function = fields.text(.fn, bytes) ?? ""
      place.caller = fields.number(.up)
      return .place(place)
    }
  }

  mutating func life(_ kind: LineKind, _ bytes: Bytes) -> TraceEvent {
    switch kind {
    case .run: .run(runHeader(bytes))
    case .proc: .process(processStart(bytes))
    case .pname:
      .processName(fields.text(.n, bytes) ?? "", function: fields.text(.fn, bytes))
    case .main: .programStart(processor: fields.integer(.cpu).map { max($0, 0) })
    case .thr: .thread(thread(bytes))
    case .thx: .threadEnd(lane: fields.number(.l), exception: fields.text(.x, bytes))
    case .exec: .exec(lane: fields.number(.l), command: fields.text(.s, bytes) ?? "")
    case .full: .full
    default: .end(processEnd(bytes))
    }
  }

  mutating func ofLoop(_ kind: LineKind, _ bytes: Bytes) -> TraceEvent {
    switch kind {
    case .loop:
      return .loop(
        number: fields.number(.lp), thread: fields.number(.l), kind: fields.text(.c, bytes) ?? "")
    case .tmx: return .timerEnd(number: fields.number(.n), cancelled: fields.flag(.c))
    case .cq:
      var callback = CallbackStart()
      callback.number = fields.number(.n)
      callback.loop = fields.number(.lp)
      callback.function = fields.text(.fn, bytes) ?? ""
      callback.by = fields.number(.by)
      callback.place = fields.number(.p)
      return .callback(callback)
    default:
      var timer = TimerStart()
      timer.number = fields.number(.n)
      timer.loop = fields.number(.lp)
      timer.due = fields.time(.u) ?? 0
      timer.kind = fields.text(.v, bytes) ?? ""
      timer.function = fields.text(.fn, bytes)
      timer.by = fields.number(.by)
      timer.place = fields.number(.p)
      return .timer(timer)
    }
  }

  mutating func rare(_ kind: LineKind, _ bytes: Bytes) -> TraceEvent {
    switch kind {
    case .warn: .warning(warning(bytes))
    case .jq, .job, .jx: .job(job(kind, bytes))
    case .child: .child(child(bytes))
    case .childx: .childEnd(pid: fields.integer(.pid) ?? 0, code: fields.integer(.code) ?? 0)
    case .use: .usage(usage())
    case .gil:
      .processorShare(
        ProcessorShare(
          lane: fields.number(.l), duration: fields.time(.d) ?? 0,
          processor: fields.time(.c) ?? 0, queued: fields.time(.q) ?? 0,
          wanted: fields.time(.g) ?? 0))
    default:
      .note(
        kind: fields.text(.v, bytes) ?? "", words: fields.text(.s, bytes) ?? "",
        count: fields.integer(.c) ?? 0)
    }
  }

  private mutating func thread(_ bytes: Bytes) -> ThreadStart {
    var thread = ThreadStart()
    thread.lane = fields.number(.l)
    thread.name = fields.text(.n, bytes) ?? ""
    thread.function = fields.text(.fn, bytes)
    thread.kernelNumber = fields.integer(.tid) ?? 0
    thread.by = fields.number(.by)
    thread.place = fields.number(.p)
    thread.isMain = fields.flag(.main)
    thread.isDaemon = fields.flag(.daemon)
    thread.isPoolWorker = fields.text(.v, bytes) == "pool"
    return thread
  }

  private mutating func warning(_ bytes: Bytes) -> Warning {
    var warning = Warning()
    warning.kind = fields.text(.v, bytes).flatMap(Warning.Kind.init) ?? .other
    warning.lane = fields.number(.l)
    warning.function = fields.text(.fn, bytes)
    warning.file = fields.number(.f)
    warning.line = fields.small(.ln)
    warning.words = fields.text(.s, bytes) ?? ""
    warning.exception = fields.text(.x, bytes)
    return warning
  }

  private mutating func job(_ kind: LineKind, _ bytes: Bytes) -> JobEvent {
    var job = JobEvent()
    job.number = fields.number(.j)
    job.function = fields.text(.fn, bytes)
    let lane = fields.number(.l)
    switch kind {
    case .jq:
      job.phase = .queued(
        executor: fields.text(.c, bytes) ?? "", by: fields.number(.by), place: fields.number(.p))
    case .job: job.phase = .started(lane: lane, item: fields.integer(.id))
    default: job.phase = .ended(lane: lane, exception: fields.text(.x, bytes))
    }
    return job
  }

  private mutating func child(_ bytes: Bytes) -> ChildStart {
    var child = ChildStart()
    child.lane = fields.number(.l)
    child.pid = fields.integer(.pid) ?? 0
    child.how = fields.text(.how, bytes) ?? ""
    child.name = fields.text(.s, bytes) ?? ""
    child.place = fields.number(.p)
    return child
  }

  private mutating func usage() -> Usage {
    Usage(processor: max(fields.integer(.cpu) ?? 0, 0), memory: max(fields.integer(.rss) ?? 0, 0))
  }

  private mutating func processEnd(_ bytes: Bytes) -> ProcessEnd {
    var end = ProcessEnd()
    end.how = fields.text(.how, bytes) ?? ""
    end.dropped = max(fields.integer(.dropped) ?? 0, 0)
    end.usage = usage()
    end.bytes = max(fields.integer(.bytes) ?? 0, 0)
    end.cost = max(fields.integer(.cost) ?? 0, 0)
    end.startCost = max(fields.integer(.start) ?? 0, 0)
    end.queued = fields.time(.queued) ?? 0
    return end
  }
}
