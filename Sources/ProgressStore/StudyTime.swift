/// How long a learner was at each step. Time in which nothing was done is taken for reading, up to a
/// limit; somebody who went for lunch has not studied.
package struct StudyTime: Sendable {
  /// In milliseconds.
  package static let longestPause: Int64 = 180_000
  /// Work in an editor is done out of our sight, and takes longer.
  package static let longestWork: Int64 = 1_800_000

  private var last: (name: CourseProgress.StepName, at: Int64)?
  private var spent: [CourseProgress.StepName: Int64] = [:]

  package init() {}

  /// The learner has done something, and stands at a step now, or at none. The clock must be one
  /// that never goes back.
  package mutating func act(
    at now: Int64, in name: CourseProgress.StepName?, longest: Int64 = longestPause
  ) {
    if let last {
      spent[last.name, default: 0] += min(max(now - last.at, 0), longest)
    }
    last = name.map { ($0, now) }
  }

  /// What has not been taken yet, in milliseconds.
  package mutating func take() -> [CourseProgress.StepName: Int64] {
    defer { spent = [:] }
    return spent
  }

  package var total: Int64 { spent.values.reduce(0, +) }
}
