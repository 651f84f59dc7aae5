/// Reads the conditions of `checks` and `claims`, one on a line.
struct ConditionReader {
  /// Every form of the vocabulary, as an author would write it.
  static let forms = [
    "finishes", "raises ValueError", "raises ValueError \"too small\"",
    "output contains \"done\"", "output matches /total: \\d+/", "output in order \"a\", \"b\"",
    "total 0.9..1.3 s", "total under 1.3 s", "total over 0.9 s", "total 1 s ± 20%",
    "waits at least 3 at once", "waits at most 3 at once",
    "overlap at least 3 lanes", "overlap at most 3 lanes", "overlap \"fetch 1\", \"fetch 2\"",
    "loop never blocked longer than 50 ms", "every coroutine awaited", "every task finished",
    "every task finished or cancelled", "task \"slow\" cancelled", "threads at most 4",
    "threads at least 2", "ends in order \"fetch 2\", \"fetch 1\"",
    "as fast as solution within 1.5",
  ]

  /// More than this on one program or one demo is nobody's check; it also bounds the comparing.
  static let maximumCount = 64
  private static let maximumLength = 400

  private var phrase: Phrase
  private let range: SourceRange

  private init(_ phrase: Phrase, range: SourceRange) {
    self.phrase = phrase
    self.range = range
  }

  /// The condition on one line, or nil with a word in the log.
  static func read(
    _ line: String, range: SourceRange, log: inout DiagnosticLog
  ) -> Condition? {
    guard line.utf8.count <= maximumLength else {
      log.error(
        .unknownCondition, at: range, "this condition is longer than \(maximumLength) bytes",
        fix: "Make it shorter")
      return nil
    }
    let phrase: Phrase
    do throws(Phrase.Problem) {
      phrase = try Phrase(line)
    } catch {
      log.error(.unknownCondition, at: range, error.message, fix: error.fix)
      return nil
    }
    var reader = ConditionReader(phrase, range: range)
    guard let kind = reader.kind(log: &log), reader.phrase.isAtEnd else {
      log.error(
        .unknownCondition, at: range, "\"\(line)\" is not a condition of the vocabulary",
        fix:
          "Write one like \"\(closestForm(to: line) ?? forms[0])\"; Lessons/README.md lists them all"
      )
      return nil
    }
    let condition = Condition(kind: kind, range: range)
    if let reason = condition.impossibility {
      log.error(
        .impossibleCondition, at: range, "this condition \(reason)", fix: "Correct the values")
      return nil
    }
    return condition
  }

  private static func closestForm(to line: String) -> String? {
    let words = line.lowercased().split(whereSeparator: { !$0.isLetter })
    let scored = forms.map { form in
      let formWords = form.split(whereSeparator: { !$0.isLetter })
      var score = formWords.filter { words.contains($0[...]) }.count * 2
      if let first = words.first, let other = formWords.first,
        first == other || closest(to: String(first), among: [String(other)]) != nil
      {
        score += 3
      }
      return (form, score)
    }
    return scored.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil }
  }

  private mutating func kind(log: inout DiagnosticLog) -> Condition.Kind? {
    switch phrase.word() {
    case "finishes": .finishes
    case "raises": raises()
    case "output": output(log: &log)
    case "total": phrase.timeRange().map { .total($0) }
    case "waits": countLimit(followedBy: ["at", "once"]).map { .waits($0) }
    case "threads": countLimit(followedBy: []).map { .threads($0) }
    case "overlap": overlap()
    case "loop": loop()
    case "every": every()
    case "task": task()
    case "ends": phrase.words("in", "order") ? phrase.strings().map { .endsInOrder($0) } : nil
    case "as": asFast()
    default: nil
    }
  }

  private mutating func raises() -> Condition.Kind? {
    guard let exception = phrase.word() else { return nil }
    return .raises(exception: exception, containing: phrase.string())
  }

  private mutating func output(log: inout DiagnosticLog) -> Condition.Kind? {
    switch phrase.word() {
    case "contains": return phrase.string().map { .outputContains($0) }
    case "matches":
      guard let pattern = phrase.pattern() else { return nil }
      if (try? Regex(pattern)) == nil {
        log.error(
          .unknownCondition, at: range, "/\(pattern)/ is not a regular expression",
          fix: "Close its brackets and escape what stands for itself")
      }
      return .outputMatches(pattern)
    case "in": return phrase.words("order") ? phrase.strings().map { .outputInOrder($0) } : nil
    default: return nil
    }
  }

  private mutating func countLimit(followedBy words: [String]) -> CountLimit? {
    guard phrase.words("at"), let bound = phrase.word(), let count = phrase.wholeNumber(),
      words.allSatisfy({ phrase.words($0) })
    else { return nil }
    return switch bound {
    case "least": .atLeast(count)
    case "most": .atMost(count)
    default: nil
    }
  }

  private mutating func overlap() -> Condition.Kind? {
    if let names = phrase.strings() { return .namedLanesOverlap(names) }
    return countLimit(followedBy: ["lanes"]).map { .lanesOverlap($0) }
  }

  private mutating func loop() -> Condition.Kind? {
    guard phrase.words("never", "blocked", "longer", "than") else { return nil }
    return phrase.duration().map { .loopNeverBlocked(longerThan: $0) }
  }

  private mutating func every() -> Condition.Kind? {
    switch phrase.word() {
    case "coroutine": return phrase.words("awaited") ? .everyCoroutineAwaited : nil
    case "task":
      guard phrase.words("finished") else { return nil }
      return phrase.words("or", "cancelled") ? .everyTaskEnded : .everyTaskFinished
    default: return nil
    }
  }

  private mutating func task() -> Condition.Kind? {
    guard let name = phrase.string(), phrase.words("cancelled") else { return nil }
    return .taskCancelled(name)
  }

  private mutating func asFast() -> Condition.Kind? {
    guard phrase.words("fast", "as"), let other = phrase.word(), phrase.words("within"),
      let factor = phrase.number()
    else { return nil }
    return .asFast(as: other, within: factor)
  }
}

