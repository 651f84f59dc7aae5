import TextWidth

/// Frames as text, for tests whose differences a person can read.
extension Frame {
  /// What stands in one cell: nil outside the frame and for the right half of a wide glyph.
  package func glyph(at point: Point) -> Glyph? {
    guard area.contains(point) else { return nil }
    let index = point.y * size.width + point.x
    guard let base = cells[index].base else { return nil }
    let isLead = point.x + 1 < size.width && cells[index + 1].isContinuation
    return Glyph(base, marks: markTable[cells[index].marks], width: isLead ? 2 : 1)
  }

  package func style(at point: Point) -> Style? {
    area.contains(point) ? cells[point.y * size.width + point.x].style : nil
  }

  package func text(ofRow row: Int) -> String {
    var result = ""
    for x in 0..<size.width {
      if let glyph = glyph(at: Point(x, row)) { result.append(glyph) }
    }
    return result.cutBlanks()
  }

  /// The rows, without the blanks at their ends and the empty rows at the bottom.
  package var text: String {
    (0..<size.height).map(text(ofRow:)).joined(separator: "\n").cutBlanks(and: "\n")
  }

  /// A letter for each cell's style, with what the letters stand for: a role's own letter where it
  /// stands plainly on the screen, numbers in order of appearance for the rest. Blanks that show
  /// nothing are left blank.
  package var styles: String {
    var key: [(style: Style, letter: Character)] = []
    let rows = (0..<size.height).map { row in
      let letters = (0..<size.width).map { letter(at: Point($0, row), &key) }
      return String(letters).cutBlanks()
    }
    let legend = key.map { "\($0.letter) = \($0.style.description)" }
    return
      (rows.joined(separator: "\n").cutBlanks(and: "\n") + "\n\n"
      + legend.joined(separator: "\n"))
  }

  private func letter(
    at point: Point, _ key: inout [(style: Style, letter: Character)]
  ) -> Character {
    guard let style = style(at: point) else { return " " }
    let isBlank = glyph(at: point) == Glyph(" ")
    if isBlank, style.ground == .screen, style.attributes.isDisjoint(with: [.underline, .reverse]) {
      return " "
    }
    if style == .plain { return "." }
    if let known = key.first(where: { $0.style == style }) { return known.letter }
    let letter =
      style == Style(style.role)
      ? style.role.letter
      : Self.numbers[min(key.count(where: { $0.style != Style($0.style.role) }), 9)]
    key.append((style, letter))
    return letter
  }

  private static let numbers = Array("123456789#")
}

extension Style: CustomStringConvertible {
  package var description: String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
      (.italic, "italic"),
    ]
    let marked = names.filter { attributes.contains($0.0) }.map { " " + $0.1 }.joined()
    return "\(role)" + marked + (ground == .screen ? "" : " on \(ground)")
  }
}

extension Role {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
  var letter: Character { Self.letters[Int(rawValue) % Self.letters.count] }
}

extension String {
  fileprivate func cutBlanks(and other: Character = " ") -> String {
    guard let last = lastIndex(where: { $0 != " " && $0 != other }) else { return "" }
    return String(self[...last])
  }
}
