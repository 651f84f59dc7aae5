import LessonFormat

/// The quick reference and the chooser as commands need them: with a word where there is none.
extension CourseFolder {
  func readReference() throws(CommandFailure) -> Reference {
    let reading = reference()
    guard reading.reference.entries.isEmpty else { return reading.reference }
    throw missing("quick reference", referenceFile, reading.diagnostics)
  }

  func readChooser() throws(CommandFailure) -> Chooser {
    let reading = chooser()
    guard reading.chooser.parts.isEmpty else { return reading.chooser }
    throw missing("chooser", chooserFile, reading.diagnostics)
  }

  private func missing(
    _ page: String, _ file: String, _ found: [Diagnostic]
  ) -> CommandFailure {
    guard let problem = found.first else {
      return CommandFailure(message: "this course has no \(page) in \(printable(path))")
    }
    return CommandFailure(message: "\(printable(file)): \(problem.message). \(problem.fix).")
  }
}
