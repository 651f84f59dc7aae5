/// A message on its way: its length in 4 bytes, then the sequence in 8, the topic's length in one,
/// the topic, the body. Numbers have their highest byte first.
package struct Frame: Equatable, Sendable {
  /// What a frame's length counts beside the topic and the body.
  static let head = 9
  static let lengthBytes = 4

  package var sequence: UInt64
  package var topic: String
  package var body: [UInt8]

  package init(sequence: UInt64, topic: String, body: [UInt8]) {
    self.sequence = sequence
    self.topic = topic
    self.body = body
  }

  package var bytes: [UInt8] {
    let topic = topic.utf8
    let length = Self.head + topic.count + body.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.lengthBytes + length)
    Self.append(UInt64(length), Self.lengthBytes, to: &bytes)
    Self.append(sequence, 8, to: &bytes)
    bytes.append(UInt8(truncatingIfNeeded: topic.count))
    bytes += topic
    bytes += body
    return bytes
  }

  /// What follows the length; nil where it is malformed.
  init?(content: ArraySlice<UInt8>) {
    guard content.count >= Self.head else { return nil }
    sequence = Self.number(content.prefix(8))
    let topicCount = Int(content[content.startIndex + 8])
    let rest = content.dropFirst(Self.head)
    guard rest.count >= topicCount, Topic.isOnWire(rest.prefix(topicCount)) else { return nil }
    topic = String(decoding: rest.prefix(topicCount), as: UTF8.self)
    body = Array(rest.dropFirst(topicCount))
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for place in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
    }
  }
}
