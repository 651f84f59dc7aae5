import LessonFormat
import Trace

/// What a run did, in words: the gist, lane by lane, or every event.
package struct TimelineNarration {
  package enum Level: String, Sendable, CaseIterable {
    case gist, lanes, events
  }

  private let facts: RunFacts
  private let name: String

  /// Looks at the whole of the run, so make it once for each revision of a timeline.
  package init(_ timeline: Timeline, of name: String) {
    facts = RunFacts(timeline)
    self.name = name
  }

  package func told(_ level: Level) -> Narration {
    switch level {
    case .gist: return summary()
    case .lanes: return lanes()
    case .events: return events()
    }
  }

  /// The whole in a few sentences.
  package func summary() -> Narration {
    var teller = GistTeller(facts, of: name)
    teller.tell()
    return teller.narration
  }

  /// Each lane; where there are many, those that are alike together.
  package func lanes() -> Narration {
    LaneTeller(facts).all()
  }

  /// What happened, in order, in a stretch of time. `limit` is the number of sentences.
  package func events(
    after time: Int64 = -1, upTo last: Int64 = .max, limit: Int = 1000
  ) -> Narration {
    EventTeller(facts.timeline, names: facts.names).all(
      after: bounded(time), upTo: last, limit: limit)
  }
}
