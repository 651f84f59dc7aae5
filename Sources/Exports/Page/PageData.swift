import Narration
import Trace

/// What the page's script knows: for each row its states one after the other, with their reasons and
/// lines. Bounded, so that a page stays a page: a lane with too many states is told by its picture.
struct PageData {
  private static let mostStates = 40_000
  /// Each lane is told exactly up to so many, however many lanes there are.
  private static let leastOfLane = 150

  private let timeline: Timeline
  private let picture: Picture
  private var reasons = Numbered()
  private var lines = Numbered()

  init(_ timeline: Timeline, _ picture: Picture) {
    self.timeline = timeline
    self.picture = picture
  }

  /// Texts that are referred to by number; 0 stands for none.
  private struct Numbered {
    private(set) var texts: [String] = [""]
    private var numbers: [String: Int64] = ["": 0]

    mutating func number(of text: String) -> Int64 {
      if let number = numbers[text] { return number }
      let number = Int64(texts.count)
      texts.append(text)
      numbers[text] = number
      return number
    }
  }

  func json() -> [UInt8] {
    var copy = self
    var json = JSONBytes(isInPage: true)
    json.object { json in
      json.key("length", picture.window.end - picture.window.start)
      json.key("states")
      json.array { json in
        for state in LaneState.allCases {
          json.array { json in
            json.string(state.className)
            json.string(state.word)
          }
        }
      }
      json.key("gil", Int64(LaneState.wantsGIL.rawValue))
      // From the bottom of a row up.
      json.key("order")
      json.array { json in
        for state in Palette.shown { json.number(Int64(state.rawValue)) }
      }
      json.key("rows")
      json.array { json in
        for (index, row) in picture.rows.rows.enumerated() {
          json.object { copy.write(row, index, to: &$0) }
        }
      }
      json.key("reasons")
      json.array { json in for text in copy.reasons.texts { json.string(text) } }
      json.key("lines")
      json.array { json in for text in copy.lines.texts { json.string(text) } }
      json.key("output")
      json.array { json in
        for output in timeline.outputs.prefix(5000) {
          json.number(output.time - picture.window.start)
        }
      }
      json.key("warnings")
      json.array { json in
        for warning in timeline.warnings.prefix(5000) {
          json.number(warning.time - picture.window.start)
        }
      }
    }
    return json.take()
  }

  private mutating func write(
    _ row: PictureRows.Row, _ index: Int, to json: inout JSONBytes
  ) {
    let columns = picture.content[index]
    json.key("label", row.label)
    json.key("bar", Int64(Picture.barHeight(row)))
    guard let lane = row.lane else {
      let most = Int64(picture.shapes[index].mostAtOnce)
      return writeShares(columns, outOf: most, scale: 1, to: &json)
    }
    let most = max(Self.mostStates / max(picture.rows.rows.count, 1), Self.leastOfLane)
    if timeline.stateCount(of: lane) <= most {
      // A lane can have begun before the picture does.
      let first = timeline.moment(of: lane, number: 0)?.since
      json.key("begin", (first ?? picture.window.start) - picture.window.start)
      json.key("states")
      json.array { writeStates(of: lane, to: &$0) }
    } else {
      let first = columns.firstIndex { $0.dominant != nil } ?? 0
      json.key("begin", picture.window.edge(first) - picture.window.start)
      json.key("states")
      json.array { writeColumns(of: lane, index, from: first, to: &$0) }
    }
    // Who had the interpreter's lock is known only as a share of a stretch of time.
    if columns.contains(where: { $0.touches(.wantsGIL) }) {
      writeShares(columns, outOf: 100, scale: 100, to: &json)
    }
  }

  /// How high each state stands in each column: in lanes, or in hundredths of one.
  private func writeShares(
    _ columns: [Column], outOf most: Int64, scale: Float, to json: inout JSONBytes
  ) {
    json.key("most", most)
    json.key("columns")
    json.array { writeCounts(columns, scale, to: &$0) }
  }

  /// State, length, reason and line, over and over.
  private mutating func writeStates(of lane: LaneID, to json: inout JSONBytes) {
    for number in 0..<timeline.stateCount(of: lane) {
      guard let moment = timeline.moment(of: lane, number: number) else { continue }
      let end = moment.until ?? max(timeline.end, moment.since)
      write(moment.state, end - moment.since, moment, to: &json)
    }
  }

  private mutating func writeColumns(
    of lane: LaneID, _ index: Int, from first: Int, to json: inout JSONBytes
  ) {
    let columns = picture.content[index]
    let window = picture.window
    var start = first
    while start < columns.count {
      let state = columns[start].dominant
      var end = start + 1
      while end < columns.count, columns[end].dominant == state { end += 1 }
      let middle = window.range((start + end) / 2).lowerBound
      let moment = timeline.moment(of: lane, at: middle)
      write(
        state ?? .unknown, window.edge(end) - window.edge(start),
        moment?.state == state ? moment : nil, to: &json)
      start = end
    }
  }

  private mutating func write(
    _ state: LaneState, _ length: Int64, _ moment: LaneMoment?, to json: inout JSONBytes
  ) {
    json.number(Int64(state.rawValue))
    json.number(length)
    json.number(reasons.number(of: moment?.wait?.words ?? moment?.wake?.cause.inWords ?? ""))
    json.number(lines.number(of: moment?.line?.inWords ?? ""))
  }

  /// How many columns are alike, and how much of each state is in them.
  private func writeCounts(_ columns: [Column], _ scale: Float, to json: inout JSONBytes) {
    var last: [Int64] = []
    var length: Int64 = 0
    func flush(_ json: inout JSONBytes) {
      guard length > 0 else { return }
      json.number(length)
      last.forEach { json.number($0) }
    }
    for column in columns {
      let counts = LaneState.allCases.map { Int64((max(column[$0], 0) * scale).rounded()) }
      if counts != last {
        flush(&json)
        (last, length) = (counts, 0)
      }
      length += 1
    }
    flush(&json)
  }
}
