import CCmarkGFM

/// Owns a tree that cmark made of a text.
///
/// Task lists are left to this package: cmark's extension does not see them inside a quote, where
/// questions have theirs.
struct MarkdownDocument: ~Copyable {
  private let root: OpaquePointer

  /// Registering is global and not safe against itself, hence once.
  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  /// nil only when memory has run out.
  init?(_ bytes: ArraySlice<UInt8>) {
    _ = Self.registration
    guard let parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    bytes.withUnsafeBytes { buffer in
      cmark_parser_feed(parser, buffer.baseAddress, buffer.count)
    }
    guard let root = cmark_parser_finish(parser) else { return nil }
    self.root = root
  }

  deinit {
    cmark_node_free(root)
  }

  /// The tree is gone when this call returns, so nodes stay inside it.
  borrowing func withRoot<Result>(_ body: (MarkdownNode) -> Result) -> Result {
    body(MarkdownNode(root))
  }
}
