/// A time in digits that can be read at the back of a room.
enum LargeDigits {
  private static let glyphs: [Character: [String]] = [
    "0": ["###", "# #", "# #", "# #", "###"],
    "1": [" # ", "## ", " # ", " # ", "###"],
    "2": ["###", "  #", "###", "#  ", "###"],
    "3": ["###", "  #", "###", "  #", "###"],
    "4": ["# #", "# #", "###", "  #", "  #"],
    "5": ["###", "#  ", "###", "  #", "###"],
    "6": ["###", "#  ", "###", "# #", "###"],
    "7": ["###", "  #", "  #", "  #", "  #"],
    "8": ["###", "# #", "###", "# #", "###"],
    "9": ["###", "# #", "###", "  #", "###"],
    ":": [" ", "#", " ", "#", " "],
  ]

  /// Each cell is two columns wide, as a terminal's cells are about half as wide as tall.
  static func rows(_ text: String, isASCII: Bool) -> [String] {
    let digits = text.compactMap { glyphs[$0] }
    return (0..<5).map { row in
      digits.map { $0[row] }.joined(separator: " ").map { cell in
        cell == "#" ? (isASCII ? "##" : "██") : "  "
      }.joined()
    }
  }
}
