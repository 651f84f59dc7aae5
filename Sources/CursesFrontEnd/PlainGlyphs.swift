/// What stands for a character where the terminal has ASCII alone. One column stays one column. The
/// states of tasks keep the signs of the design: `#` `o` `-` `X` `%` `.`.
func plainGlyph(for scalar: Unicode.Scalar) -> Unicode.Scalar {
  if scalar.isASCII { return scalar }
  switch scalar {
  case "█", "▇", "▆", "▅", "▄", "▉", "▊", "▋", "▌": return "#"
  case "▓", "▒": return "o"
  case "░": return ":"
  case "─", "━", "–", "—", "‐", "‑", "−", "╌", "┄": return "-"
  case "═": return "="
  case "■": return "X"
  case "╳", "×": return "%"
  case "·", "…", "▁", "▂", "▃", "•": return scalar == "•" ? "*" : "."
  case "│", "┃", "║", "┆", "╎", "▏", "▎", "▍", "▕", "▐": return "|"
  case "\u{2018}", "\u{2019}", "′": return "'"
  case "\u{201C}", "\u{201D}", "„", "″", "«", "»": return "\""
  case "→", "▶", "▸", "›", "❯": return ">"
  case "←", "◀", "◂", "‹", "❮": return "<"
  case "↑", "▲", "△": return "^"
  case "↓", "▼", "▽": return "v"
  case "✓", "✔": return "+"
  case "✗", "✘": return "x"
  case "●", "○", "◆", "◇", "★": return "*"
  case "µ", "μ": return "u"
  case "±": return "~"
  case "\u{A0}", "\u{202F}", "\u{2007}", "\u{3000}": return " "
  default: break
  }
  if (0x2500...0x257F).contains(scalar.value) { return "+" }
  return withoutMark(scalar) ?? "?"
}

/// The letter that an accented one is made of.
private func withoutMark(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
  let letters: [(ClosedRange<UInt32>, Unicode.Scalar)] = [
    (0xC0...0xC5, "A"), (0xC7...0xC7, "C"), (0xC8...0xCB, "E"), (0xCC...0xCF, "I"),
    (0xD1...0xD1, "N"), (0xD2...0xD6, "O"), (0xD8...0xD8, "O"), (0xD9...0xDC, "U"),
    (0xDD...0xDD, "Y"), (0xDF...0xDF, "s"), (0xE0...0xE5, "a"), (0xE7...0xE7, "c"),
    (0xE8...0xEB, "e"), (0xEC...0xEF, "i"), (0xF1...0xF1, "n"), (0xF2...0xF6, "o"),
    (0xF8...0xF8, "o"), (0xF9...0xFC, "u"), (0xFD...0xFD, "y"), (0xFF...0xFF, "y"),
  ]
  return letters.first { $0.0.contains(scalar.value) }?.1
}
