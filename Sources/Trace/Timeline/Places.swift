/// From the numbers of a process to lines of source, and to words.
extension Timeline {
  /// At most so many frames of a stack are told; the tracer itself keeps 40.
  private static let deepest = 64

  func sourceLine(_ place: UInt32, _ process: Int) -> SourceLine? {
    guard place != 0, let known = tables[process].places[place],
      let file = tables[process].files[known.file]
    else { return nil }
    return SourceLine(
      file: strings[file], line: Int(known.line), function: strings[known.function])
  }

  /// The lines of a place and of those that await or call it, innermost first.
  func stack(_ place: UInt32, _ process: Int) -> [SourceLine] {
    var result: [SourceLine] = []
    var place = place
    while place != 0, result.count < Timeline.deepest, let known = tables[process].places[place] {
      if let line = sourceLine(place, process) { result.append(line) }
      guard known.caller != place else { break }
      place = known.caller
    }
    return result
  }

  /// The line on which a lane was created.
  package func creation(of lane: LaneID) -> SourceLine? {
    guard let info = info(lane) else { return nil }
    return sourceLine(info.creationPlace, info.process)
  }

  /// Where the coroutine of a task is defined, if that is the learner's code.
  package func definition(of lane: LaneID) -> SourceLine? {
    guard let info = info(lane), let file = tables[info.process].files[info.definitionFile] else {
      return nil
    }
    return SourceLine(
      file: strings[file], line: Int(info.definitionLine), function: info.function)
  }

  /// The line on which somebody asked for a task's cancellation.
  package func cancellation(of lane: LaneID) -> SourceLine? {
    guard let info = info(lane) else { return nil }
    return sourceLine(info.cancelPlace, info.process)
  }

  package func info(_ lane: LaneID) -> LaneInfo? {
    lanes.indices.contains(lane.index) ? lanes[lane.index] : nil
  }
}
