import LessonFormat
import Trace

/// What happened.
package enum Action: Equatable, Sendable {
  case user(Intent)
  case loaded(lesson: Int, LessonContent)
  /// The lesson cannot be shown at all; the words say why.
  case unreadable(lesson: Int, String)
  case run(RunID, RunEvent)
  /// Time has passed, in microseconds.
  case ticked(Int64)
  /// What time it is, in milliseconds since 1970.
  case clock(Int64)
  /// The learner has left the editor with this text of a variant's program; nil where there was
  /// none, and the words say why.
  case edited(DemoKey, variant: String, text: String?, notice: String?)
  case exercise(ExerciseKey, ExerciseNews)
  /// The outside has something to say to the learner.
  case told(String)
  /// The author has saved a lesson, and `step` is what changed. Nil in place of the lesson: it cannot
  /// be read any more.
  case reloaded(lesson: Int, Lesson?, mistakes: [Diagnostic], step: Int?)
  /// Lessons came or went, or changed their places.
  case rearranged(CourseOutline)
  case glossaryChanged(Glossary)
  case referenceChanged(Reference)
  case chooserChanged(Chooser)
  case room(RoomEvent)
  /// The presentation goes on where an earlier one was cut off.
  /// after so much time, in milliseconds.
  case resumed(Standing.Place, after: Int64)
}

/// What the learner wants.
package enum Intent: Equatable, Sendable {
  /// One thing back: closes what is open; from the last, the session ends.
  case back
  case quit
  case home
  /// On to what comes next: the rest of the step, the next step, the next lesson.
  case next
  case previous
  case go(lesson: Int, step: Int)
  /// The first step of the next or the last lesson.
  case nextLesson, previousLesson
  case focus(Item?)
  case moveFocus(Int)
  /// Does what the focus is for.
  case activate
  /// A choice by its number, from 1.
  case choose(Int)
  case answer(question: String, Response)
  case type(String)
  case erase
  case select(Int)
  case moveSelection(Int)
  case show(Overlay)
  case chooser(ChooserMove)
  case run(demo: String)
  /// Opens the player on the last run of a demo.
  case lookAgain(demo: String)
  case stop
  case input(String)
  case endInput
  case turnKnob(demo: String, String, to: Double)
  case resetKnobs(demo: String)
  case edit(demo: String, variant: String)
  case dropEdits(demo: String)
  case practice(exercise: String, Practice)
  /// Yes, to what is asked: programs may run, a file may be put back.
  case allow
  /// Writes what the player shows to a file; without a form, its name says as what.
  case export(file: String, as: RunForm?)
  case player(PlayerIntent)
  case present(PresentIntent)
  /// Back to what the room sees.
  case rejoin
}

/// What an instructor does with what the room sees.
package enum PresentIntent: Equatable, Sendable {
  /// Dark, or light again.
  case blank
  /// The answer of the next question that has not been answered, or of one by its id.
  case answer(String?)
  /// What the room has said, or not any more.
  case tally
  case startBreak(minutes: Int)
  case endBreak
  /// Points at a line, so many lines further, or at nothing any more.
  case point(PointIntent)
  /// Takes a program of one's own into the course, from a file; one that is typed where none is named.
  case open(file: String)
  /// Ends the presentation, when it is said twice.
  case end
}

package enum PointIntent: Equatable, Sendable {
  case onOrOff, off
  case move(Int)
  /// Of a variant, or of the one that is pointed at or comes first.
  case line(Int, variant: String?)
}

package enum PlayerIntent: Equatable, Sendable {
  case seek(Int64)
  case start, end
  case stepEvent(Int)
  case stepTurn(Int)
  case playOrPause
  case speed(Int)
  /// Shows so many times less or more of the time, around the cursor.
  case zoom(Double)
  case zoomToAll
  case pan(Double)
  case select(Player.Row?)
  case moveRow(Int)
  case fold
  case jumpToWaker
  case jumpToParting
  case filter(String)
  case order(Player.Order)
  case panel(Player.Panel)
  /// The chosen lane belongs to the answer of a question, or does not.
  case point
}

/// What a run tells.
package enum RunEvent: Equatable, Sendable {
  case began
  case measured(Measured)
  /// Lines of the trace in the order of time, and how late it is on the clock of the run.
  case trace([TraceLine], now: Int64)
  /// What the program wrote that its trace does not tell.
  case output(OutputPiece)
  case note(String)
  /// Another variant of the demo runs in its place, with this text.
  case standsIn(variant: String, text: String)
  /// It may not run before the learner has seen and allowed it: it does not come with Interleave.
  case needsConsent
  case ended(ProgramRun.Ending)
}

/// What the outside is to do.
package enum Effect: Equatable, Sendable {
  case load(lesson: Int)
  case startRun(RunID, RunRequest)
  case stopRun(RunID)
  case sendInput(RunID, String)
  case endInput(RunID)
  case edit(DemoKey, variant: String, text: String)
  case exercise(ExerciseKey, ExerciseErrand, ExerciseDraft)
  case startPractice(RunID, PracticeRequest)
  /// The learner allows the programs of this demo, now and later.
  case allow(DemoKey, texts: [String])
  case save(Records)
  case export(RunExport)
  /// What was said to a question, for whoever presents.
  case send(lesson: String, question: String, Response)
  case openProgram(file: String)
  case quit
  /// The session ends by itself, and says why.
  case leave(String)
}
