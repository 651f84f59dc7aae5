import Foundation
import Testing
import Trace

@testable import DemoRunner

/// The Python that these tests run programs with.
enum TestPython {
  static let facts: PythonFacts? = {
    guard let interpreter = PythonInterpreter.find(),
      let facts = try? PythonFacts.ask(interpreter, aboutModules: false), !facts.isTooOld
    else { return nil }
    return facts
  }()

  static let sandbox: Confinement? = {
    facts.flatMap { try? Confinement.find(.strict, for: $0) }
  }()

  static var isHere: Bool { facts != nil }
  static var hasSandbox: Bool { sandbox != nil }

  static let tracerFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/DemoRunner/Tracer").path

  static func specification(
    _ text: String, name: String = "program.py", traced: Bool = false,
    confinement: Confinement = .none(.notWanted)
  ) throws -> RunSpecification {
    var result = RunSpecification(
      program: .init(name: name, bytes: Array(text.utf8)), python: try #require(facts),
      tracerFolder: tracerFolder, confinement: confinement)
    result.isTraced = traced
    return result
  }
}

/// A run whose events are gathered.
final class ObservedRun {
  let run: ScopedRun
  private let patience: Double
  private let signal = DispatchSemaphore(value: 0)
  private(set) var output = ""
  private(set) var errors = ""
  private(set) var events: [RunEvent] = []
  private(set) var ending: RunEnding?

  init(_ specification: RunSpecification) throws {
    let signal = signal
    patience = specification.limits.wall + 60
    run = try ScopedRun.start(specification) { signal.signal() }
  }

  /// Takes events until the condition holds. Fails where nothing comes until long after the run's own
  /// end: output that is left out is told of only then.
  func wait(until condition: (ObservedRun) -> Bool) throws {
    while true {
      take()
      if condition(self) { return }
      try #require(ending == nil, "ended with \(String(describing: ending)): \(errors)")
      try #require(
        signal.wait(timeout: .now() + patience) == .success,
        "nothing happens after \(events.count) events")
    }
  }

  @discardableResult
  func waitForEnd() throws -> RunEnding {
    try wait { $0.ending != nil }
    return try #require(ending)
  }

  private func take() {
    for event in run.take() {
      switch event {
      case .output(.output, let bytes): output += String(decoding: bytes, as: UTF8.self)
      case .output(.errors, let bytes): errors += String(decoding: bytes, as: UTF8.self)
      case .ended(let ending): self.ending = ending
      default: break
      }
      events.append(event)
    }
  }

  var lines: [TraceLine] {
    events.flatMap { event -> [TraceLine] in
      if case .trace(let lines) = event { lines } else { [] }
    }
  }

  /// The folder of the run, from what the program printed of its own.
  static func folder(ofWork work: String) -> String {
    String(work.trimmingCharacters(in: .whitespacesAndNewlines).dropLast("/work".count))
  }
}

/// Whether a process is there and not only waits to be asked how it ended.
func isAlive(_ pid: pid_t) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
    return kill(pid, 0) == 0 && !FileManager.default.fileExists(atPath: "/proc/self")
  }
  return !(status.split(separator: ")").last ?? "").hasPrefix(" Z")
}

/// Waits for something that another process does.
func eventually(_ condition: () -> Bool) -> Bool {
  for _ in 0..<6000 {
    if condition() { return true }
    usleep(10_000)
  }
  return false
}
