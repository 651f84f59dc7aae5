import Narration
import Testing
import Trace

/// Sentences that must not say more than a run shows.
@Suite("What a run shows, and no more")
struct RunSentenceTests {
  private func gist(_ lines: String) -> String {
    TimelineNarration(RunFixtures.timeline(lines: lines), of: "p.py").summary().text()
  }

  /// Two threads that run for 1 s at once, with what the runner says of them.
  private func threads(processor: Int, _ samples: String) -> String {
    """
    {"t":0,"k":"at","n":1,"f":1,"ln":9,"fn":"<module>"}
    {"t":0,"k":"why","n":1,"v":"join","s":"Thread.join"}
    {"t":0,"k":"thr","l":2,"n":"hash 1","tid":2,"fn":"hash","by":1,"p":1}
    {"t":0,"k":"thr","l":3,"n":"hash 2","tid":3,"fn":"hash","by":1,"p":1}
    {"t":0,"k":"b","l":1,"w":1,"p":1,"on":2}
    \(samples)
    {"t":1000000,"k":"use","cpu":\(processor),"rss":1}
    {"t":1000000,"k":"thx","l":2}
    {"t":1000000,"k":"thx","l":3}
    {"t":1000000,"k":"u","l":1}
    {"t":1000000,"k":"end","how":"exit","cpu":\(processor)}
    """
  }

  @Test("Processes without names are counted, not called by one's name")
  func processes() {
    let traces = (1...4).map { pid in
      Array(
        """
        {"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":\(pid),"ppid":\(pid > 1 ? 1 : 0),\
        "how":"\(pid > 1 ? "fork" : "start")","role":"\(pid > 1 ? "child" : "main")",\
        "py":"3.12.0","gil":true,"argv":["python3","p.py"]}
        {"t":0,"k":"thr","l":\(pid),"n":"MainThread","tid":\(pid),"main":1}
        {"t":1000000,"k":"end","how":"exit","cpu":0}

        """.utf8)
    }
    let moment = MomentNarration(Timeline.read(traces).timeline).sentence(at: 500_000)
    #expect(moment.contains("the main thread and processes 2, 3 and 4 run"), "\(moment)")
  }

