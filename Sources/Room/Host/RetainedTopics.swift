/// The newest body of each topic, in the order in which they became what they are. What a guest
/// lacks is what comes after the last that it was sent, so that nothing is kept for each guest, and
/// one that lags gets the newest of all.
package struct RetainedTopics: Sendable {
  /// A frame that is ready to be sent; all guests share its bytes.
  struct Entry: Sendable {
    let topic: String
    let frame: [UInt8]
    let bodyCount: Int

    var isRemoval: Bool { bodyCount == 0 }
    var weight: Int { topic.utf8.count + bodyCount }
  }

  private struct Slot: Sendable {
    let sequence: UInt64
    /// nil once the topic says something newer.
    var entry: Entry?
  }

  private let limits: RoomLimits
  private var slots: [Slot] = []
  private var places: [String: Int] = [:]
  private var holes = 0
  private var removals = 0
  package private(set) var bytes = 0
  /// The last that was given.
  package private(set) var sequence: UInt64 = 0
  /// Removals up to here are forgotten: who has heard less than this must hear all anew.
  private(set) var forgotten: UInt64 = 0

  package init(limits: RoomLimits) { self.limits = limits }

  package var count: Int { places.count - removals }
  package var slotCount: Int { slots.count }

  /// The number of whatever is sent next.
  mutating func nextSequence() -> UInt64 {
    sequence += 1
    return sequence
  }

  /// False where it is beyond a limit.
  package mutating func publish(_ topic: String, _ body: [UInt8]) -> Bool {
    guard Topic.isValid(topic), body.count <= limits.longestBody else { return false }
    let place = places[topic]
    let old = place.flatMap { slots[$0].entry }
    let isThere = old.map { !$0.isRemoval } ?? false
    if body.isEmpty {
      guard isThere else { return true }
    } else {
      let grown = topic.utf8.count + body.count - (isThere ? old?.weight ?? 0 : 0)
      guard bytes + grown <= limits.retainedBytes, isThere || count < limits.topics else {
        return false
      }
    }
    if let place, let old { takeOut(old, at: place) }
    let sequence = nextSequence()
    let frame = Frame(sequence: sequence, topic: topic, body: body).bytes
    let entry = Entry(topic: topic, frame: frame, bodyCount: body.count)
    places[topic] = slots.count
    slots.append(Slot(sequence: sequence, entry: entry))
    if entry.isRemoval { removals += 1 } else { bytes += entry.weight }
    if removals > limits.removals { forgetOldestRemoval() }
    if holes > 64, holes > slots.count / 2 { compact() }
    return true
  }

  /// The first that is newer. Removals up to `known` are of topics that the guest never heard of.
  func next(
    after sequence: UInt64, withoutRemovalsUpTo known: UInt64
  ) -> (sequence: UInt64, frame: [UInt8])? {
    for slot in slots[firstPlace(after: sequence)...] {
      guard let entry = slot.entry, !(entry.isRemoval && slot.sequence <= known) else { continue }
      return (slot.sequence, entry.frame)
    }
    return nil
  }

  private func firstPlace(after sequence: UInt64) -> Int {
    var (low, high) = (0, slots.count)
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func takeOut(_ entry: Entry, at place: Int) {
    if entry.isRemoval { removals -= 1 } else { bytes -= entry.weight }
    slots[place].entry = nil
    places[entry.topic] = nil
    holes += 1
  }

  private mutating func forgetOldestRemoval() {
    guard let place = slots.firstIndex(where: { $0.entry?.isRemoval ?? false }),
      let entry = slots[place].entry
    else { return }
    forgotten = slots[place].sequence
    takeOut(entry, at: place)
  }

  private mutating func compact() {
    slots.removeAll { $0.entry == nil }
    holes = 0
    for (place, slot) in slots.enumerated() {
      if let entry = slot.entry { places[entry.topic] = place }
    }
  }
}
