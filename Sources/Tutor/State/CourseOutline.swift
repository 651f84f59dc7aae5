import LessonFormat

/// The course as a list of lessons with their steps: what is known before a lesson is opened.
package struct CourseOutline: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var id: String
    package var title: String
    package var summary: String?
    package var minutes: Int
    package var steps: [Step]

    package init(
      id: String, title: String, summary: String? = nil, minutes: Int, steps: [Step]
    ) {
      self.id = id
      self.title = title
      self.summary = summary
      self.minutes = minutes
      self.steps = steps
    }
  }

  package struct Step: Hashable, Sendable {
    package var id: String
    package var title: String

    package init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  package var entries: [Entry]

  package init(entries: [Entry]) {
    self.entries = entries
  }

  package var minutes: Int { entries.reduce(0) { $0 + $1.minutes } }

  package func index(of id: String) -> Int? { entries.firstIndex { $0.id == id } }
}
extension CourseOutline {
  package init(_ course: Course) {
    entries = course.entries.map { entry in
      Entry(
        id: entry.frontMatter.id, title: entry.frontMatter.title,
        summary: entry.frontMatter.summary, minutes: entry.frontMatter.minutes,
        steps: entry.steps.map { Step(id: $0.id, title: $0.title) })
    }
  }
}
