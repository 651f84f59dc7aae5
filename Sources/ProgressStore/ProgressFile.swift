#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of progress, open. One thread at a time has it.
///
/// Nobody keeps it open for long: a damaged file can be moved aside only while nobody has it.
///
/// It is SQLite with a rollback journal, not a write-ahead log: homes lie on network drives, where
/// the memory that a log needs cannot be shared, and a journal can be read where nothing can be
/// written. Each write is one transaction that is on the disk when it returns.
package final class ProgressFile {
  package let path: String
  let database: Database
  /// Nil where it is written; else why not.
  package let bar: ProgressTrouble?
  /// Nil where it cannot be told from another one.
  package let identity: String?
  private let lock: UseLock?
  private let hasTables: Bool

  /// A file that was just opened, and what is to be told about it.
  package struct Opening {
    package var file: ProgressFile?
    package var trouble: ProgressTrouble?

    package init(file: ProgressFile? = nil, trouble: ProgressTrouble? = nil) {
      self.file = file
      self.trouble = trouble
    }
  }

  /// How long another program may hold the file, in milliseconds.
  package static let patience: Int32 = 5000

  /// Begins anew where the file is damaged; that one is kept. Where there is no file one is made, or
  /// there is nothing to open.
  package static func open(
    _ path: String, making: Bool = true, patience: Int32 = patience
  ) -> Opening {
    if !making, access(path, F_OK) != 0 { return Opening() }
    do throws(DatabaseFailure) {
      return try openOnce(path, patience)
    } catch {
      guard error.isDamage else {
        return Opening(file: nil, trouble: ProgressTrouble(error, path: path))
      }
    }
    let place: String
    do throws(ProgressTrouble) {
      place = try DamagedFile.moveAside(path, patience: patience) { isDamaged(path) }
    } catch {
      return Opening(file: nil, trouble: error)
    }
    do throws(DatabaseFailure) {
      var opening = try openOnce(path, patience)
      if opening.trouble == nil, !place.isEmpty { opening.trouble = .damaged(movedTo: place) }
      return opening
    } catch {
      return Opening(file: nil, trouble: ProgressTrouble(error, path: path))
    }
  }

  /// Asked by whoever has the file alone.
  private static func isDamaged(_ path: String) -> Bool {
    do throws(DatabaseFailure) {
      _ = try ProgressFile(path, patience, lock: nil)
      return false
    } catch {
      return error.isDamage
    }
  }

  private static func openOnce(
    _ path: String, _ patience: Int32
  ) throws(DatabaseFailure) -> Opening {
    let lock: UseLock?
    do throws(ProgressTrouble) {
      try FilePlace.prepareFolder(of: path)
      lock = try UseLock(path, .using, patience: patience)
      try FilePlace.prepare(path)
    } catch {
      return Opening(file: nil, trouble: error)
    }
    let file = try ProgressFile(path, patience, lock: lock)
    return Opening(file: file, trouble: file.bar)
  }

  private init(_ path: String, _ patience: Int32, lock: UseLock?) throws(DatabaseFailure) {
    self.path = path
    self.lock = lock
    // A journal needs room beside the file.
    let isBarred = access(path, W_OK) != 0 || access(FilePlace.parent(path), W_OK) != 0
    database = try Database(path, isReadOnly: isBarred, patience: patience)
    let standing = try Schema.prepare(database)
    switch standing {
    case .current:
      try database.check()
      hasTables = true
      bar = database.isReadOnly ? .readOnly(path) : nil
    case .newer: (hasTables, bar) = (true, .newer)
    case .foreign: (hasTables, bar) = (false, .foreign(path))
    case .old: (hasTables, bar) = (false, .readOnly(path))
    }
    var birth: String?
    if case .current = standing {
      try database.run("SELECT birth FROM file") { birth = $0.text(0) }
    }
    identity = birth
  }
}

// MARK: Reading

extension ProgressFile {
  /// Everything that is known of a course.
  package func progress(in course: String) throws(ProgressTrouble) -> CourseProgress {
    var progress = CourseProgress()
    guard hasTables else { return progress }
    try told { () throws(DatabaseFailure) in
      try database.run(
        """
        SELECT lesson, step, pauses, first_seen, last_seen, spent FROM step
        WHERE course = (SELECT id FROM course WHERE name = ?)
        """, [.text(course)]
      ) { row in
        let name = CourseProgress.StepName(lesson: row.text(0) ?? "", step: row.text(1) ?? "")
        progress.steps[name] = CourseProgress.StepMark(
          pauses: Int(clamping: row.number(2)), firstSeen: row.number(3), lastSeen: row.number(4),
          spent: row.number(5))
      }
      try database.run(
        """
        SELECT lesson, question, at, content, response, is_right, is_right IS NULL FROM answer
        WHERE course = (SELECT id FROM course WHERE name = ?)
        """, [.text(course)]
      ) { row in
        let name = CourseProgress.AnswerName(
          lesson: row.text(0) ?? "", question: row.text(1) ?? "", at: row.number(2))
        progress.answers[name] = CourseProgress.Answer(
          content: row.text(3) ?? "", response: row.text(4) ?? "",
          isRight: row.number(6) == 1 ? nil : row.number(5) != 0)
      }
      try readExercises(of: course, into: &progress)
      try database.run(
        "SELECT lesson, step, at FROM course WHERE name = ? AND lesson IS NOT NULL",
        [.text(course)]
      ) { row in
        let name = CourseProgress.StepName(lesson: row.text(0) ?? "", step: row.text(1) ?? "")
        progress.place = CourseProgress.Place(name, at: row.number(2))
      }
    }
    return progress
  }

  private func readExercises(
    of course: String, into progress: inout CourseProgress
  ) throws(DatabaseFailure) {
    try database.run(
      """
      SELECT lesson, exercise, content, attempts, hints, begun, tried, tried IS NULL, solved,
      solved IS NULL, solution_seen, solution_seen IS NULL FROM exercise
      WHERE course = (SELECT id FROM course WHERE name = ?)
      """, [.text(course)]
    ) { row in
      func time(_ column: Int32) -> Int64? {
        row.number(column + 1) == 1 ? nil : row.number(column)
      }
      let name = CourseProgress.ExerciseName(
        lesson: row.text(0) ?? "", exercise: row.text(1) ?? "", content: row.text(2) ?? "")
      progress.exercises[name] = CourseProgress.ExerciseMark(
        attempts: Int(clamping: row.number(3)), hints: Int(clamping: row.number(4)),
        begun: row.number(5), tried: time(6), solved: time(8), solutionSeen: time(10))
    }
  }

  /// The names of the courses that there is something about.
  package func courses() throws(ProgressTrouble) -> [String] {
    var names: [String] = []
    guard hasTables else { return names }
    try told { () throws(DatabaseFailure) in
      try database.run("SELECT name FROM course ORDER BY name") { names.append($0.text(0) ?? "") }
    }
    return names
  }

  func told(_ body: () throws(DatabaseFailure) -> Void) throws(ProgressTrouble) {
    do throws(DatabaseFailure) {
      try body()
    } catch {
      throw ProgressTrouble(error, path: path)
    }
  }
}

extension Database {
  fileprivate func check() throws(DatabaseFailure) {
    var verdict = ""
    try run("PRAGMA quick_check(1)") { verdict = $0.text(0) ?? "" }
    if verdict != "ok" { throw .damage(verdict) }
  }
}
