import Foundation
import Room
import TerminalHarness
import Testing

@testable import interleave

/// The real program on the terminals of a room. One test after the other, because a room that is open
/// to all is seen from every test beside it.
@Suite("A workshop", .enabled(if: Program.hasPython), .serialized)
struct WorkshopTests {
  private static let left = "\u{1B}[D"

  @Test("A presentation with notes and three who follow, from start to end")
  func throughout() throws {
    let shop = try Workshop()
    let stage = try shop.present()
    try shop.until(stage, show: "Words for all.")
    let notes = try shop.notes()
    // None of them names the course; one has a narrow terminal, one a wide one, one hears it.
    let small = try shop.start("follow", by: "ada", columns: 60, rows: 20)
    let large = try shop.start("follow", by: "ben", columns: 130, rows: 40)
    let spoken = try shop.start("follow", "--plain", by: "cy")
    try shop.until(notes, show: "3 followers")
    try shop.until(notes, show: "say hello to the room first")
    try shop.until(small, large, show: "Words for all.")
    try shop.until(spoken, says: "Words for all.")

    notes.type(" ")
    try shop.until(stage, small, large, show: "Which colour?")
    try shop.until(spoken, says: "Choice 2: green.")
    small.type("2")
    spoken.type("1\r")
    try shop.until(notes, show: "2 answers. Hidden.")
    #expect(notes.screen.text.contains("Right: green"))
    #expect(!stage.screen.text.contains("answer") && !large.screen.text.contains("right"))
    notes.type("t")
    try shop.until(stage, small, large, show: "2 answers.")
    try shop.until(spoken, says: "green: 1 of 2.")
    #expect(!stage.screen.text.contains("right") && !large.screen.text.contains("right"))
    notes.type("a")
    try shop.until(stage, large, show: "Leaves are the reason.")
    try shop.until(small, show: "green  (right)")
    try shop.until(spoken, says: "Leaves are the reason.")

    notes.type(" ")
    try shop.until(stage, small, large, show: "import time")
    try shop.until(spoken, says: "To run the program")
    notes.type("x")
    try shop.until(stage, small, large, show: "import time < look here")
    try shop.until(spoken, says: "Look at line 1: import time.")
    notes.type("x")
    try shop.until("no pointer") {
      ![stage, small, large].contains { $0.screen.text.contains("look") }
    }
    try shop.until(spoken, says: "The pointer is gone.")

    notes.type("r")
    try shop.until(stage, small, large, show: "in all")
    try shop.until(spoken, says: "Ended: ")
    try shop.until(stage, show: "paused")
    let end = stage.moment
    for _ in 0..<20 { notes.type(Self.left) }
    try shop.until("one moment for all") {
      stage.moment != nil && stage.moment != end && stage.screen.text.contains("time.sleep(0.2)")
        && stage.moment == small.moment && stage.moment == large.moment
    }
    try shop.until(spoken, says: "blocked in time.sleep(0.2) at line 4")
    notes.type("b")
    try shop.until("a dark room") { stage.isDark && notes.screen.text.contains("screen is dark") }
    notes.type("b")
    try shop.until(stage, show: "blocked")
    notes.type("q")
    try shop.until(stage, show: "Run it again")
    try shop.until(small, show: "Run it  r")

    notes.type("B1\r")
    try shop.until(stage, show: "Break")
    try shop.until(small, large, show: "break, about 1 minute left")
    try shop.until(spoken, says: "There is a break of 1 minute.")
    notes.type(" ")
    try shop.until(stage, show: "Run it again")
    try shop.until(small, large, show: "with the room")
    notes.type("4\r")
    try shop.until(stage, small, large, show: "The last words.")
    try shop.until(spoken, says: "The last words.")

    small.type("p")
    try shop.until(small, show: "on your own")
    notes.type("#1\r")
    try shop.until(stage, large, show: "Words for all.")
    #expect(small.screen.text.contains("import time"))
    small.type("F")
    try shop.until(small, show: "Words for all.")
    #expect(small.screen.text.contains("with the room"))

    // What the audience sees is nobody's own.
    for text in [shop.folder.path, "say hello", "follower", "seen", "teacher"] {
      #expect(!stage.words.contains(text), "\(text)")
    }
    notes.type("q")
    try shop.until(stage, small, large, show: "5 minutes in all")
    notes.type("q")
    try shop.until(stage, notes, show: "once more ends the presentation")
    notes.type("q")
    #expect(try shop.ending(of: stage) == .exited(0))
    #expect(stage.terminal.leftBehind == [])
    for session in [notes, small, large, spoken] {
      #expect(try shop.ending(of: session) == .exited(0))
      #expect(session.words.contains("The presentation has ended."))
    }
  }

