package import Canvas

/// What a terminal has to say.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text pasted in one go, so that none of it is taken for keys.
  case paste(String)
  case resized(Size)
  /// Somebody called `Waker.wake`.
  case woken
  /// Back from having been stopped; the last frame stands again.
  case resumed
  /// Nothing more can be shown or will be heard.
  case ended(Ending)
}

package struct Mouse: Hashable, Sendable {
  package enum Button: Hashable, Sendable { case left, middle, right }
  package enum Direction: Hashable, Sendable { case up, down, left, right }

  package enum Kind: Hashable, Sendable {
    case press(Button)
    case drag(Button)
    case release
    case wheel(Direction)
  }

  package var kind: Kind
  package var point: Point
  package var modifiers: Key.Modifiers

  package init(_ kind: Kind, at point: Point, _ modifiers: Key.Modifiers = []) {
    self.kind = kind
    self.point = point
    self.modifiers = modifiers
  }

  /// As xterm reports it: a number that holds button, motion and modifiers.
  init?(report: Int, at point: Point, isRelease: Bool) {
    let buttons: [Button] = [.left, .middle, .right]
    let directions: [Direction] = [.up, .down, .left, .right]
    let number = report & 3
    switch report & 0b1110_0000 {
    case 0 where isRelease || number == 3: kind = .release
    case 0: kind = .press(buttons[number])
    case 32 where number < 3: kind = .drag(buttons[number])
    case 64 where !isRelease: kind = .wheel(directions[number])
    default: return nil
    }
    self.point = point
    modifiers = Key.Modifiers(rawValue: UInt8(report >> 2 & 7))
  }
}

package enum Ending: Hashable, Sendable {
  /// SIGTERM.
  case terminated
  /// SIGHUP.
  case hungUp
  /// The terminal is gone.
  case lost
}
