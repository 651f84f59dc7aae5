import LessonFormat
import Tutor

/// The exercises of a presentation: each begins with its starter, whatever whoever presents has made of
/// it at home, and what is written before the room is gone with the session.
final class Blackboard {
  private struct Sheet: Hashable {
    var key: ExerciseKey
    var draft: ExerciseDraft
  }

  private var texts: [Sheet: String] = [:]

  func news(
    of errand: ExerciseErrand, _ key: ExerciseKey, _ draft: ExerciseDraft
  ) -> ExerciseNews {
    let sheet = Sheet(key: key, draft: draft)
    switch errand {
    case .look: return .looked(texts[sheet] == nil ? nil : file(sheet))
    case .check: return .toCheck(file(sheet))
    case .edit: return edit(key, draft, inTerminal: true)
    case .reset:
      texts[sheet] = nil
      return .reset(file(sheet), kept: nil)
    }
  }

  /// A copy, in the editor of whoever presents.
  func edit(_ key: ExerciseKey, _ draft: ExerciseDraft, inTerminal: Bool) -> ExerciseNews {
    let sheet = Sheet(key: key, draft: draft)
    let edited = Editor.edit(
      file(sheet).text, key: DemoKey(lesson: key.lesson, demo: key.exercise), variant: "",
      inTerminal: inTerminal)
    guard case .edited(_, _, let text, let notice) = edited else { return .looked(nil) }
    if let text { texts[sheet] = text }
    return .edited(file(sheet), notice: notice)
  }

  private func file(_ sheet: Sheet) -> ExerciseFile {
    ExerciseFile(path: printable(sheet.draft.fileName), text: texts[sheet] ?? sheet.draft.starter)
  }
}
