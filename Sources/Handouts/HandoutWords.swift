import Exports
import LessonFormat
import Narration
import Trace
import Tutor

/// What every form of a handout says in the same words.
extension Handout {
  /// "Lesson 2 of 4. About 30 minutes."
  var headLines: [String] {
    var lines: [String] = []
    if let summary = lesson.frontMatter.summary { lines.append(summary.asSentence) }
    var facts = place.map { "Lesson \($0.number) of \($0.count). " } ?? ""
    facts += "About \(count(lesson.frontMatter.minutes, "minute"))."
    let needs = lesson.frontMatter.needs.map { titles[$0.lesson] ?? $0.lesson }
    if !needs.isEmpty { facts += " It builds on \(inWords(needs, joinedBy: "and"))." }
    return lines + [facts]
  }

  /// Where a link leads that cannot be followed from a sheet of paper or a single file; nil where the
  /// words of the link say it already.
  func whereabouts(_ target: Link.Target) -> String? {
    switch target {
    case .web(let url): url
    case .lesson(let id?, _) where id != lesson.id: titles[id].map { "lesson \"\($0)\"" } ?? id
    case .lesson: nil
    case .term: nil
    case .entry(let id): "interleave reference" + (id.isEmpty ? "" : " \(id)")
    case .chooser: "interleave choose"
    case .file(let name): "the file \(name)"
    }
  }

  /// The step of this lesson that a link leads to.
  func step(_ target: Link.Target) -> Int? {
    guard case .lesson(let id, let step) = target, id == nil || id == lesson.id else { return nil }
    guard let step else { return lesson.steps.isEmpty ? nil : 0 }
    return lesson.steps.firstIndex { $0.id.value == step }
  }

  /// The addresses that a link of a document may lead to: nothing that runs, and nothing on the disk.
  static func isHarmless(_ url: String) -> Bool {
    let address = url.lowercased()
    return ["https://", "http://", "mailto:"].contains(where: address.hasPrefix)
  }
}

extension Handout {
  /// What is said under a demo of a variant that no picture shows.
  func remark(on variant: RecordedVariant, of demo: Demo) -> String? {
    let how = "\"interleave run \(lesson.id)#\(demo.id)\" runs it."
    let title = variant.title.capitalizedFirst
    switch variant.recording {
    case .missing: return "\(title): there is no recording of this program. \(how)"
    case .ofAnotherProgram:
      return "\(title): the program was changed since it was recorded. \(how)"
    case .notRun: return "\(title) is here to be read, not to be run."
    case .run(let run):
      if let standIn = run.standIn {
        return "\(title) needs a newer Python than the recording was made with; "
          + "\(standIn.title) ran in its place."
      }
      guard run.timeline.lanes.isEmpty else { return nil }
      return "\(title) measures itself, so it was not traced. It ran for "
        + "\(duration(run.total))."
    }
  }

  /// Where the runs of a demo were recorded; several runs can have one origin.
  func origins(of variants: [RecordedVariant]) -> [String] {
    var origins: [String] = []
    for origin in variants.compactMap({ $0.run?.origin }) where !origins.contains(origin) {
      origins.append(origin)
    }
    return origins
  }
}

extension [NamedRun] {
  /// What is different between them; a sentence begins with a large letter there, also where the
  /// name of a program does not.
  var comparison: Narration {
    var narration = Narration()
    for line in RunsNarration(self).comparison().lines {
      guard case .words(let words) = line else { continue }
      narration.say(contains { words.hasPrefix($0.name) } ? words.capitalizedFirst : words)
    }
    return narration
  }
}

extension Narration {
  /// Sentences that follow one another as one paragraph; what is kept as it stands is a part of its
  /// own.
  var paragraphs: [Line] {
    lines.reduce(into: []) { parts, line in
      if case .words(let more) = line, case .words(let words)? = parts.last {
        parts[parts.count - 1] = .words(words.asSentence + " " + more)
      } else {
        parts.append(line)
      }
    }
  }
}

extension Question {
  /// What is asked for, where the choices do not say it.
  var hint: String? {
    switch answer {
    case .choices(let choices):
      choices.count(where: \.isRight) == 1 ? nil : "None, one or several choices can be right."
    case .number(let number):
      "The answer is a number\(number.unitInWords.map { " of \($0)" } ?? "")."
    case .order: "Put these lines in order."
    case .lanes: "The answer is one lane of the timeline, or more."
    }
  }
}

extension Handout {
  /// The right answer in a sentence; for choices it is told by their letters.
  func answer(to question: Question) -> String {
    switch question.answer {
    case .choices(let choices):
      let right = choices.indices.filter { choices[$0].isRight }.map(letter)
      return right.isEmpty ? "None of them is right." : "Right: \(inWords(right, joinedBy: "and"))."
    case .number(let number):
      let words = "The answer is \(number.inWords)."
      guard case .measured(let measure) = number.value,
        let run = run(measure.variant, of: question)
      else { return words }
      let value = measure.value(in: run.timeline)
      let isTime = measure.quantity == .total || measure.quantity == .processor
      let told =
        isTime
        ? duration(Int64(value * 1e6)) : "\(inWords(value)) \(number.unitInWords ?? "")"
      return words + " In the recording it is \(told)."
    case .order: return "The right order:"
    case .lanes(let query):
      let words = "The answer is \(query.inWords)."
      guard let run = run(query.variant, of: question) else { return words }
      let lanes = query.lanes(in: run.timeline)
      return words + " In the recording: "
        + (lanes.isEmpty ? "none." : "\(inWords(lanes, joinedBy: "and")).")
    }
  }

  private func run(_ variant: String?, of question: Question) -> RecordedRun? {
    let variants = question.demo.flatMap { demos[$0] } ?? []
    let run = variants.first { variant == nil || $0.name == variant }?.run
    return run.flatMap { $0.standIn == nil && !$0.timeline.lanes.isEmpty ? $0 : nil }
  }
}

extension Question.Kind {
  var title: String { self == .prediction ? "Prediction" : "Question" }
}

/// A, B, … Z, AA, as lists with letters count.
func letter(_ index: Int) -> String {
  let last = String(UnicodeScalar(UInt8(65 + index % 26)))
  return index < 26 ? last : letter(index / 26 - 1) + last
}

/// The lines of a program or of what it printed, without the empty one behind the last.
func codeLines(_ text: String) -> [String] {
  var lines = textLines(text)
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}
