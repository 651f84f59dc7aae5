/// What keeps a program of a lesson from the rest of the machine.
package enum Confinement: Sendable, Hashable {
  package enum Policy: String, Sendable, CaseIterable {
    /// As much as there is.
    case auto
    /// All of it, or no run.
    case strict
    case off
  }

  package enum Gap: Sendable, Hashable {
    case notWanted
    case notInstalled
    /// What bubblewrap says.
    case failing(String)
    /// Only Linux has it.
    case notOnThisSystem
  }

  /// No network but loopback, and nothing of the disk can be written. Of a person's own files only
  /// Python itself is seen, unless it needs more than it says.
  case bubblewrap(String, seesEverything: Bool)
  case none(Gap)

  package struct Refusal: Error, Sendable, Hashable {
    package var gap: Gap
  }

  /// Finds out what works here, by trying.
  package static func find(
    _ policy: Policy, for python: PythonFacts
  ) throws(Refusal) -> Confinement {
    guard policy != .off else { return .none(.notWanted) }
    let found = available(for: python)
    if policy == .strict, case .none(let gap) = found { throw Refusal(gap: gap) }
    return found
  }

  private static let seconds = 10.0

  private static func available(for python: PythonFacts) -> Confinement {
    #if os(Linux)
      guard let path = PythonInterpreter.find(named: "bwrap")?.path else {
        return .none(.notInstalled)
      }
      var reason = ""
      for seesEverything in [false, true] {
        let sandbox = Bubblewrap(path: path, seesEverything: seesEverything)
        let words = sandbox.words(for: python)
        let outcome = try? BoundedProcess.run(
          path, words.dropFirst() + [python.executable, "-I", "-c", "import socket"],
          input: [], seconds: seconds)
        guard let outcome else { continue }
        if outcome.status == 0 { return .bubblewrap(path, seesEverything: seesEverything) }
        reason =
          String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n").last
          .map(String.init) ?? "it ends with status \(outcome.status)"
      }
      return .none(.failing(reason))
    #else
      return .none(.notOnThisSystem)
    #endif
  }
}

extension Confinement.Gap {
  /// Why it is so, and what to do, as sentences.
  package var sentences: String {
    switch self {
    case .notWanted: "The sandbox is off."
    case .notInstalled:
      "The sandbox needs bubblewrap, which is not installed; your package manager has it under "
        + "that name."
    case .failing(let reason):
      "The sandbox needs bubblewrap, which does not work here: \(reason)."
    case .notOnThisSystem: "There is no sandbox on this system."
    }
  }

  /// What a run without it is free to do.
  package static let consequence =
    "Programs of lessons run with limits and in a folder of their own, but they can reach the "
    + "network, your files and your other programs."
}
