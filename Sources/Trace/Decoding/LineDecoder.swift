/// Makes an event of a line's bytes. It accepts whatever is JSON, and counts what it does not know.
struct LineDecoder {
  /// What came of a line.
  struct Result {
    /// Nil if the line has none that can be.
    var time: Int64?
    /// 0 if the line does not tell.
    var process: UInt32 = 0
    /// Nil for a line that says nothing.
    var event: TraceEvent?
    var problem: TraceProblem?
    var unknownKeys = 0
    var absurdNumbers = 0
  }

  var fields = LineFields()
  private let kinds = WordTable.kinds

  mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
    var result = Result()
    guard fields.read(bytes) else {
      result.problem = .malformedLine
      return result
    }
    result.time = lineTime()
    result.process = fields.number(.process)
    guard let word = fields.value(.k), word.kind == .text else {
      result.problem = .malformedLine
      return result
    }
    if let number = kinds.number(of: fields.packedWord(.k, bytes)),
      let kind = LineKind(rawValue: number)
    {
      result.event = event(kind, bytes)
    } else {
      result.problem = .unknownKind
    }
    result.unknownKeys = fields.unknownKeys
    result.absurdNumbers = fields.absurdNumbers
    return result
  }

  private mutating func lineTime() -> Int64? {
    guard let value = fields.value(.t), value.kind == .number, value.number >= 0,
      value.number <= TraceTime.latest
    else { return nil }
    return value.number
  }

  private mutating func event(
    _ kind: LineKind, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> TraceEvent {
    switch kind {
    case .s: .step(step(bytes))
    case .r: .ready(ready(bytes))
    case .turn: .turn(turn(bytes))
    case .b: .blocked(lane: fields.number(.l), wait())
    case .u: .unblocked(lane: fields.number(.l), raised: fields.flag(.x))
    case .ln: .line(lane: fields.number(.l), place: fields.number(.p))
    case .call:
      .call(lane: fields.number(.l), place: fields.number(.p), resumed: fields.flag(.re))
    case .ret:
      .callEnd(lane: fields.number(.l), suspended: fields.flag(.y), raised: fields.flag(.x))
    case .wake: .wake(loop: fields.number(.lp))
    case .task: .task(task(bytes))
    case .name: .name(lane: fields.number(.l), fields.text(.n, bytes) ?? "")
    case .out: .output(output(bytes))
    case .at, .file, .why, .obj: definition(kind, bytes)
    case .thr, .thx, .proc, .pname, .main, .run, .exec, .full, .end: life(kind, bytes)
    case .loop, .tm, .tmx, .cq: ofLoop(kind, bytes)
    default: rare(kind, bytes)
    }
  }

  // MARK: Steps

  @inline(__always)
  private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>) -> Step {
    var step = Step()
    step.ended = stepEnd(bytes)
    step.thread = fields.number(.th)
    let lane = fields.number(.l)
    if fields.flag(.back) {
      step.next = .back(lane)
    } else if lane != 0 {
      step.next = fields.flag(.eager) ? .eager(lane, by: fields.number(.by)) : .lane(lane)
    } else {
      let callback = fields.number(.cb)
      step.next = callback != 0 ? .callback(callback) : .loop
    }
    return step
  }

  @inline(__always)
  private mutating func stepEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> StepEnd? {
    var end = StepEnd()
    end.lane = fields.number(.o)
    guard end.lane != 0 else { return nil }
    end.place = fields.number(.p)
    if let outcome = fields.value(.e), outcome.kind == .text {
      let word = fields.text(.e, bytes).flatMap(Outcome.init) ?? .done
      end.after = .ended(word, exception: fields.text(.x, bytes))
      end.by = fields.number(.by)
      end.cancelPlace = fields.number(.cp)
      end.cancelMeans = fields.text(.v, bytes).flatMap(CancelMeans.init)
    } else if fields.number(.w) != 0 {
      end.after = .waiting(wait())
    }
    return end
  }

  @inline(__always)
  private mutating func wait() -> Wait {
    var wait = Wait()
    wait.reason = fields.number(.w)
    wait.place = fields.number(.p)
    wait.due = fields.time(.u)
    wait.holder = fields.number(.hd)
    if fields.value(.on) != nil {
      wait.target = .lane(fields.number(.on))
    } else if fields.value(.ob) != nil {
      wait.target = .object(fields.number(.ob))
    } else if fields.value(.j) != nil {
      wait.target = .job(fields.number(.j))
    } else if fields.value(.pid) != nil {
      wait.target = .process(fields.number(.pid))
    }
    return wait
  }

  private mutating func turn(_ bytes: UnsafeBufferPointer<UInt8>) -> Turn {
    var turn = Turn()
    turn.loop = fields.number(.lp)
    turn.number = fields.integer(.n) ?? 0
    turn.queued = fields.small(.q)
    turn.timers = fields.small(.tm)
    turn.isIdle = fields.flag(.i)
    turn.ended = stepEnd(bytes)
    return turn
  }

  private mutating func ready(_ bytes: UnsafeBufferPointer<UInt8>) -> Wake {
    var wake = Wake()
    wake.lane = fields.number(.l)
    wake.by = fields.number(.by)
    wake.place = fields.number(.p)
    wake.due = fields.time(.u)
    switch fields.text(.c, bytes) {
    case nil: wake.cause = .lane
    case "timer": wake.cause = .timer
    case "io": wake.cause = .inputOutput
    case "end": wake.cause = .end
    case "cancel":
      switch fields.text(.v, bytes).flatMap(CancelMeans.init) {
      case .limit: wake.cause = .timeLimit
      case .group: wake.cause = .taskGroup
      case .close: wake.cause = .closing
      case .call, .interrupt: wake.cause = .cancel
      // Of before the means were told: it was known who called, or else it was a time limit.
      case nil: wake.cause = wake.by == 0 ? .timeLimit : .cancel
      }
    case "thread": wake.cause = .thread
    case "loop": wake.cause = .loop
    default: wake.cause = .unknown
    }
    return wake
  }

  private mutating func task(_ bytes: UnsafeBufferPointer<UInt8>) -> TaskStart {
    var task = TaskStart()
    task.lane = fields.number(.l)
    task.name = fields.text(.n, bytes)
    task.function = fields.text(.fn, bytes) ?? ""
    task.loop = fields.number(.lp)
    task.by = fields.number(.by)
    task.place = fields.number(.p)
    task.file = fields.number(.f)
    task.line = fields.small(.ln)
    task.isEager = fields.flag(.eager)
    task.isLate = fields.flag(.late)
    return task
  }

  private mutating func output(_ bytes: UnsafeBufferPointer<UInt8>) -> Output {
    var output = Output()
    output.lane = fields.number(.l)
    output.stream = fields.integer(.n) == 2 ? .error : .standard
    output.text = fields.text(.s, bytes) ?? ""
    output.cut = max(fields.integer(.cut) ?? 0, 0)
    return output
  }
}
