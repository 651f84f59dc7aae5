import Canvas
import Testing

@Suite("Drawing into a frame")
struct FrameTests {
  @Test("Text goes where it is put, and what has no room is left out")
  func clipping() {
    var frame = Frame(Size(8, 2))
    #expect(frame.put("hello", at: Point(1, 0)) == 5)
    #expect(frame.put("hello", at: Point(5, 1)) == 3)
    #expect(frame.put("outside", at: Point(0, 2)) == 0)
    #expect(frame.put("left", at: Point(-2, 1)) == 4)
    #expect(frame.text == " hello\nft   hel")
  }

  @Test("An area clips, and its corner is where positions count from")
  func areas() {
    var frame = Frame(Size(10, 3))
    let area = Rect(x: 2, y: 1, width: 4, height: 1)
    #expect(frame.put("abcdef", at: Point(1, 0), in: area) == 3)
    #expect(frame.put("below", at: Point(0, 1), in: area) == 0)
    #expect(frame.text == "\n   abc")
  }

  @Test("No wide glyph is ever half there")
  func wide() {
    var frame = Frame(Size(6, 1))
    frame.put("日本語", at: Point(0, 0))
    #expect(frame.text == "日本語")
    frame.put("x", at: Point(1, 0))
    #expect(frame.text == " x本語")
    frame.put("y", at: Point(2, 0))
    #expect(frame.text == " xy 語")
    #expect(frame.put("日", at: Point(5, 0)) == 1)
    #expect(frame.text(ofRow: 0) == " xy")
    frame.put("日本", at: Point(-1, 0))
    #expect(frame.text == " 本")
    frame.fill(Rect(x: 2, y: 0, width: 1, height: 1), with: "z")
    #expect(frame.text == "  z")
  }

  @Test("Marks stay on their glyph, and escape sequences are text")
  func marks() {
    var frame = Frame(Size(12, 1))
    frame.put("e\u{301}\u{1B}[2J", .plain, at: Point(0, 0))
    #expect(frame.text == "e\u{301}\u{FFFD}[2J")
    #expect(frame.glyph(at: Point(0, 0))?.marks == ["\u{301}"])
  }

  @Test("Boxes shrink to lines, and to nothing")
  func boxes() {
    var frame = Frame(Size(9, 3))
    frame.box(Rect(x: 0, y: 0, width: 4, height: 3))
    frame.box(Rect(x: 5, y: 0, width: 1, height: 3))
    frame.box(Rect(x: 7, y: 1, width: 5, height: 1))
    frame.box(Rect(x: 6, y: 0, width: 0, height: 3))
    #expect(frame.text == "┌──┐ │\n│  │ │ ──\n└──┘ │")
  }

  @Test("Styles are letters with a key")
  func styles() {
    var frame = Frame(Size(12, 2))
    frame.put("Title", Style(.heading).with(.bold), at: Point(0, 0))
    frame.put("text", at: Point(6, 0))
    frame.put("run", Style(.running), at: Point(0, 1))
    frame.put(" x ", Style(.text, on: .selection), at: Point(4, 1))
    #expect(
      frame.styles == """
        11111 ....
        rrr 222

        1 = heading bold
        r = running
        2 = text on selection
        """)
  }

  @Test("Styles survive being packed")
  func packing() {
    var frame = Frame(Size(1, 1))
    for role in Role.allCases {
      for ground in Ground.allCases {
        let style = Style(role, on: ground, [.bold, .italic, .reverse, .underline, .dim])
        frame.put("x", style, at: Point(0, 0))
        #expect(frame.style(at: Point(0, 0)) == style)
      }
    }
    #expect(Set(Role.allCases.map { Style($0) }).count == Role.allCases.count)
  }

  @Test("The cursor rests in sight or is hidden")
  func cursor() {
    var frame = Frame(Size(4, 4))
    frame.placeCursor(at: Point(1, 1), in: Rect(x: 2, y: 2, width: 2, height: 2))
    #expect(frame.cursor == Point(3, 3))
    frame.placeCursor(at: Point(2, 1), in: Rect(x: 2, y: 2, width: 2, height: 2))
    #expect(frame.cursor == nil)
  }
}
