import TestSupport

/// Small damage to a trace, as a broken disk, a killed process or a bad program would do it.
enum Mutation {
  private static let fragments: [String] = [
    "{", "}", "[", "]", "\"", "\\", ":", ",", "\n", "\u{0}", "-", "e9", "0", "999999999",
    "4294967295", "9223372036854775807", "1000000000000000000", "\\ud800", "\"P\":2,", "\"P\":0,",
    "\"l\":1,", "\"l\":0,", "\"o\":1,", "\"eager\":1,", "\"back\":1,", "\"i\":1,", "\"u\":-1,",
    "{\"t\":5,\"k\":\"s\",\"l\":1}\n", "{\"t\":900000000000,\"k\":\"s\",\"o\":2,\"w\":1}\n",
    "{\"t\":0,\"k\":\"end\",\"how\":\"exec\"}\n", "{\"t\":1,\"k\":\"end\"}\n",
    "{\"t\":7,\"k\":\"full\"}\n", "{\"t\":7,\"k\":\"gil\",\"l\":1,\"d\":50,\"c\":999}\n",
    "{\"t\":9,\"k\":\"at\",\"n\":1,\"f\":1,\"ln\":-5,\"fn\":\"f\",\"up\":1}\n",
    "{\"t\":3,\"k\":\"childx\",\"pid\":7633}\n", "{\"t\":3,\"k\":\"s\",\"th\":1,\"cb\":9}\n",
    "{\"t\":140737488355327,\"k\":\"r\",\"l\":2,\"c\":\"timer\",\"u\":0}\n",
    "{\"t\":3,\"k\":\"tm\",\"n\":2147483647,\"lp\":1,\"u\":4}\n",
    "{\"t\":3,\"k\":\"task\",\"l\":2147483647,\"lp\":2147483647,\"by\":2147483647}\n",
    "{\"t\":3,\"k\":\"loop\",\"lp\":1,\"l\":3}\n", "{\"t\":3,\"k\":\"wake\",\"lp\":77}\n",
    "{\"t\":3,\"k\":\"turn\",\"lp\":1,\"n\":-1,\"q\":99999999999,\"tm\":-99999999999}\n",
  ]

  static func mutate(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      // The first line stays whole more often than not: without it the rest is refused.
      let first = lines.count > 1 && Int.random(in: 0..<10, using: &random) > 0 ? 1 : 0
      let place = Int.random(in: first..<lines.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0 where lines.count > 2: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: Int.random(in: place...lines.count, using: &random))
      case 2: lines.swapAt(place, Int.random(in: first..<lines.count, using: &random))
      case 3 where !lines[place].isEmpty:
        let index = Int.random(in: 0..<lines[place].count, using: &random)
        lines[place][index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 4 where lines.count > 4:
        lines.removeLast(Int.random(in: 0..<lines.count / 4, using: &random))
      case 5: lines[place] = digitsChanged(lines[place], using: &random)
      default:
        let index = Int.random(in: 0...lines[place].count, using: &random)
        lines[place].insert(
          contentsOf: (fragments.randomElement(using: &random) ?? "").utf8, at: index)
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// Other numbers in the same line: it still reads well, and means something else.
  private static func digitsChanged(
    _ line: [UInt8], using random: inout SeededGenerator
  ) -> [UInt8] {
    line.map { byte in
      let isDigit = byte >= 0x31 && byte <= 0x39
      return isDigit && Bool.random(using: &random)
        ? UInt8.random(in: 0x31...0x39, using: &random) : byte
    }
  }
}
