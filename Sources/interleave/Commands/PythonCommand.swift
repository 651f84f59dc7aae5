import DemoRunner
import LessonFormat
import Narration

/// `interleave python`: which Python there is, which one is used and why, and what it can do.
struct PythonCommand {
  private let wanted: String?
  private let isJSON: Bool
  private let width: Int?

  init(_ arguments: Arguments) throws(UsageError) {
    wanted = arguments.value("python")
    isJSON = arguments.has("json")
    width = try CourseOptions(arguments).width
  }

  /// The exit status: 0 where programs can be run and traced.
  func run() throws -> Int32 {
    let used = try PythonChoice.find(wanted)
    // The others are a service, and don't get long to answer.
    var found = PythonInterpreter.findAll(named: wanted).map {
      PythonFinding($0, seconds: $0 == used ? 20 : 3)
    }
    // The same one can be found by several names, and a shim of pyenv's is none.
    var seen: Set<String> = []
    found = found.filter { finding in
      guard let facts = finding.facts else { return finding.interpreter == used }
      return seen.insert(facts.prefix + "\n" + facts.version).inserted
        || finding.interpreter == used
    }
    let others = found.filter { $0.interpreter != used }
    let chosen = found.first { $0.interpreter == used } ?? PythonFinding(used)
    if isJSON {
      try Output.print(
        JSONText.of(
          PythonListing(used: PythonListing.Entry(chosen), others: others.map { .init($0) })))
    } else {
      try Output.print(PythonNarration(chosen, others).text(width: width))
    }
    return chosen.isUsable ? 0 : 1
  }
}

/// An interpreter and what came of asking it.
struct PythonFinding {
  var interpreter: PythonInterpreter
  var facts: PythonFacts?
  var failure: String?

  init(_ interpreter: PythonInterpreter, seconds: Double = 20) {
    self.interpreter = interpreter
    do throws(PythonFacts.Failure) {
      facts = try PythonFacts.ask(interpreter, seconds: seconds)
    } catch {
      failure =
        switch error {
        case .cannotStart(let reason): "it cannot be started: \(reason)"
        case .timedOut: "it does not answer"
        case .noAnswer(let reason): reason
        }
    }
  }

  var isUsable: Bool { facts.map { !$0.isTooOld } ?? false }
}

/// For programs.
private struct PythonListing: Encodable {
  struct Entry: Encodable {
    var path: String
    var foundBy: String
    var isUsable: Bool
    var failure: String?
    var implementation: String?
    var version: String?
    var executable: String?
    var prefix: String?
    var basePrefix: String?
    var isFreeThreaded: Bool?
    var hasGIL: Bool?
    var isVirtualEnvironment: Bool?
    var lacks: [String]?
    var hasUVLoop: Bool?

    init(_ finding: PythonFinding) {
      let facts = finding.facts
      path = finding.interpreter.path
      foundBy = String(describing: finding.interpreter.origin)
      isUsable = finding.isUsable
      failure = finding.failure
      implementation = facts?.implementation
      version = facts?.version
      executable = facts?.executable
      prefix = facts?.prefix
      basePrefix = facts?.basePrefix
      isFreeThreaded = facts?.isFreeThreaded
      hasGIL = facts?.hasGIL
      isVirtualEnvironment = facts?.isVirtualEnvironment
      lacks = facts?.lacks.map(\.module)
      hasUVLoop = facts?.hasUVLoop
    }
  }

  var used: Entry
  var others: [Entry]
  var estimatesGIL = ProcessorSampler.isAvailable
}
