import Foundation
import Testing

@testable import DemoRunner

@Suite("Asking Python")
struct PythonCompilerTests {
  private func source(
    _ text: String, minor: Int = 9, isFragment: Bool = false
  ) -> PythonCompiler.Source {
    PythonCompiler.Source(text: text, major: 3, minor: minor, isFragment: isFragment)
  }

  @Test("Mistakes are told with the program, the line and the column in bytes")
  func mistakes() throws {
    guard let interpreter = PythonInterpreter.find() else { return }
    let verdict = try PythonCompiler(interpreter).compile([
      source("print('fine')\n"),
      source("x = 1\ny = (\n"),
      source("é = 'ö' if\n"),
      source("await thing()\n"),
      source("await thing()\n", isFragment: true),
      source("anything goes", minor: 99),
      source("print('\0')\n"),
      source(""),
    ])
    #expect(verdict.version.hasPrefix("3."))
    #expect(verdict.mistakes.map(\.index) == [1, 2, 3, 6])
    #expect(verdict.mistakes[0].line == 2)
    #expect(verdict.mistakes[1].line == 1)
    #expect(verdict.mistakes[1].column > "é = 'ö' if".count)
    #expect(verdict.skipped == 1)
  }

  @Test("A thousand programs are judged in one run")
  func many() throws {
    guard let interpreter = PythonInterpreter.find() else { return }
    let programs = (0..<1000).map { source(String(repeating: "x = \($0)\n", count: 200)) }
    #expect(try PythonCompiler(interpreter).compile(programs).mistakes.isEmpty)
  }

  @Test("What is no Python is told and not waited for")
  func failures() {
    #expect(throws: PythonCompiler.Failure.self) {
      try PythonCompiler(PythonInterpreter(path: "/nowhere/python3")).compile([source("1")])
    }
    #expect(throws: PythonCompiler.Failure.failed("it ended with status 0")) {
      try PythonCompiler(PythonInterpreter(path: "/bin/true")).compile([source("1")])
    }
    #expect(throws: BoundedProcess.Failure.timedOut) {
      try BoundedProcess.run("/bin/sleep", ["60"], input: [], seconds: 0.05)
    }
  }

  @Test("Input and output of any size pass, also to a program that does not read")
  func exchange() throws {
    let input = [UInt8](repeating: 65, count: 3_000_000)
    let echoed = try BoundedProcess.run("/bin/cat", [], input: input, seconds: 60)
    #expect(echoed.output == input)
    let deaf = try BoundedProcess.run("/bin/sh", ["-c", "exit 7"], input: input, seconds: 60)
    #expect(deaf.status == 7)
    let killed = try BoundedProcess.run("/bin/sh", ["-c", "kill -9 $$"], input: [], seconds: 60)
    #expect(killed.status == 128 + 9)
  }

  @Test("An interpreter says what it is, and one that hangs is not waited for")
  func facts() throws {
    if let interpreter = PythonInterpreter.find() {
      let facts = try PythonFacts.ask(interpreter)
      #expect(facts.major >= 3 && !facts.version.isEmpty && facts.executable.hasPrefix("/"))
      #expect(PythonInterpreter.findAll().first == interpreter)
    }
    let folder = ScratchFolder()
    let path = "\(folder.path)/python3"
    try "#!/bin/sh\nexec sleep 60\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    #expect(throws: PythonFacts.Failure.timedOut) {
      try PythonFacts.ask(PythonInterpreter(path: path), seconds: 0.1)
    }
    #expect(throws: PythonFacts.Failure.noAnswer("it does not answer as Python does")) {
      try PythonFacts.ask(PythonInterpreter(path: "/bin/true"))
    }
    #expect(throws: PythonFacts.Failure.self) {
      try PythonFacts.ask(PythonInterpreter(path: "/nowhere/python3"))
    }
  }

  @Test("A named interpreter must be a program")
  func find() {
    #expect(PythonInterpreter.find(named: "/bin/sh")?.path == "/bin/sh")
    #expect(PythonInterpreter.find(named: "/") == nil)
    #expect(PythonInterpreter.find(named: "/etc/passwd") == nil)
    #expect(PythonInterpreter.find(named: "no-such-python") == nil)
  }
}
