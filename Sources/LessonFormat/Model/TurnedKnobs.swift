extension Program {
  /// The program with numbers of the learner's own in place of the knobs'.
  package func text(turning values: [String: Double]) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.utf8)
    }
    // From behind, so that knobs of one line keep their places.
    for knob in knobs.sorted(by: {
      ($0.line, $0.valueColumns.lowerBound) > ($1.line, $1.valueColumns.lowerBound)
    }) {
      guard let value = values[knob.name], lines.indices.contains(knob.line - 1),
        knob.valueColumns.upperBound <= lines[knob.line - 1].count
      else { continue }
      lines[knob.line - 1].replaceSubrange(knob.valueColumns, with: knob.written(value).utf8)
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}

extension Knob {
  /// The nearest value that the knob can have.
  package func nearest(to value: Double) -> Double {
    guard value.isFinite else { return self.value }
    let steps = ((value - range.lowerBound) / step).rounded()
    let nearest = range.lowerBound + steps * step
    // Steps are decimal, and sums of them are not quite.
    let rounded = (nearest * 1e9).rounded() / 1e9
    return min(max(rounded, range.lowerBound), range.upperBound)
  }

  /// As it stands in the program.
  package func written(_ value: Double) -> String {
    isWhole ? inWords(value) : String(value)
  }
}
