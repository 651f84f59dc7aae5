import Foundation
import LessonFormat
import Narration
import Testing
import Trace

@Suite("A run in words")
struct TimelineNarrationTests {
  /// Two tasks that sleep for 1 s at once, one that computes, and one that fails; times are exact.
  private var timeline: Timeline {
    RunFixtures.timeline(
      lines: """
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
        {"t":1500000,"k":"end","how":"exit","dropped":0,"cpu":500000,"cost":120000}
        """)
  }

  @Test("The gist: who waited together, the total against the sum, who held the loop, what failed")
  func summary() {
    #expect(
      TimelineNarration(timeline, of: "p.py").summary().text() == """
        p.py ran for 1.50 s; one after another it would have been 2.50 s.
        From 0.00 to 1.00 s nap 1 and 2 wait for sleep(1), all at once.
        From 1.00 to 1.50 s nap 1 holds the loop for 0.50 s: it computes without an await that has to wait.
        Meanwhile nap 2 is ready for 0.50 s and gets no turn.
        At 1.50 s nap 2 fails with ValueError: no.
        It had 2 tasks and 1 thread; with the start of Python it used 0.50 s of processor time.
        Tracing took about 0.12 s of it.

        """)
  }

  @Test("Each lane is told with what it waited for, how long, and its end")
  func lanes() {
    #expect(
      TimelineNarration(timeline, of: "p.py").lanes().text() == """
        The main thread, which runs the event loop: is idle for 1.00 s.
        nap 1, created at 0.00 s by the main thread at line 3: waits for sleep(1), 1.00 s; runs for 0.50 s; done at 1.50 s.
        nap 2, created at 0.00 s by the main thread at line 3: waits for sleep(1), 1.00 s; is ready without a turn for 0.50 s; failed at 1.50 s with ValueError: no.

        """)
  }

  @Test("A moment: who runs, who is kept from running, for how long and by whom")
  func moment() {
    let moment = MomentNarration(timeline)
    #expect(
      moment.sentence(at: 500_000)
        == "At 0.50 s: nap 1 and 2 are waiting for sleep(1), half done; nothing is ready; "
        + "the loop is idle until 1.00 s.")
    #expect(
      moment.sentence(at: 1_200_000)
        == "At 1.20 s: nap 1 runs at line 3, for 0.20 s so far; nap 2 is ready for 0.20 s "
        + "(its timer came due), kept from its turn by nap 1.")
    #expect(
      moment.loop(0, at: 1_200_000)
        == "The loop, in turn 3, runs nap 1. Ready queue: nap 2. Timers: none. Waiting set: nobody."
    )
    #expect(
      moment.lane(LaneID(index: 2), at: 500_000).text() == """
        At 0.50 s nap 2 is waiting for sleep(1) at line 3 of nap.
        Since 0.00 s, until 1.00 s: 1.00 s, half done.
        Then its timer came due, and it gets its turn 0.50 s late, because nap 1 held the loop.

        """)
    #expect(moment.sentence(at: 1_500_000) == "At 1.50 s: all has ended.")
  }

  @Test("From event to event, in both directions")
  func walking() {
    let moment = MomentNarration(timeline)
    #expect(
      moment.event(at: 1_000_000)
        == "At 1.00 s the main thread wakes up; nap 1 and 2 become ready: their timers came due; "
        + "nap 1 runs.")
    #expect(moment.nextEvent(after: 0) == 1_000_000)
    #expect(moment.nextEvent(after: 1_000_000) == 1_500_000)
    #expect(moment.previousEvent(before: 1_500_000) == 1_000_000)
    #expect(moment.nextEvent(after: 1_500_000) == nil)
    let nap = LaneID(index: 2)
    #expect(moment.nextEvent(after: 0, of: nap) == 1_000_000)
    #expect(
      moment.event(at: 1_000_000, of: nap)
        == "At 1.00 s nap 2 becomes ready: its timer came due.")
    #expect(moment.previousEvent(before: 1_000_000, of: nap) == 0)
  }

  @Test("What repeats is told once: a beat of 14 waits is one sentence")
  func repetition() {
    var lines = """
      {"t":0,"k":"why","n":1,"v":"sleep","s":"sleep(0.1)"}
      {"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}
      {"t":0,"k":"task","l":2,"n":"beat","lp":1,"by":1,"fn":"beat","f":1,"ln":2}
      {"t":0,"k":"turn","lp":1,"n":1,"q":1,"tm":0}
      {"t":0,"k":"s","l":2}

      """
    for beat in 0..<14 {
      let (start, end) = (beat * 100_000, (beat + 1) * 100_000)
      lines += """
        {"t":\(start),"k":"turn","lp":1,"n":\(beat + 2),"q":0,"tm":1,"i":1,"o":2,"w":1,"u":\(end)}
        {"t":\(end),"k":"wake","lp":1}
        {"t":\(end),"k":"r","l":2,"u":\(end),"c":"timer"}
        {"t":\(end),"k":"s","l":2}

        """
    }
    lines +=
      #"{"t":1400000,"k":"s","o":2,"e":"ok"}"# + "\n" + #"{"t":1400000,"k":"end","how":"exit"}"#
    let narration = TimelineNarration(RunFixtures.timeline(lines: lines), of: "p.py")
    let said = narration.summary().text()
    #expect(
      said.contains(
        "beat waits 14 times for sleep(0.1), 0.10 s each, 1.40 s in all, from 0.00 to 1.40 s."))
    #expect(narration.lanes().text().contains("waits 14 times for sleep(0.1), 0.10 s each; done"))
  }
}

