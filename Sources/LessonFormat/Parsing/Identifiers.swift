extension ContentID {
  package static let maximumLength = 64

  /// What is wrong with an id that an author wrote, or nil where it is well formed.
  package static func problem(in id: String) -> (message: String, fix: String, meant: String?)? {
    guard !isWellFormed(id) else { return nil }
    let proper = slug(of: id)
    return (
      "\"\(id)\" is not an id",
      "Use small letters, digits and single dashes, at most \(maximumLength) of them, "
        + "and not digits alone",
      proper == id || !isWellFormed(proper) ? nil : proper
    )
  }

  private static func isWellFormed(_ id: String) -> Bool {
    var previous = Byte.dash
    var isNumber = true
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): isNumber = false
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case Byte.dash where previous != Byte.dash: isNumber = false
      default: return false
      }
      previous = byte
    }
    // A number would be a place in a list.
    return !isNumber && previous != Byte.dash && id.utf8.count <= maximumLength
  }

  /// An id made of a text: "Three fetches, one by one" gives three-fetches-one-by-one.
  package static func slug(of text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        result.append(byte + 32)
      case Byte.apostrophe:
        break
      default:
        if let last = result.last, last != Byte.dash { result.append(Byte.dash) }
      }
    }
    result = Array(result.prefix(maximumLength))
    if result.last == Byte.dash { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }
}
