import Canvas

/// What a frame costs before any terminal is involved.
struct Composing {
  func run() {
    for size in [Size(80, 24), Size(200, 60), Size(300, 100)] {
      let name = "\(size.width)x\(size.height)"
      report("the animation, \(name)", median { _ = Animation().frame(at: $0, size) })
      report("a frame full of text, \(name)", median { _ = full($0, size) })
      let (one, other) = (full(1, size), full(2, size))
      report("comparing two such frames, \(name)", median { _ in _ = one.changes(since: other) })
    }
    for letters in [1_000, 10_000, 100_000, 1_000_000] {
      let text = String(repeating: "Each call waits for the one before it. ", count: letters / 39)
      report("wrapping \(letters) letters", median { _ in _ = wrap([TextRun(text)], to: 76) })
    }
  }

  private func full(_ seconds: Double, _ size: Size) -> Frame {
    var frame = Frame(size)
    let line = String(repeating: seconds < 1.5 ? "running ready " : "waiting █▒─■ ", count: 24)
    for row in 0..<size.height {
      frame.put(line, Style(row % 2 == 0 ? .running : .waiting), at: Point(0, row))
    }
    return frame
  }

  private func median(_ body: (Double) -> Void) -> Duration {
    let times = (0..<21).map { index in
      ContinuousClock().measure { body(Double(index) / 10) }
    }
    return times.sorted()[times.count / 2]
  }

  private func report(_ what: String, _ time: Duration) {
    let microseconds = Int(time / .microseconds(1))
    let digits = String(microseconds)
    print(String(repeating: " ", count: max(9 - digits.count, 0)) + digits + " µs  " + what)
  }
}
