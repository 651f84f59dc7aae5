/// What reading one file gave.
package struct LessonReading: Sendable {
  /// nil where the file is no lesson; a lesson with mistakes is still as whole as can be.
  package var lesson: Lesson?
  /// Those of the lesson's own file, in its order, and those of the programs that it names.
  package var diagnostics: [Diagnostic]
  package var links: [Link]
  /// Where pictures lead to, which are files as well.
  package var pictures: [Link] = []
}

/// Turns the text of a lesson into a `Lesson`.
package enum LessonReader {
  package static func read(_ source: SourceText, files: ProgramFiles) -> LessonReading {
    var log = DiagnosticLog(file: source.path)
    guard source.isReadableText(log: &log), let bounds = FrontMatterReader.bounds(source, &log)
    else { return LessonReading(lesson: nil, diagnostics: log.sorted(in: source), links: []) }
    let frontMatter = FrontMatterReader.lesson(source, bounds, log: &log)
    var reader = ContentReader(source: source, lineOffset: bounds.bodyLine - 1, log: log)
    let steps = SectionReader.sections(of: source, from: bounds.bodyLine, reader: &reader) {
      heading, number, reader in
      StepReader(heading: heading, number: number, reader: &reader, files: files)
    }
    if let steps, steps.isEmpty {
      reader.log.error(
        .emptyStep, at: source.range(ofLine: 1), "this lesson has no steps",
        fix: "Begin each step with a heading: \"## What happens\"")
    }
    checkIDs(of: steps ?? [], log: &reader.log)
    return LessonReading(
      lesson: frontMatter.map { Lesson(frontMatter: $0, steps: steps ?? []) },
      diagnostics: reader.log.sorted(in: source) + reader.otherFiles, links: reader.links,
      pictures: reader.pictures)
  }

  /// Steps, demos, exercises and questions are known by id in the whole lesson.
  private static func checkIDs(of steps: [Step], log: inout DiagnosticLog) {
    var seen: [String: Int32] = [:]
    func check(_ kind: String, _ id: String, at range: SourceRange, rule: Rule = .duplicateID) {
      let mark = SourceRange(
        line: Int(range.start.line), column: Int(range.start.column), length: 1)
      guard let line = seen.updateValue(range.start.line, forKey: "\(kind) \(id)") else { return }
      log.error(
        rule, at: mark, "there is a \(kind) \"\(id)\" already, in line \(line)",
        fix: "Give each \(kind) of a lesson an id of its own")
    }
    for step in steps {
      check("step", step.id.value, at: step.range)
      for block in step.blocks {
        switch block.content {
        case .demo(let demo): check("demo", demo.id, at: block.range, rule: .duplicateVariant)
        case .exercise(let exercise): check("exercise", exercise.id, at: block.range)
        case .question(let question): check("question", question.id.value, at: block.range)
        default: break
        }
      }
    }
  }
}
