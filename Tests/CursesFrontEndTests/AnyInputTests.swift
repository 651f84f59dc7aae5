import Canvas
import Foundation
import TerminalHarness
import TestSupport
import Testing

@Suite("Any input")
struct AnyInputTests {
  private static let pieces: [String] = [
    "\u{1B}", "\u{1B}[", "\u{1B}[<", "\u{1B}[M", "\u{1B}O", "\u{1B}[200~", "\u{1B}[201~", ";", "5",
    "99999999999", "M", "m", "~", "A", "H", "q", "\r", "\t", "é", "日", "👍", "\u{1B}[1;5",
    "\u{1B}]0;",
    "\u{7}", "\u{1B}P", "\u{1B}\\", "\u{1A}", "\u{3}", "\u{C}", "\0",
  ]

  @Test(
    "Bytes of every kind in any order leave a program that listens and ends well", arguments: 0..<12
  )
  func bytes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let session = try Probe.shown(
      "--listen", term: ["xterm-256color", "screen", "vt100"][Int(seed % 3)])
    for _ in 0..<40 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        } else {
          bytes += Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
        }
      }
      session.type(bytes)
      if Int.random(in: 0..<5, using: &random) == 0 {
        session.resize(
          columns: Int.random(in: 1...120, using: &random),
          rows: Int.random(in: 1...40, using: &random))
      }
    }
    session.resize(columns: 77, rows: 21)
    try session.until("a program that follows") { $0.screen.row(0).hasPrefix("probe 77x21") }
    session.signal(SIGTERM)
    #expect(try session.ending() == .killed(SIGTERM))
    #expect(session.terminal.leftBehind == [] && session.isCooked)
  }
}
