import LessonFormat

/// The quick reference, open at its list or at an entry.
package struct ReferenceView: Hashable, Sendable {
  package enum Showing: Hashable, Sendable {
    case list
    /// An entry that was chosen from the list, by its id.
    case entry(String)
    /// An entry that a link led to; behind it there is no list.
    case only(String)
  }

  package var showing = Showing.list
  /// What is looked for.
  package var typed = ""
  package var selection = 0

  package init(_ showing: Showing = .list) { self.showing = showing }

  /// The entry that is shown.
  package var entry: String? {
    switch showing {
    case .list: nil
    case .entry(let id), .only(let id): id
    }
  }
}

extension State {
  /// The entries of its list: all of them, those that were found, or those that are near.
  package func entries(of view: ReferenceView) -> [Reference.Entry] {
    let typed = view.typed.trimmingBlanks
    guard !typed.isEmpty else { return reference.entries }
    let search = ReferenceSearch(reference)
    let hits = search.hits(for: typed).map(\.entry)
    return (hits.isEmpty ? search.nearest(to: typed) : hits).map { reference.entries[$0] }
  }

  /// Whether what is typed stands in any entry.
  package func isFound(_ view: ReferenceView) -> Bool {
    view.typed.trimmingBlanks.isEmpty
      || !ReferenceSearch(reference).hits(for: view.typed).isEmpty
  }

  // MARK: What the learner does with it

  mutating func updateReference(_ change: (inout ReferenceView) -> Void) {
    guard case .reference(var view)? = overlay else { return }
    change(&view)
    setOverlay(.reference(view))
  }

  /// Whether there was something to take back before it closes.
  mutating func stepOut(of view: ReferenceView) -> Bool {
    switch view.showing {
    case .entry: updateReference { $0.showing = .list }
    case .list where !view.typed.isEmpty:
      updateReference { view in
        view.typed = ""
        view.selection = 0
      }
    case .list, .only: return false
    }
    return true
  }

  /// From the list to an entry, and from an entry to the step that teaches it.
  mutating func activate(_ view: ReferenceView) -> [Effect] {
    guard let id = view.entry else {
      let entries = entries(of: view)
      guard entries.indices.contains(view.selection) else { return [] }
      updateReference { $0.showing = .entry(entries[view.selection].id.value) }
      return []
    }
    guard let link = reference.entry(id)?.lesson else { return [] }
    return follow(link)
  }

  /// Erasing in an entry leads back to the list.
  mutating func erase(in view: ReferenceView) {
    guard case .list = view.showing else {
      _ = stepOut(of: view)
      return
    }
    updateReference { view in
      view.typed = String(view.typed.dropLast())
      view.selection = 0
    }
  }
}
