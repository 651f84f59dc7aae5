import Narration
import Testing
import Trace

@Suite("Cancellation in words")
struct CancellationTests {
  /// The task `left` waits from the start, and is cancelled at 1 s by the end of these lines.
  private func told(_ lines: String) -> String {
    let timeline = RunFixtures.timeline(
      lines: """
        {"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"nap"}
        {"t":0,"k":"at","n":2,"f":1,"ln":9,"fn":"main"}
        {"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}
        {"t":0,"k":"task","l":2,"n":"boss","lp":1,"by":1,"p":1,"fn":"main","f":1,"ln":2}
        {"t":0,"k":"task","l":3,"n":"left","lp":1,"by":1,"p":1,"fn":"nap","f":1,"ln":2}
        {"t":0,"k":"why","n":1,"v":"sleep","s":"sleep(9)"}
        {"t":0,"k":"s","l":3}
        {"t":0,"k":"s","o":3,"p":1,"w":1,"u":9000000,"l":2}
        \(lines)
        {"t":1000000,"k":"end","how":"exit","dropped":0}
        """)
    return TimelineNarration(timeline, of: "p.py").summary().text()
  }

  @Test(
    "By whom, and by what means",
    arguments: [
      (#""by":2,"cp":2,"v":"call""#, "by boss at line 9"),
      (#""cp":2,"v":"limit""#, "by a time limit at line 9"),
      (#""by":2,"cp":2,"v":"limit""#, "by a time limit of boss at line 9"),
      (#""by":2,"cp":2,"v":"group""#, "by the task group of boss at line 9"),
      (#""by":2,"v":"group""#, "by the task group because boss had ended"),
      (#""v":"interrupt""#, "by an interrupt, as Ctrl-C sends it"),
      (#""by":2,"v":"close""#, "because boss had ended"),
    ])
  func means(keys: String, words: String) {
    let text = told(
      """
      {"t":1000000,"k":"r","l":3,"c":"cancel",\(keys.replacing("cp", with: "p"))}
      {"t":1000000,"k":"s","o":2,"e":"ok","l":3}
      {"t":1000000,"k":"s","o":3,"e":"cancelled",\(keys)}
      """)
    #expect(text.contains("At 1.00 s left ends, cancelled \(words).\n"), "\(text)")
  }

  @Test("A trace of before the means were told is told as well as can be")
  func older() {
    let text = told(
      """
      {"t":1000000,"k":"s","o":2,"e":"ok"}
      {"t":1000000,"k":"r","l":3,"c":"cancel","by":2}
      {"t":1000000,"k":"s","l":3}
      {"t":1000000,"k":"s","o":3,"e":"cancelled","by":2}
      """)
    #expect(text.contains("At 1.00 s left ends, cancelled because boss had ended.\n"), "\(text)")
  }

  @Test("A wait that a time limit ends, of a task that lives on")
  func limit() {
    let text = told(
      """
      {"t":500000,"k":"r","l":3,"c":"cancel","p":2,"u":500000,"v":"limit"}
      {"t":500000,"k":"s","o":2,"e":"ok","l":3}
      {"t":1000000,"k":"s","o":3,"e":"ok"}
      """)
    #expect(
      text.contains("At 0.50 s a time limit at line 9 ends the wait of left for sleep(9).\n"),
      "\(text)")
  }
}
