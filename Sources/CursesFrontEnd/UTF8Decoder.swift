/// Characters out of bytes that come one by one, with pauses anywhere.
struct UTF8Decoder {
  private var bytes: [UInt8] = []
  private var length = 0

  /// The character that this byte completes. What is no UTF-8 becomes U+FFFD, once for each run.
  mutating func scalar(after byte: UInt8) -> Unicode.Scalar? {
    if bytes.isEmpty || byte & 0xC0 != 0x80 {
      bytes = [byte]
      length =
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    } else {
      bytes.append(byte)
    }
    guard bytes.count == length else { return nil }
    defer { bytes = [] }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }
}
