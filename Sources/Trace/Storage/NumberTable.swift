/// Values by the numbers that lines use. Numbers are counted, so nearly all stand in one array; a
/// broken trace can name any, and those that are far from the others are kept apart.
struct NumberTable<Value> {
  private var base: UInt32 = 0
  private var dense: [Value?] = []
  private var sparse: [UInt32: Value] = [:]
  private var stored = 0

  var footprint: Int {
    dense.capacity * MemoryLayout<Value?>.stride
      + sparse.capacity * (MemoryLayout<Value>.stride + 8)
  }

  subscript(number: UInt32) -> Value? {
    get {
      if number >= base, Int(number - base) < dense.count { return dense[Int(number - base)] }
      return sparse.isEmpty ? nil : sparse[number]
    }
    set {
      if dense.isEmpty, newValue != nil { base = number }
      stored += 1
      // Gaps may take no more room than what is there.
      guard number >= base, Int(number - base) <= 4 * stored + 1024 else {
        sparse[number] = newValue
        return
      }
      let index = Int(number - base)
      while dense.count <= index { dense.append(sparse.removeValue(forKey: next) ?? nil) }
      dense[index] = newValue
    }
  }

  private var next: UInt32 { base &+ UInt32(truncatingIfNeeded: dense.count) }
}

extension NumberTable: Sendable where Value: Sendable {}

/// Texts that repeat, each kept once.
struct StringTable {
  private(set) var texts: [String] = [""]
  private var numbers: [String: UInt32] = ["": 0]

  var footprint: Int {
    texts.reduce(texts.capacity * 16 + numbers.capacity * 24) {
      $0 + ($1.utf8.count > 15 ? $1.utf8.count + 32 : 0)
    }
  }

  subscript(number: UInt32) -> String {
    Int(number) < texts.count ? texts[Int(number)] : ""
  }

  /// The one copy of a text.
  mutating func shared(_ text: String) -> String {
    let number = number(of: text)
    return texts[Int(number)]
  }

  mutating func number(of text: String) -> UInt32 {
    if let number = numbers[text] { return number }
    let number = UInt32(clamping: texts.count)
    texts.append(text)
    numbers[text] = number
    return number
  }
}
