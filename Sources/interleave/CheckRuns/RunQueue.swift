import DemoRunner
import LessonFormat
import Trace
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs programs without a word, many at a time, and hands on what each leaves behind.
struct RunQueue {
  /// What a program leaves to those beside it.
  enum Pace {
    /// It takes little of a processor, so many can run at once.
    case waits
    /// It keeps a processor busy: only one at a time, beside those that wait.
    case computes
    /// Nothing runs beside it, so that nothing makes it slow.
    case alone
  }

  struct Item {
    var specification: RunSpecification
    var pace: Pace
  }

  struct Ended {
    let key: Int
    let evidence: RunEvidence
    let ending: RunEnding
    /// From its start to its end, Python's own start included, in microseconds.
    let duration: Int64
  }

  fileprivate struct Live {
    let key: Int
    let pace: Pace
    let run: ScopedRun
    let started = ContinuousClock.now
    var timeline = Timeline()
    var written: [RunStream: [UInt8]] = [:]
    var isOutputWhole = true
  }

  private let most: Int
  private let signals = RunSignals()
  private var waiting: [(key: Int, item: Item)] = []
  private var live: [Live] = []

  init(atOnce most: Int) {
    self.most = most
  }

  var isEmpty: Bool { waiting.isEmpty && live.isEmpty }

  mutating func add(_ item: Item, as key: Int) { waiting.append((key, item)) }

  /// Waits for the next program to end.
  mutating func next() throws -> Ended {
    while true {
      try startWhatMay()
      for index in live.indices {
        guard let ending = live[index].take() else { continue }
        let ended = live.remove(at: index)
        defer { ended.run.remove() }
        return Ended(
          key: ended.key, evidence: ended.evidence(ending), ending: ending,
          duration: Int64((ContinuousClock.now - ended.started) / .microseconds(1)))
      }
      switch signals.next() {
      case .news: break
      case .interrupt: throw DemoRuns.Ended(signal: SIGINT)
      case .end(let signal): throw DemoRuns.Ended(signal: signal)
      }
    }
  }

  private mutating func startWhatMay() throws {
    while let index = nextToStart {
      let (key, item) = waiting.remove(at: index)
      let run = try ScopedRun.start(item.specification, notify: signals.notify)
      run.closeInput()
      live.append(Live(key: key, pace: item.pace, run: run))
    }
  }

  /// Those that compute come first, because only one of them runs at a time: else they would be left
  /// over for the end.
  private var nextToStart: Int? {
    waiting.firstIndex { $0.item.pace == .computes && mayStart(.computes) }
      ?? waiting.firstIndex { mayStart($0.item.pace) }
  }

  private func mayStart(_ pace: Pace) -> Bool {
    guard live.count < most, !live.contains(where: { $0.pace == .alone }) else { return false }
    return switch pace {
    case .waits: true
    case .computes: !live.contains { $0.pace == .computes }
    case .alone: live.isEmpty
    }
  }

  /// Nothing of the programs is left afterwards, whether they had ended or not.
  mutating func end() {
    for live in live { live.run.remove() }
    live = []
    signals.release()
  }
}

extension RunQueue.Live {
  /// Takes what is new. Returns how it ended, when it has.
  fileprivate mutating func take() -> RunEnding? {
    var result: RunEnding?
    for event in run.take() {
      switch event {
      case .began, .reached, .finished: break
      case .trace(let lines): timeline.append(lines)
      case .output(let stream, let bytes): written[stream, default: []] += bytes
      case .leftOut(let stream, _): if stream == .output { isOutputWhole = false }
      case .ended(let ending):
        timeline.finish()
        result = ending
      }
    }
    return result
  }

  fileprivate func evidence(_ ending: RunEnding) -> RunEvidence {
    func text(_ stream: RunStream) -> String {
      String(decoding: written[stream] ?? [], as: UTF8.self)
    }
    return RunEvidence(
      timeline: timeline, output: text(.output), errors: text(.errors),
      isOutputWhole: isOutputWhole, ending: ProgramRun.Ending(ending), file: run.programPath)
  }
}

extension ProgramRun.Ending {
  /// As the session knows it.
  init(_ ending: RunEnding) {
    if let limit = ending.limit {
      self = .limited("The program \(RunWords.words(limit))")
    } else if ending.wasStopped {
      self = .stopped
    } else {
      switch ending.how {
      case .exit(let status): self = .exit(Int(status))
      case .signal(let number): self = .signal(Int(number))
      case .notStarted(let reason):
        self = .failed("The program could not be started: \(reason).")
      case .lost:
        self = .failed("What watched over the program was killed, and the program with it.")
      }
    }
  }
}
