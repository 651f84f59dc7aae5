import Foundation
import TestSupport
import Testing

@testable import Scenes

@Suite("Python's colours")
struct PythonLexerTests {
  @Test(
    "Every byte is in one piece, in order",
    arguments: ["", "x", "\"", "'''a\n", "f\"{x}\" #", "1e-", "é = 字"])
  func whole(text: String) {
    var end = 0
    for piece in PythonLexer.pieces(of: text) {
      #expect(piece.range.lowerBound == end && !piece.range.isEmpty)
      end = piece.range.upperBound
    }
    #expect(end == text.utf8.count)
  }

  @Test("Names get their colour by what they are for")
  func names() {
    let text = "async def len(x): return len(x.len) # len\n@len\nclass A: pass\n"
    let bytes = Array(text.utf8)
    let shown = PythonLexer.pieces(of: text).filter { $0.kind != .text }.map {
      "\($0.kind) \(String(decoding: bytes[$0.range], as: UTF8.self))"
    }
    #expect(
      shown == [
        "keyword async", "keyword def", "definition len", "keyword return", "builtin len",
        "comment # len", "definition len", "keyword class", "definition A", "keyword pass",
      ])
  }

  /// Python itself says where strings, numbers and comments are.
  private static let oracle = """
    import sys, tokenize, io, json
    kinds = {tokenize.STRING: "string", tokenize.NUMBER: "number", tokenize.COMMENT: "comment"}
    start = getattr(tokenize, "FSTRING_START", None)
    result = []
    for path in sys.argv[1:]:
        source = open(path, encoding="utf-8").read()
        lines = source.splitlines(keepends=True)
        def byte(position):
            row, column = position
            return sum(len(line.encode()) for line in lines[:row - 1]) + len(lines[row - 1][:column].encode()) if row <= len(lines) else len(source.encode())
        pieces, depth, begin = [], 0, None
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            name = tokenize.tok_name[token.type]
            if name in ("FSTRING_START", "TSTRING_START"):
                if depth == 0: begin = byte(token.start)
                depth += 1
            elif name in ("FSTRING_END", "TSTRING_END"):
                depth -= 1
                if depth == 0: pieces.append(["string", begin, byte(token.end)])
            elif depth == 0 and token.type in kinds:
                pieces.append([kinds[token.type], byte(token.start), byte(token.end)])
        result.append(pieces)
    print(json.dumps(result))
    """

  @Test("Strings, numbers and comments are where Python itself finds them")
  func oracle() throws {
    let names = ["tasks", "base_events", "queues", "locks", "streams", "unix_events", "sslproto"]
    let script = "import asyncio, os; print(os.path.dirname(asyncio.__file__))"
    guard let folder = try? python(["-c", script]).trimmingCharacters(in: .whitespacesAndNewlines),
      !folder.isEmpty
    else { return }
    let files = names.map { "\(folder)/\($0).py" }
    let answer = try python(["-c", Self.oracle] + files)
    let expected = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [[[Any]]])
    for (file, pieces) in zip(files, expected) {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let mine = merged(
        PythonLexer.pieces(of: text)
          .filter { [.string, .number, .comment].contains($0.kind) }
          .map { ("\($0.kind)", $0.range) })
      let theirs = merged(
        pieces.compactMap { piece in
          guard let kind = piece[0] as? String, let from = piece[1] as? Int,
            let to = piece[2] as? Int
          else { return nil }
          return (kind, from..<to)
        })
      #expect(mine == theirs, "\(file)")
    }
  }

  /// Strings that touch are one piece in either.
  private func merged(_ pieces: [(String, Range<Int>)]) -> [String] {
    var result: [(String, Range<Int>)] = []
    for piece in pieces {
      if let last = result.last, last.0 == piece.0, last.1.upperBound == piece.1.lowerBound {
        result[result.count - 1].1 = last.1.lowerBound..<piece.1.upperBound
      } else {
        result.append(piece)
      }
    }
    return result.map { "\($0.0) \($0.1)" }
  }

  private func python(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
