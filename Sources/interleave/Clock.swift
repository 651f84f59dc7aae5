#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Times in milliseconds.
enum Clock {
  /// Since 1970.
  static var now: Int64 { read(CLOCK_REALTIME) }
  /// Since some moment; it never goes back.
  static var steady: Int64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// "2026-11-30T09:12:05Z"
  static func stamp(_ time: Int64) -> String {
    var seconds = time_t(clamping: time / 1000)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "" }
    func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(Int(parts.tm_year) + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
      + "T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
  }

  /// "30 November 2026", where the learner is.
  static func day(of time: Int64) -> String {
    var seconds = time_t(clamping: time / 1000)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return "" }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let month = Int(parts.tm_mon)
    return "\(parts.tm_mday) \(months.indices.contains(month) ? months[month] : "") "
      + "\(Int(parts.tm_year) + 1900)"
  }
}
