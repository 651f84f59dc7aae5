import SessionProbe

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// libFuzzer on a whole session: one input is what somebody does with keys, the mouse, the size of
/// the window or typed lines, and what programs tell meanwhile. No program is started.
///
/// The course's folder and that of the recorded runs stand in the environment.
@main
struct KeysFuzzer {
  nonisolated(unsafe) private static var course: ProbeCourse?

  static func main() {
    func folder(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
    course = ProbeCourse(
      lessons: folder("INTERLEAVE_FUZZ_LESSONS"), runs: folder("INTERLEAVE_FUZZ_RUNS"))
    guard course != nil else {
      print("keys-fuzzer: the lessons or the recorded runs cannot be read")
      exit(2)
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { start, count in
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        if let broken = KeysFuzzer.course.flatMap({ SessionProbe.broken(by: bytes, in: $0) }) {
          fatalError(broken)
        }
        return 0
      })
  }
}

/// The package manager names the main function, so libFuzzer's own is not used.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
