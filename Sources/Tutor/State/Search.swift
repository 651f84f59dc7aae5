/// A search over the whole course.
package struct Search: Equatable, Sendable {
  package struct Hit: Hashable, Sendable {
    package var lesson: Int
    package var step: Int
    /// How many pauses stand before it.
    package var part = 0
    /// The words around the hit.
    package var before: String
    package var match: String
    package var after: String
  }

  package var typed = ""
  package var hits: [Hit] = []
  /// There are more than are kept.
  package var isCut = false
  package var selection = 0

  package init() {}
}
