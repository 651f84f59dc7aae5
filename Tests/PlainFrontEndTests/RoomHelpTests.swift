import Testing

@testable import PlainFrontEnd
@testable import Tutor

@Suite("Help on rooms")
struct RoomHelpTests {
  @Test("Help tells of rooms only whoever is in one, and without a sign")
  func help() throws {
    var script = try PlainScript()
    #expect(try !script.type("help").contains("Presenting and following"))
    #expect(try !script.type("help keys").contains("rejoin"))
    script.state.room = .presenting(Presentation(startingAt: 0))
    let presenting = try script.type("help")
    #expect(presenting.contains("reveal or show") && !presenting.contains("rejoin"))
    let keys = try script.type("help keys")
    #expect(keys.contains("percent is break") && keys.contains("less than is") == false)
    script.state.room = .following(Following(room: "talk"))
    let following = try script.type("help")
    #expect(following.contains("Presenting and following: rejoin or follow."))
    for text in [presenting, keys, following] { expectSpeakable(text) }
  }

  @Test("What is said to whoever presents can be spoken")
  func presenting() throws {
    var script = try PlainScript()
    script.state.room = .presenting(Presentation(startingAt: 0))
    for line in [
      "next", "room", "tally", "reveal", "reveal 9", "break", "break 5", "break end", "break 999",
      "point 1", "point next", "point off", "point", "dark", "dark", "notes", "rejoin", "next",
      "tally", "reveal", "point 2", "leave", "leave",
    ] {
      try script.type(line)
    }
    expectSpeakable(script.transcript)
    #expect(script.transcript.contains("There is a break of 5 minutes."))
    #expect(script.transcript.contains("The same once more ends the presentation"))
    #expect(script.effects.contains(.quit) == false)
    try script.type("leave")
    #expect(script.effects.contains(.quit))
  }
}
