import LessonFormat
import Narration

/// What all runs said, put together: the same finding under several interpreters, or in several of
/// many runs, is one mistake.
struct RunFindings {
  private struct Entry {
    var file: String
    var finding: RunFinding
    /// Of each interpreter: in how many runs it was found.
    var counts: [(python: String, found: Int)]
  }

  private var entries: [Entry] = []
  private var places: [Key: Int] = [:]
  /// How many rounds each interpreter ran of each unit.
  private let rounds: (RunFinding) -> Int

  private struct Key: Hashable {
    var file: String
    var rule: Rule
    var program: String
    var range: SourceRange
  }

  init(rounds: @escaping (RunFinding) -> Int) {
    self.rounds = rounds
  }

  mutating func add(_ finding: RunFinding, in file: String, python: String) {
    let key = Key(
      file: file, rule: finding.rule, program: finding.program.name, range: finding.range)
    guard let place = places[key] else {
      places[key] = entries.count
      entries.append(Entry(file: file, finding: finding, counts: [(python, 1)]))
      return
    }
    if let index = entries[place].counts.firstIndex(where: { $0.python == python }) {
      entries[place].counts[index].found += 1
    } else {
      entries[place].counts.append((python, 1))
    }
  }

  var diagnostics: [Diagnostic] {
    entries.map { entry in
      let finding = entry.finding
      return Diagnostic(
        rule: finding.rule, severity: finding.rule == .conditionUntold ? .warning : .error,
        file: entry.file, range: finding.range,
        message: "\(finding.what), \(runs(of: entry)): \(finding.sentence.withoutStop)",
        fix: finding.fix)
    }
  }

  /// "with Python 3.11.7", "in 2 of 10 runs with Python 3.9.18 and 3.12.1"
  private func runs(of entry: Entry) -> String {
    let total = rounds(entry.finding)
    let pythons = "with Python " + inWords(entry.counts.map(\.python), joinedBy: "and")
    let found = entry.counts.map(\.found).max() ?? 1
    return total > 1 ? "in \(found) of \(total) runs \(pythons)" : pythons
  }
}

extension RunFinding {
  fileprivate var what: String {
    switch rule {
    case .demoFails: "\"\(program.title)\" does not run as it should"
    case .claimFails: "\"\(program.title)\" does not show that \(claim)"
    case .solutionFails: "the solution does not show that \(claim)"
    case .starterPasses: "the exercise is solved before anybody has changed it"
    default: "\"\(program.title)\" cannot tell whether \(claim)"
    }
  }

  fileprivate var fix: String {
    switch rule {
    case .demoFails:
      program.expectsFailure
        ? "Correct the program, or remove expect=failure"
        : "Correct the program, or write expect=failure if it is meant to fail"
    case .claimFails: "Correct the program, or the claim and the text that says so"
    case .solutionFails: "Correct the solution, or the condition"
    case .starterPasses: "Ask for something that only a solution shows"
    default: "Ask for something that the run of this program tells"
    }
  }
}

extension String {
  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
