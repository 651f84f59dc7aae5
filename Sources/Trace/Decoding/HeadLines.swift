/// The first lines: of a merged trace, and of a process.
extension LineDecoder {
  mutating func processStart(_ bytes: Bytes) -> ProcessStart {
    var start = ProcessStart()
    start.pid = fields.integer(.pid) ?? 0
    start.parentPID = fields.integer(.ppid) ?? 0
    start.how = fields.text(.how, bytes) ?? ""
    start.role = fields.text(.role, bytes) ?? ""
    start.by = fields.number(.by)
    start.python = fields.text(.py, bytes) ?? ""
    start.hasGIL = fields.value(.gil)?.kind != .no
    start.switchInterval = fields.integer(.switch) ?? 0
    start.arguments = texts(.argv, bytes)
    start.folder = fields.text(.cwd, bytes) ?? ""
    start.mode = fields.text(.mode, bytes) ?? ""
    start.isVirtual = fields.flag(.virtual)
    start.wall = fields.integer(.wall)
    start.processor = fields.integer(.cpu).map { max($0, 0) }
    return start
  }

  mutating func runHeader(_ bytes: Bytes) -> RunHeader {
    var header = RunHeader()
    header.version = fields.integer(.v) ?? 1
    header.program = fields.text(.program, bytes) ?? ""
    header.arguments = texts(.args, bytes)
    header.python = fields.text(.python, bytes) ?? ""
    header.machine = fields.text(.machine, bytes) ?? ""
    header.isVirtual = fields.flag(.virtual)
    header.code = fields.integer(.code)
    header.signal = fields.integer(.signal)
    header.isWhole = fields.value(.whole).map { $0.kind == .yes }
    header.sources = sources(bytes)
    header.isTraced = fields.value(.traced)?.kind != .no
    header.wall = fields.integer(.wall)
    header.duration = fields.integer(.took)
    return header
  }

  /// The format and version that a head line names.
  mutating func formatVersion(_ bytes: Bytes) -> Int64? {
    guard fields.text(.format, bytes) == "interleave-trace" else { return nil }
    return fields.integer(.v)
  }

  /// A list of texts; what is not a text is left out.
  private func texts(_ key: LineKey, _ bytes: Bytes) -> [String] {
    var result: [String] = []
    forEachElement(key, bytes) { value in
      if value.kind == .text { result.append(LineText.decode(bytes, value)) }
    }
    return result
  }

  private func sources(_ bytes: Bytes) -> [RunHeader.Source] {
    var result: [RunHeader.Source] = []
    forEachElement(.sources, bytes) { value in
      guard value.kind == .nested else { return }
      var inner = LineFields()
      let part = Bytes(rebasing: bytes[value.start..<value.end])
      guard inner.read(part), let path = inner.text(.path, part) else { return }
      result.append(.init(path: path, text: inner.text(.text, part) ?? ""))
    }
    return result
  }

  private func forEachElement(
    _ key: LineKey, _ bytes: Bytes, _ body: (LineValue) -> Void
  ) {
    guard let list = fields.value(key), list.kind == .nested,
      bytes[list.start] == UInt8(ascii: "[")
    else { return }
    var scanner = LineScanner(bytes, from: list.start + 1)
    scanner.skipSpace()
    while scanner.index < list.end - 1 {
      var value = LineValue()
      guard scanner.value(into: &value) else { return }
      body(value)
      scanner.skipSpace()
      guard scanner.take(UInt8(ascii: ",")) else { return }
      scanner.skipSpace()
    }
  }
}
