import LessonFormat
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a presentation is, kept so that one that was killed goes on there.
struct LastPlace {
  private struct Kept: Codable {
    var lesson: String
    var step: String
    var revealed: Int
    /// When it was kept, and how long it had been presented by then.
    var time: Int64
    var presented: Int64
  }

  /// A presentation of yesterday is another one.
  private static let longest: Int64 = 8 * 3_600_000

  private let file: String?

  init(room: String) { self.init(file: UserFolder.state.file("presenting-\(room).json")) }

  init(file: String?) {
    self.file = file
  }

  /// Where it was, unless it has ended as it should.
  func find() -> (place: Standing.Place, presented: Int64)? {
    guard let file, let bytes = try? Disk.read(file, limit: 4096),
      let kept = RoomJSON.value(Kept.self, Array(bytes)), kept.time >= 0,
      (0..<Self.longest).contains(Clock.now - kept.time)
    else { return nil }
    let revealed = min(max(kept.revealed, 0), 1000)
    return (.init(lesson: kept.lesson, step: kept.step, revealed: revealed), kept.presented)
  }

  /// What can't be kept is no reason to stop.
  func keep(_ place: Standing.Place?, _ state: State) {
    guard let file, let place else { return }
    if let folder = UserFolder.state.path { _ = UserFolder.make(folder) }
    let kept = Kept(
      lesson: place.lesson, step: place.step, revealed: place.revealed, time: Clock.now,
      presented: state.presentation?.pace.total(at: state.now) ?? 0)
    try? FileOutput.write(file) { try $0(RoomJSON.bytes(kept)) }
  }

  func forget() {
    if let file { unlink(file) }
  }
}
