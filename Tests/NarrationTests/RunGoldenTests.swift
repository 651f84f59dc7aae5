import Foundation
import LessonFormat
import Narration
import TestSupport
import Testing
import Trace

/// What is said of recorded runs, as a person reads it.
@Suite("Recorded runs in words")
struct RunGoldenTests {
  private func told(_ name: String) throws -> String {
    let timeline = try RunFixtures.timeline(name)
    let narration = TimelineNarration(timeline, of: "\(name).py")
    let moment = MomentNarration(timeline)
    var text = "The gist\n\n" + narration.summary().text()
    text += "\nLane by lane\n\n" + narration.lanes().text()
    text += "\nEvery event\n\n" + narration.events().text()
    text += "\nFour moments\n\n"
    for part in [1, 2, 3, 5] as [Int64] {
      text += moment.whole(at: timeline.origin + timeline.total * part / 6).text() + "\n"
    }
    text += "Each lane, half way\n\n"
    for lane in moment.names.shown {
      text += moment.lane(lane, at: timeline.origin + timeline.total / 2).text()
    }
    text += "\nThe picture\n\n" + TimelineChart(timeline, width: 80, isASCII: false).text()
    return text
  }

  @Test(arguments: RunFixtures.names)
  func golden(_ name: String) throws {
    try expectGolden(try told(name), "narration/\(name).txt")
  }

  @Test("Two runs on one axis, and what is different")
  func comparison() throws {
    let runs = [
      NamedRun("one at a time", try RunFixtures.timeline("threads")),
      NamedRun("all at once", try RunFixtures.timeline("virtual")),
    ]
    let words = RunsNarration(runs)
    let chart = TimelineChart(runs, width: 70, isASCII: true).text()
    try expectGolden(
      chart + "\n" + words.comparison().text() + "\n" + words.moment(at: 150_000).text()
        + words.moment(at: 290_000).text(), "narration/comparison.txt")
  }
}
