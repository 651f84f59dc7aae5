import LessonFormat
import Narration

/// A course that changes while it is open: somebody is writing it.
extension State {
  /// A lesson that cannot be read stays as it was last, with what is wrong with it.
  mutating func reload(
    _ index: Int, _ lesson: Lesson?, _ mistakes: [Diagnostic], changed step: Int?
  ) -> [Effect] {
    guard course.entries.indices.contains(index) else { return [] }
    guard let lesson = lesson ?? contents[index]?.lesson else {
      notice = mistakes.first.map(\.sentence)
      return []
    }
    course.entries[index] = CourseOutline.Entry(lesson)
    // The programs are the author's again.
    for key in demos.keys where key.lesson == lesson.id {
      demos[key]?.edits = [:]
      demos[key]?.knobs = [:]
    }
    let stopping = forgetAttempts(in: lesson.id)
    if step != nil || lessonView?.lesson == index { notice = word(on: mistakes) }
    let effects = take(LessonContent(lesson: lesson, mistakes: mistakes), of: index)
    return stopping + (step.map { show($0, of: index) } ?? effects)
  }

  /// The page may be scrolled away from where its mistakes stand.
  private func word(on mistakes: [Diagnostic]) -> String? {
    let errors = mistakes.filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    let left = errors.count - 1
    return "Line \(first.range.start.line): \(first.message.asSentence) \(first.fix.asSentence)"
      + (left > 0 ? " There \(left == 1 ? "is" : "are") \(left) more." : "")
  }

  /// All of a step, because what changed may stand behind a pause.
  private mutating func show(_ step: Int, of lesson: Int) -> [Effect] {
    var effects = stopRunsOfPlayer()
    effects += go(to: lesson, step: step)
    guard let view = lessonView, let shown = self.step(of: view), let key = stepKey(of: view) else {
      return effects
    }
    records.revealed[key] = max(shown.parts.count - 1, 0)
    advanceFocus()
    return effects
  }

  /// What is open stays open where its lesson is still there.
  mutating func rearrange(_ new: CourseOutline) {
    let old = course
    course = new
    func place(_ index: Int) -> Int? {
      old.entries.indices.contains(index) ? new.index(of: old.entries[index].id) : nil
    }
    contents = Dictionary(
      contents.compactMap { index, content in place(index).map { ($0, content) } },
      uniquingKeysWith: { first, _ in first })
    stack = stack.compactMap { screen in
      switch screen {
      case .home(let home): return .home(Home(selection: place(home.selection) ?? 0))
      case .lesson(var view):
        guard let index = place(view.lesson) else { return nil }
        view.lesson = index
        return .lesson(view)
      case .overlay(.search(let search)): return .overlay(.search(searched(search)))
      case .overlay(.contents): return .overlay(.contents(Contents()))
      case .player, .overlay: return screen
      }
    }
    if stack.isEmpty { stack = [.home(Home())] }
  }
}

extension CourseOutline.Entry {
  init(_ lesson: Lesson) {
    self.init(
      id: lesson.id, title: lesson.title, summary: lesson.frontMatter.summary,
      minutes: lesson.frontMatter.minutes,
      steps: lesson.steps.map { CourseOutline.Step(id: $0.id.value, title: $0.title.plainText) })
  }
}
