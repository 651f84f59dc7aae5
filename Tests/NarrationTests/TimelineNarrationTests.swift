import Narration
import Testing
import Trace

@Suite("A run in words")
struct TimelineNarrationTests {
  /// Two tasks that sleep for 1 s at once, one that computes, and one that fails; times are exact.
  private var timeline: Timeline {
    let lines = """
      {"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":1,"ppid":0,"how":"start","role":"main","by":0,"py":"3.12.0","gil":true,"switch":5000,"argv":["p.py"],"cwd":"/","mode":"normal","virtual":true,"zero":0,"wall":0,"os":"linux"}
      {"t":0,"k":"thr","l":1,"n":"MainThread","tid":1,"main":1}
      {"t":0,"k":"file","n":1,"s":"/home/you/p.py"}
      {"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"nap"}
      {"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}
      {"t":0,"k":"task","l":2,"n":"nap 1","lp":1,"by":1,"p":1,"fn":"nap","f":1,"ln":2}
      {"t":0,"k":"task","l":3,"n":"nap 2","lp":1,"by":1,"p":1,"fn":"nap","f":1,"ln":2}
      {"t":0,"k":"turn","lp":1,"n":1,"q":2,"tm":0}
      {"t":0,"k":"s","l":2}
      {"t":0,"k":"why","n":1,"v":"sleep","s":"sleep(1)"}
      {"t":0,"k":"s","o":2,"p":1,"w":1,"u":1000000,"l":3}
      {"t":0,"k":"turn","lp":1,"n":2,"q":0,"tm":2,"i":1,"o":3,"p":1,"w":1,"u":1000000}
      {"t":1000000,"k":"wake","lp":1}
      {"t":1000000,"k":"r","l":2,"u":1000000,"c":"timer"}
      {"t":1000000,"k":"r","l":3,"u":1000000,"c":"timer"}
      {"t":1000000,"k":"turn","lp":1,"n":3,"q":2,"tm":0}
      {"t":1000000,"k":"s","l":2}
      {"t":1500000,"k":"s","o":2,"e":"ok","l":3}
      {"t":1500000,"k":"turn","lp":1,"n":4,"q":0,"tm":0,"o":3,"e":"failed","x":"ValueError: no"}
      {"t":1500000,"k":"end","how":"exit","dropped":0,"cpu":500000,"rss":0,"bytes":0,"cost":0,"start":0}

      """
    return Timeline.read([Array(lines.utf8)]).timeline
  }

  @Test("The summary says how long, how many at once, and who held the loop")
  func summary() {
    let words = TimelineNarration(timeline, of: "p.py").summary().text()
    #expect(words.contains("p.py ran for 1.50 s, with 0.50 s of processor time."))
    #expect(words.contains("2 tasks and 1 thread."))
    #expect(words.contains("At most 2 lanes waited at once, first at 0.00 s."))
    #expect(words.contains("All waits added up come to 2.00 s."))
    #expect(
      words.contains("The event loop was held for 0.50 s from 1.00 s on, mostly by nap 1 (nap)"))
  }

  @Test("Each lane is told with its times, the reason for its longest wait and its end")
  func lanes() {
    let words = TimelineNarration(timeline, of: "p.py").lanes().text()
    #expect(
      words.contains(
        "nap 1 (nap), from 0.00 s to 1.50 s: waiting 1.00 s (mostly sleep(1)), running 0.50 s; done."
      )
    )
    #expect(
      words.contains("nap 2 (nap), from 0.00 s to 1.50 s: waiting 1.00 s (mostly sleep(1)), "))
    #expect(words.contains("ready 0.50 s; failed with ValueError: no."))
  }

  @Test("The chart shows the same, in rows that fit")
  func chart() {
    let rows = TimelineChart(timeline, width: 80, isASCII: true).text().split(separator: "\n")
    let first = rows.first { $0.hasPrefix("nap 1 (nap)") } ?? ""
    let second = rows.first { $0.hasPrefix("nap 2 (nap)") } ?? ""
    #expect(first.hasSuffix(" done") && second.hasSuffix(" failed"))
    // 46 columns for 1.5 s: two thirds of them waiting, then one runs and the other is ready.
    #expect(abs(first.count { $0 == "-" } - 30) <= 2 && abs(first.count { $0 == "#" } - 16) <= 2)
    #expect(abs(second.count { $0 == "-" } - 30) <= 2 && abs(second.count { $0 == "o" } - 16) <= 2)
    #expect(rows.allSatisfy { $0.count <= 80 && $0.utf8.allSatisfy { $0 < 0x80 } })
  }
}
