import LessonFormat
import Trace

/// Somebody who follows a presentation.
package struct Following: Equatable, Sendable {
  /// Who presents, as the room is called.
  package var room: String
  package var isConnected = false
  /// They look at something of their own.
  package var isAway = false
  package var standing: Standing?
  /// The lesson whose answers have been sent since the connection was made.
  var repeatedLesson: String?
  /// It is the instructor's, with the notes; what is pressed drives the presentation.
  package var isDriving: Bool
  package var desk: Desk?
  /// Runs of the presentation, by their numbers there.
  package var runs: [Int: RunID] = [:]

  package init(room: String, isDriving: Bool = false) {
    self.room = room
    self.isDriving = isDriving
  }
}

/// A run of the presentation, as far as it is told beside its trace.
package struct SharedRun: Codable, Equatable, Sendable {
  package var source: [String]
  package var notes: [String]
  /// What it wrote that its trace does not tell.
  package var output: [OutputPiece]
  /// In microseconds.
  package var total: Int64
  /// Nil while it goes on.
  package var ending: ProgramRun.Ending?
  /// In how many pieces its trace is told; none where it is too long, or not there.
  package var pieces: Int

  private static let mostOutput = 8_000

  package init(_ run: ProgramRun, pieces: Int) {
    source = run.source
    notes = run.notes
    total = run.timeline.total
    ending = if case .ended(let ending) = run.stage { ending } else { nil }
    self.pieces = pieces
    var room = Self.mostOutput
    output = []
    for piece in run.looseOutput where room > 0 {
      output.append(OutputPiece(isError: piece.isError, text: String(piece.text.prefix(room))))
      room -= piece.text.count
    }
  }
}

/// What a room tells a session.
package enum RoomEvent: Equatable, Sendable {
  // To the presentation
  case followers(Int)
  case vote(by: String, lesson: String, question: String, Response)
  /// Who leaves takes their votes along; whoever comes back tells them anew.
  case voterLeft(String)
  // To whoever follows
  case connected, lost
  /// It is over for this session; the words say why.
  case closed(String)
  case standing(Standing)
  case desk(Desk)
  /// A run as it is by now; its lines when all of them are there.
  case run(Int, SharedRun, [TraceLine])
  /// The presentation tells nothing of it any more.
  case runGone(Int)
}
