import LessonFormat
import Narration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the machine has to offer to the runs of a lesson.
enum DryRunMachine {
  static var sentences: [String] {
    var sentences: [String] = []
    if let load {
      let processors = Environment.processors
      sentences.append(
        "This machine has \(count(processors, "processor")), and its load was "
          + "\(inWords((load * 100).rounded() / 100)) in the last minute."
          + (load > Double(processors)
            ? " That is more than it can do at once, so runs may take longer than they should."
            : ""))
    }
    if let freeMemory { sentences.append("\(dataSize(freeMemory)) of memory are free.") }
    return sentences
  }

  private static var load: Double? {
    var loads = [0.0]
    return getloadavg(&loads, 1) == 1 ? loads[0] : nil
  }

  /// What programs can have before others have to give way; nil where the system does not tell.
  private static var freeMemory: Int64? {
    var text: [UInt8] = []
    try? Disk.read("/proc/meminfo", inPiecesOf: 1 << 16) { piece, _ in
      text += piece
      return true
    }
    let line = String(decoding: text, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("MemAvailable:") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
    else { return nil }
    return kilobytes << 10
  }
}
