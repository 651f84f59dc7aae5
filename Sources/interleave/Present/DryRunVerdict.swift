import Narration

/// What a dry run says of a program.
enum DryRunVerdict: Equatable {
  case works(hasClaims: Bool, isMeantToFail: Bool)
  /// What was claimed of it, and what was seen instead, as sentences.
  case breaksClaims([String], mayBeLoad: Bool)
  /// How it ended.
  case fails(String)
  /// With the words that it ended with.
  case portIsTaken(String)
  case lacksNetwork(String)
  case isSlow(String)
  case needsInput
  case needsConsent
  /// Which Python it needs.
  case noPython(String)
  /// A recording takes its place.
  case recorded(python: String)
  case noRecording
  /// There is one, and the program has changed since.
  case otherRecording

  var isGood: Bool {
    if case .works = self { true } else { false }
  }

  var words: String {
    switch self {
    case .works(let hasClaims, isMeantToFail: false): return hasClaims ? "as claimed." : "it works."
    case .works(let hasClaims, isMeantToFail: true):
      return "it ends with an error, as it is meant to\(hasClaims ? " and as claimed" : "")."
    case .breaksClaims(let sentences, let mayBeLoad):
      let load =
        mayBeLoad ? " The machine was busy, and another run may be quick enough." : ""
      return
        "\(count(sentences.count, "claim")) not met. \(sentences.joined(separator: " "))\(load)"
    case .fails(let how): return "it fails. \(how)"
    case .portIsTaken(let quote): return "a port is in use. It says: \(quote.asSentence)"
    case .lacksNetwork(let quote): return "the network is missing. It says: \(quote.asSentence)"
    case .isSlow(let how): return "too slow. \(how)"
    case .needsInput:
      return "it needs input. Nobody types in a dry run, so it was not tried to its end."
    case .needsConsent:
      return "not tried. Nobody has allowed it to run, and in the room it would be asked about."
    case .noPython(let needed):
      return "not tried. It needs Python \(needed), and none that will do is here."
    case .recorded(let python): return "a recording would be shown, made with Python \(python)."
    case .noRecording: return "nothing would be shown: there is no recording of it."
    case .otherRecording:
      return "nothing would be shown: its recording is of another program, since it has changed."
    }
  }
}
