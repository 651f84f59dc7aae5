import LessonFormat

/// The quick reference, open at its list or at an entry.
package struct ReferenceView: Hashable, Sendable {
  /// Entries that were opened one from the other, by their ids; the last one is shown.
  package var trail: [String] = []
  /// Opened by a link, it has no list to come back to.
  private let hasList: Bool
  /// What is looked for.
  package var typed = ""
  package var selection = 0
  /// The link of the entry that is looked at.
  package var link: Int?

  package init() { hasList = true }

  /// Open at one entry.
  package init(entry id: String) {
    trail = [id]
    hasList = false
  }

  /// The entry that is shown; nil for the list.
  package var entry: String? { trail.last }

  var canStepBack: Bool { trail.count > (hasList ? 0 : 1) }
}

extension State {
  /// The entries of its list: all of them, those that were found, or those that are near.
  package func entries(of view: ReferenceView) -> [Reference.Entry] {
    let typed = view.typed.trimmingBlanks
    guard !typed.isEmpty else { return reference.entries }
    let search = referenceSearch ?? ReferenceSearch(reference)
    let hits = search.hits(for: typed).map(\.entry)
    return (hits.isEmpty ? search.nearest(to: typed) : hits).map { reference.entries[$0] }
  }

  /// Whether what is typed stands in any entry.
  package func isFound(_ view: ReferenceView) -> Bool {
    view.typed.trimmingBlanks.isEmpty
      || !(referenceSearch ?? ReferenceSearch(reference)).hits(for: view.typed).isEmpty
  }

  // MARK: What the learner does with it

  mutating func updateReference(_ change: (inout ReferenceView) -> Void) {
    guard case .reference(var view)? = overlay else { return }
    referenceSearch = referenceSearch ?? ReferenceSearch(reference)
    change(&view)
    setOverlay(.reference(view))
  }

  /// Whether there was something to take back before it closes.
  mutating func stepOut(of view: ReferenceView) -> Bool {
    if view.canStepBack {
      updateReference { view in
        view.trail.removeLast()
        view.link = nil
      }
    } else if view.entry == nil, !view.typed.isEmpty {
      updateReference { view in
        view.typed = ""
        view.selection = 0
      }
    } else {
      return false
    }
    return true
  }

  /// From the list to an entry, and from an entry to where its link leads, or to the step that
  /// teaches it.
  mutating func activate(_ view: ReferenceView) -> [Effect] {
    guard let id = view.entry else {
      let entries = entries(of: view)
      guard entries.indices.contains(view.selection) else { return [] }
      return open(entry: entries[view.selection].id.value)
    }
    guard let entry = reference.entry(id) else { return [] }
    let links = links(in: entry.blocks)
    let chosen = view.link.flatMap { links.indices.contains($0) ? links[$0] : nil }
    return (chosen ?? entry.lesson).map { follow($0) } ?? []
  }

  /// Opens an entry from another one, or by itself.
  mutating func open(entry id: String) -> [Effect] {
    guard case .reference? = overlay else { return lay(.reference(ReferenceView(entry: id))) }
    updateReference { view in
      view.trail.append(id)
      view.link = nil
    }
    return []
  }

  /// Erasing in an entry leads back to where it was opened.
  mutating func erase(in view: ReferenceView) {
    guard view.entry == nil else {
      _ = stepOut(of: view)
      return
    }
    updateReference { view in
      view.typed = String(view.typed.dropLast())
      view.selection = 0
    }
  }

  // MARK: Links of what lies over a screen

  /// The links of the entry or of the advice that is open.
  private var overlayLinks: [Link] {
    switch overlay {
    case .reference(let view)?:
      links(in: view.entry.flatMap { reference.entry($0) }?.blocks ?? [])
    case .chooser(let view)?: links(in: chooser.part(at: view.path)?.blocks ?? [])
    default: []
    }
  }

  /// To the next link, and from the last to the first.
  mutating func moveLink(by count: Int) {
    let number = overlayLinks.count
    guard number > 0 else { return }
    func moved(_ link: Int?) -> Int {
      let target = link.map { $0 + count } ?? (count > 0 ? 0 : number - 1)
      return (target % number + number) % number
    }
    switch overlay {
    case .reference(let view)?: chooseLink(moved(view.link))
    case .chooser(let view)?: chooseLink(moved(view.link))
    default: break
    }
  }

  mutating func chooseLink(_ link: Int) {
    guard overlayLinks.indices.contains(link) else { return }
    switch overlay {
    case .reference?: updateReference { $0.link = link }
    case .chooser(var view)?:
      view.link = link
      setOverlay(.chooser(view))
    default: break
    }
  }
}
