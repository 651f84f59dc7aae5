import Exports
import LessonFormat
import Narration
import Trace

/// A lesson as a document in the Markdown of code hosts, with what its demos did when they were
/// recorded. What a learner should find out alone stands at the end.
package struct HandoutDocument {
  private let handout: Handout
  private let isASCII: Bool

  package init(_ handout: Handout, isASCII: Bool = false) {
    self.handout = handout
    self.isASCII = isASCII
  }

  package func write(to sink: ExportSink) throws {
    var writer = DocumentWriter(handout, isASCII: isASCII)
    var parts = [["# " + MarkdownText.escaped(handout.lesson.title)]]
    parts += handout.headLines.map { [writer.words($0)] }
    for index in handout.lesson.steps.indices { parts += writer.step(index) }
    for (title, body) in [
      ("Answers", writer.answers()), ("Solutions", writer.solutions()),
      ("Glossary", writer.terms()),
    ] where !body.isEmpty {
      parts += [["## " + title]] + body
    }
    try sink(Array((DocumentWriter.joined(parts).joined(separator: "\n") + "\n").utf8))
  }
}
