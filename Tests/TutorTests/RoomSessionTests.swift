import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Tutor

/// A presentation and whoever follows it, as two sessions of one lesson.
@Suite("A presentation and its room")
struct RoomSessionTests {
  private static let lesson = """
    ## First
    <!-- id: first -->
    <!-- minutes: 2 -->

    > [!PREDICT] How many lines are printed?
    > - [ ] one
    >   Too few.
    > - [x] two
    >   One for each nap.

    ```python demo=naps variant=a
    import time
    time.sleep(0.1)
    ```

    ```python demo=naps variant=b
    import time
    ```

    <!-- pause -->

    The rest of it.

    <!-- notes: Ask first. -->

    ## Second
    <!-- id: second -->

    > [!QUIZ] How long is it?
    > answer: total(a) ± 10 %

    > [!QUIZ] What comes first?
    > 1. the egg
    > 2. the hen

    ## Third
    <!-- id: third -->

    The end.

    """

  private func presenting(at now: Int64 = 1_000_000) throws -> Session {
    var session = try Session(lessons: [Self.lesson, "## Other\n\nWords.\n"])
    session.state.now = now
    session.state.room = .presenting(Presentation(startingAt: now))
    try session.send(.go(lesson: 0, step: 0))
    return session
  }

  private func following() throws -> Session {
    var session = try Session(lessons: [Self.lesson, "## Other\n\nWords.\n"])
    session.state.room = .following(Following(room: "l1"))
    try session.send(.room(.connected))
    return session
  }

