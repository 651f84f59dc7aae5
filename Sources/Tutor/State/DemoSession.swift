import LessonFormat

/// What the learner has done with a demo.
package struct DemoSession: Equatable, Sendable {
  /// One run of all variants, with the knobs as they stood.
  package struct Attempt: Equatable, Sendable {
    package var knobs: [String: Double]
    package var tracks: [Player.Track]
    /// The programs ran as they stand in the lesson: only such a run can judge what was said of them.
    package var isAsWritten: Bool
  }

  /// Only those that were turned.
  package var knobs: [String: Double] = [:]
  /// Programs that the learner has changed, by variant.
  package var edits: [String: String] = [:]
  /// The newest last; of the older ones only the last is kept, to compare with.
  package var attempts: [Attempt] = []

  package init() {}

  package var latest: Attempt? { attempts.last }
}

extension Demo {
  /// What shows a variant in words.
  package func title(of variant: Variant) -> String {
    variant.title ?? (mainVariants.count > 1 ? variant.name : id)
  }
}
