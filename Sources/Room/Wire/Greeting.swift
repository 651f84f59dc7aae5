/// The first message of a guest.
struct Greeting: Equatable, Sendable {
  static let version: UInt8 = 1

  /// Chosen by the guest when it begins, and the same whenever it connects again.
  var identity: UInt64

  init(identity: UInt64) { self.identity = identity }

  enum Reading: Equatable {
    case greeting(Greeting)
    case otherVersion
    case malformed
  }

  static func read(_ frame: Frame) -> Reading {
    guard frame.topic == Topic.hello, let version = frame.body.first else { return .malformed }
    guard version == Self.version else { return .otherVersion }
    guard frame.body.count == 9 else { return .malformed }
    return .greeting(Greeting(identity: Frame.number(frame.body.dropFirst())))
  }

  var frame: Frame {
    var body = [Self.version]
    Frame.append(identity, 8, to: &body)
    return Frame(sequence: 0, topic: Topic.hello, body: body)
  }

  /// The answer of a host.
  static var welcome: Frame { Frame(sequence: 0, topic: Topic.welcome, body: [version]) }
}
