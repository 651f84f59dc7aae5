import Testing

@testable import LessonFormat

/// What looks at eight bytes at once finds what looking at each of them finds.
@Suite("Scanning bytes")
struct ByteScanningTests {
  /// Texts of all lengths up to three words of the machine, with each byte at each place.
  @Test("One byte that differs, at any place")
  func everyPlace() {
    for length in 0...24 {
      for place in 0..<max(length, 1) {
        for byte: UInt8 in [0, 9, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0xC3, 0xFF] {
          var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          if place < length { bytes[place] = byte }
          bytes.withUnsafeBufferPointer { buffer in
            #expect(
              buffer.firstUnprintable() == bytes.firstIndex { $0 < 0x20 || $0 >= 0x7F })
            for start in 0...length {
              #expect(
                buffer.firstNonASCII(from: start)
                  == bytes[start...].firstIndex { $0 >= 0x80 })
              #expect(
                buffer.firstIndex(of: byte, from: start) == bytes[start...].firstIndex(of: byte))
            }
          }
        }
      }
    }
  }

  @Test("A control before a letter does not hide what is behind")
  func borrowing() {
    let bytes: [UInt8] = Array("abc".utf8) + [0x1F, 0x20, 0x20, 0x7F] + Array("xyz".utf8)
    bytes.withUnsafeBufferPointer { #expect($0.firstUnprintable() == 3) }
  }

  @Test(
    "A sequence, from the beginning of the slice on",
    arguments: ["-->", "->", ">", "--->", "x", "", "-->-->"])
  func sequences(wanted: String) {
    let text = "--> a -- b ->--->"
    for start in 0...text.utf8.count {
      let bytes = Array(text.utf8)[start...]
      let expected = (bytes.startIndex...bytes.endIndex).first {
        bytes[$0...].starts(with: wanted.utf8)
      }
      #expect(bytes.firstIndex(of: wanted) == expected)
    }
  }
}
