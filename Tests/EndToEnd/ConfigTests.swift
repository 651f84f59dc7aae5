import Foundation
import TerminalHarness
import Testing

@Suite("The settings file, in use")
struct ConfigTests {
  private func run(
    _ learner: Learner, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.shell(
      "exec \"$@\"", [Program.binary] + arguments, in: learner.folder.path,
      environment: environment)
  }

  private func write(_ text: String, for learner: Learner) throws {
    try learner.folder.write(text, to: ".config/interleave/config.yaml")
  }

  @Test("config says where the file is, what is in force and why")
  func inForce() throws {
    let learner = try Learner()
    #expect(try run(learner, "config").output.contains("There is none yet"))
    let path = "\(learner.folder.path)/.config/interleave/config.yaml"
    #expect(try run(learner, "config", "--path").output == "\(path)\n")
    try write("theme: light\nplain: yes\nwidth: 60\n", for: learner)
    let outcome = try run(
      learner, "config", "--width=40", environment: ["ACCESSIBLE": "0", "NO_COLOR": "1"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("The settings file is\n~/.config/interleave/config.yaml."))
    #expect(outcome.output.contains("theme: none, because NO_COLOR is set"))
    #expect(outcome.output.contains("plain: no, because ACCESSIBLE is 0"))
    #expect(outcome.output.contains("width: 40 columns"))
    #expect(try run(learner, "config").output.contains("plain: yes, from the file"))
  }

  @Test("A mistake is shown with its line, and stops nothing")
  func mistake() throws {
    let learner = try Learner()
    try write("mouse: no\nthem: light\n", for: learner)
    let outcome = try run(learner, "config")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("config.yaml:2:1: error: there is no setting \"them\""))
    #expect(outcome.output.contains("    2 | them: light\n      | ^^^^\n"))
    #expect(try run(learner, "list", "--lessons=course").status == 0)

    let session = try learner.learn()
    try session.until(shows: "In your settings, line 2: there is no setting \"them\".")
    session.type("\r")
    try session.until(shows: "First words")
    try session.until("the lesson alone") { !$0.screen.text.contains("In your settings") }
  }

  @Test("Text of lessons is broken where the file says, unless the command line says otherwise")
  func width() throws {
    let learner = try Learner()
    try write("width: 20\nlessons: ~/course\n", for: learner)
    let text = try run(learner, "show", "a").output
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 20 })
    let wide = try run(learner, "show", "a", "--width=70").output
    #expect(wide.split(separator: "\n").contains { $0.count > 20 })
    #expect(try run(learner, "show", "a", "--no-config").status != 0)
  }

  @Test("Keys of one's own work, are shown on the screen, and listed")
  func keys() throws {
    let learner = try Learner()
    try write(
      """
      ascii: yes
      keys:
        home:
          activate: F5
        lesson:
          next: x
      """, for: learner)
    let session = try learner.learn()
    try session.until(shows: "F5 begin")
    session.type("\r")
    session.type("\u{1B}[15~")
    try session.until(shows: "First words")
    session.type("x")
    try session.until(shows: "Second words")
    #expect(session.screen.text.utf8.allSatisfy { $0 < 0x80 })
    let listed = try run(learner, "keys").output
    #expect(listed.contains("\nnext: x (go on: scroll, show more, next step)\n"))
    #expect(listed.contains("\nactivate: F5 (choose, run, open, or go on)\n"))
  }

  @Test("The manual page tells settings and keys")
  func manual() throws {
    let page = try Program.run("manual").output
    for text in [".SH SETTINGS", ".SH KEYS", ".B reduced\\-motion", "(next\\-event)"] {
      #expect(page.contains(text))
    }
  }
}
