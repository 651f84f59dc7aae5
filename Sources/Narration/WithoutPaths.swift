/// A sentence for a room: in place of a path stands only what it leads to, so that the screen tells
/// nothing of where somebody keeps their files.
package func withoutPaths(_ text: String) -> String {
  var reader = PathReader(Array(text))
  return reader.read()
}

private struct PathReader {
  private static let openers: Set<Character> = ["\"", "'", "(", "[", "{", "<", "=", "“", "‘", "`"]
  private static let closers: [Character: Character] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’",
  ]
  private static let brackets: Set<Character> = [")", "]", "}", ">", "\"", "'", "”", "’", "`"]
  private static let points: Set<Character> = [".", ",", ";", ":", "!", "?"]

  private let text: [Character]

  init(_ text: [Character]) { self.text = text }

  mutating func read() -> String {
    var result = ""
    var place = 0
    while place < text.count {
      guard begins(at: place) else {
        result.append(text[place])
        place += 1
        continue
      }
      var end = end(of: place)
      while end > place + 1, Self.points.contains(text[end - 1]) { end -= 1 }
      result += String(name(text[place..<end]))
      place = end
    }
    return result
  }

  /// "/home", "~/x", "./x" or "../x" at the start of a word.
  private func begins(at place: Int) -> Bool {
    if place > 0, !text[place - 1].isWhitespace, !Self.openers.contains(text[place - 1]) {
      return false
    }
    let rest = text[place...]
    for start in ["/", "~/", "./", "../"] where rest.starts(with: start) {
      guard let next = rest.dropFirst(start.count).first else { return start != "/" }
      // A sign by itself, such as a key, is no path.
      return start != "/"
        || !next.isWhitespace && !Self.points.contains(next) && !Self.brackets.contains(next)
    }
    return false
  }

  private func end(of start: Int) -> Int {
    if start > 0, let closer = Self.closers[text[start - 1]],
      let end = text[start...].firstIndex(of: closer)
    {
      return end
    }
    var end = wordEnd(from: start)
    // Names of folders may have spaces: what has another "/" in the same clause belongs to it.
    var last = end
    while last < text.count, text[last].isWhitespace, !Self.points.contains(text[last - 1]) {
      let next = last + 1
      last = wordEnd(from: next)
      guard next < last, !(next..<last).contains(where: begins) else { break }
      if text[next..<last].contains("/") { end = last }
    }
    return end
  }

  private func wordEnd(from start: Int) -> Int {
    text[start...].firstIndex { $0.isWhitespace || Self.brackets.contains($0) } ?? text.count
  }

  private func name(_ path: ArraySlice<Character>) -> String {
    let last = path.split(separator: "/").last.map { String($0) } ?? ""
    return ["", "~", ".", ".."].contains(last) ? "a folder" : last
  }
}
