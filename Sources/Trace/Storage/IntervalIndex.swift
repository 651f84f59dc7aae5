/// Finds which of many stretches of time hold a moment. The stretches are numbered in the order in
/// which they were added; they come nearly in the order of their starts, and can end at any time.
struct IntervalIndex {
  private struct Bounds {
    var start: Int64
    var end: Int64
  }

  private static let fanOut = 16
  /// The first level holds the stretches, each further one the bounds of sixteen below.
  private var levels: [[Bounds]] = [[]]

  var count: Int { levels[0].count }

  var footprint: Int {
    levels.reduce(0) { $0 + $1.capacity * MemoryLayout<Bounds>.stride + 32 }
  }

  func start(_ index: Int) -> Int64 { levels[0][index].start }
  func end(_ index: Int) -> Int64 { levels[0][index].end }

  /// Adds a stretch that has not ended.
  mutating func open(at start: Int64) {
    levels[0].append(Bounds(start: start, end: .max))
    var position = count - 1
    var level = 0
    while levels[level].count > 1 {
      position /= IntervalIndex.fanOut
      level += 1
      if level == levels.count {
        // The new level begins with what was there before.
        levels.append([])
        let all = levels[level - 1].indices
        for first in stride(from: 0, to: all.count, by: IntervalIndex.fanOut) {
          levels[level].append(bounds(of: first / IntervalIndex.fanOut, below: level))
        }
        continue
      }
      if position == levels[level].count {
        levels[level].append(Bounds(start: start, end: .max))
      } else {
        levels[level][position].start = min(levels[level][position].start, start)
        levels[level][position].end = .max
      }
    }
  }

  /// Ends a stretch, or ends it at another time than before; `Int64.max` opens it again.
  mutating func close(_ index: Int, at end: Int64) {
    levels[0][index].end = end
    var position = index
    for level in levels.indices.dropFirst() {
      position /= IntervalIndex.fanOut
      levels[level][position] = bounds(of: position, below: level)
    }
  }

  private func bounds(of position: Int, below level: Int) -> Bounds {
    let first = position * IntervalIndex.fanOut
    let last = min(first + IntervalIndex.fanOut, levels[level - 1].count)
    var result = Bounds(start: .max, end: .min)
    for index in first..<last {
      result.start = min(result.start, levels[level - 1][index].start)
      result.end = max(result.end, levels[level - 1][index].end)
    }
    return result
  }

  /// Those that have begun at or before `last` and end after `first`, in order.
  func forEach(from first: Int64, through last: Int64, _ body: (Int) -> Void) {
    visit(levels.count - 1, 0..<(levels.last?.count ?? 0), first, last, body)
  }

  func forEach(at time: Int64, _ body: (Int) -> Void) { forEach(from: time, through: time, body) }

  private func visit(
    _ level: Int, _ range: Range<Int>, _ first: Int64, _ last: Int64, _ body: (Int) -> Void
  ) {
    for position in range {
      let bounds = levels[level][position]
      guard bounds.start <= last, bounds.end > first else { continue }
      if level == 0 {
        body(position)
      } else {
        let child = position * IntervalIndex.fanOut
        let end = min(child + IntervalIndex.fanOut, levels[level - 1].count)
        visit(level - 1, child..<end, first, last, body)
      }
    }
  }
}
