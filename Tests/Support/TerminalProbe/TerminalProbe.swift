import Canvas
import CursesFrontEnd
import Glibc
import Threads

/// Shows what a terminal says, for tests: `terminal-probe [--listen] [--ascii] [--no-mouse] [--theme NAME]
/// [--colors LEVEL] [TEXT…]`. Some keys make it do what a program should not.
@main
struct TerminalProbe {
  var options = TerminalOptions()
  /// Does nothing but show what it heard.
  var onlyListens = false
  var texts: [String] = []
  var events: [String] = []

  static func main() {
    var probe = TerminalProbe()
    probe.readArguments()
    do {
      let terminal = try Terminal(probe.options)
      let ending = probe.run(terminal)
      terminal.close()
      ending?.endProcess()
    } catch {
      print("plain: \(error.reason)")
      exit(3)
    }
  }

  mutating func readArguments() {
    var rest = CommandLine.arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "--ascii": options.ascii = true
      case "--listen": onlyListens = true
      case "--no-mouse": options.mouse = false
      case "--theme": options.theme = rest.popFirst().flatMap(Theme.init(named:)) ?? .dark
      case "--colors":
        options.colors = ColorLevel(rawValue: rest.popFirst().flatMap { Int($0) } ?? 3) ?? .rich
      default: texts.append(argument)
      }
    }
  }

  mutating func run(_ terminal: Terminal) -> Ending? {
    while true {
      terminal.show(frame(terminal))
      for event in terminal.wait() {
        if case .ended(let ending) = event { return ending }
        events.append(name(of: event))
        if case .key(let key) = event, !obey(key, terminal) { return nil }
      }
    }
  }

  func frame(_ terminal: Terminal) -> Frame {
    var frame = Frame(terminal.size)
    let size = terminal.size
    frame.put(
      "probe \(size.width)x\(size.height) \(terminal.colors)\(terminal.isASCII ? " ascii" : "") pid \(getpid())",
      Style(.heading), at: Point(0, 0))
    for (row, text) in texts.enumerated() {
      frame.put(text, Style(.running), at: Point(0, row + 1))
      frame.put("|", Style(.blocked), at: Point(30, row + 1))
    }
    let room = max(size.height - texts.count - 2, 0)
    for (row, text) in events.suffix(room).enumerated() {
      frame.put("> " + text, at: Point(0, texts.count + 1 + row))
    }
    frame.put("count \(events.count)", Style(.text, on: .bar), at: Point(0, size.height - 1))
    frame.placeCursor(at: Point(2, 1))
    return frame
  }

  func name(of event: TerminalEvent) -> String {
    switch event {
    case .key(let key): "key \(key)"
    case .mouse(let mouse):
      "mouse \(mouse.kind) \(mouse.point.x),\(mouse.point.y) \(Key(.tab, mouse.modifiers))"
    case .paste(let text): "paste \(text)"
    case .resized(let size): "resized \(size.width)x\(size.height)"
    case .woken: "woken"
    case .resumed: "resumed"
    case .ended(let ending): "ended \(ending)"
    }
  }

  /// False to quit.
  func obey(_ key: Key, _ terminal: Terminal) -> Bool {
    if onlyListens { return true }
    switch key.description {
    case "q": return false
    case "Q": exit(7)
    case "E":
      terminal.away {
        _ = system("echo outside; exec cat")
      }
    case "T": fatalError("on purpose")
    case "O": return overflow(0) > 0
    case "H":
      terminal.show(frame(terminal))
      while true { pause() }
    case "W":
      let waker = terminal.waker
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { raw in
          if let raw { Unmanaged<Waker>.fromOpaque(raw).takeRetainedValue().wake() }
          return nil
        }, Unmanaged.passRetained(waker).toOpaque())
      pthread_detach(thread)
    case "B": terminal.bell()
    case "F":
      // More than a terminal takes when nobody reads it.
      for index in 0..<1000 {
        var frame = Frame(terminal.size)
        frame.fill(frame.area, with: Unicode.Scalar(UInt8(0x41 + index % 26)))
        terminal.show(frame)
      }
    case "L": terminal.use(.light)
    default: break
    }
    return true
  }

  @inline(never)
  func overflow(_ depth: Int) -> Int {
    depth < .max - events.count ? overflow(depth + 1) + depth % 7 : 0
  }
}
