/// A Python program of a lesson, with the place that each of its lines comes from.
package struct Program: Hashable, Sendable {
  package var text: String
  /// The file that it stands in, as it is shown: the lesson's, or the one that `file=` names.
  package var path: String
  /// The file's line that holds the program's first line.
  package var firstLine: Int
  /// How many bytes of the file's lines stand before the program's; empty where none do.
  package var indents: [Int]
  package var knobs: [Knob]

  /// Where line and column of the program, both from 1, stand in the file.
  package func range(line: Int, column: Int, length: Int = 1) -> SourceRange {
    let indent = indents.indices.contains(line - 1) ? indents[line - 1] : 0
    return SourceRange(line: firstLine + line - 1, column: indent + column, length: length)
  }
}

/// A number in a program that the learner may change before running it again.
package struct Knob: Hashable, Sendable {
  package var name: String
  package var value: Double
  package var range: ClosedRange<Double>
  package var step: Double
  /// Written without a fraction throughout, so that it stays an `int` in Python.
  package var isWhole: Bool
  /// What the number is, in words, where the author says so.
  package var label: String?
  /// Where the value stands in the program: the line, and the bytes of the line.
  package var line: Int
  package var valueColumns: Range<Int>
}

/// The Python that a program needs.
package struct PythonVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var major: Int
  package var minor: Int
  /// A build without the GIL, written with a `t` behind: 3.13t.
  package var isFreeThreaded = false

  package init(major: Int, minor: Int, isFreeThreaded: Bool = false) {
    self.major = major
    self.minor = minor
    self.isFreeThreaded = isFreeThreaded
  }

  package init?(_ text: String) {
    var text = Substring(text)
    isFreeThreaded = text.hasSuffix("t")
    if isFreeThreaded { text.removeLast() }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]),
      (3...9).contains(major), (0...99).contains(minor)
    else { return nil }
    self.major = major
    self.minor = minor
  }

  package var description: String { "\(major).\(minor)\(isFreeThreaded ? "t" : "")" }

  package static func < (a: PythonVersion, b: PythonVersion) -> Bool {
    (a.major, a.minor) < (b.major, b.minor)
  }
}
