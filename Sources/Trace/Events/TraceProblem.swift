/// What was wrong with a trace. A trace with problems still gives a picture, of what could be read.
package enum TraceProblem: UInt8, Sendable, Hashable, CaseIterable {
  /// Not an object of JSON, or one without a kind.
  case malformedLine
  case lineTooLong
  /// Not finished when the process had ended.
  case unfinishedLine
  case unknownKind
  case unknownKey
  /// Negative, or further away than a run can last; the time of the line before counts.
  case absurdTime
  case absurdNumber
  case newerFormat
  case notATrace
  /// A line came later than it could be put in order.
  case lateLine
  /// A line after the last one of its process.
  case lineAfterEnd
  case laneNeverBegan
  case laneBeganTwice
  case laneHadEnded
  /// From its state, the lane could not get to the one that the line says.
  case illegalChange
  /// A bound was reached: what is more was counted and left out.
  case tooMuch
}

/// Problems, counted, with the place of the first few of each.
package struct ProblemLog: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var problem: TraceProblem
    /// The line of its file, or the how-manieth line of the trace, from 1.
    package var line: Int
  }

  private static let examplesOfEach = 5
  private var numbers = [Int](repeating: 0, count: TraceProblem.allCases.count)
  package private(set) var examples: [Entry] = []

  package init() {}

  package var isEmpty: Bool { numbers.allSatisfy { $0 == 0 } }

  package var total: Int { numbers.reduce(0, +) }

  package func count(_ problem: TraceProblem) -> Int { numbers[Int(problem.rawValue)] }

  package var kinds: [TraceProblem] { TraceProblem.allCases.filter { count($0) > 0 } }

  package mutating func note(_ problem: TraceProblem, line: Int) {
    numbers[Int(problem.rawValue)] += 1
    if count(problem) <= ProblemLog.examplesOfEach {
      examples.append(Entry(problem: problem, line: line))
    }
  }

  package mutating func add(_ other: ProblemLog) {
    for (index, number) in other.numbers.enumerated() { numbers[index] += number }
    for entry in other.examples
    where examples.count(where: { $0.problem == entry.problem }) < ProblemLog.examplesOfEach {
      examples.append(entry)
    }
  }
}
