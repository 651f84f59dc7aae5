import Trace

/// A run of one program. Events of a run that was replaced find nothing, and do nothing.
package struct RunID: Hashable, Sendable {
  package let number: Int

  package init(_ number: Int) { self.number = number }
}

/// A demo of a lesson.
package struct DemoKey: Hashable, Sendable {
  package var lesson: String
  package var demo: String

  package init(lesson: String, demo: String) {
    self.lesson = lesson
    self.demo = demo
  }
}

/// What is to be run, in the words of the course; whoever runs it finds the files.
package struct RunRequest: Hashable, Sendable {
  package var key: DemoKey
  package var variant: String
  /// The program with its knobs turned.
  package var text: String
  package var knobs: [String: Double]
  /// It is the learner's own version.
  package var isEdited: Bool

  package init(
    key: DemoKey, variant: String, text: String, knobs: [String: Double], isEdited: Bool
  ) {
    self.key = key
    self.variant = variant
    self.text = text
    self.knobs = knobs
    self.isEdited = isEdited
  }
}

/// One program as it runs, or as it ran.
package struct ProgramRun: Sendable {
  package enum Stage: Hashable, Sendable {
    /// Its turn comes when another has ended.
    case queued
    case starting
    case running
    case ended(Ending)
  }

  package enum Ending: Codable, Hashable, Sendable {
    case exit(Int)
    case signal(Int)
    /// By the learner.
    case stopped
    /// A limit was reached; the words say which.
    case limited(String)
    /// It never ran; the words say why.
    case failed(String)
  }

  package var stage: Stage
  package var timeline: Timeline
  /// Where and when it ran; nil where that is not known.
  package var measured: Measured?
  /// What is to be said about it, such as that another variant stood in.
  package var notes: [String] = []
  /// All that it wrote, as it came out.
  package private(set) var written: [OutputPiece] = []
  /// The program's text, line by line, as it runs.
  package var source: [String]

  package init(stage: Stage, timeline: Timeline = Timeline(), source: [String] = []) {
    self.stage = stage
    self.timeline = timeline
    self.source = source
  }

  /// What it wrote that its trace does not tell, such as what other programs wrote for it. Before
  /// its end that is not known, unless it is not traced at all.
  package var looseOutput: [OutputPiece] {
    if let foundLoose { return foundLoose }
    return timeline.lineCount == 0 ? written : []
  }

  /// Found once, at the end.
  private var foundLoose: [OutputPiece]?

  /// The run is over.
  mutating func end(_ ending: Ending) {
    timeline.finish()
    stage = .ended(ending)
    foundLoose = findLoose()
  }

  private func findLoose() -> [OutputPiece] {
    var told: [String: Int] = [:]
    for output in timeline.outputs {
      for line in output.text.split(separator: "\n") { told[String(line), default: 0] += 1 }
    }
    var loose: [OutputPiece] = []
    for isError in [false, true] {
      let text = written.filter { $0.isError == isError }.map(\.text).joined()
      for line in text.split(separator: "\n") {
        if let count = told[String(line)], count > 0 {
          told[String(line)] = count - 1
        } else {
          loose.append(OutputPiece(isError: isError, text: line + "\n"))
        }
      }
    }
    return loose
  }

  /// The last line that a program that failed has written as an error, such as "ValueError: no".
  package var failure: String? {
    guard case .ended(.exit(let code)) = stage, code != 0 else { return nil }
    return written.last { $0.isError }?.text.split(separator: "\n").last.map(String.init)
  }

  mutating func write(_ piece: OutputPiece) {
    if let last = written.last, last.isError == piece.isError {
      written[written.count - 1].text += piece.text
    } else {
      written.append(piece)
    }
  }

  package var hasEnded: Bool {
    if case .ended = stage { true } else { false }
  }
}

/// Where and when figures were measured: they are of one machine on one day.
package struct Measured: Hashable, Sendable {
  /// What the machine calls itself, or what kind of machine it is.
  package var machine: String
  /// "30 November 2026"
  package var day: String?

  package init(machine: String, day: String?) {
    self.machine = machine
    self.day = day
  }

  package var words: String { "measured on \(machine)" + (day.map { ", \($0)" } ?? "") }
}

package struct OutputPiece: Codable, Hashable, Sendable {
  package var isError: Bool
  package var text: String

  package init(isError: Bool, text: String) {
    self.isError = isError
    self.text = text
  }
}

extension ProgramRun: Equatable {
  /// A timeline knows its changes by a number, and is too large to compare.
  package static func == (a: ProgramRun, b: ProgramRun) -> Bool {
    a.stage == b.stage && a.notes == b.notes && a.written == b.written
      && a.source == b.source
      && a.timeline.revision == b.timeline.revision && a.timeline.lineCount == b.timeline.lineCount
  }
}
