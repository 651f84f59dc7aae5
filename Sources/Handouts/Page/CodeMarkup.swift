import Exports
import LessonFormat
import Narration
import Scenes

/// Programs and other text that is kept as it stands.
extension PageWriter {
  func write(_ code: CodeBlock, to page: inout Markup) {
    if let description = code.description {
      page.element("figure", ["class": "listing"]) { page in
        page.element(
          "div",
          [
            "class": "scroll", "tabindex": "0", "role": "group",
            "aria-label": code.title ?? "Picture of characters",
          ]
        ) { page in
          page.element("pre", ["class": "drawn", "role": "img", "aria-label": description]) {
            write(lines: code.text, to: &$0)
          }
        }
        page.element("figcaption") { page in
          if let title = code.title { page.element("strong", title.asSentence + " ") }
          page.say(description.asSentence)
        }
      }
      return
    }
    let isPython = code.language == "python"
    var caption = code.title ?? ""
    if let requires = code.requires {
      caption += (caption.isEmpty ? "" : ", ") + "for Python \(requires)"
    }
    listing(
      code.text, caption: caption.capitalizedFirst, isPython: isPython, focus: code.focus,
      hasNumbers: !code.focus.isEmpty, to: &page)
  }

  /// Code with what it is called, and its lines numbered as words refer to them.
  func listing(
    _ text: String, caption: String, isPython: Bool = true, first: Int = 1,
    focus: [ClosedRange<Int>] = [], hasNumbers: Bool = true, to page: inout Markup
  ) {
    let marked = CodeReading(text, first: first, marked: focus).markedInWords
    let hasCaption = !caption.isEmpty || !marked.isEmpty
    page.element(hasCaption ? "figure" : "div", ["class": "listing"]) { page in
      if hasCaption {
        page.element("figcaption") { page in
          page.element("strong", caption.isEmpty ? "Code" : caption)
          page.say(marked)
        }
      }
      let kind = hasNumbers ? "code numbered" : "code"
      let start = "counter-reset:line \(first - 1)"
      page.element("pre", ["class": kind, "style": start]) { page in
        page.element("code") { page in
          for (index, line) in Self.lines(of: text, isPython: isPython).enumerated() {
            let isMarked = focus.contains { $0.contains(first + index) }
            page.element("span", ["class": isMarked ? "line focus" : "line"]) { page in
              for (kind, words) in line {
                if let name = Self.className(kind) {
                  page.element("span", ["class": name], words)
                } else {
                  page.say(words)
                }
              }
              page.newLine()
            }
          }
        }
      }
    }
  }

  func write(lines text: String, to page: inout Markup) {
    for (index, line) in codeLines(text).enumerated() {
      if index > 0 { page.newLine() }
      page.say(line)
    }
  }

  private static func lines(
    of text: String, isPython: Bool
  ) -> [[(kind: PythonLexer.Kind, text: String)]] {
    guard isPython else { return codeLines(text).map { [(.text, $0)] } }
    let bytes = Array(text.utf8)
    var lines: [[(kind: PythonLexer.Kind, text: String)]] = [[]]
    for piece in PythonLexer.pieces(of: text) {
      let parts = bytes[piece.range].split(separator: 0x0A, omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        if !part.isEmpty {
          lines[lines.count - 1].append((piece.kind, String(decoding: part, as: UTF8.self)))
        }
      }
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func className(_ kind: PythonLexer.Kind) -> String? {
    switch kind {
    case .text: nil
    case .keyword: "keyword"
    case .builtin: "builtin"
    case .definition: "definition"
    case .string: "string"
    case .number: "number"
    case .comment: "comment"
    }
  }
}
