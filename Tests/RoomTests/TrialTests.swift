import Foundation
import RoomTrial
import TestSupport
import Testing

@Suite("What a room reads")
struct TrialTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/fuzz/rooms")

  @Test("What the fuzzer found, and began with, breaks nothing")
  func corpus() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(names.count >= 6)
    for name in names {
      let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
      // Two bits of it say nothing.
      for first in UInt8.min...UInt8.max where first & 0b1_1000 == 0 {
        #expect(RoomTrial.broken(by: [first] + bytes.dropFirst()) == nil, "\(name), \(first)")
      }
    }
  }

  @Test("Bytes of any kind break nothing")
  func anyBytes() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<300 {
      var bytes = (0..<Int.random(in: 1...4000, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      // Small lengths, so that something follows.
      for index in bytes.indices where index % 9 != 0 && Bool.random(using: &generator) {
        bytes[index] = 0
      }
      #expect(RoomTrial.broken(by: bytes) == nil)
    }
  }
}
