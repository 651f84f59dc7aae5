import LessonFormat

/// How a presentation stands: all that whoever follows it has to know to see the same. It is small,
/// and whole each time, so that any one that is lost is made good by the next.
package struct Standing: Codable, Equatable, Sendable {
  package struct Place: Codable, Hashable, Sendable {
    package var lesson: String
    package var step: String
    /// How many pauses of the step are behind.
    package var revealed: Int

    package init(lesson: String, step: String, revealed: Int) {
      self.lesson = lesson
      self.step = step
      self.revealed = revealed
    }
  }

  /// Runs that are looked at, and the moment.
  package struct Watching: Codable, Equatable, Sendable {
    package struct Track: Codable, Hashable, Sendable {
      /// The number of the run in the presentation.
      package var run: Int
      package var title: String
      package var variant: String?
      package var isEarlier: Bool
    }

    package var title: String
    package var demo: String?
    package var tracks: [Track]
    package var cursor: Int64
    package var motion: Player.Motion
    /// When the cursor was there, in milliseconds since 1970: from then on it may play by itself.
    package var time: Int64
    package var speed: Int
    package var window: Range<Int64>?
    package var row: Player.Row?
    package var unfolded: Set<Player.Row>
    package var filter: String
    package var order: Player.Order
    package var panel: Player.Panel
  }

  /// Nil while the course is shown and no lesson.
  package var place: Place?
  package var watching: Watching?
  package var answers: [String: Response]
  package var tallies: [String: Tally]
  package var pointer: Pointer?
  package var isBlank: Bool
  package var pause: Pause?

  /// With nothing in its words that is no word: it may come from anybody.
  var madeSafe: Standing {
    func safe(_ text: String) -> String { printable(String(text.prefix(200))) }
    func bounded(_ number: Int) -> Int { min(max(number, 0), Presentation.mostVotes) }
    var standing = self
    standing.watching?.title = safe(watching?.title ?? "")
    for index in watching?.tracks.indices ?? 0..<0 {
      standing.watching?.tracks[index].title = safe(watching?.tracks[index].title ?? "")
    }
    let latest: Int64 = 7 * 86_400_000_000
    func within(_ time: Int64) -> Int64 { min(max(time, 0), latest) }
    standing.watching?.cursor = within(watching?.cursor ?? 0)
    standing.watching?.window = watching?.window.map {
      within($0.lowerBound)..<within($0.upperBound)
    }
    // In milliseconds since 1970, some thousand years are left.
    let years: Int64 = 100_000_000_000_000
    standing.watching?.time = min(max(watching?.time ?? 0, 0), years)
    standing.pause = pause.map {
      let start = min(max($0.start, 0), years)
      return Pause(start: start, end: min(max($0.end, start), start + 86_400_000))
    }
    standing.pointer?.line = min(max(pointer?.line ?? 0, 0), 1_000_000)
    standing.place?.revealed = min(max(place?.revealed ?? 0, 0), 1000)
    standing.tallies = tallies.mapValues { tally in
      var tally = tally
      tally.rows = tally.rows.prefix(20).map { row in
        Tally.Row(words: safe(row.words), count: bounded(row.count), isRight: row.isRight)
      }
      tally.total = max(bounded(tally.total), tally.rows.map(\.count).max() ?? 0)
      return tally
    }
    return standing
  }

  /// Other runs are looked at, or none any more.
  func isElsewhere(than other: Standing) -> Bool {
    watching?.tracks.map(\.run) != other.watching?.tracks.map(\.run)
  }

  /// It differs only in how far something that moves has come by itself.
  package func isSame(as other: Standing) -> Bool {
    var other = other
    other.watching?.time = watching?.time ?? 0
    if let watching, watching.motion == other.watching?.motion, watching.motion != .still {
      other.watching?.cursor = watching.cursor
    }
    return self == other
  }
}

extension State {
  /// How the presentation stands; nil where there is none.
  package var standing: Standing? {
    guard let presentation else { return nil }
    var standing = Standing(
      place: nil, watching: nil, answers: [:], tallies: [:], pointer: presentation.pointer,
      isBlank: presentation.isBlank, pause: presentation.pause)
    guard let view = lessonView, let lesson = content(of: view), let key = stepKey(of: view) else {
      return standing
    }
    standing.place = .init(
      lesson: key.lesson, step: key.step, revealed: records.revealed[key] ?? 0)
    for block in visibleBlocks(of: view) {
      guard case .question(let question) = block.content else { continue }
      standing.answers[question.id.value] = shownAnswer(to: question, in: lesson)
      standing.tallies[question.id.value] = shownTally(of: question, in: lesson)
    }
    standing.watching = player.map(watching)
    return standing
  }

  /// What plays stands still while something lies over it.
  private func motion(of player: Player) -> Player.Motion {
    if case .player = top { return player.motion }
    return player.motion == .playing ? .still : player.motion
  }

  private func watching(_ player: Player) -> Standing.Watching {
    Standing.Watching(
      title: player.title, demo: player.demo?.demo,
      tracks: player.tracks.map {
        .init(run: $0.run.number, title: $0.title, variant: $0.variant, isEarlier: $0.isEarlier)
      },
      cursor: player.cursor, motion: motion(of: player), time: now, speed: player.speed,
      window: player.window,
      row: player.row, unfolded: player.unfolded, filter: player.filter, order: player.order,
      panel: player.panel)
  }
}
