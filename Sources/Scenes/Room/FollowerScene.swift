import Canvas
import LessonFormat
import Narration
import Tutor

/// What somebody who follows a presentation sees beside what everybody sees.
extension Scene {
  /// Where they are with regard to the room.
  var roomWords: String? {
    guard let following = state.following else { return nil }
    if following.standing == nil { return "waiting for \(printable(following.room))" }
    if !following.isConnected { return "the presentation does not answer" }
    if following.isAway { return "on your own" }
    if let pause = following.standing?.pause {
      let left = pause.secondsLeft(at: state.now)
      return left > 0
        ? "break, about \(count((left + 59) / 60, "minute")) left" : "the break is over"
    }
    return "with the room"
  }

  /// The way back, where it is needed.
  var rejoinEntry: (command: Command, words: String)? {
    state.following.map(\.isAway) == true ? (.rejoin, "back to the room") : nil
  }
}
