/// Asked before a run (a prediction) or after it (a quiz).
package struct Question: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case prediction, quiz
  }

  package var id: ContentID
  package var kind: Kind
  /// The demo that a prediction is about, and that a measured answer is taken from.
  package var demo: String?
  package var prompt: [Block]
  package var answer: Answer
  /// Where the answer stands.
  package var answerRange: SourceRange
  /// Shown after the answer, whatever it was.
  package var explanation: [Block]

  package enum Answer: Hashable, Sendable {
    /// Several right ones: all of them, and no other, make the answer right.
    case choices([Choice])
    case number(NumberAnswer)
    /// To be put in this order.
    case order([[Inline]])
    /// The lanes that are in a state at a moment, pointed at on the timeline.
    case lanes(LaneQuery)
  }

  package struct Choice: Hashable, Sendable {
    package var text: [Inline]
    package var isRight: Bool
    package var explanation: [Block]
  }
}

package struct NumberAnswer: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case fixed(Double)
    /// Taken from the run itself.
    case measured(Measure)
  }

  package enum Tolerance: Hashable, Sendable {
    /// A share of the value, 0.1 for 10 %.
    case relative(Double)
    case absolute(Double)
  }

  package var value: Value
  package var tolerance: Tolerance
  package var unit: String?
}

/// A figure that a run shows: `total(async)`.
package struct Measure: Hashable, Sendable {
  package enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// Seconds from the start to the end.
    case total
    /// Seconds of processor time.
    case processor
    /// The most lanes that waited at once.
    case waits
    case tasks
    case threads
    case processes
  }

  package var quantity: Quantity
  package var variant: String?
}

/// `waiting(async, 0.7 s)`: which lanes are in that state then.
package struct LaneQuery: Hashable, Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    case running, ready, waiting, blocked, idle, done
  }

  package var state: State
  package var variant: String?
  /// In seconds since the start.
  package var time: Double
}

extension Question {
  /// For lines to be put in order: how they are shown, by their place in the right order. It is
  /// another order than the right one, and the same each time.
  package var shownOrder: [Int] {
    guard case .order(let lines) = answer else { return [] }
    let sorted = lines.indices.sorted { lines[$0].plainText < lines[$1].plainText }
    return sorted == Array(lines.indices) ? Array(sorted.dropFirst() + sorted.prefix(1)) : sorted
  }
}