  @Test("One who dies, one who lags, one who is late, and a presentation that is killed")
  func troubles() throws {
    let shop = try Workshop()
    let stage = try shop.present()
    try shop.until(stage, show: "Words for all.")
    let notes = try shop.notes()
    let lagging = try shop.start("follow", by: "ada")
    let dying = try shop.start("follow", by: "ben")
    try shop.until(notes, show: "2 followers")
    notes.type(" ")
    try shop.until(lagging, dying, show: "Which colour?")
    lagging.type("2")
    try shop.until(notes, show: "1 answer. Hidden.")
    dying.signal(SIGKILL)
    lagging.signal(SIGSTOP)
    try shop.until(notes, show: "1 follower")

    notes.type(" r")
    try shop.until(stage, show: "paused")
    let end = stage.moment
    for _ in 0..<20 { notes.type(Self.left) }
    try shop.until("another moment") { stage.moment != nil && stage.moment != end }
    try shop.until(stage, show: "blocked in")
    let late = try shop.start("follow", by: "cy")
    try shop.until("one moment for who is late") { late.moment == stage.moment }
    try shop.until(late, show: "blocked in")
    lagging.signal(SIGCONT)
    try shop.until("one moment for who lagged") { lagging.moment == stage.moment }
    late.type("q")
    try shop.until(late, show: "on your own")

    notes.type("q2\r")
    try shop.until(stage, lagging, show: "Which colour?")
    stage.signal(SIGKILL)
    #expect(try shop.ending(of: stage) == .killed(SIGKILL))
    try shop.until(notes, show: "not connected")
    try shop.until(lagging, show: "does not answer")
    let again = try shop.present()
    try shop.until(again, show: "Which colour?")
    #expect(again.screen.text.contains("goes on where the last presentation was cut off"))
    try shop.until(notes, show: "1 answer. Hidden.")
    try shop.until(lagging, show: "with the room")
    try shop.until(notes, show: "2 followers")
    notes.type(" ")
    try shop.until(again, lagging, show: "import time")
    late.type("F")
    try shop.until(late, show: "with the room")
    #expect(late.screen.text.contains("import time"))
  }

  @Test("A terminal that goes away cuts a presentation off; one that is ended begins anew")
  func cutOff() throws {
    let shop = try Workshop()
    let stage = try shop.present(at: "talk/3")
    try shop.until(stage, show: "import time")
    stage.signal(SIGHUP)
    #expect(try shop.ending(of: stage) == .killed(SIGHUP))
    let again = try shop.present()
    try shop.until(again, show: "import time")
    again.type("Q")
    try shop.until(again, show: "once more ends")
    again.type("Q")
    #expect(try shop.ending(of: again) == .exited(0))
    let anew = try shop.present()
    try shop.until(anew, show: "Words for all.")
  }

