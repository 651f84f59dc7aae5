import Trace

/// What a row looks like: for each state the rectangles that are filled with its pattern. Each column
/// is divided among the states by the time that they took; columns that look the same are one
/// rectangle.
struct RowShape {
  /// A stretch of columns in which a state fills the same part of the row's height.
  struct Block: Equatable {
    var from: Int
    var to: Int
    /// From the bottom of the row, in parts of its height.
    var bottom: Int
    var height: Int
  }

  /// The heights are so coarse, so that columns look the same more often.
  static let parts = 24
  /// What a lane did for a short time only still is to be seen: so high at least.
  private static let leastOfLane = 8

  private(set) var blocks: [(state: LaneState, blocks: [Block])] = []
  /// The most lanes at once; 1 for a lane by itself.
  let mostAtOnce: Int

  init(_ columns: [Column], lanes: Int) {
    let isGroup = lanes > 1
    let most = columns.map(\.lanes).max().map { Int($0.rounded(.up)) } ?? 1
    mostAtOnce = min(max(most, 1), max(lanes, 1))
    var open = [Block?](repeating: nil, count: Palette.shown.count)
    var done = [[Block]](repeating: [], count: Palette.shown.count)
    for (index, column) in columns.enumerated() {
      let heights = Self.heights(column, scale: Float(mostAtOnce), isGroup: isGroup)
      var bottom = 0
      for (state, height) in heights.enumerated() {
        if let block = open[state], block.bottom == bottom, block.height == height {
          open[state]?.to = index + 1
        } else {
          if let block = open[state] { done[state].append(block) }
          open[state] =
            height > 0 ? Block(from: index, to: index + 1, bottom: bottom, height: height) : nil
        }
        bottom += height
      }
    }
    blocks = Palette.shown.indices.compactMap { state in
      let all = done[state] + (open[state].map { [$0] } ?? [])
      return all.isEmpty ? nil : (state: Palette.shown[state], blocks: all)
    }
  }

  /// How high each state stands in a column.
  private static func heights(_ column: Column, scale: Float, isGroup: Bool) -> [Int] {
    var heights = Palette.shown.map { state in
      Int((max(column[state], 0) / scale * Float(parts)).rounded())
    }
    guard !isGroup else { return bounded(heights) }
    for (index, state) in Palette.shown.enumerated() where column.touches(state) {
      let isShort = state == .running || state == .blocked
      if isShort { heights[index] = max(heights[index], leastOfLane) }
    }
    return bounded(heights)
  }

  /// Together no higher than the row: the tallest gives way.
  private static func bounded(_ heights: [Int]) -> [Int] {
    var heights = heights
    var surplus = heights.reduce(0, +) - parts
    while surplus > 0, let tallest = heights.indices.max(by: { heights[$0] < heights[$1] }) {
      let cut = min(surplus, max(heights[tallest] - (heights.max() ?? 0) / 2, 1))
      heights[tallest] -= cut
      surplus -= cut
    }
    return heights
  }

  /// The path of a state's blocks, in a row of this height.
  static func path(_ blocks: [Block], columnWidth: Double, height: Double) -> String {
    blocks.map { block in
      let x = Double(block.from) * columnWidth
      let width = Double(block.to - block.from) * columnWidth
      let top = height * (1 - Double(block.bottom + block.height) / Double(parts))
      let tall = height * Double(block.height) / Double(parts)
      return "M\(short(x)) \(short(top))h\(short(width))v\(short(tall))h-\(short(width))z"
    }.joined()
  }
}
