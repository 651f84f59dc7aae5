/// Finds everything that is wrong with lessons, also what only shows between them.
package struct CourseCheck: Sendable {
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var lessonCount = 0
  /// For judges outside of this package, as Python's compiler is.
  package private(set) var programs: [CheckedProgram] = []
  /// Those that could be read.
  package private(set) var lessons: [CheckedLesson] = []

  package init() {}

  /// A course's folder, a lesson's folder, or a file of either.
  package mutating func add(path: String) throws(DiskProblem) {
    switch Disk.kind(of: path) {
    case .folder where Disk.kind(of: LessonFolder(path: path).file) != nil:
      let folder = LessonFolder(path: path)
      check(folder.file, in: CourseContext(around: folder))
    case .folder:
      try check(CourseFolder(path: path))
    case .file where Disk.lastComponent(path) == CourseFolder.glossaryName:
      checkGlossary(in: CourseContext(CourseFolder(path: Disk.parent(path))))
    default:
      // What is no folder is taken for a lesson, whatever its name.
      check(path, in: CourseContext(around: LessonFolder(path: Disk.parent(path))))
    }
  }

  /// What a judge of the programs has found.
  package mutating func add(_ found: [Diagnostic]) {
    diagnostics += found
  }

  private mutating func check(_ course: CourseFolder) throws(DiskProblem) {
    let (lessons, others) = try course.lessonFolders()
    if lessons.isEmpty {
      diagnostics.append(
        Diagnostic(
          rule: .noLessons, severity: .error, file: course.path, range: .fileStart,
          message: "there are no lessons in this folder",
          fix: "Write one; \"interleave new lesson NAME\" makes one to start from"))
    }
    for folder in others {
      diagnostics.append(
        Diagnostic(
          rule: .noLessonFile, severity: .warning, file: folder.path, range: .fileStart,
          message: "this folder holds no lesson.md",
          fix: "Write one, or move the folder out of the course"))
    }
    let context = CourseContext(course)
    for folder in lessons { check(folder.file, in: context) }
    checkGlossary(in: context)
  }

  private mutating func check(_ file: String, in context: CourseContext) {
    lessonCount += 1
    let folder = LessonFolder(path: Disk.parent(file))
    do throws(DiskProblem) {
      let source = SourceText(path: file, bytes: try Disk.read(file))
      let reading = LessonReader.read(source, files: folder.programFiles)
      diagnostics += reading.diagnostics
      guard let lesson = reading.lesson else { return }
      programs += lesson.programs
      lessons.append(CheckedLesson(file: file, folder: folder, lesson: lesson))
      var log = DiagnosticLog(file: file)
      context.check(lesson, folder: folder, log: &log)
      context.check(
        reading.links + reading.pictures, in: lesson, folder: folder, log: &log)
      diagnostics += log.sorted()
    } catch {
      diagnostics.append(error.diagnostic(at: file))
    }
  }

  private mutating func checkGlossary(in context: CourseContext) {
    diagnostics += context.glossary.diagnostics
    var log = DiagnosticLog(file: context.course.glossaryFile)
    context.check(
      context.glossary.links, in: nil, folder: LessonFolder(path: context.course.path), log: &log)
    diagnostics += log.sorted()
  }
}

/// A lesson for a judge who runs its programs.
package struct CheckedLesson: Sendable {
  /// As it is shown.
  package var file: String
  package var folder: LessonFolder
  package var lesson: Lesson
}

/// A program that a judge can look at: whether it compiles.
package struct CheckedProgram: Hashable, Sendable {
  package var program: Program
  package var requires: PythonVersion?
  /// A few lines to read, which may await and return where they stand.
  package var isFragment: Bool
}

extension Lesson {
  package var programs: [CheckedProgram] {
    var result: [CheckedProgram] = []
    for block in steps.lazy.flatMap(\.blocks) {
      switch block.content {
      case .demo(let demo):
        for variant in demo.variants where variant.isRun {
          result.append(
            CheckedProgram(
              program: variant.program, requires: variant.requires, isFragment: false))
        }
      case .exercise(let exercise):
        for program in [exercise.starter, exercise.solution] {
          result.append(
            CheckedProgram(program: program, requires: exercise.requires, isFragment: false))
        }
      default:
        result += block.fragments
      }
    }
    return result
  }
}

extension Block {
  fileprivate var fragments: [CheckedProgram] {
    switch content {
    case .code(let code):
      code.program.map { [CheckedProgram(program: $0, requires: nil, isFragment: true)] } ?? []
    case .quote(let blocks), .notes(let blocks): blocks.flatMap(\.fragments)
    case .callout(let callout): callout.blocks.flatMap(\.fragments)
    case .list(let list): list.items.flatMap(\.blocks).flatMap(\.fragments)
    case .question(let question):
      (question.prompt + question.explanation).flatMap(\.fragments)
    case .paragraph, .heading, .table, .demo, .exercise, .pause: []
    }
  }
}
