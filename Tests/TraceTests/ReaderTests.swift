import Testing

@testable import Trace

@Suite("Reading trace files")
struct ReaderTests {
  @Test("a file comes in pieces of any size and gives the same", arguments: Fixtures.names)
  func pieces(name: String) throws {
    let whole = try Fixtures.files(name)[0]
    let expected = read(whole, by: whole.count)
    for size in [1, 7, 100] { #expect(read(whole, by: size) == expected) }
    #expect(expected.count > 10)
  }

  private func read(_ bytes: [UInt8], by size: Int) -> [TraceLine] {
    var reader = TraceReader()
    let source = reader.addSource()
    var lines: [TraceLine] = []
    var offset = 0
    while offset < bytes.count {
      let piece = Array(bytes[offset..<min(offset + size, bytes.count)])
      let taken = reader.feed(piece, to: source)
      lines += reader.take(.settled)
      if taken < piece.count { break }
      offset += taken
    }
    return lines + reader.take(.all)
  }

  @Test("nothing counts from the first NUL on, until it has been written over")
  func growing() {
    var reader = TraceReader()
    let source = reader.addSource()
    let first = Array((head + "{\"t\":5,\"k\":\"full").utf8)
    #expect(reader.feed(first + [0, 0, 0], to: source) == first.count)
    #expect(reader.take(.all).count == 1)
    #expect(reader.feed([0, 0], to: source) == 0)
    let rest = Array("\"}\n".utf8)
    #expect(reader.feed(rest + [0], to: source) == rest.count)
    #expect(reader.take(.all) == [TraceLine(time: 5, event: .full)])
    reader.finish(source: source)
    #expect(reader.problems.isEmpty)
  }

  @Test("an unfinished last line is noted once the process has ended")
  func unfinished() {
    var reader = TraceReader()
    let source = reader.addSource()
    _ = reader.feed(Array((head + "{\"t\":5").utf8), to: source)
    reader.finish(source: source)
    #expect(reader.problems.count(.unfinishedLine) == 1)
    #expect(reader.problems.examples == [.init(problem: .unfinishedLine, line: 2)])
  }

  @Test("lines are held back until none can come in front, and are then in order")
  func order() {
    var reader = TraceReader()
    let source = reader.addSource()
    let text =
      head + """
        {"t":30000,"k":"u","l":1}
        {"t":25000,"k":"u","l":2}
        {"t":45000,"k":"u","l":3}
        {"t":25000,"k":"u","l":4}

        """
    _ = reader.feed(Array(text.utf8), to: source)
    #expect(reader.take(.settled).map(\.time) == [0, 25000, 25000])
    _ = reader.feed(Array("{\"t\":29000,\"k\":\"u\",\"l\":5}\n".utf8), to: source)
    let rest = reader.take(.all)
    #expect(rest.map(\.time) == [29000, 30000, 45000])
  }

  @Test("a program that falls silent keeps nothing back for longer than the patience")
  func silence() {
    var reader = TraceReader()
    let source = reader.addSource()
    _ = reader.feed(Array((head + "{\"t\":9000,\"k\":\"full\"}\n").utf8), to: source)
    #expect(reader.take(.settled).isEmpty)
    #expect(reader.take(.settled(now: 25_000)).map(\.time) == [0])
    #expect(reader.take(.settled(now: 29_000)).map(\.time) == [9000])
  }

  @Test("processes are merged by time, then by number")
  func merging() {
    var reader = TraceReader()
    let (one, two) = (reader.addSource(), reader.addSource())
    _ = reader.feed(Array((head + "{\"t\":9,\"k\":\"full\"}\n").utf8), to: one)
    _ = reader.feed(Array((head + "{\"t\":3,\"k\":\"full\"}\n").utf8), to: two)
    _ = reader.feed(Array("{\"t\":9,\"k\":\"full\"}\n".utf8), to: two)
    let lines = reader.take(.all)
    #expect(lines.map(\.process) == [1, 2, 2, 1, 2])
    #expect(lines.map(\.time) == [0, 0, 3, 9, 9])
  }

  @Test("what is not a trace is refused, and so is a newer format")
  func refused() {
    func problem(_ text: String) -> [TraceProblem] {
      var reader = TraceReader()
      let source = reader.addSource()
      _ = reader.feed(Array(text.utf8), to: source)
      #expect(reader.isRefused(source: source))
      #expect(reader.take(.all).isEmpty)
      return reader.problems.kinds
    }
    #expect(problem("{\"t\":1,\"k\":\"full\"}\n{\"t\":1,\"k\":\"full\"}\n") == [.notATrace])
    #expect(problem("hello\nworld\n") == [.notATrace])
    #expect(
      problem("{\"t\":0,\"k\":\"proc\",\"format\":\"interleave-trace\",\"v\":2}\n")
        == [.newerFormat])
    #expect(problem("{\"t\":0,\"k\":\"run\",\"format\":\"other\",\"v\":1}\n") == [.newerFormat])
  }

