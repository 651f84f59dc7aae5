import Foundation
import TestSupport
import Testing
import Trace

/// Recorded runs, small ones made of lines, and damage to both.
enum RunFixtures {
  static let names = TraceFixtures.names
  static let files = TraceFixtures.files

  static func timeline(_ name: String) throws -> Timeline {
    Timeline.read(try files(name)).timeline
  }

  /// A timeline of the lines of one process, which get a `proc` line put in front.
  static func timeline(lines: String) -> Timeline {
    let head = """
      {"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":1,"ppid":0,"how":"start",\
      "role":"main","py":"3.12.0","gil":true,"argv":["python3","p.py"]}
      {"t":0,"k":"thr","l":1,"n":"MainThread","tid":1,"main":1}
      {"t":0,"k":"file","n":1,"s":"/home/you/p.py"}

      """
    return Timeline.read([Array((head + lines + "\n").utf8)]).timeline
  }

  /// Lines left out, doubled, exchanged, and other digits in them.
  static func damaged(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(limit, 1)
    }
    var lines = bytes.split(separator: 0x0A).map { Array($0) }
    for _ in 0...random(6) where lines.count > 2 {
      let place = 1 + random(lines.count - 1)
      switch random(5) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: 1 + random(lines.count - 1))
      case 2: lines.swapAt(place, 1 + random(lines.count - 1))
      case 3: lines.removeLast(random(lines.count / 4))
      default:
        lines[place] = lines[place].map { byte in
          (0x31...0x39).contains(byte) && random(3) == 0 ? UInt8(0x31 + random(9)) : byte
        }
      }
    }
    return Array(lines.joined(separator: [0x0A])) + [0x0A]
  }

  /// `count` naps of 1 s, which begin one microsecond after the other.
  static func naps(_ count: Int) -> Timeline {
    var lines = [
      #"{"t":0,"k":"at","n":1,"f":1,"ln":3,"fn":"nap"}"#,
      #"{"t":0,"k":"why","n":1,"v":"sleep","s":"sleep(1)"}"#,
      #"{"t":0,"k":"why","n":2,"v":"gather","s":"gather, \#(count) of \#(count) left"}"#,
      #"{"t":0,"k":"loop","lp":1,"l":1,"c":"Loop","debug":0}"#,
      #"{"t":0,"k":"task","l":2,"n":"Task-1","lp":1,"by":1,"fn":"main","f":1,"ln":5}"#,
      #"{"t":0,"k":"turn","lp":1,"n":1,"q":1,"tm":0}"#, #"{"t":0,"k":"s","l":2}"#,
    ]
    for lane in 3..<(3 + count) {
      lines.append(
        #"{"t":1,"k":"task","l":\#(lane),"n":"Task-\#(lane)","lp":1,"by":2,"p":1,"fn":"nap","f":1,"ln":2}"#
      )
    }
    lines.append(#"{"t":2,"k":"s","o":2,"w":2,"l":3}"#)
    let last = 2 + count
    for lane in 3...last {
      let next = lane < last ? #","l":\#(lane + 1)"# : ""
      lines.append(
        #"{"t":\#(lane),"k":"s","o":\#(lane),"p":1,"w":1,"u":\#(1_000_000 + lane)\#(next)}"#)
    }
    lines.append(#"{"t":\#(last),"k":"turn","lp":1,"n":2,"q":0,"tm":\#(count),"i":1}"#)
    lines.append(#"{"t":1000003,"k":"wake","lp":1}"#)
    for lane in 3...last {
      lines.append(
        #"{"t":\#(1_000_000 + last),"k":"r","l":\#(lane),"u":\#(1_000_000 + lane),"c":"timer"}"#)
    }
    for lane in 3...last {
      lines.append(#"{"t":\#(1_000_000 + last),"k":"s","l":\#(lane)}"#)
      lines.append(#"{"t":\#(1_000_001 + last),"k":"s","o":\#(lane),"e":"ok"}"#)
    }
    lines.append(#"{"t":\#(1_000_001 + last),"k":"r","l":2,"by":\#(last),"c":"end"}"#)
    lines.append(#"{"t":\#(1_000_001 + last),"k":"s","l":2}"#)
    lines.append(#"{"t":\#(1_000_001 + last),"k":"s","o":2,"e":"ok"}"#)
    lines.append(#"{"t":\#(1_000_002 + last),"k":"end","how":"exit","dropped":0,"cpu":50000}"#)
    return timeline(lines: lines.joined(separator: "\n"))
  }
}

/// What a voice would stumble over, by the rules that plain text is held to.
enum SpeechRules {
  static func faults(_ text: String) -> [String] {
    text.split(separator: "\n").flatMap { line -> [String] in
      var faults: [String] = []
      if line.unicodeScalars.contains(where: { isSymbol($0) }) { faults.append("symbol: \(line)") }
      if !line.contains(where: { $0.isLetter || $0.isNumber }) { faults.append("bare: \(line)") }
      if line.contains("    ") { faults.append("columns: \(line)") }
      // Brackets and quotes may meet; a rule of signs is no word.
      var run = 0
      var last: Character?
      for character in line {
        let isMark = character.isASCII && (character.isPunctuation || character.isSymbol)
        run = isMark ? (character == last ? run + 1 : 1) : 0
        last = character
        if run == 4 { faults.append("run: \(line)") }
      }
      return faults
    }
  }

  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F...0x9F, 0x2190...0x2BFF, 0xFFFD, 0x1F000...0x1FAFF, 0x2022, 0xB7: true
    default:
      [.format, .control, .unassigned, .privateUse, .otherSymbol].contains(
        scalar.properties.generalCategory) && !scalar.isASCII
    }
  }
}
