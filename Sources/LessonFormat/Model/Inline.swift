/// Text with its style, as it stands in a paragraph, a heading, a list or a table.
package struct Inline: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case text(String)
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    // Rare and large, so they are kept apart from the many short texts.
    indirect case link(Link)
    indirect case image(Image)
    case softBreak
    case lineBreak
  }

  package var content: Content
  package var position: SourcePosition
}

package struct Link: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case web(String)
    /// A lesson, or a step of it; `lesson` is nil for the lesson that the link stands in.
    case lesson(id: String?, step: String?)
    case term(String)
    /// An entry of the quick reference; the whole of it where the id is empty.
    case entry(String)
    /// A part of the chooser; its beginning where the id is empty.
    case chooser(String)
    /// A file beside the lesson.
    case file(String)
  }

  package var text: [Inline]
  package var target: Target
  package var range: SourceRange
}

/// A terminal shows no pictures: what is kept is what the picture says.
package struct Image: Hashable, Sendable {
  package var description: String
  package var source: String
}

extension [Inline] {
  /// The words alone.
  package var plainText: String {
    var result = ""
    for inline in self { inline.appendPlainText(to: &result) }
    return result
  }

  /// Split where the source breaks a line; each part stands on one line of the file.
  var lines: [[Inline]] {
    split(omittingEmptySubsequences: false) { $0.content == .softBreak || $0.content == .lineBreak }
      .map { [Inline]($0) }
  }
}

extension Inline {
  fileprivate func appendPlainText(to result: inout String) {
    switch content {
    case .text(let text), .code(let text): result += text
    case .emphasis(let children), .strong(let children), .strikethrough(let children):
      for child in children { child.appendPlainText(to: &result) }
    case .link(let link):
      for child in link.text { child.appendPlainText(to: &result) }
    case .image(let image): result += image.description
    case .softBreak, .lineBreak: result += " "
    }
  }
}
