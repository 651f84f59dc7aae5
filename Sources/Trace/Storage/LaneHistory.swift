/// All states that one lane was in, in order. It only grows at its end.
struct LaneHistory {
  /// The sums up to every so-manieth span, so that no question has to add up more than that many.
  private struct Checkpoint {
    var times = SIMD8<Int64>()
    var entries = SIMD8<UInt32>()
  }

  private static let stride = 64
  private(set) var spans: [PackedSpan] = []
  private var checkpoints: [Checkpoint] = []
  /// When the lane ended; `Int64.max` while it lives.
  private(set) var end = Int64.max

  var hasEnded: Bool { end != Int64.max }

  var state: LaneState? { hasEnded ? nil : spans.last?.state }

  var lastStart: Int64 { spans.last?.start ?? 0 }

  /// Bytes that are taken, room for growth included.
  var footprint: Int {
    MemoryLayout<LaneHistory>.stride + spans.capacity * MemoryLayout<PackedSpan>.stride
      + checkpoints.capacity * MemoryLayout<Checkpoint>.stride
  }

  // MARK: Growing

  /// The time must not be before `lastStart`.
  mutating func append(_ span: PackedSpan) {
    if spans.count >= LaneHistory.stride, spans.count % LaneHistory.stride == 0 {
      checkpoints.append(sums(upTo: spans.count, closedBy: span.start))
    }
    spans.append(span)
  }

  mutating func finish(at time: Int64) {
    end = max(time, lastStart)
  }

  /// Takes the end back: its process goes on after all.
  mutating func reopen() { end = Int64.max }

  // MARK: Finding

  /// The first span that begins later than the time (or not before it).
  func firstIndex(after time: Int64, orAt: Bool = false) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      let start = spans[middle].start
      if start < time || (!orAt && start == time) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The span that holds a moment; nil before the beginning and from the end on.
  func index(at time: Int64) -> Int? {
    guard time < end else { return nil }
    let next = firstIndex(after: time)
    return next > 0 ? next - 1 : nil
  }

  /// When a span ends; nil if it has not ended.
  func end(of index: Int) -> Int64? {
    if index + 1 < spans.count { return spans[index + 1].start }
    return hasEnded ? end : nil
  }

  // MARK: Adding up

  /// The sums of the spans before an index. The last of them ends at `time` if none follows.
  private func sums(upTo index: Int, closedBy time: Int64? = nil) -> Checkpoint {
    let block = min(index / LaneHistory.stride, checkpoints.count)
    var sum = block > 0 ? checkpoints[block - 1] : Checkpoint()
    var position = block * LaneHistory.stride
    while position < index {
      let span = spans[position]
      let next = position + 1 < spans.count ? spans[position + 1].start : time ?? span.start
      sum.times[span.stateIndex] &+= next - span.start
      sum.entries[span.stateIndex] &+= 1
      position += 1
    }
    return sum
  }

  /// How long the lane was in each state, in a stretch of time.
  func times(_ range: Range<Int64>, view: View) -> StateTimes {
    var walker = Walker(self, view, from: range.lowerBound)
    return walker.advance(to: range.upperBound).times
  }

  /// What a lane did in each column of a window.
  func columns(_ window: TimeWindow, view: View, into columns: inout [Column]) {
    var walker = Walker(self, view, from: window.start)
    for index in 0..<window.columns {
      let range = window.range(index)
      // Columns that show the same microsecond look at it again.
      if range.lowerBound < walker.position { walker = Walker(self, view, from: range.lowerBound) }
      let piece = walker.advance(to: range.upperBound)
      columns.append(piece.column(width: range.upperBound - range.lowerBound))
    }
  }

  /// What lies outside of the history and bears on it.
  struct View {
    /// Nothing is known from here on.
    var end: Int64
    /// From when on the last span, if it is waiting, counts as ready.
    var readySince: Int64?
  }

  /// What was found in one stretch of time.
  struct Piece {
    var times = StateTimes()
    var touched: UInt8 = 0
    var changes: Int32 = 0

    func column(width: Int64) -> Column {
      var column = Column()
      let scale = 1 / Float(width)
      for state in LaneState.allCases where touched & (1 << state.rawValue) != 0 {
        column.set(state, Float(times[state]) * scale)
        column.touch(state)
      }
      column.changes = changes
      return column
    }
  }

  /// Goes through the history from left to right, by single spans where there are few, and by sums
  /// where there are many.
  struct Walker {
    private let history: LaneHistory
    private let view: View
    private let stop: Int64
    private(set) var position: Int64
    /// The span that holds the position, or -1 in front of the first.
    private var index: Int

    init(_ history: LaneHistory, _ view: View, from position: Int64) {
      self.history = history
      self.view = view
      self.position = position
      stop = min(history.end, view.end)
      index = history.firstIndex(after: position, orAt: true) - 1
    }

    mutating func advance(to time: Int64) -> Piece {
      var piece = Piece()
      let spans = history.spans
      while true {
        let next = index + 1
        let hasNext = next < spans.count && spans[next].start < time
        if index >= 0 {
          let until = min(hasNext ? spans[next].start : time, stop)
          if until > position { add(&piece, to: until) }
        }
        guard hasNext else { break }
        let far = next + 2 * LaneHistory.stride
        if far < spans.count, spans[far].start < time {
          jump(&piece, to: time)
        } else {
          index = next
          piece.changes &+= 1
          piece.touched |= 1 << UInt8(truncatingIfNeeded: spans[index].stateIndex)
        }
        position = max(position, spans[index].start)
      }
      position = time
      return piece
    }

    @inline(__always)
    private func add(_ piece: inout Piece, to until: Int64) {
      let state = history.spans[index].stateIndex
      if let ready = view.readySince, index == history.spans.count - 1 {
        let split = min(max(ready, position), until)
        if split < until {
          piece.times[.ready] += until - split
          piece.touched |= 1 << LaneState.ready.rawValue
        }
        if split == position { return }
        piece.times.values[state] &+= split - position
      } else {
        piece.times.values[state] &+= until - position
      }
      piece.touched |= 1 << UInt8(truncatingIfNeeded: state)
    }

    /// Goes to the last span that begins before `time`, adding up what lies between by sums.
    private mutating func jump(_ piece: inout Piece, to time: Int64) {
      let last = history.firstIndex(after: time, orAt: true) - 1
      let before = history.sums(upTo: index + 1)
      let after = history.sums(upTo: last)
      piece.times.values &+= after.times &- before.times
      let entries = after.entries &- before.entries
      for state in 0..<8 where entries[state] > 0 { piece.touched |= 1 << UInt8(state) }
      piece.touched |= 1 << UInt8(truncatingIfNeeded: history.spans[last].stateIndex)
      piece.changes &+= Int32(truncatingIfNeeded: last - index)
      index = last
    }
  }
}
