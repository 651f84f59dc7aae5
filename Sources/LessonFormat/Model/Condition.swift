/// A property of a run that `checks` and `claims` can ask for. Each holds for every correct
/// interleaving or for none.
package struct Condition: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case finishes
    case raises(exception: String, containing: String?)
    case outputContains(String)
    case outputMatches(String)
    case outputInOrder([String])
    case total(NumberRange)
    case waits(CountLimit)
    case lanesOverlap(CountLimit)
    case namedLanesOverlap([String])
    case loopNeverBlocked(longerThan: Double)
    case everyCoroutineAwaited
    case everyTaskFinished
    /// Finished or cancelled: nothing is left running.
    case everyTaskEnded
    case taskCancelled(String)
    case threads(CountLimit)
    case endsInOrder([String])
    /// No slower than the other program times the factor. The other is the solution or a variant.
    case asFast(as: String, within: Double)
  }

  package var kind: Kind
  package var range: SourceRange

  package init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// Either bound may be missing.
package struct NumberRange: Hashable, Sendable {
  package var lower: Double?
  package var upper: Double?
}

package enum CountLimit: Hashable, Sendable {
  case atLeast(Int)
  case atMost(Int)
}
