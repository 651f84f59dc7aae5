import Canvas
import CursesFrontEnd
import Glibc

/// Two panels of four bars that fill: on the left one after another, on the right all at once.
struct Animation {
  private static let dishes = [("tea", 2.0), ("toast", 1.0), ("eggs", 1.5), ("juice", 1.5)]
  private static let period = dishes.reduce(0) { $0 + $1.1 }

  func frame(at seconds: Double, _ size: Size) -> Frame {
    let now = seconds.truncatingRemainder(dividingBy: Self.period)
    var frame = Frame(size)
    let panels = frame.area.columns(2)
    var begun = 0.0
    let inTurn = Self.dishes.map { dish in
      defer { begun += dish.1 }
      return (now - begun) / dish.1
    }
    draw("sync", now, inTurn, in: panels[0], &frame)
    draw("async", now, Self.dishes.map { now / $0.1 }, in: panels[1], &frame)
    return frame
  }

  private func draw(
    _ title: String, _ now: Double, _ parts: [Double], in panel: Rect, _ frame: inout Frame
  ) {
    frame.box(panel)
    frame.put(" \(title) \(tenths(now)) s ", at: Point(2, 0), in: panel)
    let room = max(panel.width - 24, 0)
    for (index, (dish, part)) in zip(Self.dishes, parts).enumerated() {
      let row = panel.row(4 + index * 6)
      let done = min(max(part, 0), 1)
      let bar = row.inset(left: 12).splitColumns(room).left
      let (full, rest) = bar.splitColumns(Int(done * Double(room)))
      frame.put(dish.0, at: Point(3, 0), in: row)
      frame.fill(full, with: "█", Style(.running))
      frame.fill(rest, with: "░", Style(.dim))
      let percent = tenths(done * 100)
      frame.put("\(percent)%", at: Point(panel.width - 4 - percent.count, 0), in: row)
    }
  }

  private func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// `screen-bench` shows the animation at 30 frames a second until a key is pressed;
/// `screen-bench --compose` says what composing costs without a terminal.
@main
struct ScreenBenchmark {
  static func main() throws {
    if CommandLine.arguments.contains("--compose") {
      Composing().run()
    } else {
      try play()
    }
  }

  static func play() throws {
    let terminal = try Terminal()
    defer { terminal.close() }
    let animation = Animation()
    let start = ContinuousClock.now
    var count = 0
    while true {
      let elapsed = (ContinuousClock.now - start) / .seconds(1)
      terminal.show(animation.frame(at: elapsed, terminal.size))
      count += 1
      let next = start + .seconds(Double(count) / 30)
      for event in terminal.wait(for: max(next - .now, .zero)) {
        switch event {
        case .key, .ended: return
        default: break
        }
      }
    }
  }
}
