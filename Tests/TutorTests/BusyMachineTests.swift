import LessonFormat
import Testing
import Trace

@testable import Tutor

/// Times that are too long, and a machine that is busy with other things.
@Suite("Judging on a busy machine")
struct BusyMachineTests {
  /// Two naps of 1 s after one another in 2.5 s, of which a thread stood in line for `queued`.
  private func naps(queued: Int) -> RunEvidence {
    evidence(
      """
      {"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"nap"}
      {"t":0,"k":"why","n":1,"v":"sleep","s":"time.sleep(1)"}
      {"t":100,"k":"main","cpu":0}
      {"t":1000,"k":"b","l":1,"w":1,"p":1,"u":1001000}
      {"t":1200000,"k":"u","l":1}
      {"t":1300000,"k":"b","l":1,"w":1,"p":1,"u":2300000}
      {"t":2500000,"k":"u","l":1}
      {"t":2500100,"k":"end","how":"exit","dropped":0,"cpu":9000,"queued":\(queued)}
      """)
  }

  /// A turn of 120 ms: `blocked` of it in a call, with so much processor time in the whole run.
  private func turn(blocked: Int, processor: Int, queued: Int) -> RunEvidence {
    evidence(
      """
      {"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"rude"}
      {"t":0,"k":"why","n":1,"v":"sleep","s":"time.sleep(0.1)"}
      {"t":100,"k":"main","cpu":0}
      {"t":200,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}
      {"t":300,"k":"task","l":2,"n":"rude","lp":1,"by":1,"fn":"rude","f":1,"ln":2}
      {"t":400,"k":"turn","lp":1,"n":1,"q":1,"tm":0}
      {"t":400,"k":"s","l":2}
      {"t":500,"k":"b","l":2,"w":1,"p":1,"u":\(500 + blocked)}
      {"t":\(500 + blocked),"k":"u","l":2}
      {"t":120400,"k":"turn","lp":1,"n":2,"q":0,"tm":0,"o":2,"e":"ok"}
      {"t":120500,"k":"end","how":"exit","dropped":0,"cpu":\(processor),"queued":\(queued)}
      """)
  }

  private func evidence(_ lines: String) -> RunEvidence {
    RunEvidence(timeline: timeline(lines), output: "", ending: .exit(0))
  }

  @Test("Time without a processor is taken off, and said")
  func queuedTime() throws {
    let verdict = try judge("total under 2.2 s", naps(queued: 350_000))
    #expect(
      verdict.inShort == "+ It took 2.50 s. The machine was busy with other things, and kept it "
        + "waiting for 0.35 s of that, which does not count.")
    #expect(try judge("total under 2.2 s", naps(queued: 100_000)).outcome == .fails)
  }

  @Test("Only where the machine was busy may another run tell otherwise")
  func doubt() throws {
    #expect(try judge("total under 2.2 s", naps(queued: 100_000)).mayBeLoad)
    #expect(try !judge("total under 2.2 s", naps(queued: 2000)).mayBeLoad)
    #expect(try !judge("total over 3 s", naps(queued: 100_000)).mayBeLoad)
    #expect(try !judge("waits at least 2 at once", naps(queued: 100_000)).mayBeLoad)
  }

  @Test("Waits one after another cannot be put down to the machine")
  func structure() throws {
    #expect(try judge("total under 1.6 s", naps(queued: 600_000)).outcome == .fails)
  }

  @Test("A turn of the loop that a call or a computation fills is the program's own")
  func ownTurns() throws {
    let limit = "loop never blocked longer than 50 ms"
    #expect(
      try judge(limit, turn(blocked: 100_000, processor: 5000, queued: 500_000)).outcome == .fails)
    #expect(
      try judge(limit, turn(blocked: 1000, processor: 110_000, queued: 500_000)).outcome == .fails)
    #expect(
      try judge(limit, turn(blocked: 1000, processor: 5000, queued: 500_000)).outcome == .holds)
    // Neither is known to have filled it, but nothing kept it from the processor either.
    #expect(try judge(limit, turn(blocked: 1000, processor: 5000, queued: 0)).outcome == .fails)
  }
}

/// A timeline of the lines of one process, which get what every trace begins with put in front.
func timeline(_ lines: String) -> Timeline {
  let head = """
    {"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":1,"ppid":0,"how":"start",\
    "role":"main","py":"3.12.0","gil":true,"argv":["python3","p.py"]}
    {"t":0,"k":"thr","l":1,"n":"MainThread","tid":1,"main":1}
    {"t":0,"k":"file","n":1,"s":"/home/you/p.py"}

    """
  return Timeline.read([Array((head + lines + "\n").utf8)]).timeline
}
