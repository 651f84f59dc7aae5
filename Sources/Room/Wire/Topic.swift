enum Topic {
  static let longest = 64

  // What guest and host say to each other about the connection. No topic of a room begins with "$".
  static let hello = "$hello"
  static let welcome = "$welcome"
  static let refused = "$refused"
  static let replaced = "$replaced"

  static func isValid(_ topic: String) -> Bool {
    let bytes = topic.utf8
    return (1...longest).contains(bytes.count) && bytes.allSatisfy(isAllowed)
  }

  /// A topic, or one of the connection's own words.
  static func isOnWire(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= longest else { return false }
    let name = bytes.first == UInt8(ascii: "$") ? bytes.dropFirst() : bytes
    return !name.isEmpty && name.allSatisfy(isAllowed)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
