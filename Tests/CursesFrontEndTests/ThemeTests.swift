import Canvas
import Testing

@testable import CursesFrontEnd

@Suite("Themes")
struct ThemeTests {
  private static let papers: [String: Color] = [
    "dark": Color(index: 234), "light": Color(index: 231), "high-contrast": Color(index: 16),
    "colour-blind": Color(index: 234),
  ]

  @Test(
    "Every role can be read on every ground",
    arguments: ["dark", "light", "high-contrast", "colour-blind"])
  func contrast(name: String) throws {
    let theme = try #require(Theme(named: name))
    let paper = try #require(Self.papers[name])
    let plain = name == "light" ? Color(index: 16) : Color(index: 252)
    for role in Role.allCases {
      let ink = theme.ink(of: role).map { Color(index: Int($0.rich)) } ?? plain
      for ground in Ground.allCases {
        let under = theme.grounds.color(of: ground).map { Color(index: Int($0)) } ?? paper
        let isScreen = ground == .screen
        let least = name == "high-contrast" ? isScreen ? 7.0 : 4.5 : isScreen ? 4.5 : 3.0
        let contrast = ink.contrast(with: under)
        #expect(contrast >= least, "\(role) on \(ground): \(contrast)")
      }
    }
  }

  @Test(
    "The states of tasks differ for every kind of eye",
    arguments: ["dark", "light", "high-contrast", "colour-blind"], Eye.allCases)
  func states(name: String, eye: Eye) throws {
    let theme = try #require(Theme(named: name))
    let states: [Role] = [.running, .ready, .waiting, .blocked, .gil, .idle]
    let colors = states.compactMap { theme.ink(of: $0) }.map { Color(index: Int($0.rich)) }
    for (index, one) in colors.enumerated() {
      for other in colors[..<index] {
        let distance = one.seen(by: eye).distance(to: other.seen(by: eye))
        let names = "\(states[index]) and \(states[colors.firstIndex(of: other) ?? 0])"
        #expect(distance >= 10, "\(names): \(distance)")
      }
    }
  }

  @Test("Where colours are few, black is never drawn and brightness has a stand-in")
  func fewColors() {
    for theme in Theme.all {
      for ink in Role.allCases.compactMap(theme.ink) {
        #expect(ink.basic < 16 && ink.basic != 0)
      }
    }
  }

  @Test("A terminal that says it is light gets the light theme")
  func suggestion() {
    for light in ["0;15", "0;default;15", "0;7"] { #expect(Theme.suggested(by: light) == .light) }
    for dark in [nil, "", "15;0", "12;8", "default;default", "0;1"] {
      #expect(Theme.suggested(by: dark) == .dark)
    }
  }

  @Test("Themes are found by name")
  func names() {
    #expect(Theme(named: "Light") == .light)
    #expect(Theme(named: "pink") == nil)
    #expect(Set(Theme.all.map(\.name)).count == Theme.all.count)
  }
}
