import DemoRunner
import LessonFormat

extension LentTerminal {
  /// With a word where there was something to put back.
  func takeBack(from program: String) {
    guard takeBack() else { return }
    Output.printError(
      "interleave: \(printable(program)) left the terminal in other modes; it has its own again")
  }
}
