import LessonFormat
import Scenes
import Testing

@testable import Settings

func read(_ text: String) -> SettingsReading {
  SettingsReader.read(
    SourceText(path: "config.yaml", bytes: Array(text.utf8)), home: "/home/ada"
  ) { !$0.contains("nowhere") }
}

@Suite("The settings file")
struct SettingsTests {
  @Test("Nothing in it changes nothing", arguments: ["", "\n", "# only a remark\n", "keys: {}\n"])
  func nothing(_ text: String) {
    let reading = read(text)
    #expect(reading.settings == Settings())
    #expect(reading.mistakes.isEmpty)
  }

  @Test("Every setting is read")
  func all() {
    let reading = read(
      """
      theme: Light
      ascii: yes
      mouse: off
      reduced-motion: true
      plain: no
      width: 72
      python: ~/bin/python3.13
      sandbox: strict
      lessons: /srv/course
      keys:
        lesson:
          run: R
      """)
    #expect(reading.mistakes.isEmpty)
    var expected = Settings()
    expected.theme = "light"
    expected.ascii = true
    expected.mouse = false
    expected.reducedMotion = true
    expected.plain = false
    expected.width = 72
    expected.python = "/home/ada/bin/python3.13"
    expected.sandbox = "strict"
    expected.lessons = "/srv/course"
    expected.keys = reading.settings.keys
    #expect(reading.settings == expected)
    #expect(reading.settings.keys.command(for: "R", in: .lesson) == .run)
  }

  @Test("A Python may be named without its place")
  func pythonName() {
    #expect(read("python: python3.12").settings.python == "python3.12")
  }

  @Test(
    "A mistake has its line, says what to do, and spoils nothing else",
    arguments: [
      ("thme: dark", "there is no setting \"thme\"", "theme"),
      ("theme: drak", "\"drak\" is no theme", "dark"),
      ("theme: [dark]", "\"theme\" is a list", nil),
      ("theme:", "\"theme\" is empty", nil),
      ("ascii: maybe", "\"maybe\" is neither yes nor no", nil),
      ("width: 5", "\"5\" is no width", nil),
      ("sandbox: none", "\"none\" is no sandbox", nil),
      ("python: bin/python", "\"bin/python\" is no whole path", nil),
      ("lessons: course", "\"course\" is no whole path", nil),
      ("lessons: ~/nowhere", "\"~/nowhere\" is not there", nil),
      ("mouse: no", "\"mouse\" is given in line 1 already", nil),
      ("[1]: 2", "a setting's name is a list", nil),
      ("keys: all", "\"keys\" is a single value", nil),
    ] as [(String, String, String?)])
  func mistakes(_ line: String, _ message: String, _ meant: String?) {
    let reading = read("mouse: yes\n\(line)\nplain: yes\n")
    #expect(reading.mistakes.map(\.message) == [message])
    #expect(reading.mistakes.first?.range.start.line == 2)
    #expect(reading.mistakes.first?.didYouMean == meant)
    #expect(reading.settings.plain == true)
    #expect(reading.settings.mouse == true)
  }

  @Test(
    "What is no YAML is one mistake", arguments: ["theme: [", "a: &x 1", "\t", "- 1\n- 2", "\u{0}"])
  func noYAML(_ text: String) {
    let reading = read(text)
    #expect(reading.mistakes.count == 1)
    #expect(reading.settings == Settings())
  }
}

