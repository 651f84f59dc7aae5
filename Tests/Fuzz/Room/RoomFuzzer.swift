import RoomTrial

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// libFuzzer on what a room reads: one input is all that one guest sends. A trap, a request that could
/// not be allowed, or a host that no longer serves somebody honest is a finding.
@main
struct RoomFuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { start, count in
        let broken = RoomTrial.broken(by: Array(UnsafeBufferPointer(start: start, count: count)))
        if let broken { fatalError(broken) }
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
