import LessonFormat
import Narration
import Trace
import Tutor

/// A lesson to be given out, with all that is needed to write it down: what the course knows beside
/// it, and what its demos did when they were recorded.
package struct Handout: Sendable {
  package var lesson: Lesson
  /// Its place among the lessons, from 1, and how many there are; nil for one by itself.
  package var place: (number: Int, count: Int)?
  /// Of all lessons, by id, for links that lead out of this one.
  package var titles: [String: String]
  package var glossary: Glossary
  /// By the demo's id: the programs that are shown beside each other, in their order.
  package var demos: [String: [RecordedVariant]]

  package init(
    lesson: Lesson, place: (number: Int, count: Int)? = nil, titles: [String: String] = [:],
    glossary: Glossary = Glossary(), demos: [String: [RecordedVariant]] = [:]
  ) {
    self.lesson = lesson
    self.place = place
    self.titles = titles
    self.glossary = glossary
    self.demos = demos
  }
}

/// A program of a demo, and what is known of a run of it.
package struct RecordedVariant: Sendable {
  /// The variant's name in the lesson.
  package var name: String
  /// What it is called within a sentence.
  package var title: String
  package var recording: Recording

  package init(name: String, title: String, recording: Recording) {
    self.name = name
    self.title = title
    self.recording = recording
  }

  package enum Recording: Sendable {
    case run(RecordedRun)
    /// Nobody has recorded it.
    case missing
    /// The program was changed since.
    case ofAnotherProgram
    /// It is there to be read.
    case notRun
  }

  package var run: RecordedRun? {
    if case .run(let run) = recording { run } else { nil }
  }

  /// Its run, where it was traced.
  var named: NamedRun? {
    run.flatMap { $0.timeline.lanes.isEmpty ? nil : NamedRun(title, $0.timeline) }
  }
}

package struct RecordedRun: Sendable {
  /// The lines of the trace, as they came.
  package var lines: [TraceLine]
  package var header: RunHeader
  package var timeline: Timeline
  /// Where and when; nil where that is not known, or time was not real.
  package var measured: Measured?
  /// The program that ran in place of the variant's own, and its title.
  package var standIn: (name: String, title: String, text: String)?

  package init(
    lines: [TraceLine], header: RunHeader, measured: Measured? = nil,
    standIn: (name: String, title: String, text: String)? = nil
  ) {
    self.lines = lines
    self.header = header
    self.measured = measured
    self.standIn = standIn
    timeline = Timeline()
    timeline.append(lines)
    timeline.finish()
  }

  /// How long it took, in microseconds; of a program that was not traced its header tells.
  var total: Int64 { header.isTraced ? timeline.total : header.duration ?? 0 }

  /// What it printed, or wrote as errors, as one text.
  func output(_ stream: Output.Stream) -> String {
    timeline.outputs.filter { $0.stream == stream }.map(\.text).joined()
  }

  /// "Recorded with Python 3.13.5, measured on Linux x86_64, 30 November 2026."
  var origin: String {
    let python = header.python.isEmpty ? "Recorded" : "Recorded with Python \(header.python)"
    let how = header.isVirtual ? "waits took no real time" : measured?.words
    return [python, how].compactMap { $0 }.joined(separator: ", ") + "."
  }
}
