import LessonFormat
import Narration

/// What a dry run has found, and what to do about it.
struct DryRunSummary {
  private let results: [DryRunResult]
  private let planned: Int
  private let lessonName: String
  private let isInSandbox: Bool

  init(results: [DryRunResult], of planned: Int, lessonName: String, isInSandbox: Bool) {
    self.results = results
    self.planned = planned
    self.lessonName = lessonName
    self.isInSandbox = isInSandbox
  }

  var isGood: Bool { results.count == planned && results.allSatisfy(\.verdict.isGood) }

  var sentences: [String] { verdict + advice }

  private var verdict: [String] {
    let recordings = results.count { if case .recorded = $0.verdict { true } else { false } }
    let isWithoutPython = results.allSatisfy(\.verdict.isWithoutPython) && !results.isEmpty
    let standIns = results.count { $0.isStandIn }
    var sentences: [String] = []
    if isWithoutPython {
      sentences.append(
        recordings == 0
          ? "Nothing would run, and there is no recording to show."
          : "Nothing would run. Of \(count(planned, "program")), \(recordings) would be shown as "
            + "recordings.")
    } else {
      let good = results.count(where: \.verdict.isGood)
      sentences.append(
        good == planned
          ? "All would work: \(count(planned, "program"))."
          : "\(good) of \(count(planned, "program")) would work.")
    }
    if results.count < planned {
      sentences.append("\(count(planned - results.count, "program").capitalizedFirst) not tried.")
    }
    if standIns > 0 {
      sentences.append(
        "In the place of \(count(standIns, "program")), another one stands in.")
    }
    return [sentences.joined(separator: " ")]
  }

  // MARK: What to do

  /// Once for all that it helps.
  private var advice: [String] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for result in results {
      guard let advice = advice(on: result) else { continue }
      if names[advice] == nil { order.append(advice) }
      names[advice, default: []].append(result.name)
    }
    let lines = order.map { "\(inWords(names[$0] ?? [], joinedBy: "and")): \($0)" }
    let isWithoutPython = results.contains { $0.verdict.isWithoutPython }
    return
      (isWithoutPython
      ? ["To have the demos run, install Python 3.9 or later, or name one with --python=PATH."]
      : [])
      + (lines.isEmpty ? [] : ["What to do:"] + lines)
  }

  private func advice(on result: DryRunResult) -> String? {
    let place = "\(lessonName)#\(result.name)"
    switch result.verdict {
    case .works, .recorded: return nil
    case .breaksClaims(_, mayBeLoad: true):
      return "end what else runs on this machine, and try again."
    case .breaksClaims:
      return "correct the program, or be ready for the room to see something else than the text "
        + "says. To look at it, type: interleave run \(place)"
    case .fails: return "correct it. To see all that it prints, type: interleave run \(place)"
    case .portIsTaken:
      return isInSandbox
        ? "correct it: in the sandbox nobody else has a port, so it takes the same one twice."
        : "end the program that has the port, or install bubblewrap and leave --sandbox=off away: "
          + "in the sandbox, ports are a demo's own."
    case .lacksNetwork:
      return isInSandbox
        ? "the sandbox lets it reach nothing but itself. Where it needs more, present with "
          + "--sandbox=off."
        : "see to it that the machine reaches itself, and what else the program asks for."
    case .isSlow:
      return "end what else runs on this machine"
        + (result.knobs.isEmpty
          ? ", or leave it out." : ", or turn down \(inWords(result.knobs)) before it runs.")
    case .needsInput:
      return "have its input ready, and try it by hand: interleave run \(place)"
    case .needsConsent:
      return "look at the lesson, then allow it to run with: interleave trust \(lessonName)"
    case .noPython(let needed):
      return "install Python \(needed) or later, or name one with --python=PATH."
    case .noRecording, .otherRecording:
      return "record it where there is a Python, with: interleave record "
        + "\(lessonName)#\(result.demo)"
    }
  }
}

extension DryRunVerdict {
  fileprivate var isWithoutPython: Bool {
    switch self {
    case .recorded, .noRecording, .otherRecording: true
    default: false
    }
  }
}
