import Trace

/// How much went on at the same time in a run.
struct Overlap: Equatable {
  /// Waits for what passes outside of the program, added up.
  var outside: Int64 = 0
  /// How long the run would have taken with one thing after another.
  var oneAfterAnother: Int64 = 0
  /// The most of those waits at once, in all and for each group of lanes.
  var most = 0
  var mostOfGroup: [Int] = []
  /// Threads of one process wanted to run at the same time.
  var wantedTogether: Int64 = 0
  /// Several processes ran at the same time.
  var parallel: Int64 = 0
  /// In which every lane waited for another one.
  var stalls: [Range<Int64>] = []
}

/// Goes through the stays of all lanes in the order of time.
struct OverlapSweep {
  private enum Kind: Int8 {
    /// Waits for what passes outside.
    case outside
    case running
    /// Something is under way, and it can't be told what it comes to.
    case other
    /// Waits for another lane.
    case forOthers
  }

  private struct Edge {
    var time: Int64
    var group: Int32
    var process: Int16
    var kind: Kind
    var change: Int8
  }

  /// Shorter ones are told of nowhere.
  private static let shortestStall: Int64 = 50_000

  private let timeline: Timeline
  private var edges: [Edge] = []

  init(_ timeline: Timeline) {
    self.timeline = timeline
    edges.reserveCapacity(timeline.changeCount * 2)
  }

  mutating func add(_ stay: Stay, group: Int, isOutside: Bool, isForOthers: Bool) {
    guard stay.end > stay.start else { return }
    let kind: Kind
    switch stay.state {
    case .running: kind = .running
    case .ready, .unknown, .wantsGIL: kind = .other
    case .waiting, .blocked: kind = isOutside ? .outside : isForOthers ? .forOthers : .other
    case .idle, .lent: return
    }
    let info = timeline.lanes[stay.lane.index]
    var edge = Edge(
      time: stay.start, group: Int32(clamping: group), process: Int16(clamping: info.process),
      kind: kind, change: 1)
    edges.append(edge)
    edge.time = stay.end
    edge.change = -1
    edges.append(edge)
  }

  mutating func overlap() -> Overlap {
    edges.sort { $0.time < $1.time }
    var result = Overlap()
    result.mostOfGroup = Array(repeating: 0, count: timeline.groups.count)
    var now = Counts(timeline)
    var last = timeline.origin
    var stall: Int64?
    for index in edges.indices {
      let edge = edges[index]
      if edge.time > last {
        now.pass(edge.time - last, &result)
        now.keepPeaks(&result)
        if now.isStalled {
          stall = stall ?? last
        } else if let start = stall {
          if last - start >= Self.shortestStall { result.stalls.append(start..<last) }
          stall = nil
        }
        last = edge.time
      }
      now.count(edge.kind == .outside, edge.kind == .running, edge.kind == .forOthers, edge.change)
      if edge.kind == .outside { now.change(group: Int(edge.group), by: Int(edge.change)) }
      if edge.kind == .running { now.change(process: Int(edge.process), by: Int(edge.change)) }
    }
    if let stall, last - stall >= Self.shortestStall { result.stalls.append(stall..<last) }
    result.oneAfterAnother &+= timeline.total - now.busy
    return result
  }
}

/// What goes on between two edges.
private struct Counts {
  private var outside = 0
  private var running = 0
  private var others = 0
  private var forOthers = 0
  private var groups: [Int]
  private var touched: Set<Int> = []
  private var processes: [Int]
  private let hasGIL: [Bool]
  /// The processes that run, and what runs in all of them as far as their locks let it.
  private var runningProcesses = 0
  private var canRun = 0
  private(set) var busy: Int64 = 0

  init(_ timeline: Timeline) {
    groups = Array(repeating: 0, count: timeline.groups.count)
    processes = Array(repeating: 0, count: timeline.processes.count)
    hasGIL = timeline.processes.map(\.hasGIL)
  }

  var isStalled: Bool { outside == 0 && running == 0 && others == 0 && forOthers > 0 }

  mutating func count(_ isOutside: Bool, _ isRunning: Bool, _ isForOthers: Bool, _ change: Int8) {
    if isOutside {
      outside += Int(change)
    } else if isRunning {
      running += Int(change)
    } else if isForOthers {
      forOthers += Int(change)
    } else {
      others += Int(change)
    }
  }

  mutating func change(group: Int, by change: Int) {
    guard groups.indices.contains(group) else { return }
    groups[group] += change
    if change > 0 { touched.insert(group) }
  }

  mutating func change(process: Int, by change: Int) {
    guard processes.indices.contains(process) else { return }
    let before = processes[process]
    processes[process] += change
    let after = processes[process]
    if before == 0, after > 0 { runningProcesses += 1 }
    if before > 0, after == 0 { runningProcesses -= 1 }
    canRun += hasGIL[process] ? min(after, 1) - min(before, 1) : change
  }

  mutating func pass(_ time: Int64, _ result: inout Overlap) {
    if outside > 0 || canRun > 0 { busy += time }
    // A broken trace can add up to anything.
    result.outside &+= time &* Int64(outside)
    result.oneAfterAnother &+= time &* Int64(outside + canRun)
    if running > canRun { result.wantedTogether += time }
    if runningProcesses > 1 { result.parallel += time }
  }

  mutating func keepPeaks(_ result: inout Overlap) {
    result.most = max(result.most, outside)
    for group in touched {
      result.mostOfGroup[group] = max(result.mostOfGroup[group], groups[group])
    }
    touched.removeAll(keepingCapacity: true)
  }
}