  @Test("No key that slips ends a presentation, and help closes by its own key")
  func slips() throws {
    let shop = try Workshop()
    let stage = try shop.present(columns: 80, rows: 24)
    try shop.until(stage, show: "Words for all.")
    // Of a clicker: F5 and PageDown.
    stage.type("\u{1B}[15~\u{1B}[6~")
    try shop.until(stage, show: "Which colour?")
    stage.type("\u{1B}[5~")
    try shop.until(stage, show: "Words for all.")
    stage.type("?")
    try shop.until(stage, show: "Presenting a lesson")
    stage.type("?")
    try shop.until(stage, show: "Words for all.")
    stage.type("\u{3}")
    try shop.until(stage, show: "once more ends the presentation")
    stage.type(" ")
    try shop.until(stage, show: "Which colour?")
    #expect(!stage.screen.text.contains("once more"))
    stage.type("q")
    try shop.until(stage, show: "4 steps")
    stage.type("q")
    try shop.until(stage, show: "once more ends")
    // A clicker goes back to where it was.
    stage.type("\u{1B}[6~")
    try shop.until(stage, show: "Which colour?")
    stage.resize(columns: 30, rows: 8)
    try shop.until(stage, show: "make the")
    stage.type("b")
    stage.resize(columns: 80, rows: 24)
    try shop.until("a dark screen") { stage.isDark }
    stage.type("b\u{3}\u{3}")
    #expect(try shop.ending(of: stage) == .exited(0))
  }

  @Test("Two presentations of one lesson are told apart")
  func two() throws {
    let shop = try Workshop()
    let first = try shop.present()
    try shop.until(first, show: "Words for all.")
    let second = try shop.present(at: "talk/last")
    try shop.until(second, show: "The last words.")
    // It comes after the first picture.
    try shop.until(second, show: "This presentation is called talk-2")
    let list = try Program.run("follow", "--list", environment: shop.environment(of: "ada"))
    #expect(list.output == "talk.\ntalk-2.\n" || list.output == "talk\ntalk-2\n", "\(list.output)")
    let unnamed = try Program.run("follow", environment: shop.environment(of: "ada"))
    #expect(unnamed.status == 2)
    #expect(unnamed.errors.contains("talk and talk-2; name one of them"), "\(unnamed.errors)")
    let named = try shop.start("follow", "talk-2", by: "ada")
    try shop.until(named, show: "The last words.")
    let wrong = try Program.run("notes", "walk", environment: shop.environment(of: "teacher"))
    #expect(wrong.status == 2 && wrong.errors.contains("there is talk and talk-2"))
  }

  @Test("Notes end, come back where the room is, and make way for others")
  func notes() throws {
    let shop = try Workshop()
    let stage = try shop.present()
    try shop.until(stage, show: "Words for all.")
    let notes = try shop.start("notes", by: "teacher")
    try shop.until(notes, show: "say hello")
    notes.type("\u{3}")
    #expect(try shop.ending(of: notes) == .exited(0))
    stage.type(" ")
    try shop.until(stage, show: "Which colour?")
    let back = try shop.notes()
    try shop.until(back, show: "Which colour?")
    let other = try shop.start("notes", "--plain", by: "teacher")
    #expect(try shop.ending(of: back) == .exited(0))
    #expect(back.words.contains("Other notes drive the presentation now."))
    try shop.until(other, says: "Choice 2: green.")
    other.type("next\r")
    try shop.until(stage, show: "import time")
  }

