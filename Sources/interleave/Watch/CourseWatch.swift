import LessonFormat
import Tutor

/// Follows a course on the disk while its author writes it, and tells the session what has changed.
struct CourseWatch {
  private struct Known {
    var bytes: [UInt8]
    var texts: LessonTexts?
    var mistakes: [Diagnostic]
  }

  private let folder: CourseFolder
  private let shared: SharedCourse
  private let inbox: Inbox
  private var course: Course
  private var lessons: [LessonFolder: Known] = [:]
  /// What stood in the pages beside the lessons.
  private var pages: [String: [UInt8]] = [:]

  init(_ folder: CourseFolder, _ shared: SharedCourse, _ inbox: Inbox) {
    self.folder = folder
    self.shared = shared
    self.inbox = inbox
    course = shared.current
  }

  /// For as long as the program lives; false where the system does not let it.
  mutating func follow() -> Bool {
    guard let watch = FolderWatch() else { return false }
    watch.watch(folders)
    for file in pageFiles { pages[file] = try? Disk.read(file) }
    for (index, entry) in course.entries.enumerated() {
      let (known, lesson) = Self.read(entry.folder)
      lessons[entry.folder] = known
      // It may have been saved between the session's look and this one.
      guard let lesson else { continue }
      inbox.put(.loaded(lesson: index, LessonContent(lesson: lesson, mistakes: known.mistakes)))
    }
    while true {
      let changed = watch.wait()
      // Folders may have been added.
      watch.watch(folders)
      look(changed)
    }
  }

  // MARK: Folders

  /// Programs may lie in folders of a lesson's folder.
  private var folders: [String] {
    let lessons = (try? folder.lessonFolders()).map { $0.lessons + $0.others } ?? []
    return [folder.path] + lessons.flatMap { [$0.path] + Self.subfolders(of: $0.path, depth: 3) }
  }

  private static func subfolders(of path: String, depth: Int) -> [String] {
    guard depth > 0, let names = try? Disk.names(in: path) else { return [] }
    return names.prefix(100).map { Disk.join(path, $0) }
      .filter { Disk.kind(of: $0) == .folder && !Disk.isLink($0) }
      .flatMap { [$0] + subfolders(of: $0, depth: depth - 1) }
  }

  // MARK: What has changed

  private mutating func look(_ changed: Set<String>) {
    guard let new = try? Course(folder, detail: .steps, keeping: course) else { return }
    let isSame =
      new.entries.map(\.folder) == course.entries.map(\.folder)
      && new.entries.map(\.frontMatter.id) == course.entries.map(\.frontMatter.id)
    course = new
    let shared = shared
    inbox.put {
      shared.replace(by: new)
      return isSame ? [] : [.rearranged(CourseOutline(new))]
    }
    for (index, entry) in course.entries.enumerated() {
      let path = entry.folder.path
      if changed.contains(where: { $0 == path || $0.hasPrefix(path + "/") }) {
        look(entry.folder, at: index)
      }
    }
    if changed.contains(folder.path) { lookAtPages() }
  }

  private mutating func look(_ folder: LessonFolder, at index: Int) {
    let (known, lesson) = Self.read(folder)
    let before = lessons.updateValue(known, forKey: folder)
    guard
      before?.bytes != known.bytes || before?.texts != known.texts
        || before?.mistakes != known.mistakes
    else { return }
    var step: Int?
    if let texts = known.texts {
      step = before?.texts.map { texts.firstChange(since: $0) } ?? 0
    } else {
      // What was read last is what a mended lesson is compared with.
      lessons[folder]?.texts = before?.texts
    }
    inbox.put(.reloaded(lesson: index, lesson, mistakes: known.mistakes, step: step))
  }

  private static func read(_ folder: LessonFolder) -> (known: Known, lesson: Lesson?) {
    do throws(DiskProblem) {
      let source = try folder.source()
      let reading = LessonReader.read(source, files: folder.programFiles)
      let texts = reading.lesson.map { LessonTexts(source, $0) }
      // Also what only shows in the course as a whole, such as links that lead nowhere.
      var check = CourseCheck()
      let mistakes =
        (try? check.add(path: folder.path)) == nil
        ? reading.diagnostics : check.diagnostics
      return (Known(bytes: source.bytes, texts: texts, mistakes: mistakes), reading.lesson)
    } catch {
      return (Known(bytes: [], texts: nil, mistakes: [error.diagnostic(at: folder.file)]), nil)
    }
  }

  // MARK: The pages beside the lessons

  private var pageFiles: [String] {
    [folder.glossaryFile, folder.referenceFile, folder.chooserFile]
  }

  private mutating func lookAtPages() {
    for file in pageFiles {
      let bytes = try? Disk.read(file)
      guard bytes != pages[file] else { continue }
      pages[file] = bytes
      switch file {
      case folder.referenceFile: inbox.put(.referenceChanged(folder.reference().reference))
      case folder.chooserFile: inbox.put(.chooserChanged(folder.chooser().chooser))
      default: inbox.put(.glossaryChanged(folder.glossary().glossary))
      }
    }
  }
}
