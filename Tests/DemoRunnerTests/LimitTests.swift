import Foundation
import Testing

@testable import DemoRunner

/// Each hostile program is bounded in itself too.
@Suite("A run has limits", .enabled(if: TestPython.isHere))
struct LimitTests {
  private static let confinements: [Confinement] =
    [.none(.notWanted)] + [TestPython.sandbox].compactMap { $0 }

  private func ending(
    of text: String, in confinement: Confinement = .none(.notWanted),
    _ change: (inout RunLimits) -> Void
  ) throws -> (ending: RunEnding, observed: ObservedRun) {
    var specification = try TestPython.specification(text, confinement: confinement)
    specification.limits.grace = 0.2
    change(&specification.limits)
    let observed = try ObservedRun(specification)
    return (try observed.waitForEnd(), observed)
  }

  @Test("Wall time", arguments: confinements)
  func wall(_ confinement: Confinement) throws {
    let (ending, observed) = try ending(of: "import time\ntime.sleep(100)", in: confinement) {
      $0.wall = 0.3
    }
    #expect(ending.limit == .wall(seconds: 0.3))
    #expect(ending.how == .signal(SIGTERM) || ending.how == .signal(SIGKILL))
    #expect(observed.events.contains(.reached(.wall(seconds: 0.3))))
    #expect(observed.errors == "")
  }

  @Test("Processor time")
  func processor() throws {
    let (ending, _) = try ending(of: "while True: pass") { $0.processorTime = 1 }
    #expect(ending.how == .signal(SIGXCPU) || ending.how == .signal(SIGKILL))
    #expect(ending.limit == .processorTime(seconds: 1))
  }

  @Test("Memory that is used, of all processes together", arguments: confinements)
  func memory(_ confinement: Confinement) throws {
    let alone = try ending(
      of: "import time\nx = b'x' * (200 << 20)\ntime.sleep(100)", in: confinement
    ) { $0.memory = 100 << 20 }
    #expect(alone.ending.limit == .memory(bytes: 100 << 20))
    #expect(alone.ending.how == .signal(SIGKILL))
    let together = try ending(
      of: """
        import os, time
        for _ in range(3):
            if os.fork() == 0:
                x = b'x' * (50 << 20)
                time.sleep(100)
        time.sleep(100)
        """, in: confinement
    ) { $0.memory = 100 << 20 }
    #expect(together.ending.limit == .memory(bytes: 100 << 20))
  }

  @Test("What forked children share counts once", .enabled(if: LimitTests.hasFairMemory))
  func sharedMemory() throws {
    let (ending, observed) = try ending(
      of: """
        import os
        x = b'x' * (60 << 20)
        children = []
        for _ in range(4):
            pid = os.fork()
            if pid == 0:
                input()
                os._exit(0)
            children.append(pid)
        import time
        time.sleep(2.5)
        for pid in children:
            os.kill(pid, 9)
            os.wait()
        print("all well")
        """
    ) { $0.memory = 160 << 20 }
    #expect(ending.isSuccess, "\(ending)")
    #expect(observed.output == "all well\n")
  }

  private static let hasFairMemory =
    (try? String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8))?.contains("Pss_Anon")
    ?? false

  @Test("The disk: all files together")
  func disk() throws {
    let (ending, _) = try ending(
      of: """
        import time
        for number in range(50):
            with open("f%d" % number, "wb") as file:
                file.write(b"x" * 1_000_000)
        time.sleep(100)
        """
    ) { $0.disk = 10 << 20 }
    #expect(ending.limit == .disk(bytes: 10 << 20))
  }

  @Test("Address space: Python says it")
  func addressSpace() throws {
    let (ending, observed) = try ending(of: "x = bytearray(1 << 30)") {
      $0.addressSpace = 800 << 20
    }
    #expect(ending.how == .exit(1))
    #expect(observed.errors.hasSuffix("MemoryError\n"))
  }

  @Test("A bomb of processes is put out, however they hide", arguments: confinements)
  func processes(_ confinement: Confinement) throws {
    let (ending, observed) = try ending(
      of: """
        import os, time
        # At most 128 of them.
        for number in range(7):
            if os.fork() == 0 and number % 2:
                os.setsid()
        print(os.getpid())
        time.sleep(100)
        """, in: confinement
    ) { $0.processes = 20 }
    #expect(ending.limit == .processes(20))
    if case .none = confinement {
      let pids = observed.output.split(separator: "\n").compactMap { pid_t($0) }
      #expect(!pids.contains(where: isAlive))
    }
  }

  @Test("The size of a file, and open files")
  func files() throws {
    let size = try ending(
      of: """
        with open("big", "wb") as file:
            for _ in range(100):
                file.write(b"x" * 100_000)
        """
    ) { $0.fileSize = 1 << 20 }
    #expect(size.ending.limit == .fileSize(bytes: 1 << 20))
    #expect(size.observed.errors.contains("File too large"))
    let open = try ending(
      of: "files = [open('/dev/null') for _ in range(200)]"
    ) { $0.openFiles = 100 }
    #expect(open.observed.errors.contains("Too many open files"))
  }

  @Test("What lessons do stays within the limits", arguments: confinements)
  func ample(_ confinement: Confinement) throws {
    let (ending, observed) = try ending(
      of: """
        import asyncio, socket, threading
        gate = threading.Event()
        threads = [threading.Thread(target=gate.wait) for _ in range(1000)]
        for thread in threads: thread.start()
        gate.set()
        for thread in threads: thread.join()

        async def main():
            await asyncio.gather(*[asyncio.sleep(0.01) for _ in range(10_000)])
        asyncio.run(main())
        sockets = [socket.socketpair() for _ in range(1000)]
        print("all well")
        """, in: confinement
    ) { $0.wall = 100 }
    #expect(ending.isSuccess, "\(observed.errors)")
    #expect(observed.output == "all well\n")
  }
}
