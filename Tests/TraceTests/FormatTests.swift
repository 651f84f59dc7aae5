import Foundation
import Testing

@testable import Trace

/// FORMAT.md is the contract with the tracer: whatever stands in it, the decoder must know.
@Suite("The format's own examples")
struct FormatTests {
  static func examples() throws -> [String] {
    let text = try String(
      contentsOf: Fixtures.root.appending(path: "Sources/Trace/FORMAT.md"), encoding: .utf8)
    var lines: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```json" {
        isInside = true
      } else if line == "```" {
        isInside = false
      } else if isInside {
        // An example that goes over several lines of the page is one line of a trace.
        if line.hasPrefix("{") { lines.append("") }
        lines[lines.count - 1] += line.trimmingCharacters(in: .whitespaces)
      }
    }
    return lines
  }

  @Test("every example is understood, with all its keys")
  func examples() throws {
    let examples = try FormatTests.examples()
    #expect(examples.count > 40)
    for example in examples {
      let result = decode(example)
      #expect(result.problem == nil, "\(example)")
      #expect(result.event != nil, "\(example)")
      #expect(result.unknownKeys == 0, "\(example)")
      #expect(result.absurdNumbers == 0, "\(example)")
    }
  }

  @Test("every class of reason that the format lists is known")
  func reasons() throws {
    let text = try String(
      contentsOf: Fixtures.root.appending(path: "Sources/Trace/FORMAT.md"), encoding: .utf8)
    let table = try #require(text.components(separatedBy: "| `v` | waits for |").last)
      .components(separatedBy: "- **`obj`**")[0]
    var words: [String] = []
    for row in table.split(separator: "\n") where row.hasPrefix("| `") {
      let cell = row.split(separator: "|")[0]
      words += cell.split(separator: "`").map(String.init).filter { $0.first?.isLetter == true }
    }
    #expect(words.count > 25)
    for word in words { #expect(ReasonKind(rawValue: word) != nil, "\(word)") }
  }

  @Test("every kind in the format is one that the decoder knows", arguments: LineKind.allCases)
  func kinds(kind: LineKind) {
    let result = decode("{\"t\":5,\"k\":\"\(kind)\"}")
    #expect(result.problem == nil)
    #expect(result.event != nil)
    #expect(result.time == 5)
  }
}

