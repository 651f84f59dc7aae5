import Foundation
import LessonFormat
import Testing

@Suite("Looking up and choosing from the command line")
struct PageCommandTests {
  private static let pages = Program.root.appending(path: "Tests/Fixtures/lessons/pages").path

  private func shell(_ line: String, _ arguments: String...) throws -> Program.Outcome {
    try Program.shell(line, [Program.binary, "--lessons=\(Self.pages)"] + arguments)
  }

  @Test("A topic, words or a message of Python lead to an entry")
  func reference() throws {
    let list = try shell("\"$@\"", "reference")
    #expect(list.status == 0 && list.errors.isEmpty)
    #expect(list.output.contains("\nWhen it goes wrong:\nnever-awaited: Coroutine was never"))
    for topic in [
      ["never", "awaited"], ["never-awaited"], ["RuntimeWarning: coroutine 'f' was never awaited"],
    ] {
      let outcome = try Program.shell(
        "\"$@\"", [Program.binary, "--lessons=\(Self.pages)", "reference"] + topic)
      #expect(outcome.status == 0, "\(topic)")
      #expect(outcome.output.hasPrefix("Coroutine was never awaited.\n"), "\(outcome.output)")
    }
    let near = try shell("\"$@\"", "reference", "tiemouts")
    #expect(near.status == 1)
    #expect(near.output.contains("Perhaps one of these is meant:\ntimeouts: "))
    #expect(try shell("\"$@\"", "reference", "elephant").status == 1)
    #expect(
      try shell("\"$@\"", "reference", "--names").output == "timeouts\nqueues\nnever-awaited\n")
  }

  @Test("They are shown as a whole, too")
  func show() throws {
    let whole = try shell("\"$@\"", "show", "reference")
    #expect(whole.output.contains("This needs Python 3.11.\nCode begins, since 3.11, Python"))
    #expect(try shell("\"$@\"", "show", "reference/2").output.hasPrefix("Queues.\n"))
    let slip = try shell("\"$@\"", "show", "reference/queus")
    #expect(slip.status == 2 && slip.errors.contains("did you mean \"queues\"?"))
    let chooser = try shell("\"$@\"", "show", "chooser")
    #expect(chooser.output.contains("Choice 2: It computes. It leads to: Processes."))
    #expect(try shell("\"$@\"", "show", "chooser/threads").status == 2)
  }

  @Test("Questions are answered line by line, and what is no answer is asked again")
  func choose() throws {
    let outcome = try shell("printf '1\\n9\\nback\\n1\\n\\n2\\n' | \"$@\"", "choose")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"9\" is none of the choices."))
    #expect(outcome.output.contains("Advice: Tasks.\nTake tasks"))
    let cut = try shell("printf '1\\n' | \"$@\"", "choose")
    #expect(cut.status == 1 && cut.output.contains("How many at once?"))
    #expect(try shell("printf 'quit\\n' | \"$@\"", "choose").status == 1)
  }

  @Test("Answers can be given in advance")
  func answers() throws {
    let all = try shell("\"$@\" < /dev/null", "choose", "1", "1")
    #expect(all.status == 0)
    #expect(all.output.hasPrefix("Does it wait or compute? Chose 1: It waits: for a network."))
    #expect(all.output.contains("Advice: Threads."))
    let rest = try shell("echo 2 | \"$@\"", "choose", "1")
    #expect(rest.status == 0 && rest.output.contains("Advice: Tasks."))
    let wrong = try shell("\"$@\"", "choose", "3")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("\"3\" is no answer to \"Does it wait or compute?\""))
    #expect(try shell("\"$@\"", "choose", "2", "1").errors.contains("answers nothing"))
  }

  @Test("A course without them says so")
  func none() throws {
    let folder = try TemporaryFolder()
    try folder.lesson("## A\nWords.\n")
    for command in ["reference", "choose"] {
      let outcome = try Program.run(command, "--lessons=\(folder.path)")
      #expect(outcome.status == 1 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("this course has no"))
    }
  }
}
