/// "Did you mean …": the candidate that is a slip of the keyboard away from what was written.
package func closest(to written: String, among candidates: some Sequence<String>) -> String? {
  let target = Array(written.lowercased().utf8)
  guard !target.isEmpty, target.count <= 64 else { return nil }
  var best: (candidate: String, distance: Int)?
  // Among thousands of names any slip is near something, and the search would take its time.
  for candidate in candidates.prefix(1000) {
    let bytes = Array(candidate.lowercased().utf8)
    // A third of the word may differ; that accepts "demoo" and "pridict" and refuses strangers.
    let allowed = max(1, min(bytes.count, target.count + 1) / 3)
    guard abs(bytes.count - target.count) <= allowed else { continue }
    let distance = editDistance(target, bytes)
    guard distance <= allowed, distance < bytes.count else { continue }
    // What was broken off is nearer than what differs.
    let isBetter =
      best.map { best in
        (distance, candidate.hasPrefix(written) ? 0 : 1)
          < (best.distance, best.candidate.hasPrefix(written) ? 0 : 1)
      } ?? true
    if isBetter { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The number of letters to insert, remove, replace or swap with their neighbour.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i]
    row.reserveCapacity(b.count + 1)
    for j in 1...b.count {
      var cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        cost = min(cost, beforeLast[j - 2] + 1)
      }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
