import LessonFormat
import Narration
import Tutor

/// Runs held against one another.
struct ComparisonTeller {
  private let teller: RunTeller

  init(_ teller: RunTeller) { self.teller = teller }

  func told() -> Narration {
    var runs = teller.tracks
    // One program is compared with its own run before.
    if runs.count < 2 { runs += teller.earlier }
    runs = runs.filter { !$0.timeline.lanes.isEmpty }
    guard runs.count > 1 else {
      var narration = Narration()
      narration.say(
        "There is only one run. Turn a knob and run it again, and compare holds the two against "
          + "each other.")
      return narration
    }
    return RunsNarration(
      runs.map { NamedRun($0.isEarlier ? "the run before" : $0.title, $0.timeline) }
    ).comparison()
  }
}
