import Canvas

@testable import CursesFrontEnd
@testable import Exports

/// A frame as a picture that looks like the terminal, dark or light as its reader likes it.
///
/// Text is placed by columns, whatever font there is. Signs that draw are shapes, because fonts leave
/// gaps between them.
struct FramePicture {
  let frame: Frame
  let title: String
  /// What is to be seen, for who doesn't see it.
  let description: String

  static let cell = (width: 8.4, height: 18.0)
  private static let baseline = 13.5
  private static let margin = 12.0

  var svg: String {
    var cells = Cells()
    for row in 0..<frame.size.height {
      for stretch in stretches(ofRow: row) { cells.draw(stretch, row) }
    }
    let width = Double(frame.size.width) * Self.cell.width + 2 * Self.margin
    let height = Double(frame.size.height) * Self.cell.height + 2 * Self.margin
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": short(width), "height": short(height),
        "viewBox": "0 0 \(short(width)) \(short(height))", "role": "img",
        "aria-labelledby": "title description",
      ]
    ) { markup in
      markup.newLine()
      markup.element("title", ["id": "title"], title)
      markup.newLine()
      markup.element("desc", ["id": "description"], description)
      markup.newLine()
      markup.element("style") { $0.raw(css(cells.used)) }
      markup.newLine()
      markup.void(
        "rect",
        [
          "class": "paper", "x": "0.5", "y": "0.5", "width": short(width - 1),
          "height": short(height - 1), "rx": "8",
        ])
      markup.newLine()
      let corner = short(Self.margin)
      markup.element("g", ["transform": "translate(\(corner) \(corner))"]) {
        $0.newLine()
        $0.raw(cells.markup.text)
      }
      markup.newLine()
    }
    markup.newLine()
    return markup.text
  }

  /// Cells of a row that stand side by side and look alike.
  private struct Stretch {
    var column: Int
    var glyphs: [(text: String, width: Int)] = []
    var style: Style
    /// A sign that is drawn as a shape, over and over.
    var shape: SignShape?

    var columns: Int { glyphs.reduce(0) { $0 + $1.width } }

    /// What no two blanks part, so that no blanks have to be kept by whoever shows the picture.
    var phrases: [(column: Int, columns: Int, text: String)] {
      var phrases: [(column: Int, columns: Int, text: String)] = []
      var column = self.column
      var gap = 2
      for (text, width) in glyphs {
        if text == " " {
          gap += 1
        } else {
          if gap > 1 || phrases.isEmpty { phrases.append((column, 0, "")) }
          let blanks = phrases[phrases.count - 1].text.isEmpty ? 0 : gap
          phrases[phrases.count - 1].text += String(repeating: " ", count: blanks) + text
          phrases[phrases.count - 1].columns += blanks + width
          gap = 0
        }
        column += width
      }
      return phrases
    }
  }

  private func stretches(ofRow row: Int) -> [Stretch] {
    var stretches: [Stretch] = []
    var column = 0
    frame.forEachGlyph(inRow: row, columns: 0..<frame.size.width) { base, marks, width, style in
      let shape = SignShape(base)
      if stretches.last?.style != style || stretches.last?.shape != shape {
        stretches.append(Stretch(column: column, style: style, shape: shape))
      }
      let text = String(String.UnicodeScalarView([base] + marks))
      stretches[stretches.count - 1].glyphs.append((text, width))
      column += width
    }
    return stretches
  }

  /// What was drawn, and the classes that it takes.
  private struct Cells {
    var markup = Markup()
    var used: Set<String> = []

    mutating func draw(_ stretch: Stretch, _ row: Int) {
      let role = stretch.style.role
      let attributes = stretch.style.attributes.union(role.attributes(inColor: true))
      var (ink, ground) = ("r-\(role)", "g-\(stretch.style.ground)")
      if attributes.contains(.reverse) { swap(&ink, &ground) }
      let (width, height) = FramePicture.cell
      let y = Double(row) * height
      if ground != "g-screen" {
        used.insert(ground)
        markup.void(
          "rect",
          [
            "class": ground, "x": short(Double(stretch.column) * width), "y": short(y),
            "width": short(Double(stretch.columns) * width), "height": short(height),
          ])
        markup.newLine()
      }
      if let shape = stretch.shape {
        used.insert(ink)
        let path = shape.path(from: stretch.column, count: stretch.glyphs.count, top: y)
        markup.void("path", ["class": ink, "d": path])
        markup.newLine()
        return
      }
      let names: [(Attributes, String)] = [
        (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      ]
      let marks = names.filter { attributes.contains($0.0) }.map { " " + $0.1 }.joined()
      for phrase in stretch.phrases {
        used.insert(ink)
        markup.element(
          "text",
          [
            "class": ink + marks, "x": short(Double(phrase.column) * width),
            "y": short(y + FramePicture.baseline),
            "textLength": short(Double(phrase.columns) * width),
          ], phrase.text)
        markup.newLine()
      }
    }
  }

  // MARK: Colours

  private func css(_ used: Set<String>) -> String {
    """
    text{font:14px ui-monospace,'SF Mono','Cascadia Mono',Menlo,'DejaVu Sans Mono',\
    'Liberation Mono',Consolas,monospace}
    .bold{font-weight:700}.dim{opacity:.7}.italic{font-style:italic}\
    .underline{text-decoration:underline}
    \(rules(.dark, used))
    @media(prefers-color-scheme:light){\(rules(.light, used))}
    """
  }

  private func rules(_ theme: Theme, _ used: Set<String>) -> String {
    let palette = theme == .light ? Palette.light : .dark
    var rules = ".paper{fill:#\(palette.paper);stroke:#808890}"
    for role in Role.allCases where used.contains("r-\(role)") {
      rules += ".r-\(role){fill:#\(theme.ink(of: role).map { hex($0.rich) } ?? palette.text)}"
    }
    for ground in Ground.allCases where used.contains("g-\(ground)") {
      rules += ".g-\(ground){fill:#\(theme.grounds.color(of: ground).map(hex) ?? palette.paper)}"
    }
    return rules
  }

  /// A colour of the palette of 256: of its cube or its greys, which are the same everywhere.
  private func hex(_ index: UInt8) -> String {
    func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
    let (cube, grey) = (Int(index) - 16, 8 + 10 * (Int(index) - 232))
    let levels =
      index >= 232
      ? [grey, grey, grey] : [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
    return levels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
