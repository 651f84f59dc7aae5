import LessonFormat
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the learner's files for a lesson's exercises lie. They are the learner's: what is there is
/// never written over.
struct ExerciseFolder {
  let path: String

  init(lesson: String) throws(CommandFailure) {
    guard let data = UserFolder.data.path else {
      throw CommandFailure(
        message: "there is no home folder for your file; name one in the variable XDG_DATA_HOME")
    }
    path = Disk.join(Disk.join(data, "exercises"), lesson)
  }

  func path(of draft: ExerciseDraft) -> String { Disk.join(path, draft.fileName) }

  /// Nil where there is none yet.
  func read(_ draft: ExerciseDraft) throws(CommandFailure) -> String? {
    let file = path(of: draft)
    guard Disk.kind(of: file) != nil || Disk.isLink(file) else { return nil }
    let bytes: [UInt8]
    do throws(DiskProblem) {
      bytes = try Disk.read(file)
    } catch {
      throw CommandFailure(message: "your file \(file) cannot be read: \(error.message)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(message: "your file \(file) is no text in UTF-8")
    }
    return text
  }

  /// What is in the file; it is made where there is none.
  func make(_ draft: ExerciseDraft) throws(CommandFailure) -> String {
    if let text = try read(draft) { return text }
    if let error = UserFolder.make(path) { throw cannotWrite(path, error) }
    let file = path(of: draft)
    var template = Array(Disk.join(path, ".new-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw cannotWrite(file, errno) }
    defer { unlink(template) }
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    do throws(CommandFailure) {
      try Output.write(Array(draft.starter.utf8), to: descriptor)
    } catch {
      close(descriptor)
      throw CommandFailure(message: "your file \(file): \(error.message)")
    }
    // All of it is on the disk before it has its name.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      let code = errno
      close(descriptor)
      throw cannotWrite(file, code)
    }
    guard close(descriptor) == 0 else { throw cannotWrite(file, errno) }
    if link(template, file) != 0 {
      // Another instance may have been quicker; then the file is there. Not every disk has links.
      guard errno != EEXIST, access(file, F_OK) != 0 else { return try read(draft) ?? "" }
      guard rename(template, file) == 0 else { throw cannotWrite(file, errno) }
    }
    return draft.starter
  }

  /// The file as the lesson has it; the name under which the old one is kept, if it was another.
  func reset(_ draft: ExerciseDraft) throws(CommandFailure) -> String? {
    guard try make(draft) != draft.starter else { return nil }
    let kept = try reserveName(for: draft)
    // Renamed and not copied: what is saved at this very moment is in the one or the other.
    guard rename(path(of: draft), kept) == 0 else {
      let code = errno
      unlink(kept)
      throw cannotWrite(path(of: draft), code)
    }
    _ = try make(draft)
    return kept
  }

  /// "start.1.py"; the name is ours from now on.
  private func reserveName(for draft: ExerciseDraft) throws(CommandFailure) -> String {
    let name = draft.fileName
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    for number in 1...9999 {
      let kept = Disk.join(path, "\(name[..<dot]).\(number)\(name[dot...])")
      let descriptor = open(kept, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        close(descriptor)
        return kept
      }
      guard errno == EEXIST else { throw cannotWrite(kept, errno) }
    }
    throw CommandFailure(message: "there are too many old versions in \(path); remove some")
  }

  private func cannotWrite(_ file: String, _ code: Int32) -> CommandFailure {
    CommandFailure(
      message: "your file \(file) cannot be written: "
        + String(cString: strerror(code)).lowercased())
  }
}
