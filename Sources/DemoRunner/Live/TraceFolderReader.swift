import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the files that the processes of a run write into a folder, while they grow.
///
/// A call does a bounded amount of work. Files are read in step, so that their lines can be put in
/// the order of time without keeping many of them.
package struct TraceFolderReader: Sendable {
  /// How much one call reads.
  private static let bytesAtOnce = 1 << 20
  /// Most looks at a file find nothing new, and need no more than this.
  private static let firstLook = 1 << 12
  private static let chunk = 1 << 16
  /// How many files that are at rest are looked at in one call.
  private static let restingAtOnce = 64
  /// So many looks in vain, and a file is at rest.
  private static let patientLooks = 50
  /// As many as a timeline takes.
  private static let mostFiles = 1 << 12

  private struct File {
    let path: String
    let source: Int
    var offset: Int64 = 0
    /// All of it was read, and more is not likely to come: its process has closed it (and can open
    /// it again, when an exec fails), was killed, or has long had nothing to say.
    var isResting = false
    var looksInVain = 0
    /// Removed, or no trace.
    var isOver = false
  }

  /// Whether the last call has left something that it could have read.
  package private(set) var hasMore = false

  /// Up to where the lines were given.
  private(set) var settledTime: Int64 = 0

  private let folder: String
  private let zero: UInt64
  private var reader = TraceReader()
  private var files: [File] = []
  private var known: Set<String> = []
  private var nextResting = 0
  private var listing = FolderListing()
  private var tooMany = ProblemLog()

  /// `zero` is the monotonic clock's time, in nanoseconds, that counts as 0.
  package init(folder: String, zero: UInt64) {
    self.folder = folder
    self.zero = zero
  }

  /// What was wrong with the files.
  package var problems: ProblemLog {
    var problems = reader.problems
    problems.add(tooMany)
    return problems
  }

  /// The files that are traces, in the order of the numbers that their processes have got.
  package var traceFiles: [String] {
    let numbered = files.compactMap { file in
      reader.process(ofSource: file.source).map { (number: $0, path: file.path) }
    }
    return numbered.sorted { $0.number < $1.number }.map(\.path)
  }

  /// What is new, and old enough for no other line to come in front of it.
  package mutating func take() -> [TraceLine] {
    let unread = readSome(of: filesOfInterest())
    if let limit = limit(of: unread) { return reader.take(.upTo(limit)) }
    settledTime = now - TraceReader.patience
    return reader.take(.settled(now: now))
  }

  /// The same when the programs have ended: nothing is waited for any more. Call it until `hasMore`
  /// is false.
  package mutating func takeRest() -> [TraceLine] {
    discover()
    let unread = readSome(of: files.indices.filter { !files[$0].isOver })
    if let limit = limit(of: unread) { return reader.take(.upTo(limit)) }
    for file in files { reader.finish(source: file.source) }
    return reader.take(.all)
  }

  /// How far lines can be given while these files have more; nil if none has.
  private mutating func limit(of unread: [Int]) -> Int64? {
    let earliest = unread.map { reader.lastTime(ofSource: files[$0].source) }.min()
    guard let earliest else { return nil }
    settledTime = max(earliest - TraceReader.patience, settledTime)
    return earliest - TraceReader.patience
  }

  private var now: Int64 {
    let now = MonotonicClock.nanoseconds
    return now > zero ? Int64(clamping: (now - zero) / 1000) : 0
  }

  // MARK: Files

  private mutating func filesOfInterest() -> [Int] {
    discover()
    var resting: [Int] = []
    var result: [Int] = []
    for index in files.indices where !files[index].isOver {
      if files[index].isResting { resting.append(index) } else { result.append(index) }
    }
    if resting.count <= Self.restingAtOnce { return result + resting }
    let start = nextResting % resting.count
    nextResting = start + Self.restingAtOnce
    return result + (resting + resting)[start..<(start + Self.restingAtOnce)]
  }

  /// Takes in the files of processes that have begun since the last look, the oldest first.
  private mutating func discover() {
    guard tooMany.isEmpty, listing.isOutOfDate(folder) else { return }
    var fresh: [TraceFileName] = []
    forEachEntry(of: folder) { name in
      if !known.contains(name), let file = TraceFileName(name) { fresh.append(file) }
    }
    for file in fresh.sorted(by: { ($0.start, $0.pid) < ($1.start, $1.pid) }) {
      guard files.count < Self.mostFiles else { return tooMany.note(.tooMuch, line: 1) }
      known.insert(file.name)
      files.append(File(path: "\(folder)/\(file.name)", source: reader.addSource()))
    }
  }

  // MARK: Bytes

  /// Reads files until nothing is left, or as much as one call may. Returns those that were not
  /// read to their end.
  private mutating func readSome(of indices: [Int]) -> [Int] {
    // Those that are behind come first.
    let ordered = indices.map { (time: reader.lastTime(ofSource: files[$0].source), index: $0) }
      .sorted { $0 < $1 }.map(\.index)
    var unread: [Int] = []
    var left = Self.bytesAtOnce
    withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 16) { buffer in
      for index in ordered {
        if left <= 0 || read(index, buffer, Self.firstLook, &left) { unread.append(index) }
      }
      while left > 0, let next = unread.indices.min(by: { isBehind(unread[$0], unread[$1]) }) {
        if !read(unread[next], buffer, Self.chunk, &left) { unread.remove(at: next) }
      }
    }
    hasMore = !unread.isEmpty
    return unread
  }

  private func isBehind(_ a: Int, _ b: Int) -> Bool {
    reader.lastTime(ofSource: files[a].source) < reader.lastTime(ofSource: files[b].source)
  }

  /// Whether there may be more.
  private mutating func read(
    _ index: Int, _ buffer: UnsafeMutableRawBufferPointer, _ length: Int, _ left: inout Int
  ) -> Bool {
    // Opened for each look: a run can have more processes than we may have descriptors.
    let descriptor = open(files[index].path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ELOOP || errno == ENOTDIR { giveUp(index) }
      return false
    }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      giveUp(index)
      return false
    }
    let count = pread(descriptor, buffer.baseAddress, length, off_t(files[index].offset))
    guard count > 0 else {
      files[index].isResting = true
      return false
    }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count]).assumingMemoryBound(
      to: UInt8.self)
    let taken = reader.feed(bytes, to: files[index].source)
    files[index].offset += Int64(taken)
    files[index].looksInVain = taken > 0 ? 0 : files[index].looksInVain + 1
    files[index].isResting =
      files[index].offset == Int64(information.st_size)
      || files[index].looksInVain > Self.patientLooks
    left -= taken
    if reader.isRefused(source: files[index].source) { giveUp(index) }
    return taken == length && !files[index].isOver
  }

  private mutating func giveUp(_ index: Int) {
    files[index].isOver = true
    reader.finish(source: files[index].source)
  }
}

