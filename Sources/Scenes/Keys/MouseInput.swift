import Tutor

/// What a click and the wheel are for.
extension Controller {
  package enum Wheel: Sendable { case up, down }

  /// A click does what the place is for; a second one on the same item activates it.
  package func click(
    atColumn x: Int, row y: Int, _ zones: [Scene.Zone], _ state: State, isDrag: Bool = false
  ) -> [Intent] {
    guard let intent = zones.intent(atColumn: x, row: y) else { return [] }
    // Dragging moves the cursor in time, and nothing else.
    if isDrag {
      if case .player(.seek) = intent { return [intent] }
      return []
    }
    switch intent {
    case .focus(let item):
      let isThere = state.overlay == nil && state.lessonView?.focus == item
      return isThere || item?.isAtOnce == true ? [intent, .activate] : [intent]
    case .select(let row): return state.selection == row ? [.activate] : [intent]
    default: return [intent]
    }
  }

  package mutating func turn(_ wheel: Wheel, withControl: Bool, _ state: State) -> Response {
    if case .player = state.top, withControl {
      return perform(wheel == .up ? .zoomIn : .zoomOut, state)
    }
    switch state.top {
    case .lesson:
      view.scrolls[state.scrollPlace]?.move(by: wheel == .up ? -3 : 3)
      return .none
    default:
      return perform(wheel == .up ? .up : .down, state)
    }
  }
}

extension Item {
  /// Whether one click is enough: what it does can be taken back, or is a button.
  fileprivate var isAtOnce: Bool {
    switch self {
    case .link, .demo, .submit, .line, .lane, .practice: true
    case .choice, .number, .knob, .chooser: false
    }
  }
}
