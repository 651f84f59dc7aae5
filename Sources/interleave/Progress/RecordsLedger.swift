import ProgressStore
import Tutor

/// Between what the session keeps and what the file keeps: the file knows when, and every answer
/// that was ever given.
struct RecordsLedger {
  private(set) var records: Records
  private var answeredAt: [Records.QuestionKey: Int64] = [:]

  init(_ progress: CourseProgress) {
    records = Records()
    for (name, mark) in progress.steps {
      records.revealed[.init(lesson: name.lesson, step: name.step)] = mark.pauses
    }
    records.place = progress.place.map { .init(lesson: $0.name.lesson, step: $0.name.step) }
    // The last answer to each question is the one that counts.
    for (name, answer) in progress.answers.sorted(by: { $0.key.at < $1.key.at }) {
      guard let response = ResponseText.decode(answer.response) else { continue }
      let key = Records.QuestionKey(
        lesson: name.lesson, question: name.question, content: answer.content)
      records.answers[key] = response
      records.verdicts[key] = answer.isRight
      if let isRight = answer.isRight {
        records.reviews[key, default: ReviewMark()].take(isRight: isRight, at: name.at)
      }
      answeredAt[key] = name.at
    }
    for (name, mark) in progress.exercises {
      records.exercises[.init(name)] = ExerciseRecord(
        attempts: mark.attempts, hints: mark.hints, isSolved: mark.solved != nil,
        sawSolution: mark.solutionSeen != nil)
    }
  }

  /// What is new, to be added to the file; `now` is milliseconds since 1970.
  mutating func update(_ new: Records, at now: Int64) -> CourseProgress {
    var change = CourseProgress()
    for (key, pauses) in new.revealed where records.revealed[key] != pauses {
      change.steps[CourseProgress.StepName(key)] = .init(
        pauses: pauses, firstSeen: now, lastSeen: now)
    }
    for (key, response) in new.answers {
      let isSame =
        records.answers[key] == response && records.answerCounts[key] == new.answerCounts[key]
      guard !isSame || records.verdicts[key] != new.verdicts[key] else { continue }
      let at = isSame ? answeredAt[key] ?? now : now
      answeredAt[key] = at
      change.answers[.init(lesson: key.lesson, question: key.question, at: at)] = .init(
        content: key.content, response: ResponseText.encode(response),
        isRight: new.verdicts[key])
    }
    for (key, record) in new.exercises where records.exercises[key] != record {
      let before = records.exercises[key] ?? ExerciseRecord()
      change.exercises[.init(key)] = .init(
        attempts: max(record.attempts - before.attempts, 0), hints: record.hints, begun: now,
        tried: record.attempts > before.attempts ? now : nil,
        solved: record.isSolved && !before.isSolved ? now : nil,
        solutionSeen: record.sawSolution && !before.sawSolution ? now : nil)
    }
    if let place = new.place, place != records.place {
      change.place = .init(CourseProgress.StepName(place), at: now)
    }
    records = new
    return change
  }
}

extension CourseProgress.StepName {
  init(_ key: Records.StepKey) { self.init(lesson: key.lesson, step: key.step) }
}

extension CourseProgress.ExerciseName {
  init(_ key: ExerciseRecord.Key) {
    self.init(lesson: key.lesson, exercise: key.exercise, content: key.content)
  }
}

extension ExerciseRecord.Key {
  init(_ name: CourseProgress.ExerciseName) {
    self.init(lesson: name.lesson, exercise: name.exercise, content: name.content)
  }
}
