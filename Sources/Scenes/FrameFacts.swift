import Narration
import Tutor

/// What a frame needs of its runs again and again, found once for each frame.
final class FrameFacts {
  private let state: State
  private var names: [RunID: LaneNames] = [:]
  private var moments: [RunID: MomentNarration] = [:]
  private var figures: [RunID: [Figure]] = [:]

  init(_ state: State) { self.state = state }

  /// What the lanes of a run are called; nil where there is no such run.
  func names(of id: RunID) -> LaneNames? {
    if let known = names[id] { return known }
    names[id] = state.runs[id].map { LaneNames($0.timeline) }
    return names[id]
  }

  func moments(of id: RunID) -> MomentNarration? {
    if let known = moments[id] { return known }
    moments[id] = state.runs[id].map { MomentNarration($0.timeline, names: names(of: id)) }
    return moments[id]
  }

  func figures(of id: RunID) -> [Figure] {
    if let known = figures[id] { return known }
    let found = state.runs[id].map { Figure.all(of: $0) } ?? []
    figures[id] = found
    return found
  }
}
