/// Frames out of bytes, however they arrive. What is too long is passed over and never kept.
package struct FrameReader: Sendable {
  package enum Finding: Equatable, Sendable {
    case frame(Frame)
    /// Something that is no message. A long one is found again for each message's length of it.
    case malformed
  }

  private let longestBody: Int
  private var longest: Int { Frame.head + Topic.longest + longestBody }
  private var kept: [UInt8] = []
  /// Bytes to come that belong to a frame which is too long.
  private var skipped = 0
  private var skippedSinceFinding = 0

  package init(longestBody: Int) { self.longestBody = longestBody }

  /// Bytes of a frame whose end has not come.
  package var keptCount: Int { kept.count }

  package mutating func read(_ bytes: ArraySlice<UInt8>) -> [Finding] {
    var findings: [Finding] = []
    let rest = skip(bytes, &findings)
    guard !rest.isEmpty else { return findings }
    kept += rest
    var unread = kept[...]
    while skipped == 0, let length = length(unread) {
      let content = unread.dropFirst(Frame.lengthBytes)
      guard (Frame.head...longest).contains(length) else {
        findings.append(.malformed)
        skipped = length
        unread = skip(content, &findings)
        continue
      }
      guard content.count >= length else { break }
      if let frame = Frame(content: content.prefix(length)), frame.body.count <= longestBody {
        findings.append(.frame(frame))
      } else {
        findings.append(.malformed)
      }
      unread = content.dropFirst(length)
    }
    kept = Array(unread)
    return findings
  }

  private func length(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= Frame.lengthBytes else { return nil }
    return Int(Frame.number(bytes.prefix(Frame.lengthBytes)))
  }

  /// What comes after the bytes that belong to nothing.
  private mutating func skip(
    _ bytes: ArraySlice<UInt8>, _ findings: inout [Finding]
  ) -> ArraySlice<UInt8> {
    let count = min(skipped, bytes.count)
    skipped -= count
    skippedSinceFinding += count
    while skippedSinceFinding >= longest {
      findings.append(.malformed)
      skippedSinceFinding -= longest
    }
    return bytes.dropFirst(count)
  }
}
