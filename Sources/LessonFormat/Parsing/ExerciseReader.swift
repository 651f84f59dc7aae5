/// Puts the parts of one exercise together, in whatever order they stand.
struct ExerciseReader {
  static let starterAttributes: Set<AttributeName> = [
    .exercise, .file, .requires, .timeout, .title,
  ]
  static let solutionAttributes: Set<AttributeName> = [.file, .solution]
  static let checksAttributes: Set<AttributeName> = [.exercise, .runs]

  let id: String
  let range: SourceRange
  private var title: String?
  private var fileName: String?
  private var requires: PythonVersion?
  private var timeout = Exercise.defaultTimeout
  private var runs = 1
  private var starter: Program?
  private var solution: Program?
  private var checks: [Condition] = []
  private var hints: [[Block]] = []
  private var explanation: [Block] = []
  /// Which parts were written, also those that could not be read.
  private var parts: Set<FenceReader.Role> = []

  init(id: String, range: SourceRange) {
    self.id = id
    self.range = range
  }

  mutating func add(_ fence: FenceReader, reader: inout ContentReader, files: ProgramFiles) {
    guard parts.insert(fence.role).inserted else {
      reader.log.error(
        .duplicateID, at: fence.range, "the exercise \"\(id)\" has this part already",
        fix: "Keep one of them, or give the other an id of its own")
      return
    }
    switch fence.role {
    case .starter:
      fence.attributes.refuse(
        except: Self.starterAttributes, of: "an exercise", log: &reader.log)
      title = fence.attributes.value(.title, log: &reader.log)
      fileName = fence.attributes[.file]?.value.flatMap { $0.split(separator: "/").last }
        .map(String.init)
      requires = fence.requires(log: &reader.log)
      timeout = fence.timeout(default: timeout, log: &reader.log)
      starter = fence.program(reader: &reader, files: files)
    case .solution:
      fence.attributes.refuse(
        except: Self.solutionAttributes, of: "a solution", log: &reader.log)
      solution = fence.program(reader: &reader, files: files)
    case .checks:
      fence.attributes.refuse(
        except: Self.checksAttributes, of: "a list of checks", log: &reader.log)
      runs = fence.attributes.number(.runs, in: 1...20, log: &reader.log).map { Int($0) } ?? 1
      readChecks(fence, log: &reader.log)
      if fence.text.allSatisfy(\.isWhitespace) {
        reader.log.error(
          .incompleteExercise, at: fence.range, "there are no checks here",
          fix: "Write a condition on each line, like \"finishes\"")
      }
    case .plain, .demo, .claims:
      break
    }
  }

  private mutating func readChecks(_ fence: FenceReader, log: inout DiagnosticLog) {
    for (text, range) in fence.conditionLines(log: &log) {
      guard let condition = ConditionReader.read(text, range: range, log: &log) else { continue }
      let reason = checks.lazy.compactMap { earlier in
        condition.contradiction(of: earlier).map { (earlier, $0) }
      }.first
      if let (earlier, reason) = reason {
        log.error(
          .impossibleCondition, at: range,
          "this cannot hold together with line \(earlier.range.start.line): \(reason)",
          fix: "Keep one of them")
      } else if case .asFast(let other, _) = condition.kind, other != "solution" {
        log.error(
          .unknownCondition, at: range, "an exercise is compared with its solution alone",
          fix: "Write \"as fast as solution within 1.5\"")
      } else {
        checks.append(condition)
      }
    }
  }

  mutating func add(hint blocks: [Block]) {
    hints.append(blocks)
  }

  mutating func add(explanation blocks: [Block], at range: SourceRange, log: inout DiagnosticLog) {
    if !explanation.isEmpty {
      log.error(
        .duplicateID, at: range, "the exercise \"\(id)\" has an explanation already",
        fix: "Write it as one")
    }
    explanation = blocks
  }

  /// nil where a part is missing that an exercise cannot do without.
  func finish(others: [String], log: inout DiagnosticLog) -> Exercise? {
    guard parts.contains(.starter) else {
      // All else would follow from that.
      log.error(
        .incompleteExercise, at: range,
        "no exercise \"\(id)\" begins in this step",
        fix: "Add a fence \"python exercise=\(id)\"; all parts of an exercise stand in one step",
        didYouMean: closest(to: id, among: others.filter { $0 != id }))
      return nil
    }
    require(.solution, "no solution", fix: "Add a fence \"python solution=\(id)\"", &log)
    require(.checks, "no checks", fix: "Add a fence \"checks exercise=\(id)\"", &log)
    if hints.isEmpty {
      log.error(
        .incompleteExercise, at: range, "the exercise \"\(id)\" has no hints",
        fix: "Add quotes that begin with [!HINT], each a little more")
    }
    if let impossible = checks.first(where: { $0.impossibility(withinTimeout: timeout) != nil }) {
      log.error(
        .impossibleCondition, at: impossible.range,
        "this can never hold: the program is stopped after \(inWords(timeout)) s",
        fix: "Raise timeout=, or correct the time")
    }
    guard let starter, let solution else { return nil }
    return Exercise(
      id: id, title: title, fileName: fileName ?? "\(id).py", starter: starter, solution: solution,
      checks: checks, runs: runs, hints: hints, explanation: explanation, requires: requires,
      timeout: timeout)
  }

  private func require(
    _ part: FenceReader.Role, _ missing: String, fix: String, _ log: inout DiagnosticLog
  ) {
    guard !parts.contains(part) else { return }
    log.error(
      .incompleteExercise, at: range, "the exercise \"\(id)\" has \(missing)", fix: fix)
  }
}
