import LessonFormat
import ProgressStore
import Tutor

/// What the learner did in a course: read when it opens, and kept while the session goes on.
final class LearnerProgress {
  static let fileName = "progress.sqlite"

  private var ledger: RecordsLedger
  private var time = StudyTime()
  private let file: String?
  private let trouble: ProgressTrouble?
  private let path: String?
  private let course: String
  private let known: CourseProgress
  private var writer: ProgressWriter?
  /// To be told once the session is there.
  private(set) var remark: String?

  /// Time that is not kept yet is kept after this much of it.
  private static let mostTimeUnkept: Int64 = 60_000
  private static let patience: Int32 = 1500

  init(_ folder: CourseFolder, lessons: [String]) {
    path = UserFolder.state.file(Self.fileName)
    guard let path else {
      (file, trouble, course, known) = (nil, nil, "", CourseProgress())
      ledger = RecordsLedger(known)
      remark = "There is no home folder, so that your progress is not kept."
      return
    }
    let opening = ProgressFile.open(path, making: false, patience: Self.patience)
    (file, trouble) = (opening.file?.identity, opening.trouble)
    remark = trouble?.sentence
    (course, known) = Self.read(opening.file, folder, lessons, &remark)
    ledger = RecordsLedger(known)
  }

  private static func read(
    _ file: ProgressFile?, _ folder: CourseFolder, _ lessons: [String], _ remark: inout String?
  ) -> (String, CourseProgress) {
    let name = CourseName(folder)
    guard let file else { return (name.text, CourseProgress()) }
    do throws(ProgressTrouble) {
      try name.takeOver(lessons: lessons, in: file)
      return (name.text, try file.progress(in: name.text))
    } catch {
      remark = remark ?? error.sentence
      return (name.text, CourseProgress())
    }
  }

  var records: Records { ledger.records }

  /// From now on what changes is kept.
  func begin(_ inbox: Inbox) {
    guard let path else { return }
    writer = ProgressWriter(
      path: path, course: course, known: known, file: file, trouble: trouble
    ) { sentence in
      inbox.put(.told(sentence))
    }
  }

  func save(_ records: Records) {
    var change = ledger.update(records, at: Clock.now)
    add(&change, time.take())
    writer?.add(change)
  }

  /// The learner has done something; what ends now was work in an editor, or reading.
  func noteActivity(in state: State, wasWork: Bool = false) {
    let view = state.lessonView
    let name = view.flatMap { state.stepKey(of: $0) }.map { CourseProgress.StepName($0) }
    time.act(
      at: Clock.steady, in: name,
      longest: wasWork ? StudyTime.longestWork : StudyTime.longestPause)
    if time.total >= Self.mostTimeUnkept { keepTime() }
  }

  private func keepTime() {
    var change = CourseProgress()
    add(&change, time.take())
    writer?.add(change)
  }

  private func add(_ change: inout CourseProgress, _ spent: [CourseProgress.StepName: Int64]) {
    let now = Clock.now
    for (name, spent) in spent where spent > 0 {
      let mark = change.steps[name]
      change.steps[name] = .init(
        pauses: mark?.pauses ?? 0, firstSeen: now, lastSeen: now, spent: spent)
    }
  }

  /// Nothing more will come; the sentence says what could not be kept, if anything.
  func finish() -> String? {
    time.act(at: Clock.steady, in: nil)
    keepTime()
    return writer?.finish()
  }
}
