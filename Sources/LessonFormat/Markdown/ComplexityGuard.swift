/// Refuses text that the Markdown parser would take minutes or gigabytes for.
///
/// cmark needs quadratic time or space for some texts that nobody writes by hand: openers that are
/// never closed in one long paragraph, rows beneath a very wide table, containers nested by the
/// thousand, a long definition that is referred to very often. A run of lines without a blank one
/// between is the unit in which that happens, so each run is held to what a person could read.
struct ComplexityGuard {
  static let maximumRunBytes = 32 * 1024
  static let maximumDepth = 32
  static let maximumMarks = 4_000
  static let maximumBrackets = 800
  static let maximumDeclarations = 64
  static let maximumEmptyCells = 10_000
  static let maximumExpansion = 1 << 20
  /// So many pieces are let pass however short they are; beyond, a piece has eight bytes on average.
  static let maximumTinyPieces = 20_000

  private var run = Run()
  private var longestDefinition = 0
  private var brackets = 0
  private var bytes = 0
  private var cells = 0
  /// Blocks and marks, each of which becomes a node of the tree or two.
  private var pieces = 0

  private struct Run {
    var bytes = 0
    var marks = 0
    var brackets = 0
    var declarations = 0
    var columns = 0
    /// From the first line on that could begin a definition.
    var definitionBytes = 0
  }

  struct Objection: Equatable {
    var range: SourceRange
    var message: String
    var fix: String
  }

  /// What in `lines` is refused. Fenced code and comments are let pass, but only where they surely
  /// are what they look like: at the margin, and not behind HTML, which could go on to any place.
  static func objection(to source: SourceText, lines: ClosedRange<Int>) -> Objection? {
    var guardian = ComplexityGuard()
    var fence: Fence?
    var isInComment = false
    var hasHTML = false
    for number in lines {
      let line = source.line(number)
      if isInComment {
        guardian.bytes += line.count
        isInComment = !line.contains(sequence: "-->")
        continue
      }
      if let open = fence {
        guardian.bytes += line.count
        if open.isClosed(by: line) { fence = nil }
        continue
      }
      if !hasHTML, line.starts(with: "<!--".utf8), line.dropFirst(4).first.map(isOrdinary) ?? true {
        guardian.run = Run()
        isInComment = !line.dropFirst(4).contains(sequence: "-->")
        continue
      }
      if !hasHTML, let opened = Fence(opening: line), opened.indent == 0 {
        guardian.run = Run()
        guardian.pieces += 6
        fence = opened
        continue
      }
      hasHTML = hasHTML || line.first { !Byte.isBlank($0) } == Byte.less
      if let message = guardian.read(line) {
        return Objection(
          range: source.range(ofLine: number), message: message,
          fix: "Shorten or split this text; the rest of the file was not read")
      }
    }
    return nil
  }

  /// "<!-->" and "<!--->" are comments that end at once.
  private static func isOrdinary(_ byte: UInt8) -> Bool {
    byte != Byte.greater && byte != Byte.dash
  }

  /// Whether one line alone can be given to cmark.
  static func isModest(_ line: ArraySlice<UInt8>) -> Bool {
    var guardian = ComplexityGuard()
    return guardian.read(line) == nil
  }

  private mutating func read(_ line: ArraySlice<UInt8>) -> String? {
    bytes += line.count + 1
    let opening = Opening(of: line)
    if opening.depth > Self.maximumDepth {
      return "this line is nested \(opening.depth) deep"
    }
    guard opening.length < line.count || !line.allSatisfy(Byte.isBlank) else {
      run = Run()
      return nil
    }
    pieces += 2 + 2 * opening.depth
    run.bytes += line.count + 1
    count(marksOf: line)
    if run.definitionBytes > 0 || line.contains(sequence: "]:") {
      run.definitionBytes += line.count + 1
      longestDefinition = max(longestDefinition, run.definitionBytes)
    }
    cells += run.columns
    // Only a row of dashes has nothing but what begins lists and quotes, up to its first bar.
    if opening.length == line.count || line.dropFirst(opening.length).first == Byte.pipe
      || line.dropFirst(opening.length).first == Byte.colon
    {
      run.columns = max(run.columns, Self.columns(ofDelimiterRow: line))
    }
    return objection
  }

  private var objection: String? {
    if run.bytes > Self.maximumRunBytes {
      return "this paragraph is longer than \(Self.maximumRunBytes / 1024) KB"
    }
    if run.brackets > Self.maximumBrackets || run.marks > Self.maximumMarks
      || run.declarations > Self.maximumDeclarations
    {
      return "this paragraph has thousands of Markdown marks"
    }
    // A cell takes two bytes at least, unless it is one that cmark adds to a short row.
    if cells > Self.maximumEmptyCells + bytes / 2 {
      return "this table has thousands of empty cells"
    }
    if pieces > Self.maximumTinyPieces + bytes / 8 {
      return "the text up to here is made of thousands of very short pieces"
    }
    if longestDefinition > 256, longestDefinition * brackets > Self.maximumExpansion {
      return "a long link definition is used very often"
    }
    return nil
  }

  /// What a line has before its words: blanks, and the marks of quotes and lists.
  private struct Opening {
    var depth = 0
    var length = 0

    init(of line: ArraySlice<UInt8>) {
      var blanks = 0
      var previous = Byte.space
      scan: for byte in line {
        switch byte {
        case Byte.greater: depth += 1
        case Byte.dash, UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: ")"), Byte.dot:
          if previous != byte { depth += 1 }
        case Byte.space: blanks += 1
        case Byte.tab: blanks += 4
        case UInt8(ascii: "0")...UInt8(ascii: "9"): break
        default: break scan
        }
        length += 1
        previous = byte
      }
      // An item that an earlier line has opened goes on at two blanks of indentation or more.
      depth += blanks / 3
    }
  }

  private mutating func count(marksOf line: ArraySlice<UInt8>) {
    var (opened, marks, declarations) = (0, 0, 0)
    line.withUnsafeBufferPointer { line in
      var previous: UInt8 = 0
      for byte in line {
        defer { previous = byte }
        // Nearly all of them.
        if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") { continue }
        switch byte {
        case Byte.openBracket: opened += 1
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "&"), Byte.tilde, Byte.backtick,
          Byte.less:
          marks += 1
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
          if previous == Byte.less { declarations += 1 }
        default: break
        }
      }
    }
    run.brackets += opened
    run.marks += marks
    run.declarations += declarations
    brackets += opened
    pieces += opened + marks
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
