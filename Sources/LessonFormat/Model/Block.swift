/// A piece of a step, in the order of the file.
package struct Block: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case paragraph([Inline])
    case heading(level: Int, [Inline])
    case list(List)
    indirect case table(Table)
    case quote([Block])
    indirect case code(CodeBlock)
    indirect case callout(Callout)
    indirect case demo(Demo)
    indirect case question(Question)
    indirect case exercise(Exercise)
    /// The questions of the course's chooser.
    case chooser
    /// What follows is revealed by the next key.
    case pause
    /// For the instructor alone.
    case notes([Block])
  }

  package var content: Content
  package var range: SourceRange
}

package struct List: Hashable, Sendable {
  /// The first number, or nil for a list without numbers.
  package var start: Int?
  package var items: [Item]

  package struct Item: Hashable, Sendable {
    /// For an item of a task list.
    package var isChecked: Bool?
    package var blocks: [Block]
    package var range: SourceRange
  }
}

package enum TableAlignment: Hashable, Sendable {
  case left, center, right
}

package struct Table: Hashable, Sendable {
  package var alignments: [TableAlignment]
  package var header: [[Inline]]
  /// Each row has as many cells as the header.
  package var rows: [[[Inline]]]
}

/// Code to read; a program that runs is a `Demo` or an `Exercise`.
package struct CodeBlock: Hashable, Sendable {
  package var language: String?
  package var title: String?
  /// The Python that it needs.
  package var requires: PythonVersion?
  package var text: String
  /// What a picture drawn in characters shows.
  package var description: String?
  /// Line numbers to draw attention to, from 1.
  package var focus: [ClosedRange<Int>]
  /// For Python: nil where the fence says `norun`, and where the language is another.
  package var program: Program?
}

package struct Callout: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case note, tip, important, warning, caution
  }

  package var kind: Kind
  package var blocks: [Block]
}
