/// A program for the learner to change until its run meets the conditions.
package struct Exercise: Hashable, Sendable {
  package static let defaultTimeout = 30.0

  package var id: String
  package var title: String?
  /// The name of the learner's file.
  package var fileName: String
  package var starter: Program
  package var solution: Program
  package var checks: [Condition]
  /// How many runs are judged; more than one where luck could decide.
  package var runs: Int
  package var hints: [[Block]]
  /// Shown after success.
  package var explanation: [Block]
  package var requires: PythonVersion?
  package var timeout: Double
}
