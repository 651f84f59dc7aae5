/// A figure that a program printed: `label: 12.3 unit`.
package struct Figure: Hashable, Sendable {
  package var label: String
  package var value: Double
  package var unit: String

  package init?(line: String) {
    guard let colon = line.lastIndex(of: ":") else { return nil }
    label = String(line[..<colon]).trimmingBlanks
    let words = line[line.index(after: colon)...].split(separator: " ").map(String.init)
    guard !label.isEmpty, (1...2).contains(words.count),
      let value = Double(words[0].replacing(",", with: "")), value.isFinite, value >= 0
    else { return nil }
    self.value = value
    unit = words.count > 1 ? words[1] : ""
  }

  package static func all(of run: ProgramRun) -> [Figure] {
    let texts = run.timeline.outputs.map(\.text) + run.looseOutput.map(\.text)
    return texts.joined().split(separator: "\n").prefix(200).compactMap { Figure(line: String($0)) }
  }
}
