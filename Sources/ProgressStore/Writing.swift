/// Adding to the file, and taking from it.
extension ProgressFile {
  /// Joins what is new with what is there, so that instances that write side by side lose nothing.
  package func write(
    _ progress: CourseProgress, to course: String, _ joining: CourseProgress.Joining
  ) throws(ProgressTrouble) {
    if let bar { throw bar }
    guard !progress.isEmpty else { return }
    try told { () throws(DatabaseFailure) in
      try database.transaction { () throws(DatabaseFailure) in
        try database.run("INSERT OR IGNORE INTO course (name) VALUES (?)", [.text(course)])
        var id: Int64 = 0
        try database.run("SELECT id FROM course WHERE name = ?", [.text(course)]) {
          id = $0.number(0)
        }
        try write(progress.steps, id, joining)
        try write(progress.answers, id)
        try write(progress.exercises, id, joining)
        if let place = progress.place {
          try database.run(
            "UPDATE course SET lesson = ?, step = ?, at = ? WHERE id = ? AND at <= ?",
            [
              .text(place.name.lesson), .text(place.name.step), .number(place.at), .number(id),
              .number(place.at),
            ])
        }
      }
    }
  }

  private func write(
    _ steps: [CourseProgress.StepName: CourseProgress.StepMark], _ course: Int64,
    _ joining: CourseProgress.Joining
  ) throws(DatabaseFailure) {
    let spent = joining == .adding ? "spent + excluded.spent" : "max(spent, excluded.spent)"
    try database.run(
      """
      INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      pauses = max(pauses, excluded.pauses), first_seen = min(first_seen, excluded.first_seen),
      last_seen = max(last_seen, excluded.last_seen), spent = \(spent)
      """,
      forEach: steps.map { name, mark in
        [
          .number(course), .text(name.lesson), .text(name.step), .number(Int64(mark.pauses)),
          .number(mark.firstSeen), .number(mark.lastSeen), .number(mark.spent),
        ]
      })
  }

  private func write(
    _ answers: [CourseProgress.AnswerName: CourseProgress.Answer], _ course: Int64
  ) throws(DatabaseFailure) {
    try database.run(
      """
      INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      content = excluded.content, response = excluded.response,
      is_right = coalesce(excluded.is_right, is_right)
      """,
      forEach: answers.map { name, answer in
        [
          .number(course), .text(name.lesson), .text(name.question), .number(name.at),
          .text(answer.content), .text(answer.response),
          answer.isRight.map { .number($0 ? 1 : 0) } ?? .nothing,
        ]
      })
  }

  private func write(
    _ exercises: [CourseProgress.ExerciseName: CourseProgress.ExerciseMark], _ course: Int64,
    _ joining: CourseProgress.Joining
  ) throws(DatabaseFailure) {
    let attempts =
      joining == .adding ? "attempts + excluded.attempts" : "max(attempts, excluded.attempts)"
    func time(_ time: Int64?) -> Database.Value { time.map { .number($0) } ?? .nothing }
    func either(_ choice: String, _ column: String) -> String {
      // max and min of a NULL are NULL.
      "\(column) = coalesce(\(choice)(\(column), excluded.\(column)), \(column), excluded.\(column))"
    }
    try database.run(
      """
      INSERT INTO exercise VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      attempts = \(attempts), hints = max(hints, excluded.hints),
      begun = min(begun, excluded.begun), \(either("max", "tried")), \(either("min", "solved")),
      \(either("min", "solution_seen"))
      """,
      forEach: exercises.map { name, mark in
        [
          .number(course), .text(name.lesson), .text(name.exercise), .text(name.content),
          .number(Int64(mark.attempts)), .number(Int64(mark.hints)), .number(mark.begun),
          time(mark.tried), time(mark.solved), time(mark.solutionSeen),
        ]
      })
  }

  /// Forgets a course, or one lesson of it.
  package func forget(course: String, lesson: String? = nil) throws(ProgressTrouble) {
    if let bar { throw bar }
    let isMeant = "course = (SELECT id FROM course WHERE name = ?)"
    try told { () throws(DatabaseFailure) in
      try database.transaction { () throws(DatabaseFailure) in
        guard let lesson else {
          try database.run("DELETE FROM step WHERE \(isMeant)", [.text(course)])
          try database.run("DELETE FROM answer WHERE \(isMeant)", [.text(course)])
          try database.run("DELETE FROM exercise WHERE \(isMeant)", [.text(course)])
          return try database.run("DELETE FROM course WHERE name = ?", [.text(course)])
        }
        let values: [Database.Value] = [.text(course), .text(lesson)]
        try database.run("DELETE FROM step WHERE \(isMeant) AND lesson = ?", values)
        try database.run("DELETE FROM answer WHERE \(isMeant) AND lesson = ?", values)
        try database.run("DELETE FROM exercise WHERE \(isMeant) AND lesson = ?", values)
        try database.run(
          "UPDATE course SET lesson = NULL, step = NULL WHERE name = ? AND lesson = ?", values)
      }
    }
  }

  /// A course that is known under another name from now on.
  package func rename(course: String, to name: String) throws(ProgressTrouble) {
    if let bar { throw bar }
    try told { () throws(DatabaseFailure) in
      try database.run(
        "UPDATE OR IGNORE course SET name = ? WHERE name = ?", [.text(name), .text(course)])
    }
  }
}
