import LessonFormat

/// The chooser, open over a screen.
package struct ChooserView: Hashable, Sendable {
  package var path: ChooserPath
  /// The choice that is looked at.
  package var selection = 0
  /// The link of the advice that is looked at.
  package var link: Int?

  package init(path: ChooserPath = ChooserPath()) { self.path = path }
}

/// What can be done in the chooser.
package enum ChooserMove: Hashable, Sendable {
  /// A choice by its place, from 0.
  case choose(Int)
  /// One question back.
  case back
  /// From the beginning.
  case again
}

extension State {
  /// The path that a number goes on: of the chooser that is open, or of the one in the step, where
  /// that is what comes next in it.
  package var chooserAtHand: ChooserPath? {
    if let overlay {
      if case .chooser(let view) = overlay { return view.path }
      return nil
    }
    guard let view = lessonView else { return nil }
    if case .chooser? = view.focus { return view.chooser }
    if view.focus?.question != nil { return nil }
    let next = items(of: view).first { $0.question != nil || $0.isChoosing }
    return next?.isChoosing == true ? view.chooser : nil
  }

  /// Whether the step that is shown asks the chooser's questions.
  package var stepHasChooser: Bool {
    lessonView.map { visibleBlocks(of: $0).contains { $0.isChooser } } ?? false
  }

  /// What can be done in a step that asks the chooser's questions.
  func chooserItems(of view: LessonView) -> [Item] {
    guard let part = chooser.part(at: view.chooser) else { return [] }
    let choices = part.choices.indices.map { Item.chooser(.choose($0)) }
    return choices + (view.chooser.choices.isEmpty ? [] : [.chooser(.back), .chooser(.again)])
  }

  /// In the chooser that is open, or in the one of the step.
  mutating func move(_ move: ChooserMove) -> [Effect] {
    if case .chooser(let view)? = overlay {
      guard let path = path(view.path, after: move) else { return [] }
      setOverlay(.chooser(ChooserView(path: path)))
      return []
    }
    guard let view = lessonView, let path = path(view.chooser, after: move) else { return [] }
    // What comes now has not been looked at.
    updateLesson { view in
      view.chooser = path
      view.focus = nil
    }
    advanceFocus()
    return []
  }

  private func path(_ path: ChooserPath, after move: ChooserMove) -> ChooserPath? {
    var path = path
    switch move {
    case .choose(let choice):
      guard let part = chooser.part(at: path), part.choices.indices.contains(choice),
        chooser.part(part.choices[choice].target) != nil
      else { return nil }
      path.choices.append(choice)
    case .back:
      guard !path.choices.isEmpty else { return nil }
      path.choices.removeLast()
    case .again: path = ChooserPath()
    }
    return path
  }

  /// Chooses what is looked at; an advice leads to the step that shows it.
  mutating func activate(_ view: ChooserView) -> [Effect] {
    guard let part = chooser.part(at: view.path) else { return [] }
    let links = links(in: part.blocks)
    if let link = view.link, links.indices.contains(link) { return follow(links[link]) }
    if part.isQuestion { return move(.choose(view.selection)) }
    return part.blocks.lessonLink.map { follow($0) } ?? []
  }
}

extension Item {
  /// A choice of the chooser.
  package var isChoosing: Bool { if case .chooser(.choose) = self { true } else { false } }
}

extension Block {
  fileprivate var isChooser: Bool { if case .chooser = content { true } else { false } }
}
