import CSpawn
import Room
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A room, its followers, and the times that they tell.
struct Measurement {
  let followers: Int
  let stuck: Int
  let changes: Int

  private final class Ready: Sendable {
    let guests = Mutex<Set<GuestID>>([])
  }

  func run() {
    let folder = makeFolder()
    let ready = Ready()
    guard
      let host = try? RoomHost(
        name: "bench", isOpen: false, folders: RoomBenchmark.folders(folder),
        receive: { news in
          guard case .request(let request) = news else { return }
          ready.guests.withLock { _ = $0.insert(request.guest) }
        })
    else { RoomBenchmark.fail("no room can be opened in \(folder)") }
    // More than the system keeps for a guest that does not read.
    for number in 0..<20 {
      host.publish("lesson/\(number)", [UInt8](repeating: 32, count: 50_000))
    }
    var pipeEnds: [Int32] = [-1, -1]
    guard interleave_pipe(&pipeEnds) == 0 else { RoomBenchmark.fail("no pipe") }
    let processes =
      (0..<followers).map { _ in start("follow", folder, output: pipeEnds[1]) }
      + (0..<stuck).map { _ in start("stuck", folder, output: pipeEnds[1]) }
    close(pipeEnds[1])
    wait("all join") { host.counts.guests == followers + stuck }
    host.publish("ready", [1])
    wait("all answer") { ready.guests.withLock { $0.count } == followers }
    let sent = publishChanges(host)
    host.publish("end", [1])
    report(sent, times(pipeEnds[0]), host)
    for process in processes { end(process) }
    host.close()
    remove(folder)
  }

  /// About three hundred bytes each, as often as somebody could scrub.
  private func publishChanges(_ host: RoomHost) -> [UInt64] {
    (0..<changes).map { number in
      usleep(50_000)
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
      let now = RoomBenchmark.now
      host.publish(RoomBenchmark.place, bytes + [UInt8](repeating: 120, count: 296))
      return now
    }
  }

  private func times(_ descriptor: Int32) -> [[UInt64]] {
    (0..<followers).map { _ in
      var times = [UInt64](repeating: 0, count: changes)
      times.withUnsafeMutableBytes { bytes in
        var count = 0
        while count < bytes.count {
          let more = read(descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count)
          guard more > 0 else { RoomBenchmark.fail("a follower ended early") }
          count += more
        }
      }
      // Who had a newer one needs the older one no more.
      for index in times.indices.dropLast().reversed() {
        times[index] = min(times[index], times[index + 1])
      }
      return times
    }
  }

  private func report(_ sent: [UInt64], _ times: [[UInt64]], _ host: RoomHost) {
    let each = sent.indices.map { change in
      times.map { $0[change] < .max ? Double($0[change] - sent[change]) / 1e6 : .infinity }
    }
    let untilAll = each.map { $0.max() ?? 0 }.sorted()
    let one = each.flatMap { $0 }.sorted()
    print(
      "\(followers + stuck) followers"
        + (stuck > 0 ? ", \(stuck) of which read nothing" : "") + ", \(changes) positions")
    print("  until all had it     \(words(untilAll))")
    print("  until one had it     \(words(one))")
    precondition(host.counts.guests >= stuck, "those who read nothing are still there")
  }

  private func words(_ sorted: [Double]) -> String {
    func at(_ share: Double) -> String {
      let value = sorted[max(Int((Double(sorted.count) * share).rounded(.up)) - 1, 0)]
      return value.isFinite ? "\((value * 100).rounded() / 100) ms" : "never"
    }
    return "median \(at(0.5)), 99th percentile \(at(0.99)), worst \(at(1))"
  }

  // MARK: Processes and files

  private func wait(_ what: String, _ isSo: () -> Bool) {
    for _ in 0..<6000 {
      if isSo() { return }
      usleep(10_000)
    }
    RoomBenchmark.fail("it took more than a minute until \(what)")
  }

  private func start(_ role: String, _ folder: String, output: Int32) -> pid_t {
    guard let file = interleave_own_file() else { RoomBenchmark.fail("no file of its own") }
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nothing) }
    var process: pid_t = 0
    var arguments = [strdup(file), strdup(role), strdup(folder), strdup(String(changes)), nil]
    let code = interleave_spawn(&process, file, &arguments, [nothing, output, 2])
    for argument in arguments { free(argument) }
    guard code == 0 else { RoomBenchmark.fail("a follower does not start") }
    return process
  }

  private func end(_ process: pid_t) {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  private func makeFolder() -> String {
    var template = Array("/tmp/room-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { RoomBenchmark.fail("no folder can be made in /tmp") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func remove(_ folder: String) {
    unlink("\(folder)/interleave/.lock")
    rmdir("\(folder)/interleave")
    rmdir(folder)
  }
}
