import DemoRunner
import LessonFormat
import Synchronization
import Threads
import Tutor

/// Hears of files that are saved in an editor somewhere else.
final class ExerciseWatch: Sendable {
  private struct Followed: Hashable {
    var key: ExerciseKey
    var draft: ExerciseDraft
  }

  private let inbox: Inbox
  private let files = Mutex<[String: Set<Followed>]>([:])

  init(_ inbox: Inbox) { self.inbox = inbox }

  /// From now on, if its folder is there. Each folder has a thread that sleeps until something is
  /// saved in it.
  func follow(_ folder: ExerciseFolder, _ key: ExerciseKey, _ draft: ExerciseDraft) {
    guard Disk.kind(of: folder.path) == .folder else { return }
    let isNew = files.withLock { files in
      let isNew = files[folder.path] == nil
      files[folder.path, default: []].insert(Followed(key: key, draft: draft))
      return isNew
    }
    guard isNew else { return }
    let worker = Worker { [self] in
      guard var watch = FolderWatch() else { return }
      watch.watch([folder.path])
      tell(of: folder)
      while true {
        _ = watch.wait()
        tell(of: folder)
      }
    }
    worker?.detach()
  }

  /// Read when the session looks: an older text must not come after a newer one.
  private func tell(of folder: ExerciseFolder) {
    inbox.put { [self] in
      files.withLock { $0[folder.path] ?? [] }.compactMap { followed in
        guard let text = try? folder.read(followed.draft) else { return nil }
        let path = printable(UserFolder.short(folder.path(of: followed.draft)))
        return .exercise(followed.key, .saved(ExerciseFile(path: path, text: text)))
      }
    }
  }
}
