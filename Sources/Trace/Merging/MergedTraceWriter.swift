/// Writes the files of a run's processes as one trace, in the order of time. The lines stay as they
/// are, but for the number of their process.
package struct MergedTraceWriter {
  /// Gives the next bytes of a file; none at its end.
  package typealias Source = () throws -> [UInt8]

  private struct Input {
    let source: Source
    let process: Int
    var splitter = LineSplitter()
    var lines: [(time: Int64, bytes: [UInt8])] = []
    var next = 0
    var newest: Int64 = 0
    var lastTime: Int64 = 0
    var isAtEnd = false

    /// Whether the line that is next can be given away: none can come in front of it any more.
    var isSettled: Bool {
      isAtEnd || (next < lines.count && lines[next].time <= newest - TraceReader.patience)
    }
  }

  private var inputs: [Input]
  private var decoder = TimeScanner()

  /// The files of the processes in the order of their numbers, and the runner's own lines, which
  /// have the numbers in them.
  package init(_ sources: [Source], samples: Source? = nil) {
    inputs = sources.enumerated().map { Input(source: $1, process: $0 + 1) }
    if let samples { inputs.append(Input(source: samples, process: 0)) }
  }

  /// Writes the header and all whole lines. `write` gets them in pieces.
  package mutating func write(
    header: RunHeader, to write: ([UInt8]) throws -> Void
  ) throws {
    var buffer = header.line
    while let index = try nextInput() {
      let line = inputs[index].lines[inputs[index].next].bytes
      inputs[index].next += 1
      append(line, of: inputs[index].process, to: &buffer)
      if buffer.count > 1 << 16 {
        try write(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try write(buffer)
  }

  private func append(_ line: [UInt8], of process: Int, to buffer: inout [UInt8]) {
    if process > 1, let brace = line.firstIndex(of: UInt8(ascii: "{")) {
      buffer += line[...brace]
      buffer += "\"P\":\(process),".utf8
      buffer += line[(brace + 1)...]
    } else {
      buffer += line
    }
    buffer.append(0x0A)
  }

  /// The input whose next line is the earliest.
  private mutating func nextInput() throws -> Int? {
    var best: Int?
    for index in inputs.indices {
      while !inputs[index].isSettled { try fill(index) }
      guard inputs[index].next < inputs[index].lines.count else { continue }
      let time = inputs[index].lines[inputs[index].next].time
      if let other = best, inputs[other].lines[inputs[other].next].time <= time { continue }
      best = index
    }
    return best
  }

  private mutating func fill(_ index: Int) throws {
    var input = inputs[index]
    input.lines.removeSubrange(..<input.next)
    input.next = 0
    let bytes = try input.source()
    var found: [(time: Int64, bytes: [UInt8])] = []
    var lastTime = input.lastTime
    var newest = input.newest
    bytes.withUnsafeBufferPointer { bytes in
      _ = input.splitter.feed(bytes) { line in
        guard let line, line.contains(where: { $0 != 0x20 }) else { return }
        lastTime = decoder.time(of: line) ?? lastTime
        newest = max(newest, lastTime)
        found.append((lastTime, Array(line)))
      }
    }
    input.lastTime = lastTime
    input.newest = newest
    input.isAtEnd = bytes.isEmpty || input.splitter.reachedNUL
    input.lines += found
    input.lines = input.lines.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
    inputs[index] = input
  }
}

/// Finds the time of a line without reading the rest of it.
struct TimeScanner {
  private var fields = LineFields()

  mutating func time(of line: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard fields.read(line), let time = fields.value(.t), time.kind == .number,
      time.number >= 0, time.number <= TraceTime.latest
    else { return nil }
    return time.number
  }
}

extension RunHeader {
  /// The header as the first line of a merged trace.
  package var line: [UInt8] {
    var json = "{\"t\":0,\"k\":\"run\",\"format\":\"interleave-trace\",\"v\":1"
    json += ",\"program\":\(quoted(program))"
    json += ",\"args\":[\(arguments.map(quoted).joined(separator: ","))]"
    json += ",\"python\":\(quoted(python)),\"machine\":\(quoted(machine))"
    json += ",\"virtual\":\(isVirtual),\"code\":\(code.map { "\($0)" } ?? "null")"
    json += ",\"signal\":\(signal.map { "\($0)" } ?? "null")"
    if let isWhole { json += ",\"whole\":\(isWhole)" }
    if !isTraced { json += ",\"traced\":false" }
    if let wall { json += ",\"wall\":\(wall)" }
    if let duration { json += ",\"took\":\(duration)" }
    let texts = sources.map { "{\"path\":\(quoted($0.path)),\"text\":\(quoted($0.text))}" }
    json += ",\"sources\":[\(texts.joined(separator: ","))]}\n"
    return Array(json.utf8)
  }
}

/// A text as JSON has it, in plain ASCII.
func quoted(_ text: String) -> String {
  var result = "\""
  for unit in text.utf16 {
    switch unit {
    case 0x22: result += "\\\""
    case 0x5C: result += "\\\\"
    case 0x0A: result += "\\n"
    case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
    default:
      let digits = String(unit, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
  return result + "\""
}
