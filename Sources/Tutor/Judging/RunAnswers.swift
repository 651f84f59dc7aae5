import LessonFormat
import Narration
import Trace

/// What a run says of a question that nothing but a run can answer.
extension Measure {
  package func value(in timeline: Timeline) -> Double {
    let totals = timeline.totals()
    switch quantity {
    case .total: return Double(timeline.total) / 1e6
    case .processor: return Double(totals.processor) / 1e6
    case .waits: return Double(OutsideWaits(timeline).most.count)
    case .tasks:
      return Double(LaneNames(timeline).shown.count { timeline.lanes[$0.index].kind == .task })
    case .threads: return Double(totals.threads)
    case .processes: return Double(totals.processes)
    }
  }
}

extension LaneQuery {
  /// The names of the lanes that are meant.
  package func lanes(in timeline: Timeline) -> [String] {
    let time = timeline.origin + Int64(self.time * 1e6)
    let names = LaneNames(timeline)
    return names.shown.filter { lane in
      let isOver = timeline.lanes[lane.index].end.map { $0 <= time } ?? false
      return switch state {
      case .running: timeline.state(of: lane, at: time) == .running
      case .ready: timeline.state(of: lane, at: time) == .ready
      case .waiting: timeline.state(of: lane, at: time) == .waiting
      case .blocked: timeline.state(of: lane, at: time) == .blocked
      case .idle: timeline.state(of: lane, at: time) == .idle
      case .done: isOver
      }
    }.map { names.label($0) }
  }
}
