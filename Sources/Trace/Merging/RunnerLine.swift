extension TraceLine {
  /// The line of a saved trace that the runner itself adds; none for what only a tracer can say.
  package var runnerLine: String? {
    let begin = "{\"t\":\(time),\"k\":"
    switch event {
    case .processorShare(let share):
      var line = begin + "\"gil\",\"P\":\(process),\"l\":\(share.lane)"
      line += ",\"d\":\(share.duration),\"c\":\(share.processor)"
      if share.queued > 0 { line += ",\"q\":\(share.queued)" }
      if share.wanted > 0 { line += ",\"g\":\(share.wanted)" }
      return line + "}\n"
    case .usage(let usage):
      return begin
        + "\"use\",\"P\":\(process),\"cpu\":\(usage.processor),\"rss\":\(usage.memory)}\n"
    default: return nil
    }
  }
}
