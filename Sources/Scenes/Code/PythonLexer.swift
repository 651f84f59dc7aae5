/// Python divided into pieces that look alike. It never fails: what is no Python becomes text.
package struct PythonLexer {
  package enum Kind: Hashable, Sendable {
    case text, keyword, builtin, definition, string, number, comment
  }

  package struct Piece: Hashable, Sendable {
    package var kind: Kind
    /// The bytes of the text.
    package var range: Range<Int>
  }

  private let bytes: [UInt8]
  private var position = 0
  private var pieces: [Piece] = []
  /// The name that comes next is that of a function or class.
  private var definesNext = false
  private var lastSignificant: UInt8 = 0

  package static func pieces(of text: String) -> [Piece] {
    var lexer = PythonLexer(bytes: Array(text.utf8))
    lexer.run()
    return lexer.pieces
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  private mutating func run() {
    while position < bytes.count {
      let start = position
      let kind = next()
      // Blanks keep no piece of their own: they look the same in any.
      add(kind, start..<position)
    }
  }

  private mutating func add(_ kind: Kind, _ range: Range<Int>) {
    if let last = pieces.last, last.kind == kind, last.range.upperBound == range.lowerBound {
      pieces[pieces.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      pieces.append(Piece(kind: kind, range: range))
    }
  }

  private mutating func next() -> Kind {
    let first = byte()
    if first == UInt8(ascii: "#") {
      while position < bytes.count, byte() != 0x0A { position += 1 }
      return .comment
    }
    if isQuote(first) { return string() }
    if isDigit(first) || (first == UInt8(ascii: ".") && isDigit(byte(1))) { return number() }
    if isNameStart(first) { return nameOrString() }
    position += 1
    if first > 0x20 { lastSignificant = first }
    return .text
  }

  // MARK: Strings

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private mutating func string() -> Kind {
    let quote = byte()
    lastSignificant = quote
    let isLong = byte(1) == quote && byte(2) == quote
    position += isLong ? 3 : 1
    while position < bytes.count {
      let current = byte()
      if current == UInt8(ascii: "\\") {
        position = min(position + 2, bytes.count)
      } else if current == quote, !isLong || (byte(1) == quote && byte(2) == quote) {
        position += isLong ? 3 : 1
        return .string
      } else if current == 0x0A, !isLong {
        // Not closed on its line: the next line begins anew.
        return .string
      } else {
        position += 1
      }
    }
    return .string
  }

  // MARK: Numbers

  private mutating func number() -> Kind {
    lastSignificant = byte()
    let isHexadecimal = byte() == UInt8(ascii: "0") && (byte(1) | 0x20) == UInt8(ascii: "x")
    while position < bytes.count {
      let current = byte()
      let isExponent = !isHexadecimal && (current | 0x20) == UInt8(ascii: "e")
      if isExponent, byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+"),
        isDigit(byte(2))
      {
        position += 2
      } else if isNamePart(current) || current == UInt8(ascii: ".") {
        position += 1
      } else {
        break
      }
    }
    return .number
  }

  // MARK: Names

  private mutating func nameOrString() -> Kind {
    let start = position
    while position < bytes.count, isNamePart(byte()) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    if isQuote(byte()), Self.prefixes.contains(name.lowercased()) { return string() }
    let isAttribute = lastSignificant == UInt8(ascii: ".")
    let isDecorator = lastSignificant == UInt8(ascii: "@")
    lastSignificant = UInt8(ascii: "a")
    if definesNext {
      definesNext = false
      return .definition
    }
    if isAttribute { return .text }
    if Self.keywords.contains(name) {
      definesNext = name == "def" || name == "class"
      return .keyword
    }
    if isDecorator { return .definition }
    return Self.builtins.contains(name) ? .builtin : .text
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  private func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  private static let prefixes: Set<String> = [
    "r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt",
  ]

  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
  ]

  private static let builtins: Set<String> = [
    "abs", "aiter", "all", "anext", "any", "bool", "bytearray", "bytes", "callable", "chr", "dict",
    "dir", "divmod", "enumerate", "filter", "float", "format", "frozenset", "getattr", "hasattr",
    "hash", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "list", "map",
    "max", "memoryview", "min", "next", "object", "open", "ord", "pow", "print", "property",
    "range",
    "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum",
    "super", "tuple", "type", "vars", "zip",
  ]
}
