import LessonFormat
import Narration
import Trace

/// The words that all exports use for the same things.
extension Outcome {
  package var inWords: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .endedWithProcess: "ended with its process"
    case .cut: "cut off"
    }
  }
}

extension WakeCause {
  /// As in "ready, because …".
  var inWords: String {
    switch self {
    case .lane: "somebody let it go on"
    case .timer: "its time had come"
    case .inputOutput: "input or output was possible"
    case .end: "what it waited for had ended"
    case .cancel: "it was cancelled"
    case .thread: "another thread called it"
    case .loop: "the loop called it"
    case .yield: "it gave up its turn"
    case .creation: "it was created"
    case .timeLimit: "a time limit cancelled it"
    case .taskGroup: "its task group cancelled it"
    case .closing: "its loop was about to close"
    case .unknown: "the trace does not tell why"
    }
  }
}

extension SourceLine {
  /// "line 8 of fetch.py, in fetch".
  package var inWords: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return "line \(line) of \(name)" + (function.isEmpty ? "" : ", in \(function)")
  }
}

extension Timeline {
  /// What a process is called.
  package func label(ofProcess index: Int) -> String {
    guard processes.indices.contains(index) else { return "process" }
    let process = processes[index]
    var name = process.name
    if name.isEmpty { name = header.map(\.program).flatMap { $0.isEmpty ? nil : $0 } ?? "" }
    if name.isEmpty { name = process.arguments.dropFirst().first ?? "process" }
    name = name.split(separator: "/").last.map(String.init) ?? name
    return process.pid > 0 ? "\(name), process \(process.pid)" : name
  }
}
