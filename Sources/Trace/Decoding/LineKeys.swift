/// The keys that lines have, named as in the lines, but for `P`.
enum LineKey: UInt8, CaseIterable {
  case t, k, process
  case l, by, p, w, u, on, ob, hd, j, pid, lp, x, n, s, v
  case o, e, cb, th, cp, eager, back, c, q, tm, i, debug
  case f, ln, fn, up, late, daemon, main, tid
  case format, ppid, how, role, py, gil, `switch`, argv, cwd, mode, virtual, zero, wall, os
  case program, args, python, machine, code, signal, whole, sources, traced, took
  case y, re, cut, cpu, rss, bytes, cost, start, dropped, queued, id, d, g
  case path, text
}

/// The kinds of lines.
enum LineKind: UInt8, CaseIterable {
  case run, proc, pname, main, file, at, why, obj, thr, thx, task, name
  case s, r, b, u, loop, turn, wake, tm, tmx, cq
  case out, warn, jq, job, jx, child, childx, ln, call, ret, use, note, gil
  case exec, full, end
}

/// Finds short words by their bytes in one number.
struct WordTable: Sendable {
  static let keys = WordTable(
    LineKey.allCases.map { $0 == .process ? "P" : String(describing: $0) })
  static let kinds = WordTable(LineKind.allCases.map { String(describing: $0) })

  private static let bits = 9
  private var words: [UInt64]
  private var numbers: [UInt8]

  init(_ list: [String]) {
    words = Array(repeating: 0, count: 1 << WordTable.bits)
    numbers = Array(repeating: 0, count: 1 << WordTable.bits)
    for (number, word) in list.enumerated() {
      let packed = WordTable.packed(word)
      var slot = WordTable.slot(packed)
      while words[slot] != 0 { slot = (slot + 1) & (words.count - 1) }
      words[slot] = packed
      numbers[slot] = UInt8(truncatingIfNeeded: number)
    }
  }

  static func packed(_ word: String) -> UInt64 {
    var result: UInt64 = 0
    for (index, byte) in word.utf8.prefix(8).enumerated() {
      result |= UInt64(byte) << UInt64(8 * index)
    }
    return word.utf8.count > 8 ? 0 : result
  }

  @inline(__always)
  private static func slot(_ packed: UInt64) -> Int {
    Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
  }

  /// The number of a word in the list, or nil.
  @inline(__always)
  func number(of packed: UInt64) -> UInt8? {
    guard packed != 0 else { return nil }
    var slot = WordTable.slot(packed)
    while words[slot] != 0 {
      if words[slot] == packed { return numbers[slot] }
      slot = (slot + 1) & (words.count - 1)
    }
    return nil
  }
}
