import LessonFormat
import ProgressStore

/// The file of progress for a command: what is wrong with it ends the command, or is said beside it.
struct ProgressPlace {
  let path: String
  /// Nil where nothing is known yet.
  let file: ProgressFile?

  /// `making` the file, where something is to be added to it.
  init(making: Bool) throws(CommandFailure) {
    guard let path = UserFolder.state.file(LearnerProgress.fileName) else {
      throw CommandFailure(
        message: "there is no home folder, and so no place for progress; set HOME")
    }
    let opening = ProgressFile.open(path, making: making)
    if let trouble = opening.trouble {
      guard opening.file != nil else { throw CommandFailure(message: trouble.sentence) }
      Output.printError("interleave: \(trouble.sentence)")
    }
    self.path = path
    file = opening.file
  }

  func progress(of folder: CourseFolder, _ course: Course) throws(CommandFailure) -> CourseProgress
  {
    guard let file else { return CourseProgress() }
    let name = CourseName(folder)
    return try told { () throws(ProgressTrouble) in
      try name.takeOver(lessons: course.entries.map(\.frontMatter.id), in: file)
      return try file.progress(in: name.text)
    }
  }

  func told<Result>(
    _ body: () throws(ProgressTrouble) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(ProgressTrouble) {
      return try body()
    } catch {
      throw CommandFailure(message: error.sentence)
    }
  }
}
