/// The name that links, progress and recordings know a thing by.
package struct ContentID: Hashable, Sendable {
  package var value: String
  /// Made of the text because the author wrote none; it changes when the text does.
  package var isDerived: Bool
}

/// What the head of a lesson's file says.
package struct FrontMatter: Hashable, Sendable {
  package var id: String
  package var idRange: SourceRange
  package var title: String
  package var minutes: Int
  package var summary: String?
  package var needs: [Need]

  package struct Need: Hashable, Sendable {
    package var lesson: String
    package var range: SourceRange
  }
}

package struct Lesson: Hashable, Sendable {
  package var frontMatter: FrontMatter
  package var steps: [Step]

  package var id: String { frontMatter.id }
  package var title: String { frontMatter.title }
}

package struct Step: Hashable, Sendable {
  package var id: ContentID
  package var title: [Inline]
  /// How long an instructor plans for it.
  package var minutes: Double?
  package var blocks: [Block]
  package var range: SourceRange
}

/// The terms that the course explains, in the order of their file.
package struct Glossary: Hashable, Sendable {
  package var terms: [Term]

  package init(terms: [Term] = []) { self.terms = terms }

  package struct Term: Hashable, Sendable {
    package var id: ContentID
    package var name: String
    package var blocks: [Block]
    package var range: SourceRange
  }
}
