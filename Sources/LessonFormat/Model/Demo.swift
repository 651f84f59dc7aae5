/// A program to run and watch, in one variant or several that share a time axis.
package struct Demo: Hashable, Sendable {
  package enum Pace: String, Hashable, Sendable, CaseIterable {
    /// The variants run at the same time.
    case together
    /// They run one after another, because they compute and would disturb each other.
    case inTurn = "in-turn"
  }

  package enum View: String, Hashable, Sendable, CaseIterable {
    case timeline, loop, stack, output, code, memory
  }

  package static let defaultTimeout = 30.0

  package var id: String
  package var variants: [Variant]
  package var pace: Pace
  package var views: [View]
  /// The figures that the program prints are drawn as bars.
  package var drawsBars: Bool
  /// Generators that the program drives by hand are lanes.
  package var hasGeneratorLanes: Bool
  /// In seconds, for each variant.
  package var timeout: Double
  package var claims: [Claim]

  package struct Variant: Hashable, Sendable {
    package var name: String
    package var title: String?
    package var program: Program
    /// The lines that are shown, from 1; all of them where nil.
    package var shownLines: ClosedRange<Int>?
    package var focus: [ClosedRange<Int>]
    package var expectsFailure: Bool
    package var requires: PythonVersion?
    /// The variant that stands in where Python is older than `requires`.
    package var standIn: String?
    package var isTraced: Bool
    /// Shown but never run.
    package var isRun: Bool
    package var range: SourceRange
  }

  /// Knobs of the variants, each name once.
  package var knobs: [Knob] {
    var seen: Set<String> = []
    return variants.flatMap(\.program.knobs).filter { seen.insert($0.name).inserted }
  }

  /// The variants that are shown beside each other; the others only stand in for one of them.
  package var mainVariants: [Variant] {
    let standIns = Set(variants.compactMap(\.standIn))
    return variants.filter { !standIns.contains($0.name) }
  }
}

/// A condition that every run of a demo must show, of one variant or of all.
package struct Claim: Hashable, Sendable {
  package var variant: String?
  package var condition: Condition
}
