import Foundation
import Testing

@testable import LessonFormat

@Suite struct PythonCommentsTests {
  @Test(arguments: [
    ("x = 1  # a", ["1:8"]), ("'#'  # a", ["1:6"]), ("\"\"\"\n#\n\"\"\"  # a", ["3:6"]),
    ("'\\'#'  # a", ["1:8"]), ("r'\\'  # a", []), ("''  # a", ["1:5"]), ("''''#'''  # a", ["1:11"]),
    ("'open\n# a", ["2:1"]), ("'''open\n# a", []), ("é = 1  # a", ["1:9"]), ("#", ["1:1"]),
    ("'a\\\n#'  # a", ["2:5"]), ("", []), ("\\", []), ("'\\", []),
  ])
  func places(program: String, expected: [String]) {
    #expect(
      PythonComments.find(in: Array(program.utf8)).map { "\($0.line):\($0.column)" } == expected)
  }

  static let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// What Python's own tokenizer says about the files of `asyncio`, one line for each comment.
  private static let script = """
    import asyncio, glob, os, tokenize
    for name in sorted(glob.glob(os.path.join(os.path.dirname(asyncio.__file__), "*.py"))):
        print("=" + name)
        with open(name, "rb") as file:
            for token in tokenize.tokenize(file.readline):
                if token.type == tokenize.COMMENT:
                    column = len(token.line[:token.start[1]].encode()) + 1
                    print(f"{token.start[0]}:{column}")
    """

  @Test(.enabled(if: python != nil, "there is no python3 in /usr/bin or /usr/local/bin"))
  func agreesWithPythonsTokenizer() throws {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = ["-I", "-c", Self.script]
    process.standardOutput = pipe
    try process.run()
    let output = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    let files = String(decoding: output, as: UTF8.self).split(separator: "=")
    #expect(files.count > 10)
    for file in files {
      let lines = file.split(separator: "\n").map(String.init)
      let text = try String(contentsOfFile: try #require(lines.first), encoding: .utf8)
      let found = PythonComments.find(in: Array(text.utf8)).map { "\($0.line):\($0.column)" }
      #expect(found == Array(lines.dropFirst()), "\(lines[0])")
    }
  }
}
