/// The opening line of fenced code at the margin, as CommonMark has it.
struct Fence {
  var character: UInt8
  var length: Int
  var indent: Int

  init?(opening line: ArraySlice<UInt8>) {
    let indent = line.prefix { $0 == Byte.space }.count
    let rest = line.dropFirst(indent)
    guard indent <= 3, let mark = rest.first, mark == Byte.backtick || mark == Byte.tilde else {
      return nil
    }
    let length = rest.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    // An info string after backticks has no backtick, else it is inline code.
    if mark == Byte.backtick, rest.dropFirst(length).contains(Byte.backtick) { return nil }
    character = mark
    self.length = length
    self.indent = indent
  }

  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    let indent = line.prefix { $0 == Byte.space }.count
    guard indent <= 3 else { return false }
    let marks = line.dropFirst(indent).prefix { $0 == character }.count
    return marks >= length && line.dropFirst(indent + marks).allSatisfy(Byte.isBlank)
  }
}
