import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a run has left, for as long as its folder is there.
package struct RecordedTrace {
  private let files: [String]
  /// The runner's own lines.
  private let samples: [UInt8]
  /// What was wrong with the lines.
  package let problems: ProblemLog
  private let check: () throws -> Void

  /// `check` is called again and again, and ends the work if it throws.
  init(_ trace: LiveTrace, check: @escaping () throws -> Void = {}) {
    files = trace.traceFiles
    samples = trace.samples
    problems = trace.problems
    self.check = check
  }

  init(growing files: [String]) {
    self.files = files
    samples = []
    problems = ProblemLog()
    check = {}
  }

  /// Gives the trace as one file, in pieces.
  package func write(header: RunHeader, to write: ([UInt8]) throws -> Void) throws {
    let sources = files.map { TraceFilePieces.source($0) }
    var rest: [UInt8]? = samples
    var writer = MergedTraceWriter(sources) {
      defer { rest = nil }
      return rest ?? []
    }
    try writer.write(header: header) { bytes in
      try check()
      try write(bytes)
    }
  }
}

/// A file of a trace, piece by piece.
private enum TraceFilePieces {
  private static let size = 1 << 18

  static func source(_ path: String) -> MergedTraceWriter.Source {
    var offset = 0
    return {
      // Opened for each piece: a run can have more processes than we may have descriptors.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = max(pread(descriptor, buffer.baseAddress, size, off_t(offset)), 0)
      }
      offset += piece.count
      return piece
    }
  }
}
