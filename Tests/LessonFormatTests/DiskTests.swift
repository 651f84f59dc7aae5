import Foundation
import Testing

@testable import LessonFormat

/// What a file system can do to a reader.
@Suite struct DiskTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("01-a/lesson.md", head + step)
  }

  private func problem(_ name: String) -> DiskProblem? {
    do throws(DiskProblem) {
      _ = try Disk.read(Disk.join(folder.path, name))
      return nil
    } catch {
      return error
    }
  }

  private func demo(file: String) throws -> [Diagnostic] {
    try folder.write("01-a/lesson.md", step(holding: "```python demo=a file=\(file)\n```"))
    return try folder.check()
  }

  /// A pipe would hold a plain `open` until somebody writes into it.
  @Test(.timeLimit(.minutes(1)))
  func aNamedPipe() throws {
    try #require(mkfifo(Disk.join(folder.path, "01-a/pipe.py"), 0o600) == 0)
    #expect(problem("01-a/pipe.py")?.message == "it is not an ordinary file")
    #expect(try demo(file: "pipe.py").map(\.rule) == [.programFile])
    try FileManager.default.createDirectory(
      atPath: Disk.join(folder.path, "02-b"), withIntermediateDirectories: true)
    try #require(mkfifo(Disk.join(folder.path, "02-b/lesson.md"), 0o600) == 0)
    #expect(try folder.check("02-b").map(\.rule) == [.unreadableFile])
  }

  @Test func whatIsNoFile() {
    #expect(problem("01-a")?.message == "it is a folder")
    #expect(problem("none")?.message.contains("no such file") == true)
  }

  @Test func linksInACircle() throws {
    try folder.link("loop", to: "loop")
    try folder.link("01-a/loop.py", to: "loop.py")
    #expect(problem("loop")?.fix.contains("symbolic link") == true)
    #expect(try demo(file: "loop.py").map(\.rule) == [.programFile])
    try folder.link("01-a/back", to: "..")
    #expect(try folder.check("01-a").map(\.rule) == [.programFile])
  }

  @Test func aLessonThatIsALinkToItself() throws {
    try folder.write("02-b/notes.txt", "x")
    try folder.link("02-b/lesson.md", to: "lesson.md")
    let found = try folder.check()
    #expect(found.count == 1)
    #expect(found.first?.file.contains("02-b") == true)
  }

  @Test(arguments: ["/etc/passwd", "../secret.py", "x/../../secret.py", "..", "/", "out.py"])
  func programsStayInTheLessonsFolder(_ name: String) throws {
    try folder.write("secret.py", "SECRET = 1\n")
    try folder.link("01-a/out.py", to: "../secret.py")
    let found = try demo(file: name)
    #expect(found.map(\.rule) == [.programFile])
    #expect(found.first?.message.contains("outside") == true)
    #expect(found.first?.rendered(sourceLine: nil).contains("SECRET") == false)
  }

  /// A folder whose name begins like the lesson's own is another folder.
  @Test func aFolderWithALikeName() throws {
    try folder.write("01-a-secret/x.py", "SECRET = 1\n")
    try folder.link("01-a/x.py", to: "../01-a-secret/x.py")
    let found = try demo(file: "x.py").filter { $0.rule == .programFile }
    #expect(found.first?.message.contains("outside") == true)
  }

  @Test func programsBesideTheLesson() throws {
    try folder.write("01-a/deeper/x.py", "x = 1\n")
    try folder.link("01-a/y.py", to: "deeper/x.py")
    #expect(try demo(file: "deeper/x.py") == [])
    #expect(try demo(file: "y.py") == [])
    try folder.write("01-a/z.py", [0x78, 0x00])
    #expect(try demo(file: "z.py").first?.message.contains("no UTF-8") == true)
    try folder.write("01-a/z.py", [0x78, 0xE9])
    #expect(try demo(file: "z.py").first?.message.contains("no UTF-8") == true)
    #expect(try demo(file: "yy.py").first?.message.contains("did you mean \"y.py\"") == true)
    #expect(try demo(file: "deeper").first?.message.contains("it is a folder") == true)
  }

  @Test func mistakesInAProgramNameItsFile() throws {
    try folder.write("01-a/x.py", "import time\nA = 9  # knob 1..5\n")
    let found = try demo(file: "x.py")
    #expect(found.map(\.rule) == [.badKnob])
    #expect(found.first?.file.hasSuffix("01-a/x.py") == true)
    #expect(found.first?.range == SourceRange(line: 2, column: 5, length: 1))
  }

  @Test func aFileBeyondTheLimit() throws {
    let big = try folder.write("big", [UInt8](repeating: 0x61, count: 4097))
    do throws(DiskProblem) {
      _ = try Disk.read(big, limit: 4096)
      Issue.record("it was read")
    } catch {
      #expect(error.rule == .fileTooLarge)
    }
    #expect(try Disk.read(big, limit: 4096, isPrefix: true).count == 4096)
    #expect(try Disk.read(big, limit: 4097).count == 4097)
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func anUnreadableFile() throws {
    chmod(Disk.join(folder.path, "01-a/lesson.md"), 0)
    let found = try folder.check()
    #expect(found.map(\.rule) == [.unreadableFile])
    #expect(found.first?.fix.contains("chmod") == true)
  }

  /// Whatever the reader sees is a whole state of the file, or a refusal that says why.
  @Test func aFileThatGrowsWhileItIsRead() throws {
    let file = try folder.write("log.md", "")
    let handle = try #require(FileHandle(forWritingAtPath: file))
    let block = Data(repeating: 0x61, count: 1000)
    let writer = Thread {
      for _ in 0..<2000 { try? handle.write(contentsOf: block) }
    }
    writer.start()
    while !writer.isFinished {
      do throws(DiskProblem) {
        let bytes = try Disk.read(file)
        #expect(bytes.allSatisfy { $0 == 0x61 })
      } catch {
        #expect(error.message == "the file changes while it is read")
      }
    }
    #expect(try Disk.read(file).count == 2_000_000)
  }

  @Test func aThousandLessons() throws {
    for number in 1...1000 {
      try folder.write(
        "c/\(number)-x/lesson.md",
        (head + step).replacing("id: sample", with: "id: lesson-\(number)"))
    }
    let course = CourseFolder(path: Disk.join(folder.path, "c"))
    let index = try Course(course, detail: .frontMatter)
    #expect(index.entries.map(\.frontMatter.id) == (1...1000).map { "lesson-\($0)" })
    #expect(index.unreadable.isEmpty)
    #expect(index.entry(named: "lesson-17")?.number == 17)
    #expect(index.entry(named: "18")?.folder.name == "18-x")
    #expect(try folder.check("c") == [])
  }

  @Test func foldersAreOrderedByTheirNumbers() throws {
    for name in ["10-b", "9-a", "x", "02-c", ".hidden"] {
      try folder.write("o/\(name)/lesson.md", head + step)
    }
    #expect(try Disk.names(in: Disk.join(folder.path, "o")) == ["02-c", "9-a", "10-b", "x"])
  }
}
