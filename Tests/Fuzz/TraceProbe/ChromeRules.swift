/// What a reader of the Trace Event Format counts as an error, and what would look wrong to a person,
/// checked on the text that `ChromeTrace` writes: one event a line, its numbers in front.
package struct ChromeRules {
  private var slices: [Int: Range<Int>] = [:]
  private var processes: [Int: Int] = [:]
  private var named: Set<Int> = []
  /// When each arrow begins, until it ends.
  private var arrows: [Int: Int] = [:]
  private var arrowIDs: Set<Int> = []

  package init() {}

  /// The first broken rule, with the line.
  package static func broken(by text: String) -> String? {
    var rules = ChromeRules()
    let lines = text.split(separator: "\n")
    guard lines.first == "{\"traceEvents\":[", lines.last == "]}" else {
      return "no list of events"
    }
    for line in lines.dropFirst().dropLast() {
      if let broken = rules.broken(by: line) { return "\(broken): \(line)" }
    }
    return rules.arrows.isEmpty ? nil : "an arrow without an end"
  }

  private mutating func broken(by line: Substring) -> String? {
    guard let phase = Self.text("ph", in: line), let track = Self.number("tid", in: line),
      let process = Self.number("pid", in: line)
    else { return "an event without a phase, a process or a track" }
    guard processes[track, default: process] == process else { return "a track in two processes" }
    processes[track] = process
    if phase == "M" {
      if line.contains("\"thread_name\"") { named.insert(track) }
      return nil
    }
    guard let time = Self.nanoseconds("ts", in: line) else { return "an event without a time" }
    switch phase {
    case "X": return brokenSlice(line, track, time)
    case "s", "f": return brokenArrow(phase, line, track, time)
    case "C", "i": return time < 0 ? "a time below zero" : nil
    default: return "an unknown phase"
    }
  }

  private mutating func brokenSlice(_ line: Substring, _ track: Int, _ time: Int) -> String? {
    guard let duration = Self.nanoseconds("dur", in: line), duration > 0 else {
      return "a slice that takes no time"
    }
    if !named.contains(track) { return "a track without a name" }
    if let last = slices[track], time < last.upperBound { return "slices overlap" }
    slices[track] = time..<(time + duration)
    return nil
  }

  private mutating func brokenArrow(
    _ phase: Substring, _ line: Substring, _ track: Int, _ time: Int
  ) -> String? {
    guard let id = Self.number("id", in: line) else { return "an arrow without a number" }
    guard let slice = slices[track], slice.contains(time) else { return "an arrow without a slice" }
    if phase == "s" {
      guard arrowIDs.insert(id).inserted else { return "two arrows with one number" }
      arrows[id] = time
      return nil
    }
    guard let begin = arrows.removeValue(forKey: id) else { return "an arrow without a beginning" }
    if time < begin { return "an arrow back in time" }
    return slice.lowerBound == time ? nil : "an arrow into the middle of a slice"
  }

  // MARK: Values

  private static func value(_ key: StaticString, in line: Substring) -> Substring? {
    let wanted = Array("\"\(key)\":".utf8)
    // The numbers stand in front of all texts.
    let front = Array(line.utf8.prefix(120))
    guard front.count >= wanted.count else { return nil }
    for start in 0...(front.count - wanted.count)
    where front[start] == wanted[0] && front[start...].starts(with: wanted) {
      return line[line.utf8.index(line.utf8.startIndex, offsetBy: start + wanted.count)...]
    }
    return nil
  }

  private static func text(_ key: StaticString, in line: Substring) -> Substring? {
    value(key, in: line).flatMap { $0.first == "\"" ? $0.dropFirst().prefix { $0 != "\"" } : nil }
  }

  private static func number(_ key: StaticString, in line: Substring) -> Int? {
    value(key, in: line).flatMap { Int($0.prefix { $0.isNumber }) }
  }

  private static func nanoseconds(_ key: StaticString, in line: Substring) -> Int? {
    guard let digits = value(key, in: line)?.prefix(while: { $0.isNumber || $0 == "." }) else {
      return nil
    }
    let parts = digits.split(separator: ".")
    guard let whole = parts.first.flatMap({ Int($0) }) else { return nil }
    let rest = parts.count > 1 ? String(parts[1].prefix(3)) : ""
    return whole * 1000 + (Int(rest + String(repeating: "0", count: 3 - rest.count)) ?? 0)
  }
}
