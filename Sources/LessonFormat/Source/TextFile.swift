/// Whether bytes are a text that can be read as a lesson at all.
extension SourceText {
  static func byteOrderMarkLength(of bytes: some Collection<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// False where nothing more can be said about the file than what the log now holds.
  func isReadableText(log: inout DiagnosticLog) -> Bool {
    guard
      !bytes.allSatisfy({ Byte.isBlank($0) || $0 == Byte.lineFeed || $0 == Byte.carriageReturn })
    else {
      log.error(
        .emptyFile, at: .fileStart, "the file is empty",
        fix: "Write a lesson into it; \"interleave new lesson NAME\" makes one to start from")
      return false
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      log.error(
        .notUTF8, at: .fileStart, "the file is UTF-16, not UTF-8", fix: "Save it as UTF-8")
      return false
    }
    if let zero = bytes.withUnsafeBufferPointer({ $0.firstIndex(of: 0, from: 0) }) {
      log.error(
        .notText, at: SourceRange(start: position(at: zero), end: position(at: zero + 1)),
        "there is a NUL byte here, so this is not a text file",
        fix: "Remove the byte, or check that this is the right file")
      return false
    }
    reportInvalidUTF8(log: &log)
    return true
  }

  /// One message is enough: the whole file was saved so. It is read on with U+FFFD in their place.
  private func reportInvalidUTF8(log: inout DiagnosticLog) {
    var first: (line: Int, offset: Int)?
    var count = 0
    var index = 0
    // Most lines are ASCII, and need no second look.
    while let unusual = bytes.withUnsafeBufferPointer({ $0.firstNonASCII(from: index) }) {
      let number = lineNumber(at: unusual)
      if String(validating: line(number), as: UTF8.self) == nil,
        let offset = firstInvalidUTF8(in: line(number))
      {
        first = first ?? (number, offset)
        count += 1
      }
      index = offset(ofLine: number + 1)
    }
    guard let first else { return }
    let text = line(first.line)
    let hex = String(text[text.startIndex + first.offset], radix: 16, uppercase: true)
    let more = count - 1
    log.error(
      .notUTF8, at: SourceRange(line: first.line, column: first.offset + 1, length: 1),
      "the byte \(hex) is not UTF-8"
        + (more > 0 ? ", and there is more in \(more) further line\(more == 1 ? "" : "s")" : ""),
      fix: "Save the file as UTF-8; from Latin-1, \"iconv -f latin1 -t utf-8\" converts it")
  }
}

private func firstInvalidUTF8(in bytes: ArraySlice<UInt8>) -> Int? {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar): offset += UTF8.width(scalar)
    case .emptyInput: return nil
    case .error: return offset
    }
  }
}
