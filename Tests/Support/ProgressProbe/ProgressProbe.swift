import ProgressStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes progress for tests, to be killed: `progress-probe PATH NAME COUNT`. A number is printed
/// once its step and its answer are kept; what is wrong is printed in words.
@main
struct ProgressProbe {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let count = Int(arguments[3]) else { exit(2) }
    let (path, name) = (arguments[1], arguments[2])
    let opening = ProgressFile.open(path)
    if let trouble = opening.trouble { say(trouble.sentence) }
    guard let file = opening.file else { exit(1) }
    for number in 1...count {
      var progress = CourseProgress()
      let mark = CourseProgress.StepMark(
        pauses: 1, firstSeen: Int64(number), lastSeen: Int64(number), spent: 1)
      progress.steps[.init(lesson: name, step: String(number))] = mark
      progress.steps[.init(lesson: "shared", step: "sum")] = mark
      progress.answers[.init(lesson: name, question: String(number), at: 1)] = .init(
        content: "c", response: String(repeating: "x", count: 200), isRight: number % 2 == 0)
      progress.place = .init(.init(lesson: name, step: String(number)), at: Int64(number))
      do throws(ProgressTrouble) {
        try file.write(progress, to: "course", .adding)
      } catch {
        say(error.sentence)
        exit(1)
      }
      say(String(number))
    }
  }

  private static func say(_ text: String) {
    _ = write(1, text + "\n", text.utf8.count + 1)
  }
}
