import Canvas
import TerminalHarness
import Testing

@testable import CursesFrontEnd

@Suite("Frames for another terminal")
struct FrameEncoderTests {
  private func frame(_ draw: (inout Frame) -> Void) -> Frame {
    var frame = Frame(Size(20, 4))
    draw(&frame)
    return frame
  }

  @Test("A terminal shows the frame, and afterwards the next one")
  func changes() {
    let encoder = FrameEncoder(theme: .dark)
    let first = frame { frame in
      frame.put("漢字 e\u{301} █", Style(.running), at: Point(1, 0))
      frame.put("blocked", Style(.blocked, on: .bar, .bold), at: Point(0, 2))
    }
    let second = frame { frame in
      frame.put("漢字 e\u{301} ░", Style(.running), at: Point(1, 0))
      frame.put("b", Style(.blocked, on: .bar, .bold), at: Point(0, 2))
    }
    var terminal = TerminalEmulator(columns: 20, rows: 4)
    terminal.feed((encoder.opening + encoder.text(of: first, since: nil)).utf8)
    #expect(terminal.screen.text == first.text && !terminal.showsCursor)
    let cell = terminal.screen.cells[2][0]
    #expect(cell.pen.bold && cell.pen.foreground == .palette(202))
    #expect(cell.pen.background == .palette(237))
    let change = encoder.text(of: second, since: first)
    #expect(change.utf8.count < encoder.text(of: second, since: nil).utf8.count)
    terminal.feed(change.utf8)
    #expect(terminal.screen.text == second.text)
    #expect(encoder.text(of: second, since: second) == "")
    terminal.feed(encoder.closing.utf8)
    #expect(terminal.unknown == [] && terminal.leftBehind == [])
  }

  @Test("Without colours, and in ASCII")
  func plain() {
    let encoder = FrameEncoder(theme: .none, isASCII: true)
    let frame = frame { $0.put("█─", Style(.blocked, on: .selection), at: Point(0, 0)) }
    let text = encoder.text(of: frame, since: nil)
    #expect(text.contains("#-") && !text.contains("38;5") && !text.contains("48;5"))
  }
}
