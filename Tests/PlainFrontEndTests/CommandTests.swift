import Testing

@testable import PlainFrontEnd

@Suite("Commands in words")
struct CommandTests {
  @Test("Every command stands in the table once, and no word or key means two of them")
  func table() {
    #expect(CommandTable.all.map(\.command).count == PlainCommand.allCases.count)
    #expect(Set(CommandTable.all.map(\.command)) == Set(PlainCommand.allCases))
    let words = CommandTable.all.flatMap { [$0.name] + $0.shorts }
    #expect(Set(words).count == words.count)
    let keys = CommandTable.all.compactMap(\.key)
    #expect(keys.count == CommandTable.all.count)
    #expect(Set(keys).count == keys.count)
    #expect(!keys.contains { $0.isNumber || ":, ".contains($0) })
  }

  @Test("A command is understood by its name, a short form, and a beginning that is its own")
  func names() {
    #expect(LineReader.read("  NEXT ") == .command(.next, []))
    #expect(LineReader.read("n") == .command(.next, []))
    #expect(LineReader.read("gloss thread") == .command(.glossary, ["thread"]))
    #expect(LineReader.read("/event loop") == .command(.search, ["event", "loop"]))
    #expect(LineReader.read(", 3") == .command(.step, ["back", "3"]))
    #expect(LineReader.read(".") == .command(.step, []))
    // More than one command begins so.
    #expect(LineReader.read("sto") == .command(.stop, []))
    #expect(LineReader.read("st") == .ambiguous("st", [.stop, .step, .stack, .states]))
    #expect(LineReader.read("nxet") == .unknown("nxet", meant: "next"))
    #expect(LineReader.read("") == .empty)
  }

  @Test("Numbers are answers, with or without a unit")
  func numbers() {
    #expect(LineReader.read("2") == .answer(["2"]))
    #expect(LineReader.read("0,5 s") == .answer(["0,5", "s"]))
    #expect(LineReader.read("500ms") == .answer(["500ms"]))
    #expect(Quantity("500ms")?.seconds == 0.5)
    #expect(Quantity(["0,5", "s"])?.seconds == 0.5)
    #expect(Quantity("80%")?.value == 80)
    #expect(Quantity("3 apples") == nil)
    #expect(Quantity("1e99") == nil)
    #expect(Quantity(["99999999999999999999"])?.microseconds == 1_000_000_000_000_000)
    #expect(Quantity("-") == nil && Quantity("") == nil && Quantity(".") == nil)
  }

  @Test("One key does what a line does, and asks for what it lacks")
  func keys() {
    #expect(OneKey("n") == .line("next"))
    #expect(OneKey(" ") == .line(""))
    #expect(OneKey("7") == .line("7"))
    #expect(OneKey("@") == .ask("At what time?", begins: "at "))
    #expect(OneKey(":") == .ask("Type a command.", begins: ""))
    #expect(OneKey("\u{1B}") == .unknown)
    // Whatever a key leads to is understood.
    for entry in CommandTable.all {
      guard let key = entry.key else { continue }
      switch OneKey(key) {
      case .line(let line), .ask(_, let line):
        #expect(LineReader.read(line) == .command(entry.command, []), "\(key)")
      case .unknown: Issue.record("\(key)")
      }
    }
  }
}
