/// A figure that a program printed: `label: 12.3 unit`.
package struct Figure: Hashable, Sendable {
  package var label: String
  package var value: Double
  /// The number as the program wrote it: 0.10 tells how exactly it was measured.
  package var written: String
  package var unit: String

  package init?(line: String) {
    guard let colon = line.lastIndex(of: ":") else { return nil }
    label = String(line[..<colon]).trimmingBlanks
    let words = line[line.index(after: colon)...].split(separator: " ").map(String.init)
    guard !label.isEmpty, (1...2).contains(words.count),
      let value = Double(words[0].replacing(",", with: "")), value.isFinite, value >= 0
    else { return nil }
    self.value = value
    written = words[0]
    unit = words.count > 1 ? words[1] : ""
  }

  private static let mostLines = 200

  package static func all(of run: ProgramRun) -> [Figure] {
    // A program that draws its figures prints few lines; nobody looks for them in a million.
    var text = ""
    for piece in run.timeline.outputs.prefix(Self.mostLines) { text += piece.text }
    for piece in run.looseOutput.prefix(Self.mostLines) { text += piece.text }
    return text.split(separator: "\n").prefix(Self.mostLines)
      .compactMap { Figure(line: String($0)) }
  }
}
