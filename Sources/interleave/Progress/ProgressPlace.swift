import LessonFormat
import ProgressStore

/// The file of progress for a command: what is wrong with it ends the command, or is said beside it.
struct ProgressPlace {
  let path: String
  let file: ProgressFile

  init() throws(CommandFailure) {
    guard let path = UserFolder.state.file(LearnerProgress.fileName) else {
      throw CommandFailure(
        message: "there is no home folder, and so no place for progress; set HOME")
    }
    let opening = ProgressFile.open(path)
    guard let file = opening.file else {
      throw CommandFailure(message: opening.trouble?.sentence ?? "\(path) cannot be opened")
    }
    if let trouble = opening.trouble { Output.printError("interleave: \(trouble.sentence)") }
    self.path = path
    self.file = file
  }

  func progress(of folder: CourseFolder, _ course: Course) throws(CommandFailure) -> CourseProgress
  {
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
