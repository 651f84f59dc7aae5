/// What a lesson was read from, step by step, to tell where an author has changed it. Places of things
/// don't count: a line more in one step moves all that follow.
package struct LessonTexts: Equatable, Sendable {
  private struct Step: Equatable {
    var id: String
    /// The step's own lines, and the programs that it takes from files.
    var texts: [String]
  }

  private var steps: [Step]
  private static let blanks = Set(" \t\r\n".utf8)

  package init(_ source: SourceText, _ lesson: Lesson) {
    steps = lesson.steps.map { step in
      let from = source.offset(of: step.range.start)
      let to = max(source.offset(of: step.range.end), from)
      // An empty line in front of the next step belongs to neither.
      let end = source.bytes[from..<to].lastIndex { !Self.blanks.contains($0) }.map { $0 + 1 }
      let own = String(decoding: source.bytes[from..<(end ?? from)], as: UTF8.self)
      return Step(id: step.id.value, texts: [own] + step.blocks.flatMap(\.programTexts))
    }
  }

  /// The first step that is not as it was before; nil where all of them are.
  package func firstChange(since before: LessonTexts) -> Int? {
    let known = Dictionary(before.steps.map { ($0.id, $0.texts) }) { first, _ in first }
    if let changed = steps.firstIndex(where: { known[$0.id] != $0.texts }) { return changed }
    // One was removed, or they stand in another order.
    guard steps != before.steps else { return nil }
    let same = zip(steps, before.steps).prefix { $0 == $1 }.count
    return max(min(same, steps.count - 1), 0)
  }
}

extension Block {
  fileprivate var programTexts: [String] {
    switch content {
    case .demo(let demo): demo.variants.map(\.program.text)
    case .exercise(let exercise): [exercise.starter.text, exercise.solution.text]
    case .code(let code): [code.text]
    default: []
    }
  }
}
