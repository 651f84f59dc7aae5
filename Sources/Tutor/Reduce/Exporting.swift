import LessonFormat

/// What a run can be written as, each with the end of a file's name that asks for it.
package enum RunForm: String, CaseIterable, Sendable {
  case trace, html, svg, chrome, json

  var ending: String {
    switch self {
    case .trace: ".trace.jsonl"
    case .html: ".html"
    case .svg: ".svg"
    case .chrome: ".chrome.json"
    case .json: ".json"
    }
  }

  init?(file: String) {
    guard let form = Self.allCases.first(where: { file.lowercased().hasSuffix($0.ending) }) else {
      return nil
    }
    self = form
  }

  package static let endings = inWords(allCases.map(\.ending), joinedBy: "or")
}

/// A run that is to be written to a file.
package struct RunExport: Equatable, Sendable {
  package var run: RunID
  package var title: String
  package var program: ProgramRun
  package var form: RunForm
  package var file: String
}

/// Writing runs that were just seen.
extension State {
  /// The run with the chosen lane, or all that are looked at, each to a file of its own.
  mutating func export(to file: String, as form: RunForm?) -> [Effect] {
    guard let player else {
      notice = "There is no run here to write."
      return []
    }
    guard !isLive(player) else {
      notice = "It still runs; write it when it has ended."
      return []
    }
    guard let form = form ?? RunForm(file: file) else {
      notice = "What is written is told by the end of the file's name: \(RunForm.endings)."
      return []
    }
    let file = file.lowercased().hasSuffix(form.ending) ? file : file + form.ending
    let chosen = player.row?.track
    let tracks = player.tracks.indices.filter { index in
      let track = player.tracks[index]
      guard let run = runs[track.run], !run.timeline.lanes.isEmpty else { return false }
      return chosen.map { $0 == index } ?? !track.isEarlier
    }.map { player.tracks[$0] }
    guard !tracks.isEmpty else {
      notice = "There is no trace of this run to write."
      return []
    }
    return tracks.compactMap { track in
      runs[track.run].map { program in
        let name =
          tracks.count > 1
          ? Self.name(file, with: track.variant ?? "\(track.run.number)", form) : file
        return .export(
          RunExport(
            run: track.run, title: track.title, program: program, form: form, file: name))
      }
    }
  }

  /// "run-async.html"
  private static func name(_ file: String, with part: String, _ form: RunForm) -> String {
    "\(file.dropLast(form.ending.count))-\(part)\(file.suffix(form.ending.count))"
  }
}
