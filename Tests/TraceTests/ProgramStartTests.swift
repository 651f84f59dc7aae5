import Testing

@testable import Trace

@Suite("Where the program begins")
struct ProgramStartTests {
  private func timeline(_ text: String) -> Timeline {
    var timeline = Timeline()
    timeline.append(traceLines(text))
    timeline.finish()
    return timeline
  }

  @Test("time and processor time count from the program's first line")
  func counts() {
    let timeline = timeline(
      """
      {"t":0,"k":"proc","pid":9,"role":"main","how":"start","cpu":15000}
      {"t":50,"k":"thr","l":1,"n":"MainThread","main":1}
      {"t":9000,"k":"main","cpu":22000}
      {"t":60000,"k":"use","cpu":30000,"rss":7000}
      {"t":109000,"k":"end","how":"exit","cpu":62000,"rss":7000}
      """)
    #expect(timeline.start == 0)
    #expect(timeline.programStart == 9000)
    #expect(timeline.processes[0].programStart == 9000)
    #expect(timeline.totals().wall == 100_000)
    #expect(timeline.totals().processor == 40_000)
    #expect(timeline.usage(at: 9000).processor == 22_000)
  }

  @Test("without the line the program begins with its process")
  func fallsBack() {
    let timeline = timeline(
      """
      {"t":0,"k":"proc","pid":9,"role":"main","how":"start","cpu":15000}
      {"t":50,"k":"thr","l":1,"n":"MainThread","main":1}
      {"t":9500,"k":"end","how":"exit","cpu":18000,"rss":7000}
      """)
    #expect(timeline.processes[0].programStart == nil)
    #expect(timeline.programStart == 0)
    #expect(timeline.totals().wall == 9500)
    #expect(timeline.totals().processor == 3000)
    #expect(Timeline().programStart == 0)
  }

  @Test("the start of a child counts, and what a program used before an exec does not count twice")
  func children() {
    let timeline = timeline(
      """
      {"t":0,"k":"proc","pid":9,"role":"main","how":"start","cpu":15000}
      {"t":9000,"k":"main","cpu":20000}
      {"P":2,"t":10000,"k":"proc","pid":10,"ppid":9,"role":"child","how":"start","cpu":14000}
      {"P":2,"t":12000,"k":"main","cpu":19000}
      {"P":2,"t":15000,"k":"end","how":"exit","cpu":24000,"rss":1}
      {"t":16000,"k":"exec","l":1,"s":"/usr/bin/python3"}
      {"t":16001,"k":"end","how":"exec","cpu":30000,"rss":1}
      {"P":3,"t":20000,"k":"proc","pid":9,"role":"main","how":"exec","cpu":45000}
      {"P":3,"t":26000,"k":"main","cpu":50000}
      {"P":3,"t":29000,"k":"end","how":"exit","cpu":55000,"rss":1}
      """)
    #expect(timeline.programStart == 9000)
    #expect(timeline.totals().wall == 20_000)
    // 10 ms before the exec, 24 in the child, 10 after it.
    #expect(timeline.totals().processor == 44_000)
  }

  @Test("a second line, and one before its process, change nothing")
  func oddities() {
    let timeline = timeline(
      """
      {"t":5,"k":"main"}
      {"t":6,"k":"proc","pid":9,"role":"main","how":"start"}
      {"t":7,"k":"main","cpu":3}
      """)
    #expect(timeline.programStart == 5)
    #expect(timeline.totals().processor == 0)
  }
}
