import Canvas
import CursesFrontEnd
import LessonFormat
import Narration
import PlainFrontEnd
import Scenes
import Tutor

/// Leads a session by any bytes. Nothing may trap or hang, and every picture and every line keeps its
/// promises.
package enum SessionProbe {
  /// The first broken promise, if any. The first byte chooses the front end.
  package static func broken(by bytes: [UInt8], in course: ProbeCourse) -> String? {
    guard let first = bytes.first else { return nil }
    let rest = bytes.dropFirst()
    if first & 1 == 1 { return PlainProbe(course).broken(by: rest) }
    return ScreenProbe(course, isASCII: first & 2 != 0, still: first & 4 != 0).broken(by: rest)
  }

  /// Whatever a session shows or says, it does nothing to a terminal.
  static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
  }
}

/// A session with a screen.
private struct ScreenProbe {
  private static let keys =
    KeyMap.ordinary.bindings.values.flatMap { $0.flatMap(\.keys) }.filter { $0 != "Q" }.sorted()
    + ["1", "2", "3", "9", "x", ".", "é", "字"]

  private var outside: ProbeOutside
  private var controller = Controller()
  private var size = Size(80, 24)
  private let options: SceneOptions
  private var zones: [Scene.Zone] = []

  init(_ course: ProbeCourse, isASCII: Bool, still: Bool) {
    outside = ProbeOutside(course)
    options = SceneOptions(isASCII: isASCII, reducesMotion: still)
  }

  func broken(by bytes: ArraySlice<UInt8>) -> String? {
    var copy = self
    return copy.lead(bytes)
  }

  private mutating func lead(_ bytes: ArraySlice<UInt8>) -> String? {
    var rest = bytes
    defer { TypedBytes.shared()?.forget() }
    if let broken = compose() { return broken }
    while let byte = rest.popFirst(), !outside.isOver {
      switch byte {
      case 0..<160: press(Self.keys[Int(byte) % Self.keys.count])
      case 160..<192:
        let typed = Array(rest.prefix(Int(byte) - 159))
        rest = rest.dropFirst(typed.count)
        for event in TypedBytes.shared()?.events(of: typed) ?? [] { take(event) }
      case 192..<200:
        size = Size(Int(rest.popFirst() ?? 79), Int(rest.popFirst() ?? 23) % 100)
      case 200..<204: size = Size(Int(rest.popFirst() ?? 0) * 3, Int(rest.popFirst() ?? 0))
      case 204..<236: outside.happen(rest.popFirst() ?? 0)
      case 236..<246: outside.perform(.ticked(Int64(rest.popFirst() ?? 0) * 20_000))
      default:
        let number = Int(rest.popFirst() ?? 0)
        guard !zones.isEmpty else { break }
        let area = zones[number % zones.count].area
        click(area.x + number % 3, area.y, isDrag: byte == 255)
      }
      if outside.isOver { return nil }
      if let broken = compose() { return broken }
    }
    return nil
  }

  private mutating func press(_ key: String) {
    let text = key == "Space" ? " " : key.count == 1 ? key : nil
    respond(controller.press(key, text: text, outside.state, keys: .ordinary))
  }

  private mutating func take(_ event: TerminalEvent) {
    if outside.isOver { return }
    switch event {
    case .key(let key):
      respond(controller.press(key.description, text: key.text, outside.state, keys: .ordinary))
    case .paste(let text): respond(controller.paste(text, outside.state))
    case .mouse(let mouse):
      switch mouse.kind {
      case .press(.left), .drag(.left):
        click(mouse.point.x, mouse.point.y, isDrag: mouse.kind == .drag(.left))
      case .wheel(.up), .wheel(.down):
        let wheel = mouse.kind == .wheel(.up) ? Controller.Wheel.up : .down
        let isControlled = mouse.modifiers.contains(.control)
        respond(controller.turn(wheel, withControl: isControlled, outside.state))
      default: break
      }
    case .resized, .woken, .resumed, .ended: break
    }
  }

  private mutating func click(_ x: Int, _ y: Int, isDrag: Bool) {
    let intents = controller.click(
      atColumn: x, row: y, zones, outside.state, isDrag: isDrag)
    respond(.intents(intents))
  }

  private mutating func respond(_ response: Controller.Response) {
    guard case .intents(let intents) = response else { return }
    for intent in intents where !outside.isOver { outside.perform(.user(intent)) }
  }

  private mutating func compose() -> String? {
    if outside.state.stack.isEmpty { return "nothing is open" }
    let scene = Scene.compose(outside.state, &controller.view, size: size, options: options)
    zones = scene.zones
    let frame = scene.frame
    if frame.size != size { return "a picture of another size" }
    if frame.size.width >= 40, frame.size.height >= 12, frame.cursor == nil {
      return "a picture without a cursor"
    }
    return SessionProbe.isHarmless(frame.text) ? nil : "a picture with a control character"
  }
}

/// A session in words: each line of the input is one that is typed, or, where it begins with a byte
/// that begins no text, something that a program tells.
private struct PlainProbe {
  private var outside: ProbeOutside
  private var plain: PlainSession

  init(_ course: ProbeCourse) {
    outside = ProbeOutside(course)
    plain = PlainSession(outside.state)
  }

  func broken(by bytes: ArraySlice<UInt8>) -> String? {
    var copy = self
    return copy.lead(bytes)
  }

  private mutating func lead(_ bytes: ArraySlice<UInt8>) -> String? {
    if let broken = hear(plain.begin(outside.state)) { return broken }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if let first = line.first, first >= 0xF8 {
        for byte in line.dropFirst() where !outside.isOver { outside.happen(byte) }
      } else {
        let response = plain.read(String(decoding: line, as: UTF8.self), outside.state)
        if let broken = hear(response.said) { return broken }
        for intent in response.intents where !outside.isOver { outside.perform(.user(intent)) }
      }
      if outside.isOver { return nil }
      if outside.state.stack.isEmpty { return "nothing is open" }
      if let broken = hear(plain.told(outside.state)) { return broken }
    }
    return nil
  }

  private func hear(_ narration: Narration) -> String? {
    SessionProbe.isHarmless(narration.text()) ? nil : "a line with a control character"
  }
}
