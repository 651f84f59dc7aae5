/// What lanes are called, and which of them a person wants to see.
extension Timeline {
  /// asyncio makes tasks of its own, to shut down; one that the learner has named is the learner's.
  package func isShown(_ lane: LaneID) -> Bool {
    let info = lanes[lane.index]
    return !info.isInternal || (info.kind == .task && !info.name.hasPrefix("Task-"))
  }

  package var shownLanes: [LaneID] { lanes.indices.map { LaneID(index: $0) }.filter(isShown) }

  /// A name, and the function where that says more.
  package func label(_ lane: LaneID) -> String {
    let info = lanes[lane.index]
    let name = info.name.isEmpty ? "lane \(lane.index + 1)" : info.name
    return info.kind == .task && !info.function.isEmpty && info.function != name
      ? "\(name) (\(info.function))" : name
  }
}