@Suite("Very many lanes in words")
struct ManyLanesTests {
  private static let naps = RunFixtures.naps(10_000)
  private var timeline: Timeline { Self.naps }

  @Test("The gist is as short as for three")
  func gist() {
    let said = TimelineNarration(timeline, of: "p.py").summary().text()
    #expect(
      said.hasPrefix(
        """
        p.py ran for 1.01 s; one after another it would have been 2.8 hours.
        The 10,000 nap tasks wait for sleep(1), 1.00 s each, all at once, from 0.00 to 1.01 s.
        """)
        || said.contains("From 0.00 to 1.01 s the 10,000 nap tasks wait for sleep(1), all at once."),
      "\(said)")
    #expect(said.split(separator: "\n").count < 8)
  }

  @Test("Lanes that are alike are one sentence, and their events few")
  func lanes() {
    let narration = TimelineNarration(timeline, of: "p.py")
    let said = narration.lanes().text()
    #expect(
      said.contains("The 10,000 nap tasks, created by main from 0.00 s on: wait for sleep(1)"))
    #expect(said.split(separator: "\n").count == 3)
    #expect(narration.events().lines.count < 40)
  }

  @Test("So is a moment")
  func moment() {
    let said = MomentNarration(timeline).sentence(at: 500_000)
    #expect(said.hasPrefix("At 0.50 s: the 10,000 nap tasks are waiting for sleep(1), half done; "))
    #expect(said.count < 250)
  }

  @Test("The picture folds them into rows that show how many do what")
  func chart() {
    let rows = TimelineChart(timeline, width: 80, isASCII: true).text().split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("10,000 nap tasks") && $0.hasSuffix("done") })
    #expect(rows.contains { $0.hasPrefix("  waiting") && $0.contains("999999") })
    #expect(rows.count < 12)
  }
}

@Suite("Threads in words")
struct ThreadNarrationTests {
  /// Two threads that compute at the same time for 1 s; the second had the lock for a quarter of it.
  private var timeline: Timeline {
    RunFixtures.timeline(
      lines: """
        {"t":0,"k":"at","n":1,"f":1,"ln":9,"fn":"<module>"}
        {"t":0,"k":"why","n":1,"v":"join","s":"Thread.join"}
        {"t":0,"k":"thr","l":2,"n":"count 1","tid":2,"fn":"count","by":1,"p":1}
        {"t":0,"k":"thr","l":3,"n":"count 2","tid":3,"fn":"count","by":1,"p":1}
        {"t":0,"k":"b","l":1,"w":1,"p":1,"on":2}
        {"t":1000000,"k":"gil","l":2,"d":1000000,"c":750000,"q":0,"g":250000}
        {"t":1000000,"k":"gil","l":3,"d":1000000,"c":250000,"q":0,"g":750000}
        {"t":1000000,"k":"thx","l":2}
        {"t":1000000,"k":"thx","l":3}
        {"t":1000000,"k":"u","l":1}
        {"t":1000000,"k":"end","how":"exit","cpu":1000000}
        """)
  }

  @Test("Who wants the lock is told as an estimate")
  func lock() {
    let said = TimelineNarration(timeline, of: "p.py").summary().text()
    #expect(said.hasPrefix("p.py ran for 1.00 s.\n"))
    #expect(said.contains("count 1 and 2 want to run at the same time for 1.00 s, but they share"))
    #expect(said.contains("They want the lock for about 1.00 s in all, by estimate."))
    #expect(
      MomentNarration(timeline).sentence(at: 500_000)
        == "At 0.50 s: count 1 and 2 run and share the GIL: by estimate count 1 about 75 percent "
        + "and count 2 about 25 percent of the processor; the main thread is "
        + "blocked in Thread.join of count 1 at line 9, for 0.50 s so far.")
  }

  private func printing(_ pieces: [String]) -> String {
    let lines = pieces.enumerated().map { index, text in
      #"{"t":\#(index * 100_000),"k":"out","l":1,"n":1,"s":"\#(text)"}"#
    }
    let timeline = RunFixtures.timeline(
      lines: lines.joined(separator: "\n") + "\n{\"t\":1000000,\"k\":\"end\",\"how\":\"exit\"}")
    return TimelineNarration(timeline, of: "p.py").summary().text()
  }

  @Test("Output is counted by lines, and quoted as it is but for what no voice can say")
  func output() {
    let pieces = ["tick 1", " tick 2", #"\n\n"#, #"caught (ValueError('no milk'),)\n"#]
    #expect(
      printing(pieces).contains(
        "It printed 3 lines, the first at 0.00 s, the last at 0.30 s: caught (ValueError('no milk'),)."
      ), "\(printing(pieces))")
    #expect(printing([#"got 1 ✓ → 2\n"#]).contains("at 0.00 s: got 1 … … 2."))
    #expect(printing([#"== 7 =======\n"#]).contains("at 0.00 s: == 7 ===…\n"))
  }

  @Test("Moments that two digits would tell alike have more")
  func digits() {
    let timeline = RunFixtures.timeline(
      lines: """
        {"t":0,"k":"why","n":1,"v":"sleep","s":"time.sleep(0.002)"}
        {"t":400000,"k":"b","l":1,"w":1,"u":402000}
        {"t":402000,"k":"u","l":1}
        {"t":403000,"k":"b","l":1,"w":1,"u":405000}
        {"t":405000,"k":"u","l":1}
        {"t":1000000,"k":"end","how":"exit","dropped":0}
        """)
    let moment = MomentNarration(timeline)
    let times = [402_000, 403_000] as [Int64]
    #expect(times.map { moment.event(at: $0).prefix(10) } == ["At 0.402 s", "At 0.403 s"])
  }
}