  @Test("The same in words: presenting, following and notes")
  func words() throws {
    let shop = try Workshop()
    let stage = try shop.present("--plain")
    try shop.until(stage, says: "Words for all.")
    #expect(!stage.words.contains("say hello"))
    let notes = try shop.start("notes", "--plain", by: "teacher")
    try shop.until(notes, says: "Notes for the instructor: say hello to the room first")
    let follower = try shop.start("follow", "--plain", by: "ada")
    try shop.until(follower, says: "Words for all.")
    notes.type("next\r")
    for session in [stage, notes, follower] { try shop.until(session, says: "Which colour?") }
    follower.type("2\r")
    try shop.until(follower, says: "told to whoever presents")
    // An answer is on its way; who listens asks for what has come.
    var asked = 0
    try shop.until("an answer that has come") {
      if notes.words.components(separatedBy: "Nobody has answered yet.").count > asked {
        notes.type("room\r")
        asked += 1
      }
      return notes.words.contains("The room has given 1 answer.")
    }
    notes.type("tally\r")
    try shop.until(follower, says: "green: 1 of 1.")
    notes.type("reveal\r")
    try shop.until(follower, says: "Right. You said: green.")
    try shop.until(stage, says: "Choice 2 is right: green.")
    stage.type("next\r")
    try shop.until(notes, says: "Step 3 of 4, Run.")
    notes.type("run\r")
    for session in [stage, notes, follower] { try shop.until(session, says: "Ended: ") }
    notes.type("at 0.1\r")
    try shop.until(follower, says: "At 0.10 s: the main thread is blocked in time.sleep(0.2)")
    notes.type("point 4\r")
    try shop.until(follower, says: "Look at line 4: time.sleep(0.2).")
    notes.type("dark\r")
    try shop.until(stage, says: "The room's screen is dark.")
    notes.type("break 2\r")
    try shop.until(follower, says: "There is a break of 2 minutes.")
    notes.type("break end\r")
    try shop.until(follower, says: "The break is over.")
    follower.type("go 1\r")
    try shop.until(follower, says: "You are on your own now")
    follower.type("help\r")
    try shop.until(follower, says: "Presenting and following: rejoin or follow.")
    follower.type("rejoin\r")
    try shop.until(follower, says: "You are with the room again.")
    notes.type("quit\r")
    #expect(try shop.ending(of: notes) == .exited(0))
    let again = try shop.start("notes", "--plain", by: "teacher")
    try shop.until(again, says: "Notes of the presentation talk.")
    again.type("quit presentation\r")
    #expect(try shop.ending(of: stage) == .exited(0))
    for session in [follower, again] {
      #expect(try shop.ending(of: session) == .exited(0))
      #expect(session.words.contains("The presentation has ended."))
    }
  }

  @Test("Notes come in words where there is no screen, and lines of a pipe are done")
  func notesWithoutScreen() throws {
    let shop = try Workshop()
    // By its number; the room is called as the lesson is.
    let stage = try shop.present(at: "1")
    try shop.until(stage, show: "Words for all.")
    let dumb = try shop.start("notes", "talk", by: "teacher", term: "dumb")
    try shop.until(dumb, says: "Notes of the presentation talk.")
    dumb.type("next\r")
    try shop.until(stage, show: "Which colour?")
    dumb.type("quit\r")
    #expect(try shop.ending(of: dumb) == .exited(0))
    let piped = try Program.shell(
      "echo next | \"$@\"", [Program.binary, "notes"], environment: shop.environment(of: "teacher"))
    #expect(piped.status == 0, "\(piped.errors)")
    #expect(piped.output.contains("import time"), "\(piped.output)")
    // What comes before the end is answered, too.
    let left = try Program.shell(
      "printf 'where\\nquit\\n' | \"$@\"", [Program.binary, "notes"],
      environment: shop.environment(of: "teacher"))
    #expect(left.output.contains("Step ") && left.output.contains("The notes are closed"))
    try shop.until(stage, show: "import time")
    stage.signal(SIGKILL)
    #expect(try shop.ending(of: stage) == .killed(SIGKILL))
    let again = try shop.present(at: "01-talk")
    try shop.until(again, show: "import time")
  }

