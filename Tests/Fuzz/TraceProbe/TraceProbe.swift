import Exports
import Narration
import Trace

/// Reads any bytes as a trace and asks all there is to ask. Nothing may trap or hang, and what comes
/// out keeps its promises: the fuzzer stops at the first promise that is broken.
package struct TraceProbe {
  /// Between the files of several processes in one input.
  private static let separator: UInt8 = 0x1E
  /// Questions are put to so many lanes and loops, the first and the last ones.
  private static let sample = 6

  private let timeline: Timeline
  private let looksAtExports: Bool

  /// The first broken promise, if any.
  package static func broken(by bytes: [UInt8], exports: Bool = true) -> String? {
    let files = bytes.split(separator: separator, maxSplits: 7, omittingEmptySubsequences: false)
      .map(Array.init)
    let whole = Timeline.read(files).timeline
    // Pieces of an odd size cut lines anywhere.
    let pieces = inPieces(files, of: bytes.count % 61 + 1)
    if let broken = TraceProbe(timeline: pieces, looksAtExports: false).brokenPromise() {
      return broken
    }
    // A line that comes very late is put in order only where it is held back for long enough.
    let isInOrder = files.count == 1 && pieces.problems.count(.lateLine) == 0
    if isInOrder, whole.lanes != pieces.lanes { return "pieces make other lanes" }
    return TraceProbe(timeline: whole, looksAtExports: exports).brokenPromise()
      ?? comparing(whole, pieces)
  }

  private static func inPieces(_ files: [[UInt8]], of size: Int) -> Timeline {
    var reader = TraceReader(longestLine: 1 << 16)
    var timeline = Timeline()
    let sources = files.map { _ in reader.addSource() }
    var rest = files.map { $0[...] }
    while rest.contains(where: { !$0.isEmpty }) {
      for source in sources where !rest[source].isEmpty {
        let piece = Array(rest[source].prefix(size))
        let taken = reader.feed(piece, to: source)
        rest[source] = taken < piece.count ? [] : rest[source].dropFirst(taken)
      }
      if sources.count == 1 { timeline.append(reader.take(.settled)) }
    }
    for source in sources { reader.finish(source: source) }
    timeline.append(reader.take(.all))
    timeline.finish()
    return timeline
  }

  private static func comparing(_ a: Timeline, _ b: Timeline) -> String? {
    let comparison = a.compared(with: b)
    return comparison.wall.first == a.total ? nil : "a comparison changes the run's length"
  }

  private func brokenPromise() -> String? {
    for lane in sampled(timeline.lanes.count).map(LaneID.init) {
      if let broken = brokenPromise(of: lane) { return broken }
    }
    for time in times {
      if let broken = brokenPromise(at: time) { return broken }
    }
    return brokenTotals() ?? brokenWords() ?? brokenExports()
  }

  private func sampled(_ count: Int) -> [Int] {
    Array(0..<min(count, Self.sample))
      + (max(count - Self.sample, Self.sample)..<max(count, Self.sample))
  }

  private var times: [Int64] {
    let middle = timeline.start + (timeline.end - timeline.start) / 2
    return [.min, -1, 0, timeline.start, middle, timeline.end - 1, timeline.end, .max]
  }

  // MARK: Lanes

  private func brokenPromise(of lane: LaneID) -> String? {
    let spans = timeline.spans(of: lane)
    let info = timeline.lanes[lane.index]
    if info.end ?? .max < info.begin { return "a lane ends before it begins" }
    if spans.first?.start ?? .max < info.begin { return "a lane does something before it begins" }
    for (span, next) in zip(spans, spans.dropFirst()) where span.end != next.start {
      return "a gap between two states of a lane"
    }
    for span in spans where span.end ?? .max < span.start { return "a state of less than no time" }
    for span in spans.prefix(40) where span.end ?? .max > span.start && span.start <= timeline.end {
      guard let moment = timeline.moment(of: lane, at: span.start) else {
        return "a state without a moment"
      }
      guard timeline.state(of: lane, at: span.start) == moment.state else {
        return "a state that is not the moment's"
      }
    }
    if timeline.times(of: lane).total > timeline.end + 1 { return "more time than there was" }
    return nil
  }

  private func brokenPromise(at time: Int64) -> String? {
    for lane in sampled(timeline.lanes.count).map(LaneID.init) {
      if timeline.stack(of: lane, at: time).count > 64 { return "a stack without an end" }
      _ = timeline.calls(of: lane, at: time)
      _ = timeline.wake(of: lane, after: time)
      _ = timeline.wake(of: lane, before: time)
      let next = timeline.nextMoment(after: time, of: lane)
      let previous = timeline.previousMoment(before: time, of: lane)
      if !isAround(time, previous, next) { return "a lane's next moments are not around this one" }
    }
    for loop in sampled(timeline.loops.count) {
      let moment = timeline.loop(loop, at: time)
      if zip(moment.timers, moment.timers.dropFirst()).contains(where: { $0.due > $1.due }) {
        return "timers out of order"
      }
    }
    if !isAround(time, timeline.previousMoment(before: time), timeline.nextMoment(after: time)) {
      return "the next moments are not around this one"
    }
    _ = (timeline.nextTurn(after: time), timeline.previousTurn(before: time))
    _ = (timeline.usage(at: time), timeline.outputCount(upTo: time))
    _ = timeline.lanes(aliveIn: min(time, 0)..<max(time, 0))
    return brokenWindow(from: time)
  }

  private func isAround(_ time: Int64, _ previous: Int64?, _ next: Int64?) -> Bool {
    previous.map { $0 < time } ?? true && next.map { $0 > time } ?? true
  }

  private func brokenWindow(from time: Int64) -> String? {
    for to in [timeline.end, time &+ 3, .max] {
      let window = TimeWindow(from: time, to: to, columns: 13)
      for group in sampled(timeline.groups.count) {
        let columns = timeline.columns(ofGroup: group, in: window)
        guard columns.count == 13 else { return "columns are missing" }
        let most = Float(timeline.groups[group].lanes.count) * 1.01 + 0.01
        if columns.contains(where: { !$0.lanes.isFinite || $0.lanes > most || $0.lanes < -0.01 }) {
          return "a column has more lanes than there are, or fewer than none"
        }
      }
      for lane in sampled(timeline.lanes.count).map(LaneID.init) {
        let columns = timeline.columns(of: lane, in: window)
        if columns.count != 13 || columns.contains(where: { $0.lanes > 1.01 }) {
          return "a lane is more than one lane"
        }
      }
      for group in sampled(timeline.groups.count) {
        if timeline.columns(ofGroup: group, in: window).count != 13 { return "columns are missing" }
      }
    }
    return nil
  }

  // MARK: The whole

  private func brokenTotals() -> String? {
    let totals = timeline.totals()
    if totals.wall < 0 { return "a run of less than no time" }
    if totals.tasks + totals.threads != timeline.lanes.count { return "lanes are not counted" }
    if timeline.mostAlive().count > timeline.lanes.count {
      return "more lanes alive than there are"
    }
    if timeline.most(in: Set(LaneState.allCases)).count > timeline.lanes.count {
      return "more lanes at once than there are"
    }
    _ = (timeline.longestTurn(), timeline.mostProcesses(), timeline.isWhole, timeline.footprint)
    return nil
  }

  private func brokenWords() -> String? {
    let narration = TimelineNarration(timeline, of: "It")
    let chart = TimelineChart(timeline, width: 80, isASCII: false)
    for text in [narration.summary().text(), narration.lanes().text(), chart.text()]
    where !isClean(text) { return "words with a control character" }
    return nil
  }

  private func brokenExports() -> String? {
    guard looksAtExports else { return nil }
    let title = "<&\"'\u{1B}\u{0}</script>"
    if let broken = ChromeRules.broken(by: text(ChromeTrace(timeline, of: title).write)) {
      return broken
    }
    let svg = text(SVGPicture(timeline, of: title).write)
    let page = text(HTMLPage(timeline, of: title).write)
    return MarkupRules.broken(by: svg, scripts: 0).map { "the picture has \($0)" }
      ?? MarkupRules.broken(by: page, scripts: 2).map { "the page has \($0)" }
  }

  private func text(_ write: (ExportSink) throws -> Void) -> String {
    var bytes: [UInt8] = []
    try? write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
  }
}
