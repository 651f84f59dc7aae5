import LessonFormat
import Tutor

/// Does what the session wants of the learner's files, and tells what came of it.
final class ExerciseService {
  private let inbox: Inbox
  /// Nil where nobody wants to hear of what is saved elsewhere.
  private let watch: ExerciseWatch?
  /// What a room works at; nil where somebody learns for themselves.
  private let blackboard: Blackboard?

  /// With `watches`, files that are saved in an editor elsewhere are told. Before a room nobody's own
  /// files are looked at.
  init(inbox: Inbox, watches: Bool = false, beforeRoom: Bool = false) {
    self.inbox = inbox
    watch = watches && !beforeRoom ? ExerciseWatch(inbox) : nil
    blackboard = beforeRoom ? Blackboard() : nil
  }

  func perform(_ errand: ExerciseErrand, _ key: ExerciseKey, _ draft: ExerciseDraft) {
    inbox.put(.exercise(key, news(of: errand, key, draft)))
  }

  private func news(
    of errand: ExerciseErrand, _ key: ExerciseKey, _ draft: ExerciseDraft
  ) -> ExerciseNews {
    if let blackboard { return blackboard.news(of: errand, key, draft) }
    do throws(CommandFailure) {
      let folder = try ExerciseFolder(lesson: key.lesson)
      watch?.follow(folder, key, draft)
      switch errand {
      case .look: return .looked(try folder.read(draft).map { file(folder, draft, $0) })
      case .check: return .toCheck(file(folder, draft, try made(folder, key, draft)))
      case .edit: return edit(key, draft, inTerminal: true)
      case .reset:
        let kept = try folder.reset(draft)
        watch?.follow(folder, key, draft)
        let text = try folder.read(draft) ?? draft.starter
        return .reset(
          file(folder, draft, text), kept: kept.map { printable(Disk.lastComponent($0)) })
      }
    } catch {
      return .failed(sentence(error))
    }
  }

  /// In the learner's editor, which has the terminal meanwhile.
  func edit(_ key: ExerciseKey, _ draft: ExerciseDraft, inTerminal: Bool) -> ExerciseNews {
    if let blackboard { return blackboard.edit(key, draft, inTerminal: inTerminal) }
    do throws(CommandFailure) {
      let folder = try ExerciseFolder(lesson: key.lesson)
      let before = try made(folder, key, draft)
      let reason = Editor.open(folder.path(of: draft), inTerminal: inTerminal)
      let after = try folder.read(draft)
      let found = file(folder, draft, after ?? before)
      guard after != nil else {
        return .edited(found, notice: "Your file \(found.path) is gone; edit makes it anew.")
      }
      return .edited(
        found,
        notice: reason.map { "\($0) Your file is \(found.path); check judges what is in it." })
    } catch {
      return .failed(sentence(error))
    }
  }

  private func made(
    _ folder: ExerciseFolder, _ key: ExerciseKey, _ draft: ExerciseDraft
  ) throws(CommandFailure) -> String {
    let text = try folder.make(draft)
    // Only now there may be a folder to follow.
    watch?.follow(folder, key, draft)
    return text
  }

  private func file(
    _ folder: ExerciseFolder, _ draft: ExerciseDraft, _ text: String
  ) -> ExerciseFile {
    ExerciseFile(path: printable(UserFolder.short(folder.path(of: draft))), text: text)
  }

  private func sentence(_ failure: CommandFailure) -> String {
    printable(failure.message).capitalizedFirst.asSentence
  }
}
