import LessonFormat
import Trace
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Measured {
  /// On this machine, today.
  static func here() -> Measured {
    var now = time(nil)
    var day = tm()
    localtime_r(&now, &day)
    return Measured(machine: Environment.hostName, day: words(day))
  }

  /// Where and when a trace was made; nil where it does not say, or its time was not real.
  init?(_ timeline: Timeline) {
    guard let machine = timeline.header?.machine, let process = timeline.processes.first,
      !process.isVirtual
    else { return nil }
    self.init(machine, wall: process.wall)
  }

  /// The same for a recording.
  init?(_ header: RunHeader, _ lines: [TraceLine]) {
    let machine = header.machine
    guard header.isTraced else {
      self.init(machine, wall: header.wall)
      return
    }
    for line in lines {
      guard case .process(let start) = line.event else { continue }
      guard !start.isVirtual else { return nil }
      self.init(machine, wall: start.wall)
      return
    }
    return nil
  }

  private init?(_ machine: String, wall: Int64?) {
    guard !machine.isEmpty else { return nil }
    self.init(machine: machine, day: wall.flatMap(Self.day))
  }

  /// The same wherever it is read.
  private static func day(_ wall: Int64) -> String? {
    var seconds = time_t(wall)
    var day = tm()
    return gmtime_r(&seconds, &day) == nil ? nil : words(day)
  }

  private static func words(_ day: tm) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let month = months.indices.contains(Int(day.tm_mon)) ? months[Int(day.tm_mon)] : ""
    return "\(day.tm_mday) \(month) \(day.tm_year + 1900)"
  }
}
