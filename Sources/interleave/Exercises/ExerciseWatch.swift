import DemoRunner
import LessonFormat
import Synchronization
import Threads
import Tutor

/// Hears of files that are saved in an editor somewhere else. One thread sleeps for all of them, from
/// the first on: a person may have only so many watches, and a course many lessons.
final class ExerciseWatch: Sendable {
  private struct Followed {
    var folders: FolderWatch?
    /// By the folder in which they lie.
    var files: [String: [ExerciseKey: ExerciseDraft]] = [:]
  }

  private let inbox: Inbox
  private let followed = Mutex(Followed())

  init(_ inbox: Inbox) { self.inbox = inbox }

  /// From now on, if its folder is there.
  func follow(_ folder: ExerciseFolder, _ key: ExerciseKey, _ draft: ExerciseDraft) {
    guard Disk.kind(of: folder.path) == .folder else { return }
    let isNew = followed.withLock { followed in
      if followed.folders == nil { followed.folders = begin() }
      followed.folders?.watch([folder.path])
      return followed.files[folder.path, default: [:]].updateValue(draft, forKey: key) == nil
    }
    // It may have been saved before it was followed.
    if isNew { tell(of: folder.path) }
  }

  /// Nil where the system has no watch left.
  private func begin() -> FolderWatch? {
    guard let folders = FolderWatch() else { return nil }
    let worker = Worker { [self] in
      while true { folders.wait().forEach(tell) }
    }
    worker?.detach()
    return folders
  }

  /// Read when the session looks: an older text must not come after a newer one.
  private func tell(of folder: String) {
    inbox.put { [self] in
      let files = followed.withLock { $0.files[folder] ?? [:] }
      return files.compactMap { key, draft in
        guard let folder = try? ExerciseFolder(lesson: key.lesson),
          let text = try? folder.read(draft)
        else { return nil }
        let path = printable(UserFolder.short(folder.path(of: draft)))
        return .exercise(key, .saved(ExerciseFile(path: path, text: text)))
      }
    }
  }
}