@Suite("Decoding lines")
struct DecoderTests {
  @Test("both halves of a step")
  func step() {
    let result = decode(#"{"t":1040,"k":"s","o":8,"p":4,"w":1,"u":1001040,"l":9}"#)
    var wait = Wait()
    wait.reason = 1
    wait.place = 4
    wait.due = 1_001_040
    var end = StepEnd()
    end.lane = 8
    end.place = 4
    end.after = .waiting(wait)
    var step = Step()
    step.ended = end
    step.next = .lane(9)
    #expect(result.event == .step(step))
    #expect(result.time == 1040)
  }

  @Test("how a step can end and what comes next")
  func stepVariants() throws {
    func step(_ rest: String) throws -> Step {
      guard case .step(let step) = decode("{\"t\":1,\"k\":\"s\",\(rest)}").event else {
        throw Unexpected()
      }
      return step
    }
    #expect(try step(#""l":8"#).ended == nil)
    #expect(try step(#""o":8"#).ended?.after == .ready)
    #expect(try step(#""o":8"#).next == .loop)
    let failed = try step(#""o":10,"e":"failed","x":"ValueError: no milk","cb":3"#)
    #expect(failed.ended?.after == .ended(.failed, exception: "ValueError: no milk"))
    #expect(failed.next == .callback(3))
    let cancelled = try step(#""o":4,"e":"cancelled","by":2,"cp":11,"l":3"#)
    #expect(cancelled.ended?.by == 2 && cancelled.ended?.cancelPlace == 11)
    #expect(try step(#""l":4,"eager":1,"by":2"#).next == .eager(4, by: 2))
    #expect(try step(#""o":3,"e":"ok","l":2,"back":1"#).next == .back(2))
    #expect(try step(#""th":1,"cb":2"#).thread == 1)
  }

  @Test("keys in any order, spaces, and a process number in front")
  func looseness() {
    let result = decode(" { \"P\" : 2 , \"l\" : 8 ,\t\"k\" : \"u\" , \"t\" : 7 } ")
    #expect(result.process == 2)
    #expect(result.time == 7)
    #expect(result.event == .unblocked(lane: 8, raised: false))
  }

  @Test("unknown keys and kinds are counted, whatever their values")
  func unknown() {
    let line = #"{"t":1,"k":"u","l":8,"zz":[{"a":[1,"]}"]}],"averylongkeyindeed":-1.5e3,"":null}"#
    let result = decode(line)
    #expect(result.event == .unblocked(lane: 8, raised: false))
    #expect(result.unknownKeys == 3)
    let kind = decode(#"{"t":1,"k":"quantum"}"#)
    #expect(kind.event == nil)
    #expect(kind.problem == .unknownKind)
  }

  @Test("texts: escapes, pairs, halves of pairs, bytes that are no text")
  func texts() {
    func text(_ json: [UInt8]) -> String? {
      var decoder = LineDecoder()
      let line = Array(#"{"t":1,"k":"name","l":1,"n":""#.utf8) + json + Array(#""}"#.utf8)
      let event = line.withUnsafeBufferPointer { decoder.decode($0).event }
      if case .name(_, let name) = event { return name }
      return nil
    }
    #expect(text(Array(#"a\n\t\"\\\/b"#.utf8)) == "a\n\t\"\\/b")
    #expect(text(Array(#"t\u00e9\u00E9"#.utf8)) == "téé")
    #expect(text(Array(#"\ud83d\ude00"#.utf8)) == "😀")
    #expect(text(Array(#"\ud83d!"#.utf8)) == "\u{FFFD}!")
    #expect(text(Array(#"\ude00"#.utf8)) == "\u{FFFD}")
    #expect(text(Array(#"\ud83d\ud83d\ude00"#.utf8)) == "\u{FFFD}😀")
    #expect(text(Array(#"\u12"#.utf8)) == "\u{FFFD}12")
    #expect(text([0xFF, 0x61]) == "\u{FFFD}a")
    #expect(text(Array("tea 🫖".utf8)) == "tea 🫖")
  }

  @Test(
    "what is not a line",
    arguments: [
      "", "{", "}", "[]", "null", "42", "{\"t\":1}", "{\"t\":1,\"k\":5}", "{\"t\":1,\"k\":\"u\"",
      "{\"t\":1,\"k\":\"u\"}x", "{\"t\":1,\"k\":\"u\",}", "{\"t\":1 \"k\":\"u\"}",
      "{\"t\":NaN,\"k\":\"u\"}", "{\"t\":-,\"k\":\"u\"}", "{\"t\":1.,\"k\":\"u\"}",
      "{\"t\":1e,\"k\":\"u\"}", "{\"t\":1,\"k\":\"u\\", "{\"k\":\"u", "{\"a\":[}", "{'t':1}",
      "{\"t\":tru,\"k\":\"u\"}",
    ])
  func malformed(line: String) {
    #expect(decode(line).problem == .malformedLine)
    #expect(decode(line).event == nil)
  }

  @Test(
    "times that can't be",
    arguments: [
      "-1", "1000000000000000000", "99999999999999999999999", "1e18", "-0.5e9", "\"5\"", "null",
      "true", "[1]", "140737488355328",
    ])
  func absurdTimes(time: String) {
    let result = decode("{\"t\":\(time),\"k\":\"u\",\"l\":1}")
    #expect(result.time == nil)
    #expect(result.event == .unblocked(lane: 1, raised: false))
  }

  @Test("numbers that can't be are none, and are counted")
  func absurdNumbers() {
    let result = decode(
      #"{"t":1,"k":"b","l":-4,"w":99999999999,"p":1e9,"u":-7,"on":184467440737095516160}"#)
    var wait = Wait()
    wait.target = .lane(0)
    #expect(result.event == .blocked(lane: 0, wait))
    #expect(result.absurdNumbers >= 5)
    #expect(decode(#"{"t":1.75,"k":"u","l":2.0}"#).event == .unblocked(lane: 2, raised: false))
  }

  @Test("a hundred thousand brackets")
  func deep() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(decode("{\"t\":1,\"k\":\"u\",\"l\":\(deep)").problem == .malformedLine)
    let closed = deep + String(repeating: "]", count: 100_000)
    #expect(decode("{\"t\":1,\"k\":\"u\",\"zz\":\(closed)}").unknownKeys == 1)
  }

  struct Unexpected: Error {}
}
