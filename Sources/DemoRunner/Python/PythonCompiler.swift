/// Asks Python whether programs compile; it runs none of them.
package struct PythonCompiler: Sendable {
  package struct Source: Sendable {
    package var text: String
    /// The oldest Python that can be expected to compile it.
    package var major: Int
    package var minor: Int
    /// May await at its top level.
    package var isFragment: Bool

    package init(text: String, major: Int, minor: Int, isFragment: Bool) {
      self.text = text
      self.major = major
      self.minor = minor
      self.isFragment = isFragment
    }
  }

  package struct Mistake: Hashable, Sendable {
    /// Which of the sources.
    package var index: Int
    /// Both from 1; the column counts bytes.
    package var line: Int
    package var column: Int
    package var message: String
  }

  package struct Verdict: Hashable, Sendable {
    /// "3.11"
    package var version: String
    package var mistakes: [Mistake]
    /// How many sources need a newer Python than this.
    package var skipped: Int
  }

  package enum Failure: Error, Hashable, Sendable {
    case cannotStart(String)
    case timedOut
    /// It ended without an answer; the text is the last line that it wrote as an error.
    case failed(String)
  }

  private static let seconds = 60.0

  let interpreter: PythonInterpreter

  package init(_ interpreter: PythonInterpreter) {
    self.interpreter = interpreter
  }

  package func compile(_ sources: [Source]) throws(Failure) -> Verdict {
    var input: [UInt8] = []
    for source in sources {
      let text = Array(source.text.utf8)
      input += "\(source.major) \(source.minor) \(source.isFragment ? 1 : 0) \(text.count)\n".utf8
      input += text
    }
    let outcome: BoundedProcess.Outcome
    do throws(BoundedProcess.Failure) {
      outcome = try BoundedProcess.run(
        interpreter.path, ["-I", "-S", "-B", "-c", Self.script], input: input,
        seconds: Self.seconds)
    } catch {
      switch error {
      case .cannotStart(let reason): throw .cannotStart(reason)
      case .timedOut: throw .timedOut
      }
    }
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    guard outcome.status == 0, let verdict = Self.verdict(lines) else {
      let errors = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n")
      throw .failed(errors.last.map(String.init) ?? "it ended with status \(outcome.status)")
    }
    return verdict
  }

  private static func verdict(_ lines: [Substring]) -> Verdict? {
    guard let first = lines.first, first.hasPrefix("python "), lines.last == "end" else {
      return nil
    }
    var verdict = Verdict(version: String(first.dropFirst(7)), mistakes: [], skipped: 0)
    for line in lines.dropFirst().dropLast() {
      if line == "skipped" {
        verdict.skipped += 1
        continue
      }
      let fields = line.split(separator: " ", maxSplits: 3)
      guard fields.count == 4, let index = Int(fields[0]), let row = Int(fields[1]),
        let column = Int(fields[2])
      else { return nil }
      verdict.mistakes.append(
        Mistake(index: index, line: row, column: column, message: String(fields[3])))
    }
    return verdict
  }

  /// Runs on every Python from 3.0 on, so that an old one can still say what it is.
  private static let script = """
    import ast, sys, warnings

    warnings.simplefilter("ignore")
    stream = sys.stdin.buffer
    print("python %d.%d" % sys.version_info[:2])
    index = -1
    while True:
        head = stream.readline().split()
        if not head:
            break
        index += 1
        major, minor, fragment, size = map(int, head)
        source = stream.read(size).decode("utf-8")
        if sys.version_info[:2] < (major, minor):
            print("skipped")
            continue
        flags = getattr(ast, "PyCF_ALLOW_TOP_LEVEL_AWAIT", 0) if fragment else 0
        try:
            compile(source, "program", "exec", flags, True)
            if not fragment and sys.version_info >= (3, 8):
                # As well as it is known, the grammar of the oldest Python that is promised.
                ast.parse(source, feature_version=(major, minor))
        except SyntaxError as error:
            line = error.lineno or 1
            before = (error.text or "")[:max((error.offset or 1) - 1, 0)]
            column = len(before.encode("utf-8", "replace")) + 1
            print(index, line, column, str(error.msg).replace("\\n", " "))
        except (ValueError, MemoryError, RecursionError, OverflowError) as error:
            print(index, 1, 1, (str(error) or type(error).__name__).replace("\\n", " "))
    print("end")
    """
}
