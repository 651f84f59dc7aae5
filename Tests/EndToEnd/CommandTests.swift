import Foundation
import Testing

@Suite("Commands")
struct CommandTests {
  @Test("Without a command the course opens, as text")
  func start() throws {
    let outcome = try Program.run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("1. Synchronous code, 30 minutes."))
    #expect(outcome.output.contains("interleave show 1"))
    #expect(outcome.errors.isEmpty)
  }

  @Test(
    "Every command has help",
    arguments: [
      "list", "show", "present", "trace", "compare", "replay", "check", "new", "help", "manual",
    ])
  func help(command: String) throws {
    let outcome = try Program.run(command, "--help")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("Usage: interleave \(command) [OPTION]..."))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try Program.run("help", command).output == outcome.output)
  }

  @Test("A slip in a command line is told with what was meant, and status 2")
  func slips() throws {
    let slips: [(arguments: [String], message: String)] = [
      (["lsit"], "unknown command \"lsit\"; did you mean \"list\"?"),
      (["list", "--jsno"], "unknown option \"--jsno\"; did you mean \"--json\"?"),
      (["-x"], "unknown option \"-x\""),
      (["list", "extra"], "unexpected argument \"extra\""),
      (["list", "--json=yes"], "option \"--json\" takes no value"),
      (["check", "--python"], "option \"--python\" needs a value"),
      (["check", "--json", "--sarif"], "--json and --sarif exclude each other"),
      (["show"], "no lesson is named"),
      (["--width=wide"], "\"wide\" is no width"),
      (["new", "leson", "x"], "\"leson\" cannot be made"),
      (["completions", "tcsh"], "there are no completions for \"tcsh\""),
    ]
    for (arguments, message) in slips {
      let outcome = try Program.shell("\"$@\"", [Program.binary] + arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.errors.contains(message), "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains("--help' for more information."), "\(arguments)")
      #expect(outcome.output.isEmpty, "\(arguments)")
    }
  }

  @Test("Options stand anywhere, are abbreviated and end at two dashes")
  func options() throws {
    #expect(try Program.run("--vers").output.hasPrefix("interleave "))
    #expect(try Program.run("-V").output == Program.run("list", "--version").output)
    #expect(try Program.run("show", "--ans", "1").output.contains("This is right."))
    #expect(
      try Program.run("--lessons", Program.lessons, "list").output
        == Program.run("list", "--lessons=\(Program.lessons)").output)
    #expect(try Program.run("show", "--", "--answers").errors.contains("no lesson \"--answers\""))
  }

  // MARK: list and show

  @Test("list gives the same lessons as text, names and JSON")
  func list() throws {
    struct Course: Decodable {
      struct Lesson: Decodable {
        struct Step: Decodable {
          var id: String
          var number: Int
          var title: String
        }
        var id: String
        var minutes: Int
        var steps: [Step]
      }
      var format: Int
      var lessons: [Lesson]
    }
    let json = try Program.run("list", "--json").output
    let course = try JSONDecoder().decode(Course.self, from: Data(json.utf8))
    let lesson = try #require(course.lessons.first)
    #expect(course.format == 1)
    #expect(lesson.id == "sync-basics")
    let names = try Program.run("list", "--names").output.split(separator: "\n").map(String.init)
    #expect(names.contains("sync-basics"))
    #expect(lesson.steps.allSatisfy { names.contains("sync-basics/\($0.id)") })
    let text = try Program.run("list").output
    for step in lesson.steps {
      #expect(text.contains("Step \(step.number), \(step.id): \(step.title)"))
    }
  }

  @Test("A lesson is found by id, number and folder, a step by id and number")
  func show() throws {
    let whole = try Program.run("show", "sync-basics").output
    #expect(try Program.run("show", "1").output == whole)
    #expect(try Program.run("show", "01-sync-basics").output == whole)
    let step = try Program.run("show", "sync-basics/three-fetches").output
    #expect(step.hasPrefix("Step 8 of 15, Three fetches."))
    #expect(try Program.run("show", "1/8").output == step)
    let second = try #require(step.split(separator: "\n").dropFirst().first)
    #expect(whole.contains(second))
  }

  @Test("What a learner should find out alone is shown on request only")
  func answers() throws {
    let plain = try Program.run("show", "1").output
    let whole = try Program.run("show", "1", "--answers", "--notes").output
    for secret in ["This is right.", "The solution:", "Notes for the instructor", "Hint 1:"] {
      #expect(!plain.contains(secret))
      #expect(whole.contains(secret))
    }
  }

  @Test("The glossary is shown like a lesson")
  func glossary() throws {
    #expect(try Program.run("show", "glossary").output.contains("Event loop."))
    #expect(try Program.run("show", "glossary/thread").output.hasPrefix("Thread.\n"))
    let missing = try Program.run("show", "glossary/thraed")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("did you mean \"thread\"?"))
  }

  @Test("A lesson or a step that is not there is told with what was meant")
  func unknown() throws {
    let lesson = try Program.run("show", "sync-basic")
    #expect(lesson.status == 2)
    #expect(lesson.errors.contains("there is no lesson \"sync-basic\"; did you mean"))
    let step = try Program.run("show", "1/99")
    #expect(step.status == 2)
    #expect(step.errors.contains("has no step \"99\"; it has questions"))
  }

  @Test("Lines are broken where a width is given, and nowhere else")
  func width() throws {
    let wide = try Program.run("show", "1/1").output
    let narrow = try Program.run("show", "1/1", "--width=40").output
    #expect(narrow.split(separator: "\n").filter { $0.count > 40 }.allSatisfy(wide.contains))
    #expect(wide.split(separator: "\n").contains { $0.count > 80 })
    let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
    #expect(words(narrow) == words(wide))
  }

  @Test("Nothing that is printed could disturb a voice or a terminal")
  func speech() throws {
    let commands = [
      [], ["list"], ["show", "1", "--answers", "--notes"], ["show", "glossary"], ["--help"],
      ["help", "check"], ["check", Program.lessons],
    ]
    for arguments in commands {
      let text = try Program.shell("\"$@\"", [Program.binary] + arguments).output
      #expect(!text.isEmpty)
      for scalar in text.unicodeScalars where scalar != "\n" {
        let isDrawn = (0x2190...0x28FF).contains(scalar.value)
        #expect(scalar.value >= 0x20 && scalar.value != 0x7F && !isDrawn, "\(arguments)")
      }
    }
  }

  // MARK: The outside

  @Test("A reader that goes away ends the program, and a full disk is told")
  func output() throws {
    let piped = try Program.shell("\"$@\" | head -n 1", [Program.binary, "manual"])
    #expect(piped.output.hasPrefix(".TH INTERLEAVE"))
    #expect(piped.errors.isEmpty)
    let full = try Program.shell("\"$@\" > /dev/full", [Program.binary, "list"])
    #expect(full.status == 1)
    #expect(full.errors.contains("cannot write: No space left on device"))
    let closed = try Program.shell("\"$@\" >&-", [Program.binary, "list"])
    #expect(closed.status == 1)
  }

  @Test("Where standard streams are closed, nothing is written into what is opened instead")
  func closedStreams() throws {
    let folder = try TemporaryFolder()
    let line = "\"$@\" <&- >&- 2>err; echo $?; cat err"
    let listed = try Program.shell(line, [Program.binary, "list"], in: folder.path)
    #expect(listed.output.hasPrefix("1\ninterleave: cannot write: "))
    let course = try Program.shell(
      "\"$@\" <&- >&- 2>&-; echo $?", [Program.binary, "--lessons=\(Program.lessons)"],
      in: folder.path)
    #expect(course.output == "1\n")
  }

  @Test("In a terminal a step is printed within its width, and the prompt comes back")
  func terminal() throws {
    let folder = try TemporaryFolder()
    let socket = "\(folder.path)/tmux"
    let outcome = try Program.shell(
      """
      command -v tmux >/dev/null || { echo "no tmux"; exit 0; }
      tmux -S "$1" -f /dev/null new-session -d -x 60 -y 50 \
        "\\"$2\\" show 1/1; echo EXIT:\\$?; exec cat"
      for _ in $(seq 100); do
        tmux -S "$1" capture-pane -p | grep -q EXIT: && break
        sleep 0.1
      done
      tmux -S "$1" capture-pane -p
      tmux -S "$1" kill-server
      """, [socket, Program.binary], in: folder.path, environment: ["TERM": "xterm-256color"])
    guard outcome.output != "no tmux\n" else { return }
    #expect(outcome.output.contains("EXIT:0"))
    // Wrapped at blanks, not by the terminal in mid-word.
    #expect(outcome.output.contains("Step 1 of 15, Questions from work."))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }
}
