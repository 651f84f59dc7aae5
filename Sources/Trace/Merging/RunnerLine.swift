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

  /// The line for what a program without a tracer has written.
  package static func written(_ text: String, isError: Bool, at time: Int64) -> String {
    "{\"t\":\(time),\"k\":\"out\",\"n\":\(isError ? 2 : 1),\"s\":\(quoted(text))}\n"
  }
}
