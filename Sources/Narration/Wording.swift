import LessonFormat

extension Link.Target {
  package var inWords: String {
    switch self {
    case .web(let url): url
    case .lesson(let id?, let step?): "step \(step) of lesson \(id)"
    case .lesson(let id?, nil): "lesson \(id)"
    case .lesson(nil, let step): "step \(step ?? "1") of this lesson"
    case .term(let id): "the glossary, \(id)"
    case .entry(let id): id.isEmpty ? "the quick reference" : "the quick reference, \(id)"
    case .chooser(let id): id.isEmpty ? "the chooser" : "the chooser, \(id)"
    case .file(let name): "the file \(name)"
    }
  }
}

extension NumberAnswer {
  /// What the number counts; a measured one knows it.
  package var unitInWords: String? {
    if case .measured(let measure) = value {
      switch measure.quantity {
      case .total, .processor: return "seconds"
      case .waits: return "waits"
      case .tasks: return "tasks"
      case .threads: return "threads"
      case .processes: return "processes"
      }
    }
    return switch unit {
    case "s": "seconds"
    case "ms": "milliseconds"
    case "%": "percent"
    case let unit: unit
    }
  }

  package var inWords: String {
    let number =
      switch value {
      case .fixed(let value): LessonFormat.inWords(value) + (unit.map { " \($0)" } ?? "")
      case .measured(let measure): "what is measured, \(measure.inWords)"
      }
    return switch tolerance {
    case .absolute(0): number
    case .absolute(let amount): "\(number), give or take \(LessonFormat.inWords(amount))"
    case .relative(let share):
      "\(number), give or take \(LessonFormat.inWords((share * 100).rounded())) percent"
    }
  }
}

extension Measure {
  package var inWords: String {
    let what =
      switch quantity {
      case .total: "the seconds in all"
      case .processor: "the seconds of processor time"
      case .waits: "the most waits at once"
      case .tasks: "the number of tasks"
      case .threads: "the number of threads"
      case .processes: "the number of processes"
      }
    return variant.map { "\(what) of \($0)" } ?? what
  }
}

extension LaneQuery {
  package var inWords: String {
    "the lanes that are \(state.rawValue) at \(LessonFormat.inWords(time)) s"
      + (variant.map { " in \($0)" } ?? "")
  }
}

extension Condition {
  /// What must hold, as a learner reads it.
  package var inWords: String {
    switch kind {
    case .finishes: "the program finishes without an error"
    case .raises(let exception, let text):
      "it ends with \(exception)" + (text.map { " that says \"\($0)\"" } ?? "")
    case .outputContains(let text): "the output contains \"\(text)\""
    case .outputMatches(let pattern): "the output matches the pattern \(pattern)"
    case .outputInOrder(let texts):
      "the output has, in this order, \(quoted(texts, joinedBy: "and then"))"
    case .total(let range): "it takes \(range.inWords) in all"
    case .waits(let limit):
      "\(limit.inWords("lane")) \(limit.isOne ? "waits" : "wait") at the same time"
    case .lanesOverlap(let limit):
      "\(limit.inWords("lane")) \(limit.isOne ? "overlaps" : "overlap")"
    case .namedLanesOverlap(let names): "\(quoted(names, joinedBy: "and")) overlap"
    case .loopNeverBlocked(let longest):
      "the loop is never blocked for longer than \(LessonFormat.inWords(longest)) s"
    case .everyCoroutineAwaited: "every coroutine is awaited"
    case .everyTaskFinished: "every task finishes"
    case .everyTaskEnded: "every task finishes or is cancelled"
    case .taskCancelled(let name): "the task \"\(name)\" is cancelled"
    case .threads(let limit): "it uses \(limit.inWords("thread"))"
    case .endsInOrder(let names): "\(quoted(names, joinedBy: "and then")) end in this order"
    case .asFast(let other, let factor):
      "it takes at most \(LessonFormat.inWords(factor)) times as long as "
        + (other == "solution" ? "the solution" : other)
    }
  }

  private func quoted(_ texts: [String], joinedBy last: String) -> String {
    LessonFormat.inWords(texts.map { "\"\($0)\"" }, joinedBy: last)
  }
}

extension NumberRange {
  fileprivate var inWords: String {
    switch (lower, upper) {
    case (let lower?, let upper?):
      "from \(LessonFormat.inWords(lower)) to \(LessonFormat.inWords(upper)) s"
    case (let lower?, nil): "more than \(LessonFormat.inWords(lower)) s"
    case (nil, let upper?): "less than \(LessonFormat.inWords(upper)) s"
    case (nil, nil): "any time"
    }
  }
}

extension CountLimit {
  /// "at most 1 thread"
  fileprivate func inWords(_ noun: String) -> String {
    switch self {
    case .atLeast(let number): "at least \(count(number, noun))"
    case .atMost(let number): "at most \(count(number, noun))"
    }
  }

  fileprivate var isOne: Bool { self == .atLeast(1) || self == .atMost(1) }
}