@Suite("Other keys")
struct KeyMapReaderTests {
  private func keys(_ lines: String) -> SettingsReading {
    read(
      "keys:\n"
        + lines.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
  }

  @Test("A key, or a list of them, takes the place of a command's ordinary keys")
  func replacing() {
    let reading = keys("lesson:\n  run: F5\n  next: [Space, Ctrl-n, shift-n]\n  next-lesson: M")
    #expect(reading.mistakes.isEmpty)
    let map = reading.settings.keys
    #expect(map.command(for: "F5", in: .lesson) == .run)
    #expect(map.command(for: "r", in: .lesson) == nil)
    #expect(map.key(for: .run, in: .lesson) == "F5")
    for key in ["Space", "Ctrl-N", "N"] { #expect(map.command(for: key, in: .lesson) == .next) }
    #expect(map.command(for: "r", in: .player) == .run)
  }

  @Test("A key of a place goes before the same key of everywhere")
  func places() {
    let map = keys("lesson:\n  legend: L\neverywhere:\n  quit: \"!\"").settings.keys
    #expect(map.command(for: "L", in: .lesson) == .legend)
    #expect(map.command(for: "L", in: .player) == .panRight)
    #expect(map.command(for: "!", in: .home) == .quit)
    #expect(map.command(for: "Q", in: .home) == nil)
  }

  @Test("A command without keys has none")
  func noKeys() {
    let reading = keys("lesson:\n  edit: []")
    #expect(reading.mistakes.isEmpty)
    #expect(reading.settings.keys.command(for: "e", in: .lesson) == nil)
    #expect(reading.settings.keys.key(for: .edit, in: .lesson) == nil)
  }

  @Test("There is always a way out")
  func wayOut() {
    let map = keys("everywhere:\n  quit: []\n  back: []\n  stop: x\n  redraw: []").settings.keys
    #expect(map.command(for: "Ctrl-C", in: .lesson) == .stop)
    #expect(map.command(for: "Ctrl-L", in: .lesson) == .redraw)
    #expect(map.command(for: "x", in: .lesson) == .stop)
  }

  @Test("Keys that change places are no mistake")
  func swapped() {
    let reading = keys("lesson:\n  next: n\n  next-step: Space")
    #expect(reading.mistakes.isEmpty)
    #expect(reading.settings.keys.command(for: "n", in: .lesson) == .next)
    #expect(reading.settings.keys.command(for: "Space", in: .lesson) == .nextStep)
  }

  @Test("A key that is taken from another command is told, and goes where it was wished")
  func taken() {
    let reading = keys("lesson:\n  run: [n, g]")
    #expect(
      reading.mistakes.map(\.message) == [
        "\"n\" was the key of \"next-step\", which has none now",
        "\"g\" was the key of \"top\", which still has Home",
      ])
    #expect(reading.settings.keys.command(for: "n", in: .lesson) == .run)
    #expect(reading.settings.keys.key(for: .nextStep, in: .lesson) == nil)
  }

  @Test(
    "Mistakes have their line, and the ordinary keys stay",
    arguments: [
      ("run: Entr", "\"Entr\" is no key"),
      ("run: Ctrl-C", "Ctrl-C always means the same"),
      ("run: Ctrl-i", "a terminal cannot tell Ctrl-I from Tab"),
      ("runn: x", "there is no command \"runn\""),
      ("zoom-in: x", "\"zoom-in\" does nothing in \"lesson\""),
      ("run: {a: b}", "\"a mapping\" is no key"),
    ])
  func mistakes(_ line: String, _ message: String) {
    let reading = keys("lesson:\n  \(line)")
    #expect(reading.mistakes.map(\.message) == [message])
    #expect(reading.mistakes.first?.range.start.line == 3)
    #expect(reading.settings.keys.command(for: "r", in: .lesson) == .run)
  }

  @Test("A key bound twice in one place is told where the second one stands")
  func twice() {
    let reading = keys("lesson:\n  run: x\n  edit: [y, x]")
    #expect(reading.mistakes.map(\.message) == ["\"x\" is the key of \"run\" already"])
    #expect(reading.mistakes.first?.range.start.line == 4)
    #expect(reading.settings.keys.command(for: "x", in: .lesson) == .run)
    #expect(reading.settings.keys.command(for: "y", in: .lesson) == .edit)
  }

  @Test("A place that there is not is told")
  func noPlace() {
    let reading = keys("lessons:\n  run: x")
    #expect(reading.mistakes.map(\.didYouMean) == ["lesson"])
  }
}
