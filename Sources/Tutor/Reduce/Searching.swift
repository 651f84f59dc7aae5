import LessonFormat

/// Searching the lessons that have been read.
extension State {
  private static let mostHits = 200
  private static let context = 60

  /// The same search with its hits; upper and lower case are the same.
  mutating func searched(_ search: Search) -> Search {
    var search = search
    search.hits = []
    search.isCut = false
    let wanted = search.typed.trimmingBlanks.lowercased()
    guard !wanted.isEmpty else {
      search.selection = 0
      return search
    }
    let bytes = Array(wanted.utf8)
    for lesson in contents.keys.sorted() {
      // One hit a paragraph or line of code is enough to find it again.
      for text in searchTexts(ofLesson: lesson) {
        guard let place = text.lowered.place(of: bytes),
          var hit = text.isASCII
            ? hit(at: place, bytes.count, in: text, lesson)
            : hit(wanted, in: text.text, lesson, text.step)
        else { continue }
        hit.part = text.part
        guard search.hits.count < Self.mostHits else {
          search.isCut = true
          return search
        }
        search.hits.append(hit)
      }
    }
    search.selection = min(search.selection, max(search.hits.count - 1, 0))
    return search
  }

  /// Gathered once for all the letters of a search.
  private mutating func searchTexts(ofLesson lesson: Int) -> [SearchText] {
    if let known = searchTexts[lesson] { return known }
    let texts = (contents[lesson]?.lesson.steps ?? []).enumerated().flatMap {
      index, step -> [SearchText] in
      step.searchableTexts.map { part, text in
        SearchText(
          step: index, part: part, text: text, lowered: Array(text.lowercased().utf8),
          isASCII: text.utf8.allSatisfy { $0 < 0x80 })
      }
    }
    searchTexts[lesson] = texts
    return texts
  }

  /// Where a byte is a character, and lowering changes no lengths.
  private func hit(at place: Int, _ count: Int, in text: SearchText, _ lesson: Int) -> Search.Hit? {
    let bytes = Array(text.text.utf8)
    func part(_ range: Range<Int>) -> String {
      String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self)
    }
    let end = place + count
    return Search.Hit(
      lesson: lesson, step: text.step, before: part(max(place - Self.context, 0)..<place),
      match: part(place..<end), after: part(end..<(end + Self.context)))
  }

  private func hit(_ wanted: String, in text: String, _ lesson: Int, _ step: Int) -> Search.Hit? {
    // Lowering can change lengths, so the place is found by characters that match one by one.
    let characters = Array(text)
    let lowered = characters.map { $0.lowercased() }
    let pattern = wanted.map { String($0) }
    guard pattern.count <= lowered.count else { return nil }
    let start = (0...(lowered.count - pattern.count)).first { start in
      pattern.indices.allSatisfy { lowered[start + $0] == pattern[$0] }
    }
    guard let start else { return nil }
    let end = start + pattern.count
    return Search.Hit(
      lesson: lesson, step: step,
      before: String(characters[max(start - Self.context, 0)..<start]),
      match: String(characters[start..<end]),
      after: String(characters[end..<min(end + Self.context, characters.count)]))
  }
}

/// A text of a lesson that can be searched.
struct SearchText: Equatable, Sendable {
  var step: Int
  /// How many pauses stand before it.
  var part: Int
  var text: String
  /// In lower case, as bytes: most texts do not have what is looked for, and that is seen quickly.
  var lowered: [UInt8]
  var isASCII: Bool
}

extension [UInt8] {
  /// Where some bytes begin.
  fileprivate func place(of wanted: [UInt8]) -> Int? {
    guard let first = wanted.first, count >= wanted.count else { return nil }
    return withUnsafeBufferPointer { bytes in
      (0...(bytes.count - wanted.count)).first { start in
        bytes[start] == first && wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    }
  }
}

extension String {
  package var trimmingBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension Step {
  /// The texts of the step, each with how many pauses stand before it.
  fileprivate var searchableTexts: [(part: Int, text: String)] {
    [(0, title.plainText)]
      + parts.enumerated().flatMap { part, blocks in
        blocks.flatMap(\.searchableTexts).map { (part, $0) }
      }
  }
}

extension Block {
  /// What a learner may remember of it; right answers and notes are not given away.
  var searchableTexts: [String] {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): [inlines.plainText]
    case .list(let list): list.items.flatMap { $0.blocks.flatMap(\.searchableTexts) }
    case .table(let table): ([table.header] + table.rows).flatMap { $0.map(\.plainText) }
    case .quote(let blocks): blocks.flatMap(\.searchableTexts)
    case .callout(let callout): callout.blocks.flatMap(\.searchableTexts)
    case .code(let code): lines(of: code.text)
    case .demo(let demo): demo.variants.flatMap { lines(of: $0.program.text) }
    case .question(let question): question.prompt.flatMap(\.searchableTexts)
    case .exercise(let exercise): lines(of: exercise.starter.text)
    case .chooser, .pause, .notes: []
    }
  }

  private func lines(of text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}
