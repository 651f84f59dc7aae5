import LessonFormat
import Narration
import Trace
import Tutor

/// Two runs or more, held against one another.
struct ComparisonTeller {
  private let teller: RunTeller

  init(_ teller: RunTeller) { self.teller = teller }

  func told() -> Narration {
    var narration = Narration()
    var runs = teller.tracks.map { ($0.title, $0.timeline) }
    if runs.count < 2 { runs += teller.earlier.map { ("the run before", $0.timeline) } }
    runs = runs.filter { !$0.1.lanes.isEmpty }
    guard runs.count > 1 else {
      narration.say(
        "There is only one run. Turn a knob and run it again, and compare holds the two against "
          + "each other.")
      return narration
    }
    for other in runs.dropFirst() {
      let compared = runs[0].1.compared(with: other.1)
      narration.say(
        "\(runs[0].0) takes \(duration(compared.wall.first)), \(other.0) "
          + "\(duration(compared.wall.second)).")
    }
    return narration
  }
}
