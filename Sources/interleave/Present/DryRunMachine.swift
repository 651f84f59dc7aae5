import LessonFormat
import Narration
import TextWidth

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the machine and its terminal have to do with how a lesson will look in the room.
enum DryRunMachine {
  static func sentences(_ lesson: Lesson, step: Int?) -> [String] {
    machine + terminal(ShownCode.widestAndLongest(of: lesson, step: step))
  }

  // MARK: The machine

  private static var machine: [String] {
    var sentences: [String] = []
    if let load {
      let processors = Environment.processors
      sentences.append(
        "This machine has \(count(processors, "processor")), and its load was "
          + "\(inWords((load * 100).rounded() / 100)) in the last minute."
          + (load > Double(processors)
            ? " That is more than it can do at once, so runs may take longer than they should."
            : ""))
    }
    if let freeMemory { sentences.append("\(dataSize(freeMemory)) of memory are free.") }
    return sentences
  }

  private static var load: Double? {
    var loads = [0.0]
    return getloadavg(&loads, 1) == 1 ? loads[0] : nil
  }

  /// What programs can have before others have to give way; nil where the system does not tell.
  private static var freeMemory: Int64? {
    var text: [UInt8] = []
    try? Disk.read("/proc/meminfo", inPiecesOf: 1 << 16) { piece, _ in
      text += piece
      return true
    }
    let line = String(decoding: text, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("MemAvailable:") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
    else { return nil }
    return kilobytes << 10
  }

  // MARK: The terminal

  private static func terminal(_ code: (widest: ShownCode, longest: ShownCode)?) -> [String] {
    guard let (widest, longest) = code else { return [] }
    let needs =
      "The widest line of code takes \(count(widest.columns, "column")), in step "
      + "\(widest.step + 1). The longest code has \(count(longest.rows, "line")), in step "
      + "\(longest.step + 1)."
    guard let size = Output.terminalSize else { return [needs] }
    var sentence = "This terminal has \(size.columns) columns and \(size.rows) rows."
    switch (widest.columns > size.columns, longest.rows > size.rows) {
    case (true, true): sentence += " Code has to be scrolled, in both directions."
    case (true, false): sentence += " Code has to be scrolled to the side."
    case (false, true): sentence += " Code has to be scrolled."
    case (false, false): break
    }
    return [needs, sentence]
  }
}

/// Code that a step shows, and the room that it takes.
private struct ShownCode {
  var step: Int
  var columns: Int
  var rows: Int

  private init(_ lines: ArraySlice<Substring>, in step: Int) {
    self.step = step
    columns = lines.map { TextWidth.columns($0) }.max() ?? 0
    rows = lines.count
  }

  static func widestAndLongest(
    of lesson: Lesson, step: Int?
  ) -> (widest: ShownCode, longest: ShownCode)? {
    let all = lesson.steps.indices.filter { step == nil || $0 == step }.flatMap { index in
      lesson.steps[index].blocks.flatMap { texts($0) }.map { ShownCode($0, in: index) }
    }
    guard let widest = all.max(by: { $0.columns < $1.columns }),
      let longest = all.max(by: { $0.rows < $1.rows })
    else { return nil }
    return (widest, longest)
  }

  private static func texts(_ block: Block) -> [ArraySlice<Substring>] {
    switch block.content {
    case .demo(let demo):
      demo.mainVariants.map { variant in
        let lines = lines(variant.program.text)
        guard let shown = variant.shownLines else { return lines }
        return lines[(shown.lowerBound - 1)...].prefix(shown.count)
      }
    case .code(let code): [lines(code.text)]
    case .exercise(let exercise): [lines(exercise.starter.text)]
    default: []
    }
  }

  private static func lines(_ text: String) -> ArraySlice<Substring> {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.last?.isEmpty ?? false ? lines.dropLast() : lines[...]
  }
}
