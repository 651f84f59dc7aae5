/// What an exercise asks, as a hash that is the same on every machine and in every version. Its
/// title, hints, solution and explanation may change without making it another exercise.
extension Exercise {
  package var fingerprint: String {
    var hash = StableHash()
    hash.add(starter.text)
    hash.add(String(runs))
    for check in checks { hash.add(check.kind.signature) }
    return hash.text
  }
}

extension Condition.Kind {
  /// Written out, so that a name in the code may change.
  fileprivate var signature: String {
    switch self {
    case .finishes: "finishes"
    case .raises(let exception, let text): "raises \(exception) \(text ?? "")"
    case .outputContains(let text): "contains \(text)"
    case .outputMatches(let pattern): "matches \(pattern)"
    case .outputInOrder(let texts): "in order \(texts.joined(separator: "\n"))"
    case .total(let range): "total \(range.signature)"
    case .waits(let limit): "waits \(limit.signature)"
    case .lanesOverlap(let limit): "overlap \(limit.signature)"
    case .namedLanesOverlap(let names): "overlap of \(names.joined(separator: "\n"))"
    case .loopNeverBlocked(let seconds): "loop \(seconds)"
    case .everyCoroutineAwaited: "awaited"
    case .everyTaskFinished: "finished"
    case .everyTaskEnded: "ended"
    case .taskCancelled(let name): "cancelled \(name)"
    case .threads(let limit): "threads \(limit.signature)"
    case .endsInOrder(let names): "ends \(names.joined(separator: "\n"))"
    case .asFast(let other, let factor): "fast \(other) \(factor)"
    }
  }
}

extension NumberRange {
  fileprivate var signature: String {
    "\(lower.map { String($0) } ?? "")..\(upper.map { String($0) } ?? "")"
  }
}

extension CountLimit {
  fileprivate var signature: String {
    switch self {
    case .atLeast(let number): "at least \(number)"
    case .atMost(let number): "at most \(number)"
    }
  }
}
