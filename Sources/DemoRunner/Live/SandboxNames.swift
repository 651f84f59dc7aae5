#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Our numbers of the processes and threads in a sandbox, where they have others. The system's list
  /// is read once, when it is first needed: make one of these for each batch of lines.
  struct SandboxNames {
    /// The process that holds the sandbox.
    private let root: pid_t
    private var processes: [pid_t: pid_t]?
    private var threads: [pid_t: [pid_t: pid_t]] = [:]

    init(below root: pid_t) {
      self.root = root
    }

    mutating func process(called inner: pid_t) -> pid_t? {
      let known = processes ?? readProcesses()
      processes = known
      return known[inner]
    }

    /// A thread of a process, which has our number.
    mutating func thread(called inner: pid_t, of process: pid_t) -> pid_t? {
      let known = threads[process] ?? readThreads(of: process)
      threads[process] = known
      return known[inner]
    }

    private func readProcesses() -> [pid_t: pid_t] {
      var parents: [pid_t: pid_t] = [:]
      var candidates: [(inner: pid_t, outer: pid_t)] = []
      forEachEntry(of: "/proc") { name in
        guard let process = pid_t(name) else { return }
        let status = SystemProcesses.status(of: "/proc/\(name)")
        parents[process] = status.parent
        if let inner = status.innermost { candidates.append((inner, process)) }
      }
      var result: [pid_t: pid_t] = [:]
      for (inner, outer) in candidates where descends(outer, parents) { result[inner] = outer }
      return result
    }

    private func descends(_ process: pid_t, _ parents: [pid_t: pid_t]) -> Bool {
      var process = parents[process] ?? 0
      // A chain of parents is short, and not to be trusted not to be a ring.
      for _ in 0..<1000 where process > 1 {
        if process == root { return true }
        process = parents[process] ?? 0
      }
      return false
    }

    private func readThreads(of process: pid_t) -> [pid_t: pid_t] {
      var result: [pid_t: pid_t] = [:]
      forEachEntry(of: "/proc/\(process)/task") { name in
        guard let thread = pid_t(name),
          let inner = SystemProcesses.status(of: "/proc/\(process)/task/\(name)").innermost
        else { return }
        result[inner] = thread
      }
      return result
    }
  }
#endif
