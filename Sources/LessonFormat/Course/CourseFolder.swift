/// A course on the disk: a folder of lessons' folders, with the glossary beside them.
package struct CourseFolder: Hashable, Sendable {
  package static let glossaryName = "glossary.md"
  package static let referenceName = "reference.md"
  package static let chooserName = "chooser.md"
  /// What no lesson is called, because it names a page beside them.
  package static let pageNames = ["glossary", "reference", "chooser"]

  /// As it is shown in messages.
  package var path: String

  package init(path: String) {
    self.path = path
  }

  package var glossaryFile: String { Disk.join(path, Self.glossaryName) }
  package var referenceFile: String { Disk.join(path, Self.referenceName) }
  package var chooserFile: String { Disk.join(path, Self.chooserName) }

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
    read(
      glossaryFile, none: GlossaryReading(glossary: Glossary(), diagnostics: [], links: []),
      GlossaryReader.read
    ) { GlossaryReading(glossary: Glossary(), diagnostics: [$0], links: []) }
  }

  package func reference() -> ReferenceReading {
    read(referenceFile, none: ReferenceReading(), ReferenceReader.read) {
      ReferenceReading(diagnostics: [$0])
    }
  }

  package func chooser() -> ChooserReading {
    read(chooserFile, none: ChooserReading(), ChooserReader.read) {
      ChooserReading(diagnostics: [$0])
    }
  }

  /// A page that there need not be.
  private func read<Reading>(
    _ file: String, none: Reading, _ read: (SourceText) -> Reading,
    failed: (Diagnostic) -> Reading
  ) -> Reading {
    guard Disk.kind(of: file) != nil || Disk.isBarred(file) else { return none }
    do throws(DiskProblem) {
      return read(SourceText(path: file, bytes: try Disk.read(file)))
    } catch {
      return failed(error.diagnostic(at: file))
    }
  }
}

extension DiskProblem {
  package func diagnostic(at file: String) -> Diagnostic {
    Diagnostic(
      rule: rule, severity: .error, file: file, range: .fileStart, message: message, fix: fix)
  }
}
