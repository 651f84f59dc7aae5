@testable import Exports

/// What a sign that draws looks like: the parts of a cell that it fills.
struct SignShape: Equatable {
  private struct Part: Equatable {
    var left = 0.0
    var top = 0.0
    var right = 1.0
    var bottom = 1.0
  }

  private var parts: [Part]

  init?(_ sign: Unicode.Scalar) {
    switch sign {
    case "─": parts = [Part(top: 0.47, bottom: 0.53)]
    case "│": parts = [Part(left: 0.44, right: 0.56)]
    case "┃": parts = [Part(left: 0.36, right: 0.64)]
    case "■": parts = [Part(left: 0.06, top: 0.26, right: 0.94, bottom: 0.74)]
    // Two squares of four, which is as light as the sign.
    case "▒":
      parts = [
        Part(top: 0.14, right: 0.5, bottom: 0.5), Part(left: 0.5, top: 0.5, bottom: 0.86),
      ]
    case "▁"..."█": parts = [Part(top: 1 - Double(sign.value - 0x2580) / 8)]
    default: return nil
    }
  }

  /// So many of them side by side: as one where they touch.
  func path(from column: Int, count: Int, top: Double) -> String {
    let (width, height) = FramePicture.cell
    return parts.flatMap { part in
      let isUnbroken = part.left == 0 && part.right == 1
      let places = isUnbroken ? [column] : Array(column..<column + count)
      let columns = isUnbroken ? Double(count) : part.right - part.left
      return places.map { place in
        let across = short(columns * width)
        return "M\(short((Double(place) + part.left) * width)) \(short(top + part.top * height))"
          + "h\(across)v\(short((part.bottom - part.top) * height))h-\(across)z"
      }
    }.joined()
  }
}
