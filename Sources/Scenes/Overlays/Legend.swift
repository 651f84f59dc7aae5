import Canvas
import Narration
import Trace

/// How the states of lanes look; Narration says what they mean.
struct LegendEntry {
  let state: LaneState
  let role: Role

  var word: String { state.word }
  var meaning: String { state.meaning }

  static let all = LaneState.explained.map { LegendEntry(state: $0, role: role(of: $0)) }

  static func role(of state: LaneState?) -> Role {
    switch state {
    case .running: .running
    case .ready: .ready
    case .waiting: .waiting
    case .blocked: .blocked
    case .wantsGIL: .gil
    case .idle: .idle
    case .unknown: .unknown
    case .lent, nil: .dim
    }
  }
}
