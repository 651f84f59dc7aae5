/// A change of one lane's state: from one to another, or from or to nothing.
struct StateChange: Equatable {
  private(set) var code: UInt8

  init(from: LaneState?, to: LaneState?) {
    code = (from?.rawValue ?? 15) << 4 | (to?.rawValue ?? 15)
  }

  init(code: UInt8) { self.code = code }

  @inline(__always)
  var fromIndex: Int { Int(code >> 4) }
  @inline(__always)
  var toIndex: Int { Int(code & 15) }
  var from: LaneState? { LaneState(rawValue: code >> 4) }
  var to: LaneState? { LaneState(rawValue: code & 15) }
}

/// The changes of several lanes' states in the order of time, with sums, so that the number of
/// lanes in each state can be told at any time, and its average over any stretch of time.
///
/// A change can come late: a lane that a timer wakes was ready since the timer was due. It is put
/// where it belongs, and `settle` then mends the sums from there on.
struct ChangeLog {
  /// A run of changes, small enough to be walked through for one question.
  struct Block {
    var base: Int64
    var offsets: [UInt32]
    var codes: [UInt8]
    /// Whose changes they are; empty in a log that does not keep this.
    var lanes: [UInt32]
    /// All before this block.
    var before = Sums()

    func time(_ index: Int) -> Int64 { base + Int64(offsets[index]) }
  }

  /// The lanes in each state, and the sum of the times at which they came, less the times at which
  /// others left. So the time spent in a state up to x is `counts · x - moments`.
  struct Sums: Equatable {
    var counts = SIMD8<Int64>()
    var moments = SIMD8<Int64>()
    var changes = 0

    func timeSpent(upTo time: Int64) -> SIMD8<Int64> {
      counts &* SIMD8(repeating: time) &- moments
    }
  }

  private static let blockSize = 192
  private let keepsLanes: Bool
  private(set) var blocks: [Block] = []
  /// The sums in front of this block are right, and those of the blocks behind it may not be.
  private var settledBlocks = 0

  init(keepsLanes: Bool) { self.keepsLanes = keepsLanes }

  var count: Int { blocks.last.map { $0.before.changes + $0.offsets.count } ?? 0 }

  var footprint: Int {
    blocks.reduce(blocks.capacity * MemoryLayout<Block>.stride) { sum, block in
      sum + block.offsets.capacity * 4 + block.codes.capacity + block.lanes.capacity * 4
        + (keepsLanes ? 96 : 64)
    }
  }

  // MARK: Growing

  mutating func insert(_ change: StateChange, at time: Int64, lane: Int) {
    var target = blocks.count - 1
    if target > 0, blocks[target].base > time { target = max(blockIndex(at: time), 0) }
    if target < 0 || time < blocks[target].base
      || time - blocks[target].base > Int64(UInt32.max)
    {
      target = addBlock(at: target < 0 || time < blocks[target].base ? 0 : target + 1, base: time)
    } else if blocks[target].offsets.count >= ChangeLog.blockSize {
      target = split(target, for: time)
    }
    settledBlocks = min(settledBlocks, target)
    blocks[target].insert(change, at: time, lane: keepsLanes ? lane : nil)
  }

  private mutating func addBlock(at index: Int, base: Int64) -> Int {
    blocks.insert(Block(base: base, offsets: [], codes: [], lanes: []), at: index)
    // What stands in front of the new block is not known to it yet.
    settledBlocks = min(settledBlocks, max(index - 1, 0))
    return index
  }

  /// Makes room in a full block: a new one behind it if the change belongs there, else by halves.
  private mutating func split(_ index: Int, for time: Int64) -> Int {
    let block = blocks[index]
    let count = block.offsets.count
    if time >= block.time(count - 1) { return addBlock(at: index + 1, base: time) }
    let half = count / 2
    let base = block.time(half)
    var second = Block(base: base, offsets: [], codes: [], lanes: [])
    second.offsets = block.offsets[half...].map { $0 - block.offsets[half] }
    second.codes = Array(block.codes[half...])
    if keepsLanes { second.lanes = Array(block.lanes[half...]) }
    blocks[index].cut(to: half)
    blocks.insert(second, at: index + 1)
    settledBlocks = min(settledBlocks, index)
    return time >= base ? index + 1 : index
  }

  /// Brings the sums up to date. Questions are answered right only after it.
  mutating func settle() {
    var index = settledBlocks
    while index + 1 < blocks.count {
      blocks[index + 1].before = blocks[index].sums(upTo: blocks[index].offsets.count)
      index += 1
    }
    settledBlocks = max(blocks.count - 1, 0)
  }

  // MARK: Asking