  @Test("a line beyond the limit is passed over, and memory stays bounded")
  func tooLong() {
    var reader = TraceReader(longestLine: 4096)
    let source = reader.addSource()
    _ = reader.feed(Array((head + "{\"t\":1,\"k\":\"name\",\"n\":\"").utf8), to: source)
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    for _ in 0..<10 { #expect(reader.feed(piece, to: source) == piece.count) }
    _ = reader.feed(Array("\"}\n{\"t\":2,\"k\":\"full\"}\n".utf8), to: source)
    #expect(reader.take(.all).count == 2)
    #expect(reader.problems.examples == [.init(problem: .lineTooLong, line: 2)])
  }

  @Test("an absurd time counts as that of the line before")
  func absurdTime() {
    let lines = traceLines(
      """
      {"t":70,"k":"u","l":1}
      {"t":1000000000000000000,"k":"u","l":2}
      {"t":-3,"k":"u","l":3}
      {"t":80,"k":"u","l":4}
      """)
    #expect(lines.map(\.time) == [0, 70, 70, 70, 80])
  }

  @Test("a merged trace reads like its parts, and keeps its header", arguments: Fixtures.names)
  func writing(name: String) throws {
    let files = try Fixtures.files(name)
    var header = RunHeader()
    header.program = "fetch.py"
    header.arguments = ["-v", "a \"b\" \\ é 😀\n"]
    header.code = -9
    header.isWhole = true
    header.sources = [.init(path: "/home/you/fetch.py", text: "import asyncio\n\t\u{1}\u{7F}")]
    var merged: [UInt8] = []
    var writer = MergedTraceWriter(files.map { pieces(of: $0) })
    try writer.write(header: header) { merged += $0 }

    let (parts, _) = Timeline.read(files)
    let (whole, problems) = Timeline.read([merged])
    #expect(problems.isEmpty)
    #expect(whole.header == header)
    #expect(whole.lanes == parts.lanes)
    #expect(whole.processes == parts.processes)
    #expect(whole.outputs == parts.outputs)
    #expect(whole.end == parts.end)
    for lane in whole.lanes.indices.map(LaneID.init) {
      #expect(whole.spans(of: lane) == parts.spans(of: lane))
    }
  }

  private func pieces(of bytes: [UInt8]) -> () -> [UInt8] {
    var offset = 0
    return {
      let start = offset
      offset = min(start + 1000, bytes.count)
      return Array(bytes[start..<offset])
    }
  }

  @Test("one file read piece by piece gives what it gives as a whole", arguments: Fixtures.names)
  func pieces(_ name: String) throws {
    let file = try #require(try Fixtures.files(name).first)
    var reading = TimelineReading()
    for start in stride(from: 0, to: file.count, by: 777) {
      let isWanted = file[start..<min(start + 777, file.count)].withUnsafeBufferPointer {
        reading.take($0)
      }
      guard isWanted else { break }
    }
    reading.finish()
    let whole = Timeline.read([file]).timeline
    #expect(reading.timeline.lanes == whole.lanes)
    #expect(reading.timeline.outputs == whole.outputs)
    #expect(reading.timeline.end == whole.end)
  }

  @Test("a trace whose lines all have one time is not held back as a whole")
  func oneTime() {
    var reader = TraceReader()
    let source = reader.addSource()
    _ = reader.feed(Array(head.utf8), to: source)
    let lines = String(
      repeating: #"{"t":5,"k":"u","l":1}"# + "\n", count: TraceReader.mostHeld + 10)
    _ = reader.feed(Array(lines.utf8), to: source)
    #expect(reader.take(.settled).count > TraceReader.mostHeld / 2)
    #expect(reader.take(.all).count <= TraceReader.mostHeld / 2)
  }
}
