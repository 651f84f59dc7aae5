/// A course on the disk: a folder of lessons' folders, with the glossary beside them.
package struct CourseFolder: Hashable, Sendable {
  package static let glossaryName = "glossary.md"

  /// As it is shown in messages.
  package var path: String

  package init(path: String) {
    self.path = path
  }

  package var glossaryFile: String { Disk.join(path, Self.glossaryName) }

  /// The folders that hold a lesson, in their order, and those that hold none.
  package func lessonFolders() throws(DiskProblem) -> (
    lessons: [LessonFolder], others: [LessonFolder]
  ) {
    var lessons: [LessonFolder] = []
    var others: [LessonFolder] = []
    for name in try Disk.names(in: path) {
      let folder = LessonFolder(path: Disk.join(path, name))
      if Disk.kind(of: folder.file) != nil || Disk.isBarred(folder.file) {
        lessons.append(folder)
      } else if Disk.kind(of: folder.path) == .folder {
        others.append(folder)
      }
    }
    return (lessons, others)
  }

  package func glossary() -> GlossaryReading {
    guard Disk.kind(of: glossaryFile) != nil || Disk.isBarred(glossaryFile) else {
      return GlossaryReading(glossary: Glossary(), diagnostics: [], links: [])
    }
    do throws(DiskProblem) {
      return GlossaryReader.read(
        SourceText(path: glossaryFile, bytes: try Disk.read(glossaryFile)))
    } catch {
      return GlossaryReading(
        glossary: Glossary(), diagnostics: [error.diagnostic(at: glossaryFile)], links: [])
    }
  }
}

extension DiskProblem {
  package func diagnostic(at file: String) -> Diagnostic {
    Diagnostic(
      rule: rule, severity: .error, file: file, range: .fileStart, message: message, fix: fix)
  }
}
