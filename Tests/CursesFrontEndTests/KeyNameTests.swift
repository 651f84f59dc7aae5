import CursesFrontEnd
import Testing

@Suite("Names of keys")
struct KeyNameTests {
  @Test(
    "A name says a key and a key says its name",
    arguments: [
      ("q", Key("q")), ("Q", Key("Q")), ("Ctrl-C", Key("c", .control)), ("Alt-x", Key("x", .alt)),
      ("Shift-Tab", Key(.tab, .shift)), ("PageDown", Key(.pageDown)), ("F12", Key(.function(12))),
      ("Space", Key(" ")), ("-", Key("-")), ("Ctrl-Alt-Left", Key(.left, [.control, .alt])),
      ("?", Key("?")), ("é", Key("é")),
    ])
  func names(_ name: String, _ key: Key) {
    #expect(key.description == name)
    #expect(Key(named: name) == key)
  }

  @Test("Case does not matter but in a letter", arguments: ["ctrl-C", "CTRL-c", "ctrl-c"])
  func cases(_ name: String) {
    #expect(Key(named: name) == Key("c", .control))
  }

  @Test("What names no key", arguments: ["", "Ctrl-", "Enterr", "F99", "ab", "Ctrl-Ctrl-c"])
  func noKey(_ name: String) {
    #expect(Key(named: name) == nil)
  }
}
