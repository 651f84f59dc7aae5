import Foundation
import ProgressStore
import TestSupport
import Testing

@Suite("Progress survives")
struct KillTests {
  /// What was said to be kept is kept, all of one write or nothing of it, and the file stays whole.
  @Test("Being killed at any moment, some hundreds of times")
  func killed() throws {
    let folder = try Folder()
    var generator = SeededGenerator(seed: 9)
    var shared: ClosedRange<Int64> = 0...0
    let deadline = Date(timeIntervalSinceNow: 15)
    var round = 0
    while round < 300, Date() < deadline {
      let writing = try Writing([folder.file, "round-\(round)", "100000"])
      // From before the file is opened to the middle of some write.
      let wanted = Int.random(in: 0...3, using: &generator)
      let told = wanted == 0 ? [] : writing.lines(wanted)
      usleep(UInt32.random(in: 0...(wanted == 0 ? 6000 : 400), using: &generator))
      kill(writing.process.processIdentifier, SIGKILL)
      let acknowledged = (told + writing.rest()).compactMap { Int($0) }.max() ?? 0
      try check(folder, "round-\(round)", acknowledged, &shared)
      round += 1
    }
    #expect(round > 20)
    #expect(folder.names.allSatisfy { $0.hasPrefix("progress.sqlite") && !$0.contains("damaged") })
  }

  private func check(
    _ folder: Folder, _ lesson: String, _ acknowledged: Int, _ shared: inout ClosedRange<Int64>
  ) throws {
    let progress = try open(folder.file).progress(in: "course")
    let steps = Set(progress.steps.keys.filter { $0.lesson == lesson }.compactMap { Int($0.step) })
    let answers = Set(
      progress.answers.keys.filter { $0.lesson == lesson }.compactMap { Int($0.question) })
    // One more may be kept than could be said.
    #expect((acknowledged...acknowledged + 1).contains(steps.count))
    #expect(steps == Set(1...max(steps.count, 1)).intersection(steps))
    #expect(steps == answers)
    let sum = progress.steps[.init(lesson: "shared", step: "sum")]?.spent ?? 0
    #expect(sum == shared.upperBound + Int64(steps.count))
    shared = 0...sum
  }

  @Test("Two that write at once lose nothing of each other")
  func twoWriters() throws {
    let folder = try Folder()
    let writings = try (0..<2).map { try Writing([folder.file, "writer-\($0)", "150"]) }
    for writing in writings { #expect(writing.rest().last == "150") }
    let progress = try open(folder.file).progress(in: "course")
    #expect(progress.steps[.init(lesson: "shared", step: "sum")]?.spent == 300)
    #expect(progress.answers.count == 300)
    #expect(progress.steps.count == 301)
  }

  @Test("Several that find a damaged file at once keep it, and begin one new file together")
  func damagedForAll() throws {
    let folder = try Folder()
    let garbage = Data(repeating: 0x41, count: 10_000)
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/state", withIntermediateDirectories: true)
    try garbage.write(to: URL(filePath: folder.file))
    let writings = try (0..<4).map { try Writing([folder.file, "writer-\($0)", "20"]) }
    for writing in writings { #expect(writing.rest().last == "20") }
    #expect(try Data(contentsOf: URL(filePath: "\(folder.file).damaged-1")) == garbage)
    #expect(folder.names.filter { $0.contains("damaged") }.count == 1)
    #expect(try open(folder.file).progress(in: "course").answers.count == 80)
  }
}
