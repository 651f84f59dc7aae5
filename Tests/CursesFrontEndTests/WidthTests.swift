import CNcurses
import Testing
import TextWidth

/// ncurses goes by the C library's widths, frames by our own table.
@Suite("Widths")
struct WidthTests {
  @Test("Every character that both know is as wide for both")
  func agreement() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
    var differences: [String] = []
    for value in UInt32(0x20)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let theirs = interleave_columns_of(value)
      // Where one of the two does not know a character, or it is a sign without a shape, the
      // screen shows U+FFFD.
      let agrees: Bool =
        switch Placement(scalar) {
        case .narrow: theirs == 1 || theirs == -1
        case .wide: theirs == 2 || theirs == -1
        case .mark: theirs == 0 || theirs == -1
        case .dropped, .forbidden, .tab: true
        }
      if !agrees { differences.append("U+\(String(value, radix: 16)) \(theirs)") }
    }
    // Unicode changes a few from one version to the next.
    #expect(differences.count < 150, "\(differences.prefix(200))")
  }

  @Test(
    "What people write is known", arguments: ["é", "ß", "日", "한", "Я", "λ", "─", "█", "👍", "→"])
  func known(_ text: String) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect([.narrow, .wide].contains(Placement(scalar)))
  }
}
