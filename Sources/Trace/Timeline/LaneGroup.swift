/// Lanes that are alike: of the same function, whoever made them. A reader can fold them.
package struct LaneGroup: Sendable {
  struct Key: Hashable {
    var process: Int
    var kind: LaneKind
    /// Where the function stands, if that is known.
    var file: UInt32
    var line: Int32
    /// The function, or for threads without one the name with its digits left out.
    var pattern: UInt32
  }

  package let process: Int
  package let kind: LaneKind
  /// The function, or the name that all share but for its digits.
  package let label: String
  package internal(set) var lanes: [LaneID] = []
  var log = ChangeLog(keepsLanes: false)

  /// How many of its lanes are in each state at a time.
  package func counts(at time: Int64) -> [LaneState: Int] {
    let counts = log.sums(at: time).counts
    var result: [LaneState: Int] = [:]
    for state in LaneState.allCases where counts[Int(state.rawValue)] > 0 {
      result[state] = Int(counts[Int(state.rawValue)])
    }
    return result
  }

  /// A name with its digits left out: "Thread-3 (work)" and "Thread-4 (work)" are alike.
  static func pattern(of name: String) -> String {
    String(name.filter { !$0.isNumber })
  }
}
