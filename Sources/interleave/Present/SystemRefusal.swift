import LessonFormat
import Tutor

/// What the system refused a program, as Python's OSError has it in what the program wrote.
struct SystemRefusal: Equatable {
  enum Kind: CaseIterable {
    case portIsTaken, noNetwork
  }

  var kind: Kind
  /// The line, "OSError: [Errno 98] Address already in use".
  var quote: String

  init?(in evidence: RunEvidence) {
    self.init(in: [evidence.errors, evidence.output])
  }

  /// The last one counts: what came before may have been dealt with.
  init?(in texts: [String]) {
    for text in texts {
      for line in text.split(separator: "\n").reversed() where line.contains("[Errno ") {
        let lowercased = line.lowercased()
        for kind in Kind.allCases where kind.words.contains(where: lowercased.contains) {
          self.kind = kind
          quote = String(line.drop { $0 == " " })
          return
        }
      }
    }
    return nil
  }
}

extension SystemRefusal.Kind {
  /// As the C libraries say it; numbers differ between systems.
  fileprivate var words: [String] {
    switch self {
    case .portIsTaken: ["address already in use"]
    case .noNetwork:
      [
        "network is unreachable", "network is down", "no route to host",
        "cannot assign requested address", "can't assign requested address",
        "address family not supported", "name resolution", "name or service not known",
        "nodename nor servname",
      ]
    }
  }
}
