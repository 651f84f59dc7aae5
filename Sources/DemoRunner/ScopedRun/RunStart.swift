import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run's supervisor with the folder made and the program about to begin.
struct RunStart: Sendable {
  let folder: RunFolder
  let supervisor: Supervisor
  /// Our ends of the program's pipes.
  let input: Int32
  let outputs: [Int32]
  /// The monotonic clock's time that counts as 0 in the trace.
  let zero = MonotonicClock.nanoseconds

  init(_ run: RunSpecification) throws(RunFailure) {
    folder = try RunFolder()
    let pipes = try Self.pipes()
    do throws(RunFailure) {
      defer { for end in pipes.theirs { close(end) } }
      var supervisor = try Supervisor(
        run.supervisorArguments(folder), environment: folder.environment(of: run, zero: zero),
        descriptors: pipes.theirs)
      do throws(RunFailure) {
        try Self.awaitFolder(folder, &supervisor)
        try folder.write([run.program] + run.besides)
      } catch {
        supervisor.dismiss()
        throw error
      }
      supervisor.tell(INTERLEAVE_GO)
      self.supervisor = supervisor
      input = pipes.ours[0]
      outputs = Array(pipes.ours[1...])
    } catch {
      for end in pipes.ours { close(end) }
      throw error
    }
  }

  /// For input, output and errors.
  private static func pipes() throws(RunFailure) -> (ours: [Int32], theirs: [Int32]) {
    var result: (ours: [Int32], theirs: [Int32]) = ([], [])
    for isInput in [true, false, false] {
      var ends: [Int32] = [-1, -1]
      let code = interleave_pipe(&ends)
      guard code == 0 else {
        for end in result.ours + result.theirs { close(end) }
        throw .cannotStart(String(cString: strerror(code)).lowercased())
      }
      result.ours.append(ends[isInput ? 1 : 0])
      result.theirs.append(ends[isInput ? 0 : 1])
    }
    return result
  }

  private static func awaitFolder(
    _ folder: RunFolder, _ supervisor: inout Supervisor
  ) throws(RunFailure) {
    guard case .made(let code)? = supervisor.read(waiting: true).report else {
      throw .cannotStart("its supervisor does not start")
    }
    guard code == 0 else {
      throw .noFolder(folder.path, String(cString: strerror(code)).lowercased())
    }
  }
}

extension RunSpecification {
  var isWrapped: Bool { if case .bubblewrap = confinement { true } else { false } }

  /// As CSpawn.h lists them.
  fileprivate func supervisorArguments(_ folder: RunFolder) -> [String] {
    let numbers = [
      milliseconds(limits.wall), milliseconds(limits.grace), limits.memory, limits.processes,
      limits.tasks, limits.addressSpace, limits.processorSeconds, limits.openFiles,
      limits.fileSize, limits.disk, isWrapped ? 1 : 0,
    ]
    return [folder.path] + numbers.map(String.init) + words(in: folder)
  }

  private func words(in folder: RunFolder) -> [String] {
    let words = [python.executable, "\(folder.work)/\(program.name)"] + arguments
    guard case .bubblewrap(let path, let seesEverything) = confinement else { return words }
    return Bubblewrap(path: path, seesEverything: seesEverything).words(
      for: python, reading: [tracerFolder], in: folder) + words
  }

  private func milliseconds(_ seconds: Double) -> Int {
    Int(max(min(seconds, 1e9), 0) * 1000)
  }
}

extension RunLimits {
  /// By itself no narrower than the wall: one process can use every processor until then.
  var processorSeconds: Int {
    guard processorTime == 0 else { return processorTime }
    return (Int(min(wall, 1e6)) + 10) * max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
  }
}
