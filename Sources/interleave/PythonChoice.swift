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
        "no python3 was found; install Python 3.9 or later, or name one with --python=PATH")
  }
}
