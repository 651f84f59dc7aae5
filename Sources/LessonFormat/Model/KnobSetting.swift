extension Knob {
  /// What is wrong with a value for it, as part of a sentence; nil where it can be set to it.
  package func problem(with wanted: Double) -> String? {
    guard wanted.isFinite, range.contains(wanted) else {
      return "is outside of its range, \(inWords(range.lowerBound)) to \(inWords(range.upperBound))"
    }
    if wanted == value { return nil }
    let steps = (wanted - range.lowerBound) / step
    guard abs(steps - steps.rounded()) > 1e-6 else { return nil }
    let neighbours = [steps.rounded(.down), steps.rounded(.up)].map { range.lowerBound + $0 * step }
      .filter(range.contains).map { inWords(($0 * 1e9).rounded() / 1e9) }
    return "is not one of its steps; take \(inWords(neighbours))"
  }

  /// A value as the program has it, so that a whole number stays one in Python.
  package func written(_ value: Double) -> String {
    (isWhole ? Int(exactly: value.rounded()).map(String.init) : nil) ?? String(value)
  }

  /// The nearest value that the knob can be turned to.
  package func nearest(to wanted: Double) -> Double {
    guard wanted.isFinite else { return value }
    let steps = ((wanted - range.lowerBound) / step).rounded()
    // Steps are decimal, and sums of them are not quite.
    let rounded = ((range.lowerBound + steps * step) * 1e9).rounded() / 1e9
    return min(max(rounded, range.lowerBound), range.upperBound)
  }
}

extension Program {
  /// The text with other numbers in place of those that the knobs are written with. What is no knob
  /// of this program is none of its business.
  package func text(setting values: [String: Double]) -> String {
    let turned = knobs.filter { knob in values[knob.name].map { $0 != knob.value } ?? false }
    guard !turned.isEmpty else { return text }
    var lines = text.utf8.split(separator: Byte.lineFeed, omittingEmptySubsequences: false).map {
      Array($0)
    }
    for knob in turned {
      guard let value = values[knob.name], lines.indices.contains(knob.line - 1),
        knob.valueColumns.upperBound <= lines[knob.line - 1].count
      else { continue }
      lines[knob.line - 1].replaceSubrange(knob.valueColumns, with: knob.written(value).utf8)
    }
    return String(decoding: Array(lines.joined(separator: [Byte.lineFeed])), as: UTF8.self)
  }
}
