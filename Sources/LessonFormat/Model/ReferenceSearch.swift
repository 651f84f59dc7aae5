/// Finds entries by a topic, by words of theirs, or by a message that Python has printed.
package struct ReferenceSearch: Hashable, Sendable {
  /// How an entry matches, the best first.
  package enum Match: Int, Comparable, Sendable {
    case name, message, title, text

    package static func < (a: Match, b: Match) -> Bool { a.rawValue < b.rawValue }
  }

  package struct Hit: Hashable, Sendable {
    /// The entry's place among all.
    package var entry: Int
    package var match: Match
  }

  private static let mostNearest = 5

  /// What is looked for in an entry, worked out once: a list of hits is drawn with every frame.
  private struct Prepared: Hashable, Sendable {
    var names: [String]
    var messages: [String]
    var text: String
    /// The words of names and messages, and those of the text.
    var ownWords: [String]
    var textWords: Set<String>

    init(_ entry: Reference.Entry) {
      names = [words(entry.title), words(entry.id.value)]
      messages = entry.messages.map(words)
      text = words(entry.blocks.searchableText)
      ownWords = (names + messages).flatMap { $0.split(separator: " ").map(String.init) }
      textWords = Set(text.split(separator: " ").map(String.init))
    }
  }

  private let entries: [Prepared]

  package init(_ reference: Reference) { entries = reference.entries.map(Prepared.init) }

  /// The best first; what matches alike stays in the order of the page.
  package func hits(for typed: String) -> [Hit] {
    let wanted = words(typed)
    guard !wanted.isEmpty else { return [] }
    return entries.indices.compactMap { index in
      match(entries[index], wanted).map { Hit(entry: index, match: $0) }
    }.sorted { ($0.match, $0.entry) < ($1.match, $1.entry) }
  }

  private func match(_ entry: Prepared, _ wanted: String) -> Match? {
    let names = entry.names
    if names.contains(wanted) { return .name }
    // A part of the message was typed, or more than the message was pasted.
    for message in entry.messages where !message.isEmpty {
      if message.contains(wanted) && wanted.count >= 3 { return .message }
      if " \(wanted) ".contains(" \(message) ") { return .message }
    }
    if names.contains(where: { $0.contains(wanted) }) { return .title }
    let text = entry.text
    let isThere =
      text.contains(wanted)
      || wanted.split(separator: " ").allSatisfy { names[0].contains($0) || text.contains($0) }
    return isThere ? .text : nil
  }

  /// Where nothing matches: entries that have some of the words, or words that are written nearly
  /// like them.
  package func nearest(to typed: String) -> [Int] {
    let wanted = words(typed).split(separator: " ").map(String.init).filter { $0.count > 2 }
    let scores = entries.map { entry in
      wanted.reduce(0) { score, word in
        let isNear = closest(to: word, among: entry.ownWords) != nil
        return score + (isNear ? 3 : entry.textWords.contains(word) ? 1 : 0)
      }
    }
    return entries.indices.filter { scores[$0] > 0 }
      .sorted { (-scores[$0], $0) < (-scores[$1], $1) }
      .prefix(Self.mostNearest).map { $0 }
  }
}

/// In small letters, and without the signs that people leave out or write otherwise.
private func words(_ text: String) -> String {
  text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
}

extension [Block] {
  /// All that stands in them, in one text.
  fileprivate var searchableText: String {
    var texts: [String] = []
    for block in self {
      switch block.content {
      case .paragraph(let inlines), .heading(_, let inlines): texts.append(inlines.plainText)
      case .list(let list): texts += list.items.map(\.blocks.searchableText)
      case .table(let table):
        texts += ([table.header] + table.rows).joined().map(\.plainText)
      case .quote(let blocks): texts.append(blocks.searchableText)
      case .callout(let callout): texts.append(callout.blocks.searchableText)
      case .code(let code): texts.append(code.text)
      case .demo, .question, .exercise, .chooser, .pause, .notes: break
      }
    }
    return texts.joined(separator: "\n")
  }
}
