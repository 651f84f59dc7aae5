/// Refuses text that the Markdown parser would take minutes or gigabytes for.
///
/// cmark needs quadratic time or space for some texts that nobody writes by hand: openers that are
/// never closed in one long paragraph, rows beneath a very wide table, containers nested by the
/// thousand, a long definition that is referred to very often. A run of lines without a blank one
/// between is the unit in which that happens, so each run is held to what a person could read.
struct ComplexityGuard {
  static let maximumRunBytes = 32 * 1024
  static let maximumDepth = 48
  static let maximumMarks = 4_000
  static let maximumBrackets = 800
  static let maximumDeclarations = 64
  static let maximumCells = 60_000

  private var run = Run()
  private var definitionBytes = 0
  private var brackets = 0

  private struct Run {
    var bytes = 0
    var marks = 0
    var brackets = 0
    var declarations = 0
    var columns = 0
    var rows = 0
    var startsWithBracket = false
  }

  struct Objection: Equatable {
    var range: SourceRange
    var message: String
    var fix: String
  }

  /// Looks at `lines` of the source, outside of fenced code as the outline knows it.
  static func objection(to source: SourceText, lines: ClosedRange<Int>) -> Objection? {
    var guardian = ComplexityGuard()
    var fence: Fence?
    for number in lines {
      let line = source.line(number)
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
        continue
      }
      if let opened = Fence(opening: line) {
        guardian.run = Run()
        fence = opened
        continue
      }
      if let message = guardian.read(line) {
        return Objection(
          range: source.range(ofLine: number), message: message,
          fix: "Shorten or split this text; the rest of the file was not read")
      }
    }
    return nil
  }

  /// Whether one line alone can be given to cmark.
  static func isModest(_ line: ArraySlice<UInt8>) -> Bool {
    var guardian = ComplexityGuard()
    return guardian.read(line) == nil
  }

  private mutating func read(_ line: ArraySlice<UInt8>) -> String? {
    let depth = Self.containers(opening: line)
    if depth > Self.maximumDepth { return "this line opens \(depth) quotes and lists at once" }
    guard line.contains(where: { !Byte.isBlank($0) }) else {
      run = Run()
      return nil
    }
    if run.bytes == 0 { run.startsWithBracket = line.first == Byte.openBracket }
    run.bytes += line.count + 1
    count(marksOf: line)
    if run.columns > 0 { run.rows += 1 }
    run.columns = max(run.columns, Self.columns(ofDelimiterRow: line))

    if run.startsWithBracket { definitionBytes = max(definitionBytes, run.bytes) }
    if run.bytes > Self.maximumRunBytes {
      return "this paragraph is longer than \(Self.maximumRunBytes / 1024) KB"
    }
    if run.brackets > Self.maximumBrackets || run.marks > Self.maximumMarks
      || run.declarations > Self.maximumDeclarations
    {
      return "this paragraph has thousands of Markdown marks"
    }
    if run.columns * run.rows > Self.maximumCells {
      return "this table has more than \(Self.maximumCells) cells"
    }
    if definitionBytes > 256, definitionBytes * brackets > 4 << 20 {
      return "a long link definition is used very often"
    }
    return nil
  }

  private mutating func count(marksOf line: ArraySlice<UInt8>) {
    var previous: UInt8 = 0
    for byte in line {
      switch byte {
      case Byte.openBracket:
        run.brackets += 1
        brackets += 1
      case UInt8(ascii: "*"), UInt8(ascii: "_"), Byte.tilde, Byte.backtick, Byte.less:
        run.marks += 1
      case UInt8(ascii: "!"), UInt8(ascii: "?"):
        if previous == Byte.less { run.declarations += 1 }
      default: break
      }
      previous = byte
    }
  }

  /// How many quotes and list items the beginning of a line could open or continue.
  private static func containers(opening line: ArraySlice<UInt8>) -> Int {
    var depth = 0
    var previous = Byte.space
    for byte in line {
      switch byte {
      case Byte.greater: depth += 1
      case Byte.dash, UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: ")"), Byte.dot:
        if previous != byte { depth += 1 }
      case Byte.space, Byte.tab, UInt8(ascii: "0")...UInt8(ascii: "9"): break
      default: return depth
      }
      previous = byte
    }
    return depth
  }

  private static func columns(ofDelimiterRow line: ArraySlice<UInt8>) -> Int {
    var pipes = 0
    var dashes = 0
    for byte in line {
      switch byte {
      case Byte.pipe: pipes += 1
      case Byte.dash: dashes += 1
      case Byte.colon, Byte.space, Byte.tab, Byte.greater, UInt8(ascii: "*"), UInt8(ascii: "+"):
        break
      case Byte.dot, UInt8(ascii: ")"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
      default: return 0
      }
    }
    return dashes > 0 ? pipes + 1 : 0
  }
}
