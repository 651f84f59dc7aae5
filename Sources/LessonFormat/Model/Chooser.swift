/// Questions about a job of work that end in an advice: how to run it.
package struct Chooser: Hashable, Sendable {
  package var title: String
  /// In the order of the file; the first is where it begins.
  package var parts: [Part]

  package init(title: String = "", parts: [Part] = []) {
    self.title = title
    self.parts = parts
  }

  package struct Part: Hashable, Sendable {
    package var id: ContentID
    package var title: String
    /// A question's explanation, which may be missing; the whole of an advice.
    package var blocks: [Block]
    /// What can be said to the question; an advice has none.
    package var choices: [Choice]
    package var range: SourceRange

    package var isQuestion: Bool { !choices.isEmpty }
  }

  package struct Choice: Hashable, Sendable {
    package var text: [Inline]
    /// The part of the text that is the link: the choice in short.
    package var name: String
    /// The id of the part that it leads to.
    package var target: String
    package var range: SourceRange
  }

  package func part(_ id: String) -> Part? { parts.first { $0.id.value == id } }
}

/// How somebody has come through the chooser: where it began, and what was chosen since.
package struct ChooserPath: Hashable, Sendable {
  /// The id of a part; nil for the first one.
  package var start: String?
  /// Choices by their place, from 0.
  package var choices: [Int] = []

  package init(from start: String? = nil, choices: [Int] = []) {
    self.start = start
    self.choices = choices
  }
}

extension Chooser {
  /// The parts on the way, the last of them where it leads. A choice that there is not ends it.
  package func parts(along path: ChooserPath) -> [Part] {
    guard var part = path.start.map(part) ?? parts.first else { return [] }
    var result = [part]
    for choice in path.choices {
      guard part.choices.indices.contains(choice),
        let next = self.part(part.choices[choice].target)
      else { break }
      part = next
      result.append(part)
    }
    return result
  }

  package func part(at path: ChooserPath) -> Part? { parts(along: path).last }

  /// What was said on the way, question by question.
  package func said(along path: ChooserPath) -> [(question: Part, choice: Choice)] {
    zip(parts(along: path).dropLast(), path.choices).map { ($0, $0.choices[$1]) }
  }
}
