import Testing

/// What a voice would stumble over, or a braille display could not show, line by line.
func speechProblems(in text: String) -> [String] {
  var problems: [String] = []
  var isCode = false
  for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let line = String(line)
    func note(_ what: String) { problems.append("line \(index + 1), \(what): \(line)") }
    if isEnd(line) { isCode = false }
    if line.unicodeScalars.contains(where: isSilent) { note("no voice says this") }
    if line.hasSuffix(" "), !line.hasPrefix("> ") { note("blank at the end") }
    let quotes = isCode || isNumberedCode(line) || line.hasPrefix("> ")
    if !quotes {
      if hasRun(line) { note("a run of signs") }
      if !line.isEmpty, !line.contains(where: { $0.isLetter || $0.isNumber }) { note("only signs") }
      if line.contains("    ") { note("columns") }
      if line.contains("->") || line.contains("=>") || line.contains("<-") {
        note("an arrow of signs")
      }
      if line.contains("`") || line.contains("**") || line.hasPrefix("#") { note("Markdown") }
      if line.count > 400 { note("longer than a breath") }
    }
    if isBegin(line) { isCode = true }
  }
  return problems
}

private func isBegin(_ line: String) -> Bool {
  line.hasPrefix("Code begins") || line.hasPrefix("Output begins")
}

private func isEnd(_ line: String) -> Bool { line == "Code ends." || line == "Output ends." }

/// "Line 8: time.sleep(1)", and what a program prints.
private func isNumberedCode(_ line: String) -> Bool {
  (line.hasPrefix("Line ") && line.contains(": ")) || line.contains("utput: ")
}

private func isSilent(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x20, 0x7F...0x9F, 0xFFFD: return true
  // Arrows, technical signs, boxes, blocks, shapes, dingbats, braille, icons, emoji.
  case 0x2190...0x2BFF, 0x2022, 0x2023, 0xB7, 0xE000...0xF8FF, 0x1F000...0x1FAFF: return true
  default: return scalar.properties.generalCategory == .format
  }
}

/// Four of the same sign, or five signs without a letter.
private func hasRun(_ line: String) -> Bool {
  var (last, same, signs): (Character, Int, Int) = (" ", 0, 0)
  for character in line {
    guard character.isASCII, character.isPunctuation || character.isSymbol else {
      (last, same, signs) = (character, 0, 0)
      continue
    }
    same = character == last ? same + 1 : 1
    signs += 1
    last = character
    if same >= 4 || signs >= 5 { return true }
  }
  return false
}

func expectSpeakable(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  for problem in speechProblems(in: text) {
    Issue.record("\(problem)", sourceLocation: sourceLocation)
  }
}
