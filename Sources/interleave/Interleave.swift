import CSpawn
import LessonFormat
import PlainFrontEnd

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@main
struct Interleave {
  static func main() {
    reserveStandardStreams()
    let words = (1..<max(interleave_word_count(), 1)).map { String(cString: interleave_word($0)) }
    exit(run(words))
  }

  /// A file that is opened gets the number of a standard stream that is closed, and what is meant for
  /// the stream would be written into it. What stands there instead fails like what is closed.
  private static func reserveStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", (descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) | O_CLOEXEC)
    }
  }

  /// The exit status.
  private static func run(_ words: [String]) -> Int32 {
    do {
      let parser = ArgumentParser(program: Commands.program, commands: Commands.all)
      return try perform(try parser.parse(words))
    } catch let error as UsageError {
      complain(error.message)
      let help = ["interleave", error.command, "--help"].compactMap { $0 }.joined(separator: " ")
      Output.printError("Try '\(help)' for more information.")
      return 2
    } catch let error as CommandFailure {
      complain(error.message)
      return error.status
    } catch {
      Output.printError("interleave: \(error)")
      return 1
    }
  }

  /// What was typed may be in the message, however long and whatever is in it.
  private static func complain(_ message: String) {
    let longest = 2000
    let cut = message.utf8.count > longest ? String(message.prefix(longest)) + "…" : message
    Output.printError("interleave: \(printable(cut))")
  }

  private static func perform(_ arguments: Arguments) throws -> Int32 {
    if arguments.has("help") {
      try Output.print(Help.text(for: arguments.command))
      return 0
    }
    if arguments.has("version") {
      try Output.print(Help.version)
      return 0
    }
    var arguments = arguments
    if !arguments.has("no-config") || arguments.command.name == Commands.config.name {
      arguments.take(.read())
    }
    switch arguments.command.name {
    case Commands.list.name: try ListCommand(arguments).run()
    case Commands.show.name: try ShowCommand(arguments).run()
    case Commands.reference.name: return try ReferenceCommand(arguments).run()
    case Commands.choose.name: return try ChooseCommand(arguments).run()
    case Commands.trace.name: return try TraceCommand(arguments).run()
    case Commands.run.name: return try RunCommand(arguments).run()
    case Commands.exercise.name: return try ExerciseCommand(arguments).run()
    case Commands.record.name: return try RecordCommand(arguments).run()
    case Commands.export.name: try ExportCommand(arguments).run()
    case Commands.trust.name: try TrustCommand(arguments).run()
    case Commands.compare.name: return try CompareCommand(arguments).run()
    case Commands.replay.name: try ReplayCommand(arguments).run()
    case Commands.python.name: return try PythonCommand(arguments).run()
    case Commands.check.name: return try CheckCommand(arguments).run()
    case Commands.new.name: try NewCommand(arguments).run()
    case Commands.progress.name: try ProgressCommand(arguments).run()
    case Commands.present.name: return try PresentCommand(arguments).run()
    case Commands.follow.name: try FollowCommand(arguments, isDriving: false).run()
    case Commands.notes.name: try FollowCommand(arguments, isDriving: true).run()
    case Commands.review.name: try StartCommand(arguments, reviews: true).run()
    case Commands.config.name: return try ConfigCommand(arguments).run()
    case Commands.keys.name: try KeysCommand(arguments).run()
    case Commands.help.name: try help(on: arguments.operands.first)
    case Commands.manual.name: try Output.print(Manual.page())
    case Commands.completions.name: try completions(for: arguments.operands.first)
    default: try StartCommand(arguments).run()
    }
    return 0
  }

  private static func help(on name: String?) throws {
    guard let name else { return try Output.print(Help.text(for: Commands.program)) }
    if name == Commands.plainTopic { return try Output.print(HelpTeller.topic().text()) }
    let parser = ArgumentParser(program: Commands.program, commands: Commands.all)
    try Output.print(Help.text(for: try parser.parse([name]).command))
  }

  private static func completions(for shell: String?) throws {
    guard let shell, let script = ShellCompletions.script(for: shell) else {
      throw UsageError(
        message: shell.map { "there are no completions for \"\($0)\"" } ?? "no shell is named",
        command: Commands.completions.name)
    }
    try Output.print(script)
  }
}
