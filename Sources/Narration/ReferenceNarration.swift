import LessonFormat

/// The quick reference in words.
package struct ReferenceNarration {
  private let reference: Reference
  private let options: LessonNarration.Options

  package init(
    _ reference: Reference, options: LessonNarration.Options = LessonNarration.Options()
  ) {
    self.reference = reference
    self.options = options
  }

  package func whole() -> Narration {
    var narration = head()
    var group: String?
    for entry in reference.entries {
      narration.gap()
      if let name = entry.group, name != group { narration.say(name.asSentence) }
      group = entry.group
      narration.append(self.entry(entry))
    }
    return narration
  }

  /// A line for each entry.
  package func list() -> Narration {
    var narration = head()
    var group: String?
    for entry in reference.entries {
      if let name = entry.group, name != group {
        narration.gap()
        narration.say("\(name):")
      }
      group = entry.group
      narration.append(line(entry))
    }
    return narration
  }

  private func head() -> Narration {
    var narration = Narration()
    narration.say("\(reference.title), \(count(reference.entries.count, "entry", "entries")).")
    return narration
  }

  /// The entry by the name that it is looked up with.
  private func line(_ entry: Reference.Entry) -> Narration {
    var narration = Narration()
    // A title that makes the name says nothing more.
    let title = entry.id.isDerived ? "" : entry.title.asSentence + " "
    narration.say("\(entry.id.value): \(title)\(entry.summary)")
    return narration
  }

  package func lines(_ entries: [Reference.Entry]) -> Narration {
    var narration = Narration()
    for entry in entries { narration.append(line(entry)) }
    return narration
  }

  package func entry(_ entry: Reference.Entry) -> Narration {
    var teller = BlockNarrator(options: options)
    teller.narration.say(entry.title.asSentence)
    teller.tell(entry.blocks)
    teller.tellLinks()
    return teller.narration
  }

  // MARK: What was found

  private static let mostOthers = 6

  /// More entries are only listed. Many say a word in passing.
  private func mostInFull(_ match: ReferenceSearch.Match) -> Int { match == .text ? 1 : 3 }

  /// The best in full, the others by their names; where nothing is found, what is near.
  package func found(_ typed: String) -> (narration: Narration, isFound: Bool) {
    let search = ReferenceSearch(reference)
    let hits = search.hits(for: typed)
    guard let best = hits.first?.match else { return (nothing(typed, search), false) }
    let chosen = hits.filter { $0.match == best }.map { reference.entries[$0.entry] }
    var narration = Narration()
    guard chosen.count <= mostInFull(best) else {
      narration.say("\(count(hits.count, "entry", "entries").capitalizedFirst) fit.")
      narration.append(lines(hits.map { reference.entries[$0.entry] }))
      return (narration, true)
    }
    for entry in chosen {
      narration.gap()
      narration.append(self.entry(entry))
    }
    let others = hits.dropFirst(chosen.count).prefix(Self.mostOthers)
      .map { reference.entries[$0.entry].id.value }
    if !others.isEmpty {
      narration.gap()
      narration.say("See also: \(others.joined(separator: ", ")).")
    }
    return (narration, true)
  }

  private func nothing(_ typed: String, _ search: ReferenceSearch) -> Narration {
    var narration = Narration()
    let near = search.nearest(to: typed).map { reference.entries[$0] }
    narration.say(
      "Nothing in the quick reference says \"\(typed)\"."
        + (near.isEmpty ? "" : " Perhaps one of these is meant:"))
    narration.append(lines(near))
    return narration
  }
}

/// "1 entry", "3 entries".
private func count(_ number: Int, _ noun: String, _ plural: String) -> String {
  "\(number) \(number == 1 ? noun : plural)"
}
