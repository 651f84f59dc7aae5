/// Far outside of every screen, and far from where arithmetic overflows.
private let bounds = -1_000_000...1_000_000

private func bounded(_ value: Int) -> Int {
  min(max(value, bounds.lowerBound), bounds.upperBound)
}

package struct Point: Hashable, Sendable {
  package let x: Int
  package let y: Int

  package init(_ x: Int, _ y: Int) {
    self.x = bounded(x)
    self.y = bounded(y)
  }
}

package struct Size: Hashable, Sendable {
  package let width: Int
  package let height: Int

  package init(_ width: Int, _ height: Int) {
    self.width = max(bounded(width), 0)
    self.height = max(bounded(height), 0)
  }
}

/// A part of a frame. It may lie outside the frame, wholly or partly; drawing clips.
package struct Rect: Hashable, Sendable {
  package let x: Int
  package let y: Int
  package let width: Int
  package let height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = bounded(x)
    self.y = bounded(y)
    self.width = max(bounded(width), 0)
    self.height = max(bounded(height), 0)
  }

  package init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  package var size: Size { Size(width, height) }
  package var isEmpty: Bool { width == 0 || height == 0 }
  package var maxX: Int { x + width }
  package var maxY: Int { y + height }

  package func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// Smaller by these margins, and empty where they don't fit.
  package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    let (left, top) = (bounded(left), bounded(top))
    let (right, bottom) = (bounded(right), bounded(bottom))
    return Rect(
      x: x + min(left, width), y: y + min(top, height), width: width - left - right,
      height: height - top - bottom)
  }

  package func inset(_ margin: Int) -> Rect {
    inset(left: margin, top: margin, right: margin, bottom: margin)
  }

  package func row(_ index: Int) -> Rect {
    Rect(x: x, y: y + bounded(index), width: width, height: 1).intersection(self)
  }

  /// The first `count` rows, and what is left. With a negative `count` all but the last rows.
  package func splitRows(_ count: Int) -> (top: Rect, bottom: Rect) {
    let upper = Self.share(count, of: height)
    return (
      Rect(x: x, y: y, width: width, height: upper),
      Rect(x: x, y: y + upper, width: width, height: height - upper)
    )
  }

  /// The first `count` columns, and what is left. With a negative `count` all but the last ones.
  package func splitColumns(_ count: Int) -> (left: Rect, right: Rect) {
    let nearer = Self.share(count, of: width)
    return (
      Rect(x: x, y: y, width: nearer, height: height),
      Rect(x: x + nearer, y: y, width: width - nearer, height: height)
    )
  }

  private static func share(_ count: Int, of whole: Int) -> Int {
    count < 0 ? max(whole + bounded(count), 0) : min(count, whole)
  }

  /// Side by side and as equal as whole cells allow, with `gap` columns between.
  package func columns(_ count: Int, gap: Int = 0) -> [Rect] {
    let (count, gap) = (min(max(count, 1), 1000), max(bounded(gap), 0))
    let room = max(width - gap * (count - 1), 0)
    return (0..<count).map { index in
      let from = room * index / count
      let to = room * (index + 1) / count
      return Rect(x: x + from + gap * index, y: y, width: to - from, height: height)
        .intersection(self)
    }
  }
}