extension Condition {
  /// Why the condition can never hold, or nil.
  var impossibility: String? {
    switch kind {
    case .total(let range): range.impossibility
    case .waits(.atMost(let count)) where count < 0: "can never hold"
    case .threads(.atMost(let count)) where count < 1:
      "can never hold: the program itself runs on one thread"
    case .lanesOverlap(.atMost(let count)) where count < 1:
      "can never hold: the program itself is one lane"
    case .lanesOverlap(.atLeast(let count)) where count < 2:
      "always holds: lanes overlap from 2 on"
    case .waits(.atLeast(let count)) where count < 1: "always holds"
    case .threads(.atLeast(let count)) where count < 2: "always holds"
    case .namedLanesOverlap(let names) where names.count < 2: "always holds: it names one lane"
    case .namedLanesOverlap(let names) where Set(names).count < names.count:
      "names a lane twice"
    case .endsInOrder(let names) where names.count < 2: "always holds: it names one lane"
    case .endsInOrder(let names) where Set(names).count < names.count:
      "can never hold: a lane ends once, and it is named twice"
    case .outputInOrder(let texts) where texts.count < 2: "orders nothing: it has one text"
    case .outputContains(let text) where text.isEmpty: "always holds: its text is empty"
    case .loopNeverBlocked(let longest) where longest <= 0:
      "can never hold: its limit is not above 0"
    case .asFast(_, let factor) where factor <= 0: "can never hold: its factor is not above 0"
    default: nil
    }
  }

  /// Why the condition can never hold for a program that is stopped after so many seconds, or nil.
  func impossibility(withinTimeout timeout: Double) -> String? {
    guard case .total(let range) = kind, let lower = range.lower, lower > timeout else {
      return nil
    }
    return "can never hold: the program is stopped after \(inWords(timeout)) s"
  }

  /// Why this condition and one that stands before it can never hold together, or nil.
  func contradiction(of earlier: Condition) -> String? {
    switch (earlier.kind, kind) {
    case (.finishes, .raises), (.raises, .finishes):
      "a program that raises does not finish"
    case (.raises(let a, _), .raises(let b, _)) where a != b:
      "a program ends with one exception"
    case (.waits(let a), .waits(let b)), (.threads(let a), .threads(let b)),
      (.lanesOverlap(let a), .lanesOverlap(let b)):
      a.excludes(b) ? "no number is within both limits" : nil
    case (.total(let a), .total(let b)):
      a.excludes(b) ? "no time is within both ranges" : nil
    case (.everyTaskFinished, .taskCancelled(let name)),
      (.taskCancelled(let name), .everyTaskFinished):
      "the task \"\(name)\" cannot be both finished and cancelled"
    default: nil
    }
  }
}

extension NumberRange {
  fileprivate var impossibility: String? {
    if let lower, lower < 0 { return "has a tolerance above the time itself: is a % missing?" }
    if let upper, upper <= 0 { return "can never hold: its upper limit is not above 0" }
    if let lower, let upper, lower > upper {
      return "can never hold: its lower limit is above its upper limit"
    }
    return nil
  }

  fileprivate func excludes(_ other: NumberRange) -> Bool {
    let lower = max(lower ?? -.infinity, other.lower ?? -.infinity)
    return lower > min(upper ?? .infinity, other.upper ?? .infinity)
  }
}

extension CountLimit {
  fileprivate func excludes(_ other: CountLimit) -> Bool {
    switch (self, other) {
    case (.atLeast(let least), .atMost(let most)), (.atMost(let most), .atLeast(let least)):
      least > most
    default: false
    }
  }
}