  /// The block that holds the last change up to a time; -1 if there is none.
  private func blockIndex(at time: Int64) -> Int {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].base <= time { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The sums of all changes up to a time, those at the time included.
  func sums(at time: Int64) -> Sums {
    let index = blockIndex(at: time)
    guard index >= 0 else { return Sums() }
    return blocks[index].sums(upTo: blocks[index].firstIndex(after: time))
  }

  /// What the lanes did on average in each column. Nothing is known beyond `end`.
  func columns(_ window: TimeWindow, end: Int64) -> [Column] {
    var result: [Column] = []
    result.reserveCapacity(window.columns)
    var edge = window.start
    var left = sums(at: edge - 1)
    for index in 0..<window.columns {
      let range = window.range(index)
      if range.lowerBound != edge {
        edge = range.lowerBound
        left = sums(at: edge - 1)
      }
      // A change at the right edge belongs to the next column.
      let right = sums(at: range.upperBound - 1)
      result.append(column(left, right, range, end: end))
      (left, edge) = (right, range.upperBound)
    }
    return result
  }

  private func column(_ left: Sums, _ right: Sums, _ range: Range<Int64>, end: Int64) -> Column {
    var column = Column()
    column.changes = Int32(truncatingIfNeeded: right.changes - left.changes)
    let until = min(range.upperBound, max(end, range.lowerBound))
    let spent = right.timeSpent(upTo: until) &- left.timeSpent(upTo: range.lowerBound)
    let scale = 1 / Float(range.upperBound - range.lowerBound)
    for state in LaneState.allCases {
      let index = Int(state.rawValue)
      column.set(state, Float(spent[index]) * scale)
      if range.lowerBound < end, left.counts[index] > 0 || right.counts[index] > 0 {
        column.touch(state)
      }
    }
    return column
  }

  /// The first time after (or the last before) a moment at which something changed.
  func time(after time: Int64) -> Int64? {
    var index = max(blockIndex(at: time), 0)
    while index < blocks.count {
      let block = blocks[index]
      let first = block.firstIndex(after: time)
      if first < block.offsets.count { return block.time(first) }
      index += 1
    }
    return nil
  }

  func time(before time: Int64) -> Int64? {
    let index = blockIndex(at: time - 1)
    guard index >= 0 else { return nil }
    let next = blocks[index].firstIndex(after: time - 1)
    return next > 0 ? blocks[index].time(next - 1) : nil
  }

  /// Goes through all changes.
  func forEachChange(_ body: (Int64, StateChange, UInt32) throws -> Void) rethrows {
    for block in blocks {
      for entry in block.offsets.indices {
        let lane = keepsLanes ? block.lanes[entry] : 0
        try body(block.time(entry), StateChange(code: block.codes[entry]), lane)
      }
    }
  }

  /// Goes through all changes in a stretch of time, until `body` says that it is enough.
  func forEach(_ range: ClosedRange<Int64>, _ body: (Int64, StateChange, UInt32) -> Bool) {
    var index = max(blockIndex(at: range.lowerBound - 1), 0)
    while index < blocks.count, blocks[index].base <= range.upperBound {
      let block = blocks[index]
      var entry = block.firstIndex(after: range.lowerBound - 1)
      while entry < block.offsets.count, block.time(entry) <= range.upperBound {
        let lane = keepsLanes ? block.lanes[entry] : 0
        guard body(block.time(entry), StateChange(code: block.codes[entry]), lane) else { return }
        entry += 1
      }
      index += 1
    }
  }
}

extension ChangeLog.Block {
  /// The first change that is later than a time.
  func firstIndex(after time: Int64) -> Int {
    guard time >= base else { return 0 }
    let offset = UInt32(clamping: time - base)
    if time - base > Int64(UInt32.max) { return offsets.count }
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func sums(upTo end: Int) -> ChangeLog.Sums {
    guard end > 0 else { return before }
    // By plain numbers, one place for each state and a last one for none: this runs for each column
    // that is drawn.
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: 32) { sums in
      sums.initialize(repeating: 0)
      for index in 0..<end {
        let time = base &+ Int64(offsets[index])
        let (from, to) = (Int(codes[index] >> 4), Int(codes[index] & 15))
        sums[from] &-= 1
        sums[16 + from] &-= time
        sums[to] &+= 1
        sums[16 + to] &+= time
      }
      var result = before
      for state in 0..<8 {
        result.counts[state] &+= sums[state]
        result.moments[state] &+= sums[16 + state]
      }
      result.changes &+= end
      return result
    }
  }

  /// The time is within reach of the base.
  mutating func insert(_ change: StateChange, at time: Int64, lane: Int?) {
    let offset = UInt32(clamping: time - base)
    let index =
      offsets.last.map { $0 <= offset } ?? true ? offsets.count : firstIndex(after: time)
    offsets.insert(offset, at: index)
    codes.insert(change.code, at: index)
    if let lane { lanes.insert(UInt32(clamping: lane), at: index) }
  }

  mutating func cut(to count: Int) {
    offsets = Array(offsets[..<count])
    codes = Array(codes[..<count])
    if !lanes.isEmpty { lanes = Array(lanes[..<count]) }
  }
}
