import CArena
import CCmarkGFM

/// Owns a tree that cmark made of a text.
///
/// Task lists are left to this package: cmark's extension does not see them inside a quote, where
/// questions have theirs.
struct MarkdownDocument: ~Copyable {
  private let root: OpaquePointer
  private let arena: OpaquePointer

  /// Registering is global and not safe against itself, hence once.
  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  /// nil only when memory has run out.
  init?(_ bytes: ArraySlice<UInt8>) {
    _ = Self.registration
    guard let arena = interleave_arena_begin() else { return nil }
    let parser = cmark_parser_new_with_mem(
      CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE, interleave_arena_memory())
    for name in ["table", "strikethrough"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    bytes.withUnsafeBytes { buffer in
      cmark_parser_feed(parser, buffer.baseAddress, buffer.count)
    }
    guard let root = cmark_parser_finish(parser) else {
      interleave_arena_end(arena)
      return nil
    }
    self.arena = arena
    self.root = root
  }

  deinit {
    interleave_arena_end(arena)
  }

  /// The tree is gone when this call returns, so nodes stay inside it.
  borrowing func withRoot<Result>(_ body: (MarkdownNode) -> Result) -> Result {
    body(MarkdownNode(root))
  }
}
