import Foundation
import Testing

@Suite("interleave python")
struct PythonCommandTests {
  private static var hasPython: Bool {
    let found = try? Program.shell("python3 -c 'import sys; exit(sys.version_info < (3, 9))'")
    return found?.status == 0
  }

  /// A program that is found as Python and does what the script says.
  private func pretender(_ script: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n\(script)\n", to: "bin/python3")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/bin/python3")
    return folder
  }

  @Test("It says which one, why, and what it can do", .enabled(if: hasPython))
  func found() throws {
    let said = try Program.run("python")
    #expect(said.status == 0)
    #expect(said.output.hasPrefix("Programs run under "))
    #expect(said.output.contains("It was chosen because it is the first python3 on PATH."))
    #expect(!said.output.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 })
    let json = try Program.run("python", "--json")
    let listing = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let used = try #require(listing["used"] as? [String: Any])
    #expect(used["isUsable"] as? Bool == true)
    #expect(used["foundBy"] as? String == "path")
    #expect(used["lacks"] is [String])
    let path = try #require(used["path"] as? String)
    let named = try Program.run("python", environment: ["INTERLEAVE_PYTHON": path])
    #expect(named.output.contains("the variable INTERLEAVE_PYTHON names it"))
    let option = try Program.run("python", "--python=\(path)")
    #expect(option.output.contains("--python names it"))
  }

  @Test("An active virtual environment comes before PATH", .enabled(if: hasPython))
  func environment() throws {
    let folder = try TemporaryFolder()
    let made = try Program.shell(
      "python3 -m venv --without-pip env", in: folder.path)
    guard made.status == 0 else { return }
    let path = "\(folder.path)/env"
    let said = try Program.run("python", environment: ["VIRTUAL_ENV": path])
    #expect(said.status == 0)
    #expect(said.output.contains("which is \(path)/bin/python3."))
    #expect(said.output.contains("its virtual environment is active"))
    #expect(said.output.contains("It belongs to the virtual environment \(path)."))
    // One that was removed is passed over.
    let gone = try Program.run("python", environment: ["VIRTUAL_ENV": "/nowhere"])
    #expect(gone.output.contains("the first python3 on PATH"))
  }

  @Test(
    "One that does not work is told with what it says",
    arguments: [
      ("echo 'Fatal Python error: no encodings' >&2; exit 1", "Fatal Python error: no encodings"),
      ("head -c 100000 /dev/urandom", "it does not answer as Python does"),
      ("exit 3", "it ended with status 3"),
      ("kill -9 $$", "it ended with status 137"),
      ("printf 'interleave facts\\nmajor x\\ninterleave end\\n'", "it does not answer"),
      ("printf '\\033[31mred\\n' >&2; exit 1", "red"),
    ])
  func broken(script: String, words: String) throws {
    let folder = try pretender(script)
    let said = try Program.run(
      "python", "--python=\(folder.path)/bin/python3", environment: ["PATH": "/bin:/usr/bin"])
    #expect(said.status == 1)
    #expect(said.output.contains("does not work"))
    #expect(said.output.contains(words), "\(said.output)")
    #expect(!said.output.contains("\u{1B}"))
  }

  @Test("One that is too old is told, and so is what is missing", .enabled(if: hasPython))
  func lacking() throws {
    let old = try pretender(
      "printf 'interleave facts\\nmajor 3\\nminor 6\\nversion 3.6.1\\nexecutable x61\\n"
        + "lacks ssl\\ninterleave end\\n'")
    let said = try Program.run("python", "--python=\(old.path)/bin/python3")
    #expect(said.status == 1)
    #expect(said.output.contains("It is too old"))
    let partial = try pretender(
      "printf 'noise\\ninterleave facts\\nimplementation CPython\\nmajor 3\\nminor 12\\n"
        + "version 3.12.0\\ngil 0\\nfree 1\\nuvloop 1\\nexecutable x61\\nlacks ssl\\ninterleave end\\n'"
    )
    let other = try Program.run("python", "--python=\(partial.path)/bin/python3")
    #expect(other.status == 0)
    #expect(other.output.contains("It lacks the module ssl, for HTTPS and TLS."))
    #expect(other.output.contains("without a global interpreter lock"))
    #expect(other.output.contains("It has uvloop."))
  }

  @Test("None at all: what to do")
  func none() throws {
    let none = try Program.shell(
      "PATH=/nowhere; export PATH; exec \"$@\"", [Program.binary, "python"])
    #expect(none.status == 1)
    #expect(none.errors.contains("no python3 was found"))
    let wrong = try Program.run("python", "--python=/nowhere/python3")
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("there is no program \"/nowhere/python3\" to run as Python"))
    let variable = try Program.run("python", environment: ["INTERLEAVE_PYTHON": "/nowhere/x"])
    #expect(variable.errors.contains("INTERLEAVE_PYTHON names it"))
  }
}
