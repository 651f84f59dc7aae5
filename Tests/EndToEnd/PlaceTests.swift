import Foundation
import Testing

@Suite("Where things are")
struct PlaceTests {
  private func copyOfProgram(in folder: TemporaryFolder, at name: String) throws -> String {
    let target = URL(filePath: folder.path).appending(path: name)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: URL(filePath: Program.binary), to: target)
    return target.path
  }

  @Test("An installed program finds its lessons from anywhere, also when the whole is moved")
  func installed() throws {
    let folder = try TemporaryFolder()
    let binary = try copyOfProgram(in: folder, at: "first/bin/interleave")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/first/share/interleave", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Program.lessons, toPath: "\(folder.path)/first/share/interleave/Lessons")
    #expect(try Program.run("list", in: "/", binary: binary).output.contains("sync-basics"))

    try FileManager.default.moveItem(
      atPath: "\(folder.path)/first", toPath: "\(folder.path)/second")
    let moved = "\(folder.path)/second/bin/interleave"
    #expect(try Program.run("list", in: "/", binary: moved).output.contains("sync-basics"))

    let link = "\(folder.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: moved)
    #expect(try Program.run("list", in: "/", binary: link).output.contains("sync-basics"))
  }

  @Test("A program on its own says where it looked, and takes the folder by option or variable")
  func alone() throws {
    let folder = try TemporaryFolder()
    let binary = try copyOfProgram(in: folder, at: "interleave")
    let lost = try Program.run("list", in: "/", binary: binary)
    #expect(lost.status == 1)
    #expect(lost.errors.contains("name one with --lessons=DIR"))
    #expect(
      try Program.run("list", "--lessons=\(Program.lessons)", binary: binary).status == 0)
    #expect(
      try Program.run(
        "list", environment: ["INTERLEAVE_LESSONS": Program.lessons], binary: binary
      ).status == 0)
    let wrong = try Program.run("list", environment: ["INTERLEAVE_LESSONS": "/nowhere"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("which INTERLEAVE_LESSONS names"))
  }

  @Test("A folder without lessons is told")
  func empty() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run("list", "--lessons=\(folder.path)")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("there are no lessons in"))
  }

  @Test("new lesson writes one that passes the strict check, and overwrites nothing")
  func newLesson() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(
      "new", "lesson", "05-shared state", "--title", "It's \"shared\": state\\", in: folder.path)
    #expect(made.status == 0, "\(made.errors)")
    let check = try Program.run("check", "--strict", ".", in: folder.path)
    #expect(check.status == 0, "\(check.output)")
    let shown = try Program.run("show", "shared-state", "--lessons=.", in: folder.path).output
    #expect(shown.hasPrefix("Lesson 1 of 1, It's \"shared\": state\\."))
    let again = try Program.run("new", "lesson", "05-shared state", in: folder.path)
    #expect(again.status == 1)
    #expect(again.errors.contains("exists already; it was left as it is"))
    for name in ["..", "/", "05-", "日本"] {
      #expect(try Program.run("new", "lesson", name, in: folder.path).status == 2, "\(name)")
    }
    let nowhere = try Program.run("new", "lesson", "no/such/folder", in: folder.path)
    #expect(nowhere.status == 1)
    #expect(nowhere.errors.contains("cannot make the folder"))
  }

  @Test("Completions offer what there is")
  func completions() throws {
    let script = try Program.run("completions", "bash").output
    let outcome = try Program.shell(
      """
      command -v bash >/dev/null || { echo "no bash"; exit 0; }
      bash -c '
        eval "$1"; PATH="$2:$PATH"
        complete_for() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _interleave; echo "${COMPREPLY[*]}"; }
        complete_for interleave sh
        complete_for interleave show sync-basics/three
        complete_for interleave check --js
        complete_for interleave --lessons x completions z
      ' bash "$1" "$2"
      """, [script, URL(filePath: Program.binary).deletingLastPathComponent().path])
    guard outcome.output != "no bash\n" else { return }
    #expect(
      outcome.output.split(separator: "\n", omittingEmptySubsequences: false).prefix(4)
        == ["show", "sync-basics/three-fetches", "--json", "zsh"])
    #expect(outcome.errors.isEmpty)
  }
}
