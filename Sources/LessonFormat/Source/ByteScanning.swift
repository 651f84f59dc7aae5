#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scanning bytes in the large steps that the C library and the machine's words allow: a lesson's
/// text is looked at for many things, nearly all of which it does not have.
extension UnsafeBufferPointer<UInt8> {
  /// The next place of a byte, from `start` on.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let baseAddress, start < count,
      let found = memchr(baseAddress + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  /// Whether these stand at `start`.
  func holds(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + wanted.count <= count else { return false }
    guard let baseAddress, let other = wanted.baseAddress else { return true }
    return memcmp(baseAddress + start, other, wanted.count) == 0
  }

  /// The first byte from `start` on that is part of something longer than ASCII.
  func firstNonASCII(from start: Int) -> Int? {
    let words = UnsafeRawBufferPointer(self)
    var index = start
    while index + 8 <= count,
      words.loadUnaligned(fromByteOffset: index, as: UInt64.self) & highBits == 0
    {
      index += 8
    }
    while index < count {
      if self[index] >= 0x80 { return index }
      index += 1
    }
    return nil
  }

  /// The first byte that is no letter, sign or blank of ASCII: a control, DEL, or part of something
  /// longer. Line ends and tabs are controls here.
  func firstUnprintable() -> Int? {
    let words = UnsafeRawBufferPointer(self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = 0
    while index + 8 <= count {
      let word = words.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A high bit that is set, a borrow below 0x20, a carry above 0x7E; a borrow may go on to the
      // next byte, so which one it was is looked up below.
      if (word | (word &- 0x20 &* ones) | (word &+ ones)) & highBits != 0 { break }
      index += 8
    }
    while index < count {
      if self[index] < 0x20 || self[index] >= 0x7F { return index }
      index += 1
    }
    return nil
  }
}

private let highBits: UInt64 = 0x8080_8080_8080_8080

extension String {
  /// Its bytes in one piece.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }
}

extension ArraySlice<UInt8> {
  func firstIndex(of sequence: String) -> Int? {
    let found: Int? = sequence.withBytes { wanted in
      withUnsafeBufferPointer { bytes in
        guard let first = wanted.first else { return 0 }
        var index = 0
        while let next = bytes.firstIndex(of: first, from: index) {
          if bytes.holds(wanted, at: next) { return next }
          index = next + 1
        }
        return nil
      }
    }
    return found.map { startIndex + $0 }
  }

  func contains(sequence: String) -> Bool { firstIndex(of: sequence) != nil }
}
