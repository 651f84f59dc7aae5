/// The lessons in their order: what a list of them shows, read without parsing them. A lesson itself
/// is read when it is wanted, with `LessonFolder.read`.
package struct Course: Sendable {
  package struct Entry: Sendable {
    package var folder: LessonFolder
    /// Its place among the lessons, from 1; one that cannot be read keeps its own.
    package fileprivate(set) var number = 0
    package var frontMatter: FrontMatter
    /// Empty where only the front matter was asked for.
    package var steps: [StepTitle]
  }

  package struct StepTitle: Hashable, Sendable {
    package var id: String
    package var title: String
  }

  package enum Detail {
    case frontMatter, steps
  }

  package private(set) var entries: [Entry] = []
  /// Lessons that could not be listed; `check` says why.
  package private(set) var unreadable: [LessonFolder] = []

  /// More than any front matter; the rest of a file is left on the disk.
  private static let headBytes = 4096

  /// A lesson that cannot be read any more stays as it was in `old`.
  package init(
    _ course: CourseFolder, detail: Detail, keeping old: Course? = nil
  ) throws(DiskProblem) {
    for (index, folder) in try course.lessonFolders().lessons.enumerated() {
      let before = old?.entries.first { $0.folder == folder }
      if var entry = Self.entry(folder, detail: detail) ?? before {
        entry.number = index + 1
        entries.append(entry)
      } else {
        unreadable.append(folder)
      }
    }
  }

  /// With one more lesson at the end; nil where that can't be read.
  package func adding(_ folder: LessonFolder) -> Course? {
    guard var entry = Self.entry(folder, detail: .steps) else { return nil }
    var course = self
    entry.number = count + 1
    course.entries.append(entry)
    return course
  }

  private static func entry(_ folder: LessonFolder, detail: Detail) -> Entry? {
    switch detail {
    case .frontMatter:
      guard let head = try? Disk.read(folder.file, limit: headBytes, isPrefix: true) else {
        return nil
      }
      let source = SourceText(path: folder.file, bytes: head)
      if let bounds = FrontMatterBounds(source), !bounds.isClosed { return whole(folder, detail) }
      return entry(folder, source, detail)
    case .steps:
      return whole(folder, detail)
    }
  }

  private static func whole(_ folder: LessonFolder, _ detail: Detail) -> Entry? {
    guard let source = try? folder.source() else { return nil }
    return entry(folder, source, detail)
  }

  private static func entry(
    _ folder: LessonFolder, _ source: SourceText, _ detail: Detail
  ) -> Entry? {
    var log = DiagnosticLog(file: source.path)
    guard let bounds = FrontMatterReader.bounds(source, &log),
      let frontMatter = FrontMatterReader.lesson(source, bounds, log: &log)
    else { return nil }
    let steps = detail == .steps ? steps(of: source, from: bounds.bodyLine, folder) : []
    return Entry(folder: folder, frontMatter: frontMatter, steps: steps)
  }

  private static func steps(
    of source: SourceText, from line: Int, _ folder: LessonFolder
  ) -> [StepTitle] {
    if let outline = Outline(source, from: line) {
      return outline.sections.enumerated().map { index, section in
        StepTitle(
          id: section.id ?? ContentID.derived(fromStepTitle: section.title, number: index + 1),
          title: section.title)
      }
    }
    let steps = LessonReader.read(source, files: folder.programFiles).lesson?.steps ?? []
    return steps.map { StepTitle(id: $0.id.value, title: $0.title.plainText) }
  }

  // MARK: Finding

  /// A lesson by its id, its number or its folder's name.
  package func entry(named name: String) -> Entry? {
    entries.first { $0.frontMatter.id == name } ?? entries.first { String($0.number) == name }
      ?? entries.first { $0.folder.name == name }
  }

  /// How many lessons there are, also those that could not be listed.
  package var count: Int { entries.count + unreadable.count }
}

extension ContentID {
  /// The id of a step whose author wrote none.
  static func derived(fromStepTitle title: String, number: Int) -> String {
    let slug = slug(of: title)
    if slug.isEmpty { return "step-\(number)" }
    // A number alone would stand for the step in that place.
    return slug.utf8.allSatisfy { $0 <= UInt8(ascii: "9") && $0 != Byte.dash }
      ? "step-\(slug)" : slug
  }
}
