import LessonFormat

/// The names that places of a handout have, so that links find them: each once, and of letters that an
/// address can hold.
struct Anchors {
  private var taken: Set<String> = []
  private var steps: [String] = []
  private var terms: [String: String] = [:]

  init(_ handout: Handout) {
    for step in handout.lesson.steps { steps.append(unique("step-" + Self.slug(step.id.value))) }
    for term in handout.glossary.terms where terms[term.id.value] == nil {
      terms[term.id.value] = unique("term-" + Self.slug(term.id.value))
    }
  }

  func step(_ index: Int) -> String { steps[index] }
  func term(_ id: String) -> String? { terms[id] }

  private mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }

  private static func slug(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
  }
}

/// What was met on the way through the lesson, and is told at the end: it has its number by its place.
struct Gathered {
  var questions: [Question] = []
  var exercises: [Exercise] = []
  var demos = 0
  /// Ids of terms that were linked to, in the order in which they were met.
  var terms: [String] = []

  mutating func use(term id: String) {
    if !terms.contains(id) { terms.append(id) }
  }
}

extension Handout {
  func term(_ id: String) -> Glossary.Term? { glossary.terms.first { $0.id.value == id } }
}
