#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// What the kernel tells of other processes' threads.
  enum SystemProcesses {
    /// What a thread has done so far, and where it is now.
    struct ThreadReading {
      enum Place {
        /// It has a processor, or waits in line for one.
        case running
        /// It waits with a time limit for a futex, as Python does for the interpreter's lock.
        case lock
        /// In any other call into the kernel.
        case elsewhere
        case unknown
      }

      /// Nanoseconds on a processor, and in line for one.
      var processor: Int64
      var queued: Int64
      var place: Place
    }

    static func thread(_ thread: pid_t, of process: pid_t) -> ThreadReading? {
      let folder = "/proc/\(process)/task/\(thread)"
      let found = words(of: "\(folder)/schedstat") { words -> ThreadReading? in
        guard words.count >= 2, let processor = Int64(words[0]), let queued = Int64(words[1]) else {
          return nil
        }
        return ThreadReading(processor: processor, queued: queued, place: .unknown)
      }
      guard var reading = found ?? nil else { return nil }
      reading.place = words(of: "\(folder)/syscall", place) ?? .unknown
      return reading
    }

    private static func place(_ words: [Substring]) -> ThreadReading.Place {
      guard let futex, let first = words.first else { return .unknown }
      if first == "running" { return .running }
      guard first == futex, words.count > 4, let operation = Int(words[2].dropFirst(2), radix: 16)
      else { return .elsewhere }
      // FUTEX_WAIT_BITSET, private, by whichever clock; and a time limit.
      return operation & ~0x100 == 0x89 && words[4] != "0x0" ? .lock : .elsewhere
    }

    private static var futex: Substring? {
      #if arch(x86_64)
        "202"
      #elseif arch(arm64)
        "98"
      #else
        nil
      #endif
    }

    /// Processor time of a process, its ended threads included, in nanoseconds.
    static func processor(of process: pid_t) -> Int64? {
      var clock = clockid_t()
      var time = timespec()
      guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        return nil
      }
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Bytes that a process has in memory.
    static func memory(of process: pid_t) -> Int64? {
      words(of: "/proc/\(process)/statm") { words in
        words.count > 1 ? Int64(words[1]).map { $0 * Int64(sysconf(Int32(_SC_PAGESIZE))) } : nil
      } ?? nil
    }

    // MARK: Names inside of a sandbox

    /// The parent of a process, and what it is called where it lives.
    static func status(of folder: String) -> (parent: pid_t?, innermost: pid_t?) {
      let found = words(of: "\(folder)/status") { words -> (pid_t?, pid_t?) in
        let parent = words.firstIndex(of: "PPid:").flatMap { pid_t(words[$0 + 1]) }
        guard let start = words.firstIndex(of: "NSpid:") else { return (parent, nil) }
        // One number for each sandbox inside of another, ours first.
        let numbers = words[(start + 1)...].prefix { pid_t($0) != nil }
        return (parent, numbers.last.flatMap { pid_t($0) })
      }
      return found ?? (nil, nil)
    }

    private static func words<Result>(
      of file: String, _ body: ([Substring]) -> Result
    ) -> Result? {
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return nil }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        return body(text.split { $0 == " " || $0 == "\n" || $0 == "\t" })
      }
    }
  }
#endif
