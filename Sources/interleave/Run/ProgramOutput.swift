import DemoRunner
import LessonFormat

/// What programs print, line by line. Nothing of it reaches the terminal as a control sequence.
struct ProgramOutput {
  /// Stands in front of each line, where several programs print at once.
  let label: String?
  private var pending: [RunStream: [UInt8]] = [:]
  /// Whether a line was begun that has no end yet.
  private(set) var isInLine = false

  init(label: String?) {
    self.label = label
  }

  mutating func add(_ bytes: [UInt8], of stream: RunStream) throws {
    var rest = (pending[stream] ?? []) + bytes
    if let last = rest.lastIndex(of: Byte.lineFeed) {
      for line in rest[..<last].split(separator: Byte.lineFeed, omittingEmptySubsequences: false) {
        try print(line, to: stream, ending: "\n")
      }
      isInLine = false
      rest.removeSubrange(...last)
    }
    // What asks for input has no line end, and is wanted at once.
    if label == nil, !rest.isEmpty {
      let whole = rest.dropLast(Self.unfinished(rest))
      if !whole.isEmpty {
        try print(whole, to: stream, ending: "")
        isInLine = true
      }
      rest.removeFirst(whole.count)
    }
    pending[stream] = rest
  }

  mutating func note(_ text: String) throws {
    try finish()
    try Output.print((label ?? "") + "(\(text))\n")
  }

  /// Ends lines that were begun.
  mutating func finish() throws {
    for stream in RunStream.allCases {
      if let rest = pending[stream], !rest.isEmpty {
        try print(rest[...], to: stream, ending: "")
        isInLine = true
      }
      if isInLine { try print([], to: stream, ending: "\n", labelled: false) }
      isInLine = false
    }
    pending = [:]
  }

  private func print(
    _ bytes: ArraySlice<UInt8>, to stream: RunStream, ending: String, labelled: Bool = true
  ) throws {
    var bytes = bytes
    if bytes.last == Byte.carriageReturn { bytes = bytes.dropLast() }
    let text =
      (labelled ? label ?? "" : "") + printable(String(decoding: bytes, as: UTF8.self)) + ending
    if stream == .output {
      try Output.print(text)
    } else {
      try Output.write(Array(text.utf8), to: 2)
    }
  }

  /// How many bytes at the end are a character that is not all there yet.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for count in 1...3 where count <= bytes.count {
      let byte = bytes[bytes.count - count]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > count ? count : 0
    }
    return 0
  }
}
