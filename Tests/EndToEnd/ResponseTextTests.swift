import ProgressStore
import Testing
import Tutor

@testable import interleave

@Suite("Answers as text, and records as rows")
struct ResponseTextTests {
  @Test(
    "Every kind of answer comes back as it was",
    arguments: [
      .choices([]), .choices([2, 0, 11]), .number(0.1), .number(-3e-9), .order([2, 0, 1]),
      .lanes([]), .lanes(["fetch 1", "100 %", "a\nb", "%20", "é 日本"]),
    ] as [Response])
  func roundTrip(_ response: Response) {
    #expect(ResponseText.decode(ResponseText.encode(response)) == response)
  }

  @Test(
    "What no version has written is no answer",
    arguments: ["", "choices x", "choices -1", "number", "number nan", "number 1 2", "essay hm"])
  func refused(_ text: String) {
    #expect(ResponseText.decode(text) == nil)
  }

  @Test("Only what is new is written, and all of it together is what was kept")
  func ledger() {
    var file = CourseProgress()
    var ledger = RecordsLedger(file)
    var records = Records()
    let key = Records.QuestionKey(lesson: "l", question: "q", content: "c")
    func keep(at time: Int64) -> CourseProgress {
      let change = ledger.update(records, at: time)
      file.join(change, .adding)
      return change
    }

    records.revealed[.init(lesson: "l", step: "a")] = 0
    records.place = .init(lesson: "l", step: "a")
    #expect(keep(at: 10).steps.count == 1)
    records.answers[key] = .number(3)
    #expect(keep(at: 20).steps.isEmpty)
    records.verdicts[key] = false
    #expect(keep(at: 30).answers.keys.map(\.at) == [20])
    #expect(keep(at: 40).isEmpty)
    records.answers[key] = .number(4)
    records.verdicts[key] = true
    #expect(keep(at: 50).answers.keys.map(\.at) == [50])

    #expect(file.answers.count == 2)
    // The second answer was right, and is due again after a day.
    let kept = RecordsLedger(file).records
    #expect(kept.reviews[key]?.rightInARow == 1)
    records.reviews = kept.reviews
    #expect(kept == records)
  }
}
