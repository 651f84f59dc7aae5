import Trace

/// Runs on one axis of time, and the moment that is looked at. All times are in microseconds since
/// the start of each run.
package struct Player: Equatable, Sendable {
  package struct Track: Hashable, Sendable {
    package var run: RunID
    package var title: String
    /// It belongs to the attempt before, and is there to compare with.
    package var isEarlier = false
    /// The demo's variant that it runs.
    package var variant: String?

    package init(
      run: RunID, title: String, variant: String? = nil, isEarlier: Bool = false
    ) {
      self.run = run
      self.title = title
      self.variant = variant
      self.isEarlier = isEarlier
    }
  }

  /// What moves the cursor.
  package enum Motion: Codable, Hashable, Sendable {
    case still
    /// It stays at the newest moment of runs that go on.
    case live
    case playing
  }

  /// A moment that a verdict leads to, with the line to look at. It is gone when the cursor moves.
  package struct Mark: Hashable, Sendable {
    package var time: Int64
    package var line: Int?
    package var words: String
  }

  /// What is looked at beside the lanes.
  package enum Panel: Codable, Hashable, Sendable, CaseIterable {
    case code, loop, output, stack, figures
  }

  /// A row of lanes: one, or several that are alike.
  package enum Row: Codable, Hashable, Sendable {
    case lane(track: Int, LaneID)
    case group(track: Int, Int)

    package var track: Int {
      switch self {
      case .lane(let track, _), .group(let track, _): track
      }
    }
  }

  package enum Order: Codable, Hashable, Sendable, CaseIterable {
    case began, name, waiting, state
  }

  package static let speeds = [0.1, 0.25, 0.5, 1, 2, 4, 10]
  package static let ordinarySpeed = 3

  package var title: String
  /// Nil for a person's own program.
  package var demo: DemoKey?
  /// What its runs belong to, where that is an exercise.
  package var exercise: ExerciseKey?
  package var tracks: [Track]
  package var cursor: Int64 = 0
  package var motion = Motion.still
  /// The index of its speed.
  package var speed = Player.ordinarySpeed
  /// The stretch of time that is shown; nil for all of it.
  package var window: Range<Int64>?
  package var row: Row?
  package var unfolded: Set<Row> = []
  package var filter = ""
  package var order = Order.began
  package var panel = Panel.code
  package var mark: Mark?

  package init(title: String, tracks: [Track], demo: DemoKey? = nil) {
    self.title = title
    self.tracks = tracks
    self.demo = demo
  }

  /// Its runs are those of a lesson, and end with it.
  package var isOfLesson: Bool { demo != nil || exercise != nil }

  /// The mark, as long as the cursor is at it.
  package var shownMark: Mark? { mark.flatMap { $0.time == cursor ? $0 : nil } }
}