  private func question(_ session: Session, _ index: Int = 0) throws -> Question {
    try #require(
      session.state.questionsInSight.indices.contains(index)
        ? session.state.questionsInSight[index] : nil)
  }

  private func lesson(_ session: Session) throws -> Lesson {
    try #require(session.state.content(of: try session.view))
  }

  // MARK: Presenting

  @Test("An answer is hidden until it is asked for, and nobody on the stage can give one")
  func answers() throws {
    var session = try presenting()
    let question = try question(session)
    let lesson = try lesson(session)
    #expect(session.state.items(of: try session.view).allSatisfy { $0.question == nil })
    #expect(session.state.judgement(of: question, in: lesson) == nil)
    #expect(session.state.openQuestion == question)
    try session.send(.present(.answer(nil)))
    #expect(session.state.judgement(of: question, in: lesson)?.verdict == .right)
    #expect(session.state.isShownAnswer(to: question, in: lesson))
    #expect(session.state.openQuestion == nil)
    #expect(session.state.records.answers.isEmpty)
    try session.send(.present(.answer(nil)))
    #expect(session.state.notice == "The answers to all questions here are shown.")
  }

  @Test("An answer that a run gives is not there before the run")
  func answerOfRun() throws {
    var session = try presenting()
    try session.send(.go(lesson: 0, step: 1))
    try session.send(.present(.answer(nil)))
    #expect(session.state.notice == "The answer comes from the run; run the program first.")
    #expect(session.state.presentation?.answers.isEmpty == true)
  }

  @Test("The end of a lesson stays on the stage")
  func end() throws {
    var session = try presenting()
    try session.send(.go(lesson: 0, step: 2))
    try session.send(.next)
    #expect(try session.stepTitle == "Third")
    #expect(session.state.notice == "This is the end of the lesson.")
  }

  @Test("What was pointed at is left behind with its step; the pointer stays within the lines")
  func pointer() throws {
    var session = try presenting()
    try session.send(.present(.point(.onOrOff)))
    #expect(session.state.presentation?.pointer == Pointer(demo: "naps", variant: "a", line: 1))
    try session.send(.present(.point(.move(1))), .present(.point(.move(1))))
    #expect(session.state.presentation?.pointer == Pointer(demo: "naps", variant: "b", line: 1))
    try session.send(.present(.point(.move(99))))
    #expect(session.state.presentation?.pointer == Pointer(demo: "naps", variant: "b", line: 1))
    try session.send(.present(.point(.line(-5, variant: "a"))))
    #expect(session.state.pointedLine("naps", "a") == 1)
    #expect(session.state.pointedLine("naps", "b") == nil)
    try session.send(.go(lesson: 0, step: 1))
    #expect(session.state.presentation?.pointer == nil)
  }

  @Test(
    "The time of steps is counted, without breaks, and goes on after a presentation was cut off")
  func pace() throws {
    var session = try presenting()
    let step = try #require(session.state.stepKey(of: try session.view))
    func later(_ milliseconds: Int64) throws {
      try session.send(.clock(session.state.now + milliseconds))
    }
    try later(30_000)
    try session.send(.present(.startBreak(minutes: 10)))
    #expect(session.state.presentation?.pause?.secondsLeft(at: session.state.now) == 600)
    #expect(session.state.showsClock)
    try later(600_000)
    try session.send(.present(.endBreak))
    #expect(!session.state.showsClock)
    try later(5_000)
    let times = try #require(session.state.desk?.times)
    #expect(session.state.now - times.stepBegan == 35_000)
    try session.send(.go(lesson: 0, step: 1))
    try later(7_000)
    let pace = try #require(session.state.presentation?.pace)
    #expect(pace.time(of: step, at: session.state.now) == 35_000)
    #expect(pace.total(at: session.state.now) == 42_000)
    // The lesson has five minutes, and the first step takes two of them.
    #expect(session.state.plannedTime(ofStep: 0, in: try lesson(session)) == 120_000)
    #expect(session.state.plannedTime(ofStep: 1, in: try lesson(session)) == 90_000)
    try session.send(
      .resumed(.init(lesson: "l1", step: "second", revealed: 0), after: 1_000))
    #expect(session.state.presentation?.pace.total(at: session.state.now) == 43_000)
  }

  // MARK: Votes

  @Test("Votes are counted once for each voter, the last one; what fits no question counts nothing")
  func votes() throws {
    var session = try presenting()
    func vote(_ voter: String, _ question: String, _ response: Response) throws {
      try session.send(.room(.vote(by: voter, lesson: "l1", question: question, response)))
    }
    let question = try question(session)
    let id = question.id.value
    try vote("a", id, .choices([0]))
    try vote("a", id, .choices([1]))
    try vote("b", id, .choices([1]))
    try vote("c", id, .choices([7]))
    try vote("d", id, .choices([0, 1]))
    try vote("e", id, .number(3))
    try vote("f", "no such question", .choices([0]))
    try session.send(.room(.vote(by: "g", lesson: "l2", question: id, .choices([0]))))
    let tally = session.state.tally(of: question, in: try lesson(session))
    #expect(tally.total == 2)
    #expect(tally.rows.map(\.count) == [0, 2])
    #expect(tally.rows.allSatisfy { $0.isRight == nil })
    #expect(session.state.shownTally(of: question, in: try lesson(session)) == nil)
    try session.send(.present(.tally))
    #expect(session.state.shownTally(of: question, in: try lesson(session)) == tally)
    try session.send(.present(.answer(nil)))
    let after = session.state.tally(of: question, in: try lesson(session))
    #expect(after.rows.map(\.isRight) == [false, true])
  }

  @Test("More voters than a room holds are nobody's")
  func tooManyVotes() throws {
    var session = try presenting()
    let question = try question(session)
    for voter in 0..<(Presentation.mostVotes + 10) {
      try session.send(
        .room(.vote(by: "\(voter)", lesson: "l1", question: question.id.value, .choices([1]))))
    }
    #expect(
      session.state.tally(of: question, in: try lesson(session)).total == Presentation.mostVotes)
  }

  @Test("The right order is not told by the tally before its time")
  func orders() throws {
    var session = try presenting()
    try session.send(.go(lesson: 0, step: 1))
    let question = try question(session, 1)
    for (voter, order) in [("a", [0, 1]), ("b", [0, 1]), ("c", [1, 0])] {
      try session.send(
        .room(.vote(by: voter, lesson: "l1", question: question.id.value, .order(order))))
    }
    let lesson = try lesson(session)
    #expect(
      session.state.tally(of: question, in: lesson).rows.map(\.words)
        == ["the egg first", "the hen first"])
    try session.send(.present(.answer(question.id.value)))
    #expect(
      session.state.tally(of: question, in: lesson).rows.map(\.words)
        == ["the right order", "the hen first"])
  }

  // MARK: Following

  @Test("Whoever follows comes to where the room is, and sees as much of the step")
  func stands() throws {
    var (stage, seat) = (try presenting(), try following())
    try stage.send(.next)
    let standing = try #require(stage.state.standing)
    let copy = try JSONDecoder().decode(Standing.self, from: JSONEncoder().encode(standing))
    #expect(copy == standing)
    try seat.send(.room(.standing(standing)))
    #expect(try seat.stepTitle == "First")
    #expect(!seat.state.hasMore(try seat.view))
    try stage.send(.next)
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    #expect(try seat.stepTitle == "Second")
    try stage.send(.home)
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    #expect(seat.state.lessonView == nil)
  }

  @Test("Whoever wanders off stays there until they come back; what lies over a step is waited for")
  func wanders() throws {
    var (stage, seat) = (try presenting(), try following())
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    try seat.send(.show(.help))
    #expect(seat.state.following?.isAway == false)
    try stage.send(.go(lesson: 0, step: 1))
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    #expect(try seat.stepTitle == "First")
    try seat.send(.back)
    #expect(try seat.stepTitle == "Second")
    try seat.send(.go(lesson: 1, step: 0))
    #expect(seat.state.following?.isAway == true)
    try stage.send(.go(lesson: 0, step: 2))
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    #expect(try seat.stepTitle == "Other")
    try seat.send(.rejoin)
    #expect(try seat.stepTitle == "Third")
    #expect(seat.state.following?.isAway == false)
  }

  @Test("An answer is sent, and sent again after a new connection")
  func sends() throws {
    var (stage, seat) = (try presenting(), try following())
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    let id = try question(seat).id.value
    let sent = Effect.send(lesson: "l1", question: id, .choices([0]))
    #expect(try seat.send(.choose(1)).contains(sent))
    #expect(try seat.send(.room(.lost)).isEmpty)
    #expect(seat.state.following?.isConnected == false)
    try seat.send(.room(.connected))
    #expect(
      try seat.send(.room(.standing(try #require(stage.state.standing)))).contains(sent))
    #expect(
      try seat.send(.room(.standing(try #require(stage.state.standing)))).isEmpty)
  }

  @Test("A shown answer judges what was said, and stands for itself where nothing was")
  func shownAnswers() throws {
    var (stage, silent) = (try presenting(), try following())
    try silent.send(.room(.standing(try #require(stage.state.standing))))
    var wrong = silent
    try wrong.send(.choose(1))
    try stage.send(.present(.answer(nil)))
    for index in 0..<2 {
      var seat = index == 0 ? silent : wrong
      try seat.send(.room(.standing(try #require(stage.state.standing))))
      let question = try question(seat)
      let lesson = try lesson(seat)
      #expect(seat.state.isShownAnswer(to: question, in: lesson) == (index == 0))
      #expect(
        seat.state.judgement(of: question, in: lesson)?.verdict == (index == 0 ? .right : .wrong))
    }
  }

  @Test("A run of the room is shown at the room's moment")
  func runs() throws {
    var (stage, seat) = (try presenting(), try following())
    let requests = started(try stage.send(.run(demo: "naps")))
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    for (id, _) in requests { try stage.play("naps-together", into: id) }
    for (id, _) in requests {
      let run = try #require(stage.state.runs[id])
      let shared = SharedRun(run, pieces: 1)
      let copy = try JSONDecoder().decode(SharedRun.self, from: JSONEncoder().encode(shared))
      #expect(copy == shared)
      var reader = TraceReader()
      for file in try TraceFixtures.files("naps-together") {
        _ = reader.feed(file, to: reader.addSource())
      }
      try seat.send(.room(.run(id.number, shared, reader.take(.all))))
    }
    try stage.send(.player(.seek(50_000)))
    try seat.send(.room(.standing(try #require(stage.state.standing))))
    let (there, here) = (try stage.player, try seat.player)
    #expect(here.cursor == there.cursor && here.tracks.map(\.title) == there.tracks.map(\.title))
    let runs = (
      try #require(stage.state.runs[there.tracks[0].run]),
      try #require(seat.state.runs[here.tracks[0].run])
    )
    #expect(runs.0.timeline.total == runs.1.timeline.total && runs.1.hasEnded)
    #expect(seat.state.liveRuns.isEmpty)
    // Looking at another moment is a way of one's own.
    try seat.send(.player(.seek(10)))
    #expect(seat.state.following?.isAway == true)
  }

  @Test("Nothing that a room says can break a session")
  func nonsense() throws {
    var (stage, seat) = (try presenting(), try following())
    try stage.send(.run(demo: "naps"))
    var standing = try #require(stage.state.standing)
    standing.watching?.cursor = .min
    standing.watching?.title = "\u{1B}[2Jaway\u{7}"
    let id = try question(stage).id.value
    standing.tallies[id] = Tally(
      rows: [.init(words: "\u{1B}]0;x\u{7}", count: .max)], total: 0)
    standing.watching?.speed = 99
    standing.watching?.motion = .playing
    standing.watching?.time = .min
    standing.pause = Pause(start: .max, end: .min)
    standing.watching?.window = -5..<Int64.max
    standing.watching?.row = .lane(track: 50, LaneID(index: 1 << 40))
    standing.watching?.unfolded = [.group(track: -1, -7)]
    standing.watching?.filter = String(repeating: "x", count: 100_000)
    standing.place?.revealed = .max
    standing.pointer = Pointer(demo: "naps", variant: "z", line: .min)
    try seat.send(.room(.standing(standing)))
    #expect(try seat.player.cursor >= 0)
    try seat.send(.ticked(250_000))
    try seat.send(.clock(.max))
    #expect(seat.state.following?.standing?.pause?.secondsLeft(at: seat.state.now) == 0)
    try seat.send(.clock(1_000_000))
    standing.watching?.cursor = .max
    try seat.send(.room(.standing(standing)))
    try seat.send(.ticked(20_000))
    let told = try #require(seat.state.following?.standing)
    let words = [told.watching?.title ?? "", told.tallies[id]?.rows.first?.words ?? ""]
    #expect(words.allSatisfy { !$0.unicodeScalars.contains { $0.value < 32 } })
    #expect(told.tallies[id]?.total == Presentation.mostVotes)
    #expect(try seat.player.row == nil)
    standing.place?.step = "nowhere"
    try seat.send(.room(.standing(standing)))
    #expect(
      seat.state.notice == "The lesson that is presented differs from the one that you have.")
    standing.place?.lesson = "nothing"
    try seat.send(.room(.standing(standing)))
    #expect(seat.state.notice?.hasPrefix("What is presented is not in the course") == true)
    for number in 0..<400 {
      let run = SharedRun(ProgramRun(stage: .ended(.exit(0))), pieces: 0)
      try seat.send(.room(.run(number, run, [])))
    }
    #expect(try #require(seat.state.following).runs.count <= 100)
    var alone = seat
    alone.state.following?.isAway = true
    #expect(try alone.send(.room(.closed("Over."))).isEmpty && alone.state.room == nil)
    #expect(try seat.send(.room(.closed("Over."))) == [.leave("Over.")])
  }

  @Test("Who comes late to what plays is where it is; keys that lead nowhere change nothing")
  func playsOn() throws {
    var (stage, seat) = (try presenting(), try following())
    for (id, _) in started(try stage.send(.run(demo: "naps"))) {
      try stage.play("naps-together", into: id)
      var reader = TraceReader()
      for file in try TraceFixtures.files("naps-together") {
        _ = reader.feed(file, to: reader.addSource())
      }
      let shared = SharedRun(try #require(stage.state.runs[id]), pieces: 1)
      try seat.send(.room(.run(id.number, shared, reader.take(.all))))
    }
    try stage.send(.player(.start), .player(.playOrPause))
    let standing = try #require(stage.state.standing)
    try seat.send(.clock(stage.state.now + 50))
    try seat.send(.room(.standing(standing)))
    #expect(try seat.player.cursor == 50_000)
    try seat.send(.player(.moveRow(1)))
    #expect(try seat.player.row != nil && seat.state.following?.isAway == false)
    // What lies over it on the stage stops it there.
    try stage.send(.show(.help))
    #expect(stage.state.standing?.watching?.motion == .still)
  }

  @Test("Who leaves takes their vote along; a run that is gone there is gone here")
  func gone() throws {
    var stage = try presenting()
    let question = try question(stage)
    for voter in ["a", "b"] {
      try stage.send(
        .room(.vote(by: voter, lesson: "l1", question: question.id.value, .choices([1]))))
    }
    try stage.send(.room(.voterLeft("a")))
    #expect(stage.state.tally(of: question, in: try lesson(stage)).total == 1)
    var seat = try following()
    let run = SharedRun(ProgramRun(stage: .ended(.exit(0))), pieces: 0)
    try seat.send(.room(.run(1, run, [])))
    #expect(seat.state.runs.count == 1)
    try seat.send(.room(.runGone(1)))
    #expect(seat.state.runs.isEmpty)
    try seat.send(.room(.run(1, run, [])))
    try seat.send(.room(.connected))
    #expect(seat.state.runs.isEmpty && seat.state.following?.runs.isEmpty == true)
  }

  @Test("While something plays only what else changes is told")
  func playing() throws {
    var stage = try presenting()
    for (id, _) in started(try stage.send(.run(demo: "naps"))) {
      try stage.play("naps-together", into: id)
    }
    try stage.send(.player(.start), .player(.playOrPause))
    let before = try #require(stage.state.standing)
    try stage.send(.ticked(20_000))
    let after = try #require(stage.state.standing)
    #expect(after != before && after.isSame(as: before))
    try stage.send(.player(.playOrPause))
    #expect(!(try #require(stage.state.standing).isSame(as: after)))
  }
}
