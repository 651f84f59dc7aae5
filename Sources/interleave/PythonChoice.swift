import DemoRunner
import LessonFormat

/// The Python that programs run under, or why there is none.
enum PythonChoice {
  /// `option` is what `--python` says.
  static func find(_ option: String?) throws(CommandFailure) -> PythonInterpreter {
    if let found = PythonInterpreter.find(named: option) { return found }
    if let option {
      throw CommandFailure(message: "there is no program \"\(option)\" to run as Python")
    }
    if let variable = Environment["INTERLEAVE_PYTHON"] {
      throw CommandFailure(
        message: "there is no program \"\(variable)\" to run as Python; INTERLEAVE_PYTHON names it")
    }
    throw CommandFailure(
      message:
        "no python3 was found; install Python 3.9 or later, or name one with --python=PATH",
      isNoPython: true)
  }

  /// What it says of itself, where programs of lessons can run with it.
  static func facts(of interpreter: PythonInterpreter) throws(CommandFailure) -> PythonFacts {
    let facts: PythonFacts
    do throws(PythonFacts.Failure) {
      facts = try PythonFacts.ask(interpreter, aboutModules: false)
    } catch {
      let reason =
        switch error {
        case .cannotStart(let reason): "it cannot be started: \(reason)"
        case .timedOut: "it does not answer"
        case .noAnswer(let reason): reason
        }
      throw CommandFailure(message: "\(interpreter.path) cannot be used: \(reason)")
    }
    guard !facts.isTooOld else {
      throw CommandFailure(
        message: "\(interpreter.path) is Python \(facts.version), and 3.9 or later is needed; "
          + "name another one with --python=PATH")
    }
    return facts
  }
}