  @Test("Threads that used two processors did not share the lock")
  func parallel() {
    let lines = threads(
      processor: 1_950_000,
      """
      {"t":1000000,"k":"gil","l":2,"d":1000000,"c":980000,"q":0,"g":0}
      {"t":1000000,"k":"gil","l":3,"d":1000000,"c":970000,"q":0,"g":0}
      """)
    let text = gist(lines)
    #expect(text.contains("hash 1 and 2 compute at the same time for 1.00 s"), "\(text)")
    #expect(!text.contains("want"), "\(text)")
    let moment = MomentNarration(RunFixtures.timeline(lines: lines)).sentence(at: 500_000)
    #expect(
      moment.hasPrefix(
        "At 0.50 s: hash 1 and 2 run at the same time: by estimate hash 1 about 98 percent "
          + "and hash 2 about 97 percent of a processor; "), "\(moment)")
  }

  @Test("Threads that only lacked a processor are not said to want the lock")
  func lackingProcessor() {
    let text = gist(
      threads(
        processor: 1_000_000,
        """
        {"t":1000000,"k":"gil","l":2,"d":1000000,"c":500000,"q":500000,"g":0}
        {"t":1000000,"k":"gil","l":3,"d":1000000,"c":500000,"q":500000,"g":0}
        """))
    #expect(!text.contains("GIL"), "\(text)")
  }

  @Test("Without an estimate, one processor's time for two threads tells that they share the lock")
  func noEstimate() {
    let text = gist(threads(processor: 1_000_000, ""))
    #expect(text.contains("but they share one interpreter lock"), "\(text)")
    #expect(!text.contains("by estimate"), "\(text)")
  }

  @Test("Of three threads, never more than two wanted to run at once")
  func upToTwo() {
    let text = gist(
      """
      {"t":0,"k":"at","n":1,"f":1,"ln":9,"fn":"<module>"}
      {"t":0,"k":"why","n":1,"v":"join","s":"Thread.join"}
      {"t":0,"k":"thr","l":2,"n":"Thread-1","tid":2,"fn":"count","by":1,"p":1}
      {"t":0,"k":"thr","l":3,"n":"Thread-2","tid":3,"fn":"count","by":1,"p":1}
      {"t":0,"k":"b","l":1,"w":1,"p":1,"on":2}
      {"t":1000000,"k":"thx","l":2}
      {"t":1000000,"k":"thr","l":4,"n":"Thread-3","tid":4,"fn":"count","by":1,"p":1}
      {"t":2000000,"k":"gil","l":3,"d":2000000,"c":1000000,"q":0,"g":1000000}
      {"t":2000000,"k":"thx","l":3}
      {"t":2000000,"k":"thx","l":4}
      {"t":2000000,"k":"u","l":1}
      {"t":2000000,"k":"end","how":"exit","cpu":2000000}
      """)
    #expect(
      text.contains("Up to 2 of the 3 count threads want to run at the same time for 2.00 s"),
      "\(text)")
  }

  @Test(
    "A sleep whose time came while the loop was blocked was ready, also if it is cancelled then")
  func overdue() {
    let timeline = RunFixtures.timeline(
      lines: """
        {"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"beat"}
        {"t":0,"k":"at","n":2,"f":1,"ln":9,"fn":"main"}
        {"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}
        {"t":0,"k":"task","l":2,"n":"main","lp":1,"by":1,"fn":"main","f":1,"ln":7}
        {"t":0,"k":"task","l":3,"n":"beat","lp":1,"by":2,"fn":"beat","f":1,"ln":2}
        {"t":0,"k":"why","n":1,"v":"sleep","s":"sleep(0.1)"}
        {"t":0,"k":"why","n":2,"v":"sleep","s":"time.sleep(1)"}
        {"t":0,"k":"turn","lp":1,"n":1,"q":2,"tm":0}
        {"t":0,"k":"s","l":3}
        {"t":0,"k":"s","o":3,"p":1,"w":1,"u":100000,"l":2}
        {"t":0,"k":"b","l":2,"w":2,"p":2}
        {"t":1000000,"k":"u","l":2}
        {"t":1000000,"k":"r","l":3,"c":"cancel","by":2,"p":2,"v":"call"}
        {"t":1000000,"k":"s","o":2,"e":"ok","l":3}
        {"t":1000000,"k":"s","o":3,"e":"cancelled","by":2,"cp":2,"v":"call"}
        {"t":1000000,"k":"end","how":"exit","dropped":0}
        """)
    #expect(timeline.problems.isEmpty, "\(timeline.problems)")
    let beat = LaneID(index: 2)
    #expect(timeline.state(of: beat, at: 50_000) == .waiting)
    #expect(timeline.state(of: beat, at: 100_000) == .ready)
    #expect(timeline.times(of: beat)[.ready] == 900_000)
    let text = TimelineNarration(timeline, of: "p.py").summary().text()
    #expect(text.contains("Meanwhile beat is ready for 0.90 s and gets no turn.\n"), "\(text)")
    #expect(text.contains("From 0.00 to 0.10 s beat waits for sleep(0.1).\n"), "\(text)")
    let events = TimelineNarration(timeline, of: "p.py").events().text()
    #expect(events.contains("beat becomes ready: its timer came due"), "\(events)")
  }

  @Test("A program that is its own server is not made concurrent by that")
  func ownServer() {
    let text = gist(
      """
      {"t":0,"k":"at","n":1,"f":1,"ln":9,"fn":"<module>"}
      {"t":0,"k":"why","n":1,"v":"server","s":"serve_forever"}
      {"t":0,"k":"why","n":2,"v":"read","s":"socket.recv_into"}
      {"t":0,"k":"why","n":3,"v":"sleep","s":"time.sleep(1)"}
      {"t":0,"k":"thr","l":2,"n":"server","tid":2,"fn":"BaseServer.serve_forever","by":1,"p":1,"daemon":1}
      {"t":0,"k":"b","l":2,"w":1}
      {"t":0,"k":"b","l":1,"w":2,"p":1}
      {"t":0,"k":"thr","l":3,"n":"Thread-1","tid":3,"fn":"answer","by":2,"p":1}
      {"t":0,"k":"b","l":3,"w":3,"p":1}
      {"t":1000000,"k":"u","l":3}
      {"t":1000000,"k":"thx","l":3}
      {"t":1000000,"k":"u","l":1}
      {"t":1000000,"k":"end","how":"exit","dropped":0}
      """)
    #expect(text.hasPrefix("p.py ran for 1.00 s.\n"), "\(text)")
  }

  @Test("A pool's thread without a job is idle, in the picture and in words")
  func idleWorker() {
    let timeline = RunFixtures.timeline(
      lines: """
        {"t":0,"k":"at","n":1,"f":1,"ln":9,"fn":"work"}
        {"t":0,"k":"why","n":1,"v":"queue-get","s":"SimpleQueue.get"}
        {"t":0,"k":"why","n":2,"v":"sleep","s":"time.sleep(0.5)"}
        {"t":0,"k":"thr","l":2,"n":"pool_0","tid":2,"v":"pool","by":1,"p":1}
        {"t":0,"k":"b","l":2,"w":2,"p":1}
        {"t":500000,"k":"u","l":2}
        {"t":500000,"k":"b","l":2,"w":1}
        {"t":1000000,"k":"u","l":2}
        {"t":1000000,"k":"thx","l":2}
        {"t":1000000,"k":"end","how":"exit","dropped":0}
        """)
    #expect(timeline.problems.isEmpty, "\(timeline.problems)")
    let worker = LaneID(index: 1)
    #expect(timeline.state(of: worker, at: 250_000) == .blocked)
    #expect(timeline.state(of: worker, at: 750_000) == .idle)
    #expect(timeline.briefWords(of: worker, at: 750_000) == "idle")
    let words = TimelineNarration(timeline, of: "p.py")
    #expect(
      words.lanes().text().contains("is blocked in time.sleep(0.5), 0.50 s; is idle for 0.50 s"))
    #expect(words.events().text().contains("pool_0 goes on, then waits for the next job"))
    let moment = MomentNarration(timeline)
    #expect(moment.sentence(at: 750_000).contains("pool_0 waits for the next job"))
    #expect(moment.lane(worker, at: 750_000).text().contains("is waiting for the next job"))
  }

  @Test("Generators that are driven by hand wait at once, and not one after another")
  func driven() {
    var lines = [
      #"{"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"sleeper"}"#,
      #"{"t":0,"k":"at","n":2,"f":1,"ln":9,"fn":"<module>"}"#,
      #"{"t":0,"k":"why","n":1,"v":"code","s":"the next send"}"#,
    ]
    let names = ["Ada", "Ben", "Cleo"]
    for (index, name) in names.enumerated() {
      let lane = index + 2
      lines += [
        #"{"t":0,"k":"task","l":\#(lane),"n":"\#(name)","fn":"sleeper","by":1,"p":2,"f":1,"ln":2,"eager":1}"#,
        #"{"t":0,"k":"s","l":\#(lane),"eager":1,"by":1}"#,
        #"{"t":0,"k":"s","o":\#(lane),"p":1,"w":1,"l":1,"back":1}"#,
      ]
    }
    for (index, time) in [299_993, 597_593, 897_238].enumerated() {
      let lane = index + 2
      let start = [0, 300_000, 600_000][index]
      lines += [
        #"{"t":\#(start),"k":"why","n":\#(lane),"v":"sleep","s":"time.sleep(0.29\#(index)993)"}"#,
        #"{"t":\#(start),"k":"b","l":1,"w":\#(lane),"p":2}"#,
        #"{"t":\#(time),"k":"u","l":1}"#, #"{"t":\#(time),"k":"r","l":\#(lane),"by":1,"p":2}"#,
        #"{"t":\#(time),"k":"s","l":\#(lane),"eager":1,"by":1}"#,
        #"{"t":\#(time),"k":"s","o":\#(lane),"e":"ok","l":1,"back":1}"#,
      ]
    }
    lines.append(#"{"t":900000,"k":"end","how":"exit","dropped":0}"#)
    let text = gist(lines.joined(separator: "\n"))
    #expect(text.hasPrefix("p.py ran for 0.90 s.\n"), "\(text)")
    #expect(text.contains("Ada, Ben and Cleo wait for the next send, all at once,"), "\(text)")
    #expect(text.contains("is blocked 3 times in time.sleep, 0.30 s each,"), "\(text)")
  }

  @Test("Tasks of one function that many have made are told together, with an asyncio server's")
  func scattered() {
    var lines = [
      #"{"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"ask"}"#,
      #"{"t":0,"k":"why","n":1,"v":"read","s":"data from a stream"}"#,
      #"{"t":0,"k":"why","n":2,"v":"wait","s":"wait until all completed, 5 left"}"#,
      #"{"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}"#,
      #"{"t":0,"k":"task","l":2,"n":"main","lp":1,"by":1,"p":1,"fn":"main","f":1,"ln":9}"#,
      #"{"t":0,"k":"task","l":3,"n":"Task-2","lp":1,"by":1,"fn":"Loop._accept_connection2"}"#,
      #"{"t":0,"k":"s","l":2}"#,
    ]
    for lane in 4..<9 {
      lines.append(
        #"{"t":0,"k":"task","l":\#(lane),"n":"h\#(lane)","lp":1,"by":2,"p":1,"fn":"handle","f":1,"ln":9}"#
      )
    }
    lines.append(#"{"t":0,"k":"s","o":2,"p":1,"w":2,"l":4}"#)
    for lane in 4..<9 {
      let (ask, next) = (lane + 10, lane < 8 ? #","l":\#(lane + 1)"# : "")
      lines += [
        #"{"t":0,"k":"task","l":\#(ask),"n":"Task-\#(ask)","lp":1,"by":\#(lane),"p":1,"fn":"ask","f":1,"ln":2}"#,
        #"{"t":0,"k":"s","o":\#(lane),"e":"ok"\#(next)}"#,
      ]
    }
    for ask in 14..<19 {
      lines += [
        #"{"t":0,"k":"s","l":\#(ask)}"#, #"{"t":0,"k":"s","o":\#(ask),"p":1,"w":1}"#,
      ]
    }
    lines.append(#"{"t":0,"k":"turn","lp":1,"n":1,"q":0,"tm":0,"i":1}"#)
    lines.append(#"{"t":1000000,"k":"end","how":"exit","dropped":0}"#)
    let timeline = RunFixtures.timeline(lines: lines.joined(separator: "\n"))
    let text = TimelineNarration(timeline, of: "p.py").summary().text()
    #expect(text.hasPrefix("p.py ran for 1.00 s.\n"), "\(text)")
    #expect(text.contains("The 5 ask tasks wait for data from a stream,"), "\(text)")
    let lanes = TimelineNarration(timeline, of: "p.py").lanes().text()
    #expect(lanes.contains("waits for the end of all tasks given to wait, 1.00 s"), "\(lanes)")
  }
}