/// Remembers whether a folder has to be listed again.
private struct FolderListing {
  /// A folder that changes twice in one tick of the kernel's clock has the same time both times.
  private static let tick = 0.1

  private var change = (seconds: 0, nanoseconds: 0)
  private var isFinal = false

  mutating func isOutOfDate(_ folder: String) -> Bool {
    var information = stat()
    guard stat(folder, &information) == 0 else { return false }
    #if canImport(Darwin)
      let time = information.st_mtimespec
    #else
      let time = information.st_mtim
    #endif
    if isFinal, change == (Int(time.tv_sec), Int(time.tv_nsec)) { return false }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = Double(now.tv_sec - time.tv_sec) + Double(now.tv_nsec - time.tv_nsec) / 1e9
    change = (Int(time.tv_sec), Int(time.tv_nsec))
    // A clock that was set back proves nothing.
    isFinal = age > Self.tick
    return true
  }
}

/// `<pid>-<start>.jsonl`
struct TraceFileName {
  let name: String
  let pid: UInt64
  let start: UInt64

  init?(_ name: String) {
    guard name.hasSuffix(".jsonl") else { return nil }
    let numbers = name.dropLast(6).split(separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 2, let pid = UInt64(numbers[0]), let start = UInt64(numbers[1]) else {
      return nil
    }
    self.name = name
    self.pid = pid
    self.start = start
  }
}

enum MonotonicClock {
  static var nanoseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// The names in a folder, in no order; none if it can't be read.
func forEachEntry(of folder: String, _ body: (String) -> Void) {
  guard let stream = opendir(folder) else { return }
  defer { closedir(stream) }
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { body(name) }
  }
}
