/// What a single key means in one-key mode.
package enum OneKey: Equatable, Sendable {
  /// The line that does the same.
  case line(String)
  /// More is needed: what is asked, and the beginning of the line.
  case ask(String, begins: String)
  case unknown

  package init(_ key: Character) {
    switch key {
    case " ", "\n", "\r", "\r\n": self = .line("")
    case ":": self = .ask("Type a command.", begins: "")
    case ",": self = .line("step back")
    case "1"..."9": self = .line(String(key))
    default:
      guard let entry = CommandTable.all.first(where: { $0.key == key }) else {
        self = .unknown
        return
      }
      self = entry.asks.map { .ask($0, begins: entry.name + " ") } ?? .line(entry.name)
    }
  }

  package static func help() -> String {
    "This key means nothing here. A question mark lists the keys; colon lets you type one."
  }
}
