import LessonFormat

/// Everything that a front end shows, and nothing of any terminal.
package struct State: Equatable, Sendable {
  package var course: CourseOutline
  /// What is open, the uppermost last. It is never empty: where the last one closes, the session
  /// ends.
  package internal(set) var stack: [Screen]
  /// Lessons that have been opened, by their place in the course.
  package internal(set) var contents: [Int: LessonContent] = [:]
  package internal(set) var glossary = Glossary()
  package internal(set) var reference = Reference() {
    didSet { referenceSearch = nil }
  }
  package internal(set) var chooser = Chooser()
  package internal(set) var records: Records
  package internal(set) var demos: [DemoKey: DemoSession] = [:]
  package internal(set) var exercises: [ExerciseKey: ExerciseSession] = [:]
  package internal(set) var runs: [RunID: ProgramRun] = [:]
  /// A word about what was just done or could not be done; the next action takes it away.
  package internal(set) var notice: String?
  /// Questions that were answered, and are to be answered anew.
  package internal(set) var reopened: Set<Records.QuestionKey> = []
  /// The time of the session, in milliseconds since 1970; what is due is due by it.
  package internal(set) var now: Int64 = 0
  /// What the session is in a room, where it is in one.
  package internal(set) var room: RoomPart?
  var runCount = 0
  /// Made when it is needed first.
  var referenceSearch: ReferenceSearch?
  /// What can be searched of lessons, as far as it was gathered.
  var searchTexts: [Int: [SearchText]] = [:]

  /// A session that opens at the course.
  package init(
    course: CourseOutline, glossary: Glossary = Glossary(), reference: Reference = Reference(),
    chooser: Chooser = Chooser(), records: Records = Records(), now: Int64 = 0,
    room: RoomPart? = nil
  ) {
    self.now = now
    self.room = room
    self.course = course
    self.glossary = glossary
    self.reference = reference
    self.chooser = chooser
    self.records = records
    let place = records.place.flatMap { course.index(of: $0.lesson) }
    stack = [.home(Home(selection: place ?? 0))]
  }

  /// A session that is nothing but a player, for runs that are at hand or will come.
  package init(playing runs: [(title: String, run: ProgramRun)], title: String) {
    course = CourseOutline(entries: [])
    records = Records()
    stack = []
    var tracks: [Player.Track] = []
    for (title, run) in runs {
      let id = addRun(run)
      tracks.append(Player.Track(run: id, title: title))
    }
    let isLive = runs.contains { !$0.run.hasEnded }
    var player = Player(title: title, tracks: tracks)
    player.motion = isLive ? .live : .still
    stack = [.player(player)]
  }

  package var top: Screen { stack[stack.count - 1] }

  mutating func addRun(_ run: ProgramRun) -> RunID {
    runCount += 1
    let id = RunID(runCount)
    runs[id] = run
    return id
  }
}

/// What can be open.
package enum Screen: Equatable, Sendable {
  case home(Home)
  case lesson(LessonView)
  case player(Player)
  case overlay(Overlay)
}

/// The course, with one lesson chosen.
package struct Home: Hashable, Sendable {
  package var selection: Int

  package init(selection: Int = 0) { self.selection = selection }
}

/// What lies over a screen for a while.
package enum Overlay: Equatable, Sendable {
  /// The keys or the commands of what lies beneath.
  case help
  /// The signs and colours, in words.
  case legend
  case contents(Contents)
  case search(Search)
  case glossary(TermList)
  case agenda(Agenda)
  /// A term of the glossary, by its id.
  case term(String)
  case reference(ReferenceView)
  case chooser(ChooserView)
  /// Programs that do not come with Interleave, and whether they may run.
  case consent(DemoKey)
  /// Something about an exercise that is asked before it is done.
  case ask(ExerciseKey, PracticeQuestion)
  /// What a run has printed, in full.
  case output(RunID)
}

/// The table of contents.
package struct Contents: Hashable, Sendable {
  /// Lessons and their steps in one list.
  package struct Row: Hashable, Sendable {
    package var lesson: Int
    package var step: Int?
  }

  package var selection: Int

  package init(selection: Int = 0) { self.selection = selection }
}

/// The terms of the glossary, those whose names hold what was typed.
package struct TermList: Hashable, Sendable {
  package var typed = ""
  package var selection = 0

  package init() {}
}

/// A lesson that was read, and what is wrong with it.
package struct LessonContent: Equatable, Sendable {
  package var lesson: Lesson
  package var mistakes: [Diagnostic]

  package init(lesson: Lesson, mistakes: [Diagnostic] = []) {
    self.lesson = lesson
    self.mistakes = mistakes
  }
}
