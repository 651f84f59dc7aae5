import LessonFormat
import Narration
import ProgressStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Progress from one machine to another, as JSON: everything that the file holds, under the same
/// names.
struct ProgressExchange {
  private let place: ProgressPlace

  init(_ place: ProgressPlace) {
    self.place = place
  }

  func export(to path: String) throws {
    let export = try everything()
    let text = try JSONText.of(export)
    try FileOutput.write(path) { write in try write(Array(text.utf8)) }
    if path != "-" {
      try Output.print("\(told(export)) written to \(printable(path)).\n")
    }
  }

  /// A copy beside the file of progress; its path.
  func keepCopy() throws -> String {
    let folder = Disk.parent(place.path)
    let names = (1...9999).lazy.map { Disk.join(folder, "progress-before-reset-\($0).json") }
    guard let path = names.first(where: { Disk.kind(of: $0) == nil && !Disk.isLink($0) }) else {
      throw CommandFailure(
        message: "there are too many copies in \(printable(folder)); remove some")
    }
    let text = try JSONText.of(try everything())
    try FileOutput.write(path) { write in try write(Array(text.utf8)) }
    return path
  }

  func take(from path: String) throws {
    let bytes: [UInt8]
    do throws(DiskProblem) {
      bytes = try Disk.read(path)
    } catch {
      throw CommandFailure(message: "\(printable(path)): \(error.message). \(error.fix).")
    }
    let export: ProgressExport
    do {
      export = try JSONDecoder().decode(ProgressExport.self, from: Data(bytes))
    } catch {
      throw CommandFailure(
        message: "\(printable(path)) is no progress that Interleave has exported, or not all of it")
    }
    guard export.format == ProgressExport.format else {
      throw CommandFailure(
        message: "\(printable(path)) has format \(export.format); this version of Interleave reads "
          + "format \(ProgressExport.format)")
    }
    try place.told { () throws(ProgressTrouble) in
      for course in export.courses {
        try place.file?.write(course.progress, to: course.name, .mending)
      }
    }
    try Output.print("\(told(export)) added to what is known here.\n")
  }

  private func everything() throws(CommandFailure) -> ProgressExport {
    try place.told { () throws(ProgressTrouble) in
      var export = ProgressExport(courses: [])
      guard let file = place.file else { return export }
      for name in try file.courses() {
        export.courses.append(ProgressExport.Course(name, try file.progress(in: name)))
      }
      return export
    }
  }

  private func told(_ export: ProgressExport) -> String {
    let steps = export.courses.reduce(0) { $0 + $1.steps.count }
    let answers = export.courses.reduce(0) { $0 + $1.answers.count }
    let exercises = export.courses.reduce(0) { $0 + ($1.exercises?.count ?? 0) }
    let parts =
      [count(steps, "step"), count(answers, "answer")]
      + (exercises > 0 ? [count(exercises, "exercise")] : [])
    let verb = steps + answers + exercises == 1 ? "was" : "were"
    return "\(inWords(parts, joinedBy: "and")) "
      + "of \(count(export.courses.count, "course")) \(verb)"
  }
}

/// What is exported. Times are milliseconds since 1970, durations milliseconds.
struct ProgressExport: Codable {
  static let format = 1

  struct Course: Codable {
    var name: String
    var place: Place?
    var steps: [Step]
    var answers: [Answer]
    /// Absent in what was exported before there were exercises.
    var exercises: [Exercise]?
  }

  struct Place: Codable {
    var lesson: String
    var step: String
    var at: Int64
  }

  struct Step: Codable {
    var lesson: String
    var step: String
    var pauses: Int
    var firstSeen: Int64
    var lastSeen: Int64
    var spent: Int64
  }

  struct Answer: Codable {
    var lesson: String
    var question: String
    var at: Int64
    /// What was asked, as a hash.
    var content: String
    var response: String
    /// Absent while it is open.
    var isRight: Bool?
  }

  struct Exercise: Codable {
    var lesson: String
    var exercise: String
    /// What it asks, as a hash.
    var content: String
    var attempts: Int
    var hints: Int
    var begun: Int64
    var tried: Int64?
    var solved: Int64?
    var solutionSeen: Int64?
  }

  var format = ProgressExport.format
  var courses: [Course]
}

extension ProgressExport.Course {
  init(_ name: String, _ progress: CourseProgress) {
    self.name = name
    place = progress.place.map { .init(lesson: $0.name.lesson, step: $0.name.step, at: $0.at) }
    steps = progress.steps.map { name, mark in
      .init(
        lesson: name.lesson, step: name.step, pauses: mark.pauses, firstSeen: mark.firstSeen,
        lastSeen: mark.lastSeen, spent: mark.spent)
    }.sorted { ($0.lesson, $0.step) < ($1.lesson, $1.step) }
    answers = progress.answers.map { name, answer in
      .init(
        lesson: name.lesson, question: name.question, at: name.at, content: answer.content,
        response: answer.response, isRight: answer.isRight)
    }.sorted { ($0.lesson, $0.question, $0.at) < ($1.lesson, $1.question, $1.at) }
    exercises = progress.exercises.map { name, mark in
      .init(
        lesson: name.lesson, exercise: name.exercise, content: name.content,
        attempts: mark.attempts, hints: mark.hints, begun: mark.begun, tried: mark.tried,
        solved: mark.solved, solutionSeen: mark.solutionSeen)
    }.sorted { ($0.lesson, $0.exercise, $0.content) < ($1.lesson, $1.exercise, $1.content) }
  }

  /// Numbers that cannot be are made ones that can.
  var progress: CourseProgress {
    func time(_ number: Int64) -> Int64 { min(max(number, 0), 1 << 43) }
    var progress = CourseProgress()
    for step in steps {
      progress.steps[.init(lesson: step.lesson, step: step.step)] = .init(
        pauses: min(max(step.pauses, 0), 10_000), firstSeen: time(step.firstSeen),
        lastSeen: time(step.lastSeen), spent: time(step.spent))
    }
    for answer in answers {
      progress.answers[
        .init(lesson: answer.lesson, question: answer.question, at: time(answer.at))] = .init(
          content: answer.content, response: answer.response, isRight: answer.isRight)
    }
    for exercise in exercises ?? [] {
      progress.exercises[
        .init(lesson: exercise.lesson, exercise: exercise.exercise, content: exercise.content)] =
        .init(
          attempts: min(max(exercise.attempts, 0), 1 << 30),
          hints: min(max(exercise.hints, 0), 10_000), begun: time(exercise.begun),
          tried: exercise.tried.map(time), solved: exercise.solved.map(time),
          solutionSeen: exercise.solutionSeen.map(time))
    }
    progress.place = place.map {
      .init(.init(lesson: $0.lesson, step: $0.step), at: time($0.at))
    }
    return progress
  }
}
