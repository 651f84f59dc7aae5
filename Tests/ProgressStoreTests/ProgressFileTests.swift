import Foundation
import ProgressStore
import Testing

@Suite("The file of progress")
struct ProgressFileTests {
  @Test("What was written is there for whoever opens the file next")
  func kept() throws {
    let folder = try Folder()
    var all = CourseProgress.step("a", pauses: 2, seen: 5, spent: 7)
    all.join(.answer("q", "0,2", right: true), .adding)
    all.join(.answer("p", "né\n\"'", right: nil, at: 3), .adding)
    all.join(.place("a", at: 9), .adding)
    try open(folder.file).write(all, to: "course", .adding)
    #expect(try open(folder.file).progress(in: "course") == all)
    #expect(try open(folder.file).progress(in: "another").isEmpty)
    #expect(try open(folder.file).courses() == ["course"])
  }

  @Test("The file and its folder are for their owner alone")
  func rights() throws {
    let folder = try Folder()
    _ = try open(folder.file)
    for (path, rights) in [(folder.file, 0o600), ("\(folder.path)/state", 0o700)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == rights)
    }
  }

  @Test("What is new joins what is there, and nothing goes backwards")
  func joining() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    try file.write(.step("a", pauses: 3, seen: 10, spent: 100), to: "c", .adding)
    try file.write(.step("a", pauses: 1, seen: 20, spent: 50), to: "c", .adding)
    #expect(
      try file.progress(in: "c")["a"]
        == .init(pauses: 3, firstSeen: 10, lastSeen: 20, spent: 150))
    try file.write(.place("b", at: 20), to: "c", .adding)
    try file.write(.place("a", at: 10), to: "c", .adding)
    #expect(try file.progress(in: "c").place?.name.step == "b")
  }

  @Test("The same told twice counts once")
  func mending() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    for _ in 0..<2 {
      try file.write(.step("a", spent: 100), to: "c", .mending)
      try file.write(.answer("q", "1", right: true), to: "c", .mending)
    }
    #expect(try file.progress(in: "c")["a"]?.spent == 100)
    #expect(try file.progress(in: "c").answers.count == 1)
  }

  @Test("An answer gets its verdict later, and keeps it")
  func verdict() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    for verdict in [nil, true, nil] as [Bool?] {
      try file.write(.answer("q", "3", right: verdict), to: "c", .adding)
    }
    #expect(try file.progress(in: "c").answers.values.map(\.isRight) == [true])
  }

  @Test("Joining values and joining in the file are the same")
  func sameJoining() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    var value = CourseProgress()
    let parts: [CourseProgress] = [
      .step("a", pauses: 1, seen: 4, spent: 5), .step("a", pauses: 0, seen: 2, spent: 6),
      .answer("q", "1", right: nil), .answer("q", "1", right: false), .answer("q", "1", right: nil),
      .answer("q", "2", right: true, at: 2), .place("a", at: 3), .place("b", at: 1),
    ]
    for (index, part) in parts.enumerated() {
      let joining: CourseProgress.Joining = index % 3 == 1 ? .mending : .adding
      value.join(part, joining)
      try file.write(part, to: "c", joining)
    }
    #expect(try file.progress(in: "c") == value)
  }

  @Test("A lesson, or a whole course, is forgotten, and nothing beside it")
  func forgetting() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    for course in ["c", "d"] {
      try file.write(.step("a"), to: course, .adding)
      try file.write(.step("a", lesson: "m"), to: course, .adding)
      try file.write(.answer("q", "1", right: true), to: course, .adding)
      try file.write(.place("a", at: 1), to: course, .adding)
    }
    try file.forget(course: "c", lesson: "l")
    #expect(try file.progress(in: "c") == .step("a", lesson: "m"))
    #expect(try file.progress(in: "d").answers.count == 1)
    try file.forget(course: "d")
    #expect(try file.courses() == ["c"])
  }

  @Test("A course that was moved keeps its progress under its new name")
  func renaming() throws {
    let folder = try Folder()
    let file = try open(folder.file)
    try file.write(.step("a"), to: "/old", .adding)
    try file.rename(course: "/old", to: "/new")
    #expect(try file.progress(in: "/new") == .step("a"))
    #expect(try file.courses() == ["/new"])
  }
}
