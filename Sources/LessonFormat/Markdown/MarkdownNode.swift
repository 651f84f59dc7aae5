import CCmarkGFM

/// A node of cmark's tree. The tree belongs to `MarkdownDocument`; a node must not outlive it.
struct MarkdownNode {
  enum Kind {
    case document, quote, list, item, code, html, paragraph, heading, thematicBreak
    case table, tableRow, tableCell
    case text, softBreak, lineBreak, inlineCode, inlineHTML, emphasis, strong, strikethrough
    case link, image, other
  }

  private let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }

  var kind: Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .inlineCode
    case CMARK_NODE_HTML_INLINE: .inlineHTML
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_CODE_BLOCK: .code
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_HTML_BLOCK: .html
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_DOCUMENT: .document
    default: extensionKind
    }
  }

  /// Extensions number their node types when they register, so those are known by name alone.
  private var extensionKind: Kind {
    switch String(cString: cmark_node_get_type_string(pointer)) {
    case "table": .table
    case "table_row", "table_header": .tableRow
    case "table_cell": .tableCell
    case "strikethrough": .strikethrough
    default: .other
    }
  }

  var firstChild: MarkdownNode? { cmark_node_first_child(pointer).map { MarkdownNode($0) } }

  var children: Children { Children(following: cmark_node_first_child(pointer)) }

  struct Children: Sequence, IteratorProtocol {
    fileprivate var following: OpaquePointer?

    /// Exact: looking at each child costs less than an array that grows.
    var underestimatedCount: Int {
      var count = 0
      var child = following
      while let current = child {
        count += 1
        child = cmark_node_next(current)
      }
      return count
    }

    mutating func next() -> MarkdownNode? {
      guard let current = following else { return nil }
      following = cmark_node_next(current)
      return MarkdownNode(current)
    }
  }

  var literal: String {
    cmark_node_get_literal(pointer).map { String(cString: $0) } ?? ""
  }

  /// Whether this is HTML that begins with a comment.
  var isComment: Bool {
    guard kind == .html, let literal = cmark_node_get_literal(pointer) else { return false }
    return zip("<!--".utf8, 0...).allSatisfy { byte, index in
      UInt8(bitPattern: literal[index]) == byte
    }
  }

  var url: String {
    cmark_node_get_url(pointer).map { String(cString: $0) } ?? ""
  }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  var endColumn: Int { Int(cmark_node_get_end_column(pointer)) }

  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var listStart: Int { Int(cmark_node_get_list_start(pointer)) }

  var tableAlignments: [TableAlignment] {
    let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
    guard let alignments = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
    return UnsafeBufferPointer(start: alignments, count: count).map { letter in
      switch letter {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .left
      }
    }
  }

  /// The fence's length and indentation, or nil for code that is only indented.
  var fence: (length: Int, indent: Int)? {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    guard cmark_node_get_fenced(pointer, &length, &offset, &character) != 0 else { return nil }
    return (Int(length), Int(offset))
  }
}
