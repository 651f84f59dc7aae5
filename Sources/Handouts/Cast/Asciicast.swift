import Canvas
import Exports
import LessonFormat
import Scenes
import Tutor

/// The player of a demo while its recording plays, as a terminal would show it: an asciicast of
/// version 2, a line an event.
package struct Asciicast {
  /// What frames look like to a terminal; only the front end of the screen knows.
  package struct Terminal {
    package var opening: String
    package var closing: String
    package var foreground: String
    package var background: String
    package var palette: [String]
    /// What turns a screen with the second frame into one with the first.
    package var encode: (Frame, Frame?) -> String

    package init(
      opening: String, closing: String, foreground: String, background: String,
      palette: [String], encode: @escaping (Frame, Frame?) -> String
    ) {
      self.opening = opening
      self.closing = closing
      self.foreground = foreground
      self.background = background
      self.palette = palette
      self.encode = encode
    }
  }

  package static let ordinarySize = Size(80, 24)
  package static let smallestSize = Scene.smallest
  package static let largestSize = Size(400, 150)

  /// All times are in microseconds.
  private static let frame: Int64 = 1_000_000 / 30
  /// How long the first and the last frame are shown.
  private static let firstPause: Int64 = 1_500_000
  private static let lastPause: Int64 = 3_000_000
  /// What would be over sooner plays slower, so that it can be seen.
  private static let shortest = 2_000_000.0
  /// No recording of a lesson lasts so long; what does ends here.
  private static let longest: Int64 = 600_000_000

  private let title: String
  private let session: RecordedSession
  private let size: Size
  private let options: SceneOptions
  private let terminal: Terminal

  /// Nil where there is no recording of the demo.
  package init?(
    _ handout: Handout, demo: Demo, size: Size, options: SceneOptions = SceneOptions(),
    terminal: Terminal
  ) {
    guard let session = RecordedSession(handout, demo: demo) else { return nil }
    self.session = session
    self.size = size
    self.options = options
    self.terminal = terminal
    title = "\(handout.lesson.title): \(demo.id)"
  }

  package func write(to sink: ExportSink) throws {
    try sink(header)
    var session = session
    var view = ViewState()
    var last = compose(session.state, &view)
    try sink(event(at: 0, terminal.opening + terminal.encode(last, nil)))
    slowDown(&session)
    session.send(.user(.player(.playOrPause)))
    var time = Self.firstPause
    while session.isPlaying, time < Self.longest {
      let next = compose(session.state, &view)
      let change = terminal.encode(next, last)
      if !change.isEmpty { try sink(event(at: time, change)) }
      last = next
      session.send(.ticked(Self.frame))
      time += Self.frame
    }
    try sink(event(at: time, terminal.encode(compose(session.state, &view), last)))
    try sink(event(at: time + Self.lastPause, terminal.closing))
  }

  private func compose(_ state: State, _ view: inout ViewState) -> Frame {
    Scene.compose(state, &view, size: size, options: options).frame
  }

  /// To the highest speed at which it lasts long enough, and never beyond that of the run.
  private func slowDown(_ session: inout RecordedSession) {
    let steps = Player.speeds[...Player.ordinarySpeed].reversed()
    let length = Double(session.length)
    let index = steps.firstIndex { length / $0 >= Self.shortest } ?? steps.endIndex
    let slower = min(steps.distance(from: steps.startIndex, to: index), steps.count - 1)
    session.send(.user(.player(.speed(-slower))))
  }

  // MARK: Lines

  private var header: [UInt8] {
    var json = JSONBytes()
    json.object { json in
      json.key("version", 2)
      json.key("width", Int64(size.width))
      json.key("height", Int64(size.height))
      json.key("title", title)
      json.key("env")
      json.object { $0.key("TERM", "xterm-256color") }
      json.key("theme")
      json.object { json in
        json.key("fg", "#" + terminal.foreground)
        json.key("bg", "#" + terminal.background)
        json.key("palette", terminal.palette.map { "#" + $0 }.joined(separator: ":"))
      }
    }
    return json.take() + [0x0A]
  }

  private func event(at time: Int64, _ text: String) -> [UInt8] {
    var json = JSONBytes()
    json.array { json in
      json.thousandths(time / 1000)
      json.string("o")
      json.terminalText(text)
    }
    return json.take() + [0x0A]
  }
}

extension RecordedSession {
  fileprivate var isPlaying: Bool {
    if case .player(let player) = state.top { player.motion == .playing } else { false }
  }

  fileprivate var length: Int64 {
    if case .player(let player) = state.top { state.length(of: player) } else { 0 }
  }
}
