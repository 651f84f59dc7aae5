import Canvas
import Testing

@testable import Scenes
@testable import Tutor

@Suite("What whoever presents presses and sees")
struct StageKeysTests {
  private func stage(_ size: Size = Size(80, 24)) throws -> Screening {
    var screen = try Screening(size: size)
    screen.state.room = .presenting(Presentation(startingAt: 0))
    try screen.press("PageDown")
    return screen
  }

  @Test("A clicker begins, goes on and back, and leads nowhere else")
  func clicker() throws {
    var screen = try stage()
    #expect(screen.state.lessonView?.step == 0)
    let place = screen.state.top
    try screen.press("Esc", "F5", "Esc", "Esc")
    #expect(screen.state.top == place && screen.state.notice == nil)
    try screen.press("n", "PageUp")
    #expect(screen.state.lessonView?.step == 0)
    try screen.press(".")
    #expect(screen.state.presentation?.isBlank == true)
    try screen.press("Esc")
    #expect(screen.state.presentation?.isBlank == false && screen.state.top == place)
  }

  @Test("A break has the minutes that are typed, and else the usual ones")
  func breaks() throws {
    var screen = try stage()
    try screen.press("B", "5", "Enter")
    let pause = try #require(screen.state.presentation?.pause)
    #expect(pause.end - pause.start == 5 * 60_000)
    try screen.press("Space", "B", "Enter")
    let usual = try #require(screen.state.presentation?.pause)
    #expect(usual.end - usual.start == Int64(Pause.usualMinutes) * 60_000)
  }

  @Test("Ctrl-C and Q ask before the presentation ends")
  func ending() throws {
    for key in ["Ctrl-C", "Q"] {
      var screen = try stage()
      try screen.press(key)
      #expect(screen.state.notice == Presentation.wordsBeforeEnd)
      #expect(screen.text.contains("once more ends the presentation"))
    }
  }

  @Test("The help of the stage names each key once, and closes by its own")
  func help() throws {
    var screen = try stage(Size(100, 90))
    let place = screen.state.top
    try screen.press("?")
    let rows = screen.text.split(separator: "\n").map(String.init)
    #expect(rows.contains { $0.contains("Space  PageDown") && $0.contains("go on") })
    #expect(rows.count { $0.contains("PageDown") && !$0.contains("scroll   ?") } == 1)
    #expect(rows.contains { $0.contains("Esc") && $0.contains("clicker") })
    try screen.press("?")
    #expect(screen.state.top == place)
  }

  @Test("The notes tell what is asked on the stage, also before the list of lessons")
  func asked() throws {
    var screen = try stage()
    try screen.press("q", "q")
    #expect(screen.text.contains("once more ends the presentation"))
    var following = Following(room: "talk", isDriving: true)
    following.isConnected = true
    following.desk = screen.state.desk
    following.desk?.followers = 3
    screen.state.room = .following(following)
    screen.state.notice = nil
    #expect(screen.text.contains("once more ends the presentation"))
    #expect(screen.text.contains("3 followers"))
  }

  @Test("The notes say in 80 columns what their keys do, and that a run goes on")
  func notes() throws {
    var screen = try stage()
    var following = Following(room: "talk", isDriving: true)
    following.isConnected = true
    var standing = try #require(screen.state.standing)
    standing.watching = .init(
      title: "naps", tracks: [], cursor: 0, motion: .live, time: 0, speed: 0, unfolded: [],
      filter: "",
      order: .began, panel: .code)
    following.standing = standing
    following.desk = screen.state.desk
    screen.state.room = .following(following)
    #expect(screen.text.contains("Ctrl-C leaves."))
    #expect(screen.text.contains("The room watches naps run."))
  }
}
