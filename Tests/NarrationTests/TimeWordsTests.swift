import LessonFormat
import Narration
import Testing

@Suite("Times in words")
struct TimeWordsTests {
  @Test(
    "Durations have as many digits as a person needs",
    arguments: [
      (0, "0 s"), (-5, "0 s"), (1, "1 microsecond"), (350, "350 microseconds"),
      (999, "999 microseconds"),
      (1000, "1.0 ms"), (8449, "8.4 ms"), (9950, "10 ms"), (12_300, "12 ms"), (99_499, "99 ms"),
      (99_500, "0.10 s"), (1_004_999, "1.00 s"), (1_995_000, "2.00 s"), (599_994_999, "599.99 s"),
      (600_000_000, "10.0 minutes"), (7_200_000_000, "2.0 hours"),
    ] as [(Int64, String)])
  func durations(_ time: Int64, _ words: String) {
    #expect(duration(time) == words)
  }

  @Test("One is one, also at the most")
  func limits() {
    func words(_ kind: Condition.Kind) -> String {
      Condition(kind: kind, range: SourceRange(line: 1, column: 1, length: 1)).inWords
    }
    #expect(words(.threads(.atMost(1))) == "it uses at most 1 thread")
    #expect(words(.waits(.atMost(1))) == "at most 1 lane waits at the same time")
    #expect(words(.lanesOverlap(.atLeast(2))) == "at least 2 lanes overlap")
  }
}
