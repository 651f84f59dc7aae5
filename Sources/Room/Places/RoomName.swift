enum RoomName {
  static let longest = 40

  static func isValid(_ name: String) -> Bool {
    let bytes = name.utf8
    return (1...longest).contains(bytes.count)
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The name itself, and then with numbers from 2, no longer than a name may be.
  static func candidates(_ name: String) -> [String] {
    [name]
      + (2...99).map { number in
        let ending = "-\(number)"
        return name.prefix(longest - ending.utf8.count) + ending
      }
  }
}
