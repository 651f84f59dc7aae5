import DemoRunner
import LessonFormat
import Narration

/// What `interleave python` says.
struct PythonNarration {
  private let chosen: PythonFinding
  private let others: [PythonFinding]

  init(_ chosen: PythonFinding, _ others: [PythonFinding]) {
    self.chosen = chosen
    self.others = others
  }

  func text(width: Int?) -> String {
    var narration = Narration()
    sayWhich(&narration)
    if let facts = chosen.facts {
      sayAbilities(facts, &narration)
    } else {
      narration.say(
        "Name another one with --python or INTERLEAVE_PYTHON, or install Python 3.9 or later.")
    }
    sayOthers(&narration)
    return narration.text(width: width)
  }

  private func sayWhich(_ narration: inout Narration) {
    let path = chosen.interpreter.path
    guard let facts = chosen.facts else {
      narration.say("Programs cannot run: \(path) does not work.")
      narration.say("It says: \((chosen.failure ?? "nothing").asSentence)")
      narration.say("It was chosen because \(reason).")
      return
    }
    narration.say("Programs run under \(Self.name(facts)), which is \(path).")
    narration.say("It was chosen because \(reason).")
    if facts.executable != path, !facts.executable.isEmpty {
      narration.say("The program behind that is \(facts.executable).")
    }
    if facts.isVirtualEnvironment {
      narration.say("It belongs to the virtual environment \(facts.prefix).")
    }
  }

  private static func name(_ facts: PythonFacts) -> String {
    facts.implementation == "CPython"
      ? "Python \(facts.version)" : "\(facts.implementation), Python \(facts.version)"
  }

  private var reason: String {
    switch chosen.interpreter.origin {
    case .named: "--python names it"
    case .variable: "the variable INTERLEAVE_PYTHON names it"
    case .environment: "its virtual environment is active"
    case .path, .pyenv: "it is the first python3 on PATH"
    }
  }

  // MARK: What it can do

  private func sayAbilities(_ facts: PythonFacts, _ narration: inout Narration) {
    if facts.isTooOld {
      narration.say(
        "It is too old: programs can run, but not be traced. The oldest Python for that is 3.9. "
          + "Install a newer one, or name one with --python or INTERLEAVE_PYTHON.")
      return
    }
    if facts.isNewerThanKnown {
      narration.say(
        "It is newer than this version of Interleave, so a trace may have less in it. "
          + "A note in the trace says so where that happens.")
    }
    if facts.implementation != "CPython" {
      narration.say("The tracer is made for CPython, so a trace may have less in it.")
    }
    narration.say(
      facts.hasGIL
        ? "Its threads take turns: it has a global interpreter lock, the GIL."
        : "Its threads compute at the same time: it runs without a global interpreter lock.")
    if facts.isFreeThreaded, facts.hasGIL {
      narration.say("It could do without; something has switched the lock on.")
    }
    narration.say(
      ProcessorSampler.isAvailable
        ? "Who wants the GIL is estimated, by looking at the threads from outside."
        : "Who wants the GIL is not told on this system; only Linux lets us look at the threads.")
    if facts.hasUVLoop {
      narration.say("It has uvloop. Programs that use it are traced in less detail.")
    }
    sayLacks(facts, &narration)
  }

  private func sayLacks(_ facts: PythonFacts, _ narration: inout Narration) {
    guard !facts.lacks.isEmpty else {
      narration.say("It has every module that the course uses.")
      return
    }
    for lack in facts.lacks {
      narration.say("It lacks the module \(lack.module), for \(lack.purpose).")
    }
    narration.say(
      "Programs that need what is missing will fail. A complete Python, such as the packages "
        + "python3 and python3-full of Debian or the one of python.org, has all of it.")
  }

  // MARK: Others

  private func sayOthers(_ narration: inout Narration) {
    let usable = others.filter(\.isUsable)
    narration.gap()
    guard let first = usable.first else {
      narration.say("No other Python was found that programs could run under.")
      return
    }
    narration.say("There \(usable.count == 1 ? "is" : "are") \(count(usable.count, "other")):")
    for finding in usable {
      guard let facts = finding.facts else { continue }
      let words = facts.isVirtualEnvironment ? ", of a virtual environment" : ""
      narration.say(
        "\(Self.name(facts))\(facts.hasGIL ? "" : ", without the GIL")\(words): "
          + finding.interpreter.path)
    }
    narration.say(
      "To use one of them, write for example --python=\(first.interpreter.path), or give "
        + "INTERLEAVE_PYTHON that value.")
  }
}
