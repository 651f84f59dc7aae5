import DemoRunner
import LessonFormat
import Trace

/// One variant of a demo, while it runs and afterwards.
struct VariantRun {
  let variant: Demo.Variant
  /// The program as it ran.
  let text: String
  let run: ScopedRun
  /// Nil where nobody wants to see it.
  var output: ProgramOutput?
  var timeline = Timeline()
  var ending: RunEnding?
  /// What it wrote, as it came out, and how long it ran: of a program that is not traced nothing else
  /// is known. In microseconds since it was started.
  private(set) var written: [(time: Int64, stream: RunStream, bytes: [UInt8])] = []
  private(set) var duration: Int64 = 0
  private let started = ContinuousClock.now

  init(variant: Demo.Variant, text: String, run: ScopedRun, output: ProgramOutput?) {
    self.variant = variant
    self.text = text
    self.run = run
    self.output = output
  }

  var isExpected: Bool {
    ending.map { RunWords.isExpected($0, expectsFailure: variant.expectsFailure) } ?? false
  }

  mutating func take() throws {
    for event in run.take() {
      switch event {
      case .began, .reached, .finished: break
      case .trace(let lines): timeline.append(lines)
      case .output(let stream, let bytes):
        if !variant.isTraced { written.append((elapsed, stream, bytes)) }
        try output?.add(bytes, of: stream)
      case .leftOut(_, let bytes):
        try output?.note("\(RunWords.size(bytes)) of output are left out here")
      case .ended(let ending):
        timeline.finish()
        duration = elapsed
        try output?.finish()
        self.ending = ending
      }
    }
  }
}

extension VariantRun {
  private var elapsed: Int64 { Int64((ContinuousClock.now - started) / .microseconds(1)) }
}

/// Runs variants at the same time, shows what they print, and returns when all have ended.
struct DemoRuns {
  /// A signal that ends us as well, once nothing is left of the runs.
  struct Ended: Error {
    let signal: Int32
  }

  let signals = RunSignals()
  private(set) var wasInterrupted = false

  mutating func run(
    _ variants: [(variant: Demo.Variant, specification: RunSpecification)], labelled: Bool,
    readingInput: Bool, isSilent: Bool = false
  ) throws -> [VariantRun] {
    var runs: [VariantRun] = []
    do {
      for (variant, specification) in variants {
        let run = try ScopedRun.start(specification, notify: signals.notify)
        runs.append(
          VariantRun(
            variant: variant, text: String(decoding: specification.program.bytes, as: UTF8.self),
            run: run,
            output: isSilent ? nil : ProgramOutput(label: labelled ? "\(variant.name): " : nil)))
        if readingInput { run.forwardInput(from: 0) } else { run.closeInput() }
      }
      try follow(&runs)
    } catch {
      for run in runs { run.run.remove() }
      throw error
    }
    return runs
  }

  private mutating func follow(_ runs: inout [VariantRun]) throws {
    while runs.contains(where: { $0.ending == nil }) {
      switch signals.next() {
      case .news:
        for index in runs.indices { try runs[index].take() }
      case .interrupt:
        wasInterrupted = true
        for run in runs where run.ending == nil { run.run.stop() }
      case .end(let signal): throw Ended(signal: signal)
      }
    }
  }
}
