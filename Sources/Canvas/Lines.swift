package enum BoxLine: Sendable {
  case light, heavy, double, rounded

  /// Across, down, and the corners from the upper left clockwise.
  fileprivate var parts: [Unicode.Scalar] {
    switch self {
    case .light: ["─", "│", "┌", "┐", "┘", "└"]
    case .heavy: ["━", "┃", "┏", "┓", "┛", "┗"]
    case .double: ["═", "║", "╔", "╗", "╝", "╚"]
    case .rounded: ["─", "│", "╭", "╮", "╯", "╰"]
    }
  }
}

extension Frame {
  /// A frame along the inside of an area's edge. One that has no room for corners is a line.
  package mutating func box(
    _ area: Rect, _ style: Style = Style(.rule), line: BoxLine = .light
  ) {
    guard !area.isEmpty else { return }
    let parts = line.parts
    guard area.width > 1, area.height > 1 else {
      fill(area, with: area.height == 1 ? parts[0] : parts[1], style)
      return
    }
    let (right, bottom) = (area.width - 1, area.height - 1)
    fill(area.splitRows(1).top, with: parts[0], style)
    fill(area.splitRows(-1).bottom, with: parts[0], style)
    fill(area.splitColumns(1).left, with: parts[1], style)
    fill(area.splitColumns(-1).right, with: parts[1], style)
    let corners = [Point(0, 0), Point(right, 0), Point(right, bottom), Point(0, bottom)]
    for (corner, part) in zip(corners, parts.dropFirst(2)) {
      put(String(part), style, at: corner, in: area)
    }
  }

  /// A line across one row of an area.
  package mutating func rule(
    _ row: Int, in area: Rect, _ style: Style = Style(.rule), with scalar: Unicode.Scalar = "─"
  ) {
    fill(area.row(row), with: scalar, style)
  }

  /// A line down one column of an area.
  package mutating func divider(
    _ column: Int, in area: Rect, _ style: Style = Style(.rule), with scalar: Unicode.Scalar = "│"
  ) {
    let line = Rect(x: area.x + Point(column, 0).x, y: area.y, width: 1, height: area.height)
    fill(line.intersection(area), with: scalar, style)
  }
}