  @Test("A room sees the starter of an exercise, and not what whoever presents has made of it")
  func exercise() throws {
    let shop = try Workshop()
    try shop.folder.lesson(
      """
      ## Do it
      <!-- id: do -->

      ```python exercise=sum
      print("from the lesson")
      ```

      ```python solution=sum
      print("from the solution")
      ```

      ```checks exercise=sum
      output contains "solution"
      ```

      > [!HINT]
      > Look closely.

      """, id: "doing", in: "course/02-doing")
    let trust = try Program.run("trust", shop.course, environment: shop.environment(of: "teacher"))
    #expect(trust.status == 0, "\(trust.errors)")
    let file = "home/teacher/data/interleave/exercises/doing/sum.py"
    try FileManager.default.createDirectory(
      atPath: "\(shop.folder.path)/home/teacher/data/interleave/exercises/doing",
      withIntermediateDirectories: true)
    try shop.folder.write("print('of my own')\n", to: file)
    let stage = try shop.present(at: "doing")
    try shop.until(stage, show: "from the lesson")
    stage.type("r")
    try shop.until(stage, show: "in all")
    #expect(!stage.words.contains("of my own") && !stage.words.contains(shop.folder.path))
    #expect(
      try String(contentsOfFile: "\(shop.folder.path)/\(file)", encoding: .utf8)
        == "print('of my own')\n")
  }

  @Test("A room that is open to all is not told of a course that others cannot read")
  func closedCourse() throws {
    let shop = try Workshop()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: shop.folder.path)
    let name = "closed-\(getpid())"
    let stage = try shop.present("--open", "--name=\(name)")
    try shop.until(stage, show: "Words for all.")
    let place = try #require(
      RoomDirectory.places(
        named: name, RoomFolders(user: getuid(), runtime: shop.folder.path + "/room")
      ).first)
    let about = try #require(RoomInquiry.about(place))
    #expect(about.course == nil && about.hidesCourse)
    // Whoever presents has it all the same.
    let notes = try shop.notes()
    try shop.until(notes, show: "say hello")
    stage.type("QQ")
    #expect(try shop.ending(of: stage) == .exited(0))
    #expect(
      !FileManager.default.fileExists(
        atPath: "\(shop.folder.path)/home/teacher/state/interleave/course-of-\(name)"))
  }

  @Test("A program that is opened on the spot is shown, run, and asked about where it is followed")
  func spot() throws {
    let shop = try Workshop()
    try shop.folder.write("print('from the ' + 'hall')\n", to: "home/teacher/spot.py")
    let stage = try shop.present()
    try shop.until(stage, show: "Words for all.")
    let follower = try shop.start("follow", by: "ada")
    try shop.until(follower, show: "Words for all.")
    stage.type("O")
    try shop.until(stage, show: "Program: ")
    stage.type("~/spot.py\r")
    try shop.until(stage, follower, show: "'from the ' + 'hall'")
    follower.type("r")
    try shop.until(follower, show: "May this run?")
    follower.type("q")
    stage.type("r")
    try shop.until(stage, show: "in all")
    stage.type("o")
    try shop.until(stage, show: "from the hall")
    #expect(!stage.words.contains(shop.folder.path))
    stage.type("q")
    try shop.until("no output") { !stage.screen.text.contains("from the hall") }
    stage.type("O~/nothing.py\r")
    try shop.until(stage, show: "nothing.py")
    #expect(!stage.words.contains(shop.folder.path))
  }

  @Test("A rehearsal reports at its end")
  func rehearsal() throws {
    let shop = try Workshop()
    let stage = try shop.present("--rehearse", columns: 80, rows: 24)
    try shop.until(stage, show: "rehearsal")
    stage.type(" ")
    try shop.until(stage, show: "Which colour?")
    stage.type("QQ")
    #expect(try shop.ending(of: stage) == .exited(0))
    let report = stage.words
    #expect(report.contains("A talk, step 1, Opening: "), "\(report)")
    #expect(report.contains("All 2 steps together: "))
  }

  @Test("A mistake elsewhere in the lesson is told in the notes, and not before the room")
  func mistakes() throws {
    let shop = try Workshop()
    try shop.folder.lesson(
      "## One\n\n```python demo=x file=gone.py\n```\n\n## Two\n\nMore words.\n", id: "broken",
      in: "course/02-broken")
    let stage = try shop.present(at: "broken/2")
    try shop.until(stage, show: "More words.")
    let notes = try shop.notes()
    try shop.until(notes, show: "Elsewhere in this lesson something is wrong")
    #expect(!stage.screen.text.contains("wrong"))
    stage.type("p")
    try shop.until(stage, show: "There is no file \"gone.py\" beside the lesson.")
  }

  @Test("A course that cannot be read where it is followed is told of, with what to do")
  func otherCourse() throws {
    let shop = try Workshop()
    let stage = try shop.present()
    try shop.until(stage, show: "Words for all.")
    let copy = shop.folder.path + "/copy"
    try FileManager.default.moveItem(atPath: shop.course, toPath: copy)
    let refused = try Program.run("follow", environment: shop.environment(of: "ada"))
    #expect(refused.status == 1)
    #expect(refused.errors.contains("name a copy of it with --lessons=DIR"), "\(refused.errors)")
    let follower = try shop.start("follow", "--lessons=\(copy)", by: "ada")
    try shop.until(follower, show: "Words for all.")
  }
}
