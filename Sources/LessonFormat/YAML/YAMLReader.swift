import CYAML

/// Reads one YAML document over libyaml's events. Anchors and aliases are refused, so that a small
/// text cannot stand for a large value, and depth and size are bounded.
package struct YAMLReader: ~Copyable {
  private static let maximumDepth = 16
  private static let maximumNodes = 10_000

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var nodes = 0

  private init() {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    // Given, not detected: libyaml would take a byte-order mark's word for it.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The document's value, or nil where the text holds none.
  package static func read(_ bytes: ArraySlice<UInt8>) throws(YAMLProblem) -> YAMLNode? {
    var result: Result<YAMLNode?, YAMLProblem> = .success(nil)
    bytes.withUnsafeBufferPointer { buffer in
      var reader = YAMLReader()
      yaml_parser_set_input_string(reader.parser, buffer.baseAddress, buffer.count)
      do throws(YAMLProblem) {
        result = .success(try reader.readDocument())
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private mutating func readDocument() throws(YAMLProblem) -> YAMLNode? {
    var value: YAMLNode?
    while true {
      var event = try nextEvent()
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_END_EVENT:
        return value
      case YAML_DOCUMENT_START_EVENT where value != nil:
        throw YAMLProblem(
          range: range(of: event), message: "a second YAML document begins here",
          fix: "Keep one document")
      case YAML_SCALAR_EVENT, YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT,
        YAML_ALIAS_EVENT:
        value = try node(from: event, depth: 1)
      default:
        break
      }
    }
  }

  private mutating func node(from event: yaml_event_t, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var place = range(of: event)
    nodes += 1
    guard depth <= Self.maximumDepth, nodes <= Self.maximumNodes else {
      throw YAMLProblem(
        range: place, message: "this YAML is nested too deeply or too long", fix: "Make it flatter")
    }
    switch event.type {
    case YAML_SCALAR_EVENT where event.data.scalar.anchor == nil:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return YAMLNode(
        content: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), range: place)
    case YAML_SEQUENCE_START_EVENT where event.data.sequence_start.anchor == nil:
      var items: [YAMLNode] = []
      while let item = try element(endingWith: YAML_SEQUENCE_END_EVENT, depth: depth) {
        items.append(item)
      }
      place.end = items.last?.range.end ?? place.end
      return YAMLNode(content: .sequence(items), range: place)
    case YAML_MAPPING_START_EVENT where event.data.mapping_start.anchor == nil:
      var pairs: [(key: YAMLNode, value: YAMLNode)] = []
      while let key = try element(endingWith: YAML_MAPPING_END_EVENT, depth: depth),
        let value = try element(endingWith: YAML_MAPPING_END_EVENT, depth: depth)
      {
        pairs.append((key, value))
      }
      place.end = pairs.last?.value.range.end ?? place.end
      return YAMLNode(content: .mapping(pairs), range: place)
    default:
      throw YAMLProblem(
        range: place, message: "anchors and aliases are not allowed here",
        fix: "Write the value out")
    }
  }

  /// The next value inside a collection, or nil at its end.
  private mutating func element(
    endingWith end: yaml_event_type_t, depth: Int
  ) throws(YAMLProblem) -> YAMLNode? {
    var event = try nextEvent()
    defer { yaml_event_delete(&event) }
    return event.type == end ? nil : try node(from: event, depth: depth + 1)
  }

  private mutating func nextEvent() throws(YAMLProblem) -> yaml_event_t {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
      let mark =
        parser.pointee.error == YAML_READER_ERROR
        ? parser.pointee.mark : parser.pointee.problem_mark
      throw YAMLProblem(
        range: SourceRange(line: Int(mark.line) + 1, column: Int(mark.column) + 1, length: 1),
        message: "this is not YAML: \(problem)",
        fix: "Write \"key: value\" lines, and quote a value that has a colon in it")
    }
    return event
  }

  /// libyaml counts columns in characters; front matter is ASCII but for its values, so that the
  /// difference is at most in where a caret ends.
  private func range(of event: yaml_event_t) -> SourceRange {
    let start = event.start_mark
    let end = event.end_mark
    return SourceRange(
      start: SourcePosition(line: Int(start.line) + 1, column: Int(start.column) + 1),
      end: start.line == end.line
        ? SourcePosition(line: Int(end.line) + 1, column: Int(end.column) + 1)
        : SourcePosition(line: Int(start.line) + 1, column: Int(start.column) + 2))
  }
}
