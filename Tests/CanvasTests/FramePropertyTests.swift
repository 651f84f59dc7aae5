import Canvas
import TestSupport
import Testing
import TextWidth

@Suite("Any drawing")
struct FramePropertyTests {
  private static let texts = [
    "", "a", "plain text", "日本語", "e\u{301}\u{301}x", "👍🏽👨‍👩‍👧", "\u{301}", "\u{1B}[2J", "a日b本", "\t",
  ]
  private static let numbers = [Int.min, -1_000_000, -7, -2, -1, 0, 1, 2, 3, 5, 8, 13, .max]

  @Test(
    "Whatever the arguments, nothing leaves the frame and no wide glyph is halved",
    arguments: 0..<300)
  func anything(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func number() -> Int { Self.numbers.randomElement(using: &random) ?? 0 }
    func rect() -> Rect { Rect(x: number(), y: number(), width: number(), height: number()) }
    var frame = Frame(
      Size(Int.random(in: 0...12, using: &random), Int.random(in: 0...5, using: &random)))
    for _ in 0..<30 {
      let text = Self.texts.randomElement(using: &random) ?? ""
      let area = Bool.random(using: &random) ? rect() : nil
      switch Int.random(in: 0..<8, using: &random) {
      case 0: frame.fill(rect(), with: "░", Style(.dim))
      case 1: frame.fill(rect(), with: "日")
      case 2: frame.box(rect(), line: .double)
      case 3: frame.rule(number(), in: rect())
      case 4: frame.divider(number(), in: rect())
      case 5: frame.restyle(rect()) { $0.on(.selection) }
      case 6: frame.placeCursor(at: Point(number(), number()), in: area)
      default:
        let used = frame.put(text, Style(.good), at: Point(number(), number()), in: area)
        #expect((0...columns(text)).contains(used))
      }
      expectWhole(frame)
    }
    let same = frame
    #expect(same == frame && frame.changes(since: same).isEmpty)
    _ = (frame.text, frame.styles, rect().columns(number(), gap: number()))
    _ = (rect().inset(number()), rect().splitRows(number()), rect().splitColumns(number()))
  }

  /// Every row is as many columns as the frame is wide.
  private func expectWhole(_ frame: Frame) {
    for y in 0..<frame.size.height {
      var x = 0
      while x < frame.size.width {
        guard let glyph = frame.glyph(at: Point(x, y)) else {
          Issue.record("half a glyph at \(x), \(y)")
          return
        }
        #expect(columns(String(glyph.base)) == glyph.width)
        x += glyph.width
      }
      #expect(x == frame.size.width)
    }
    if let cursor = frame.cursor { #expect(frame.area.contains(cursor)) }
  }

  @Test("Changes are all that is needed to turn one frame into another", arguments: 0..<200)
  func changes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let size = Size(12, 4)
    func drawing() -> Frame {
      var frame = Frame(size)
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        frame.put(
          Self.texts.randomElement(using: &random) ?? "",
          Style([.text, .good][seed % 2 == 0 ? 0 : 1]),
          at: Point(Int.random(in: -2...12, using: &random), Int.random(in: 0...3, using: &random)))
      }
      return frame
    }
    let (old, new) = (drawing(), drawing())
    var patched = old
    for change in new.changes(since: old) {
      var x = change.columns.lowerBound
      new.forEachGlyph(inRow: change.row, columns: change.columns) { base, marks, width, style in
        var text = String(base)
        text.unicodeScalars.append(contentsOf: marks)
        patched.put(text, style, at: Point(x, change.row))
        x += width
      }
      #expect(x == change.columns.upperBound)
    }
    patched.cursor = new.cursor
    #expect(patched == new)
    #expect(new.changes(since: nil).count == size.height)
  }
}
