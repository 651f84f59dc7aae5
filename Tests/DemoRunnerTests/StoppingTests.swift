import Foundation
import Testing

@testable import DemoRunner

@Suite("A run is stopped", .enabled(if: TestPython.isHere))
struct StoppingTests {
  private static let confinements: [Confinement] =
    [.none(.notWanted)] + [TestPython.sandbox].compactMap { $0 }

  @Test("Ctrl-C is what a program sees first, and it may tidy up", arguments: confinements)
  func interrupted(_ confinement: Confinement) throws {
    var specification = try TestPython.specification(
      """
      import asyncio

      async def main():
          try:
              print("up")
              await asyncio.sleep(100)
          finally:
              print("tidy")

      asyncio.run(main())
      """, confinement: confinement)
    specification.limits.grace = 30
    let observed = try ObservedRun(specification)
    try observed.wait { $0.output == "up\n" }
    observed.run.stop()
    let ending = try observed.waitForEnd()
    #expect(observed.output == "up\ntidy\n")
    #expect(observed.errors.hasSuffix("KeyboardInterrupt\n"))
    #expect(ending.wasStopped && ending.limit == nil && !ending.isSuccess)
  }

  private static let deaf = """
    import os, signal, sys, time
    def note(number, frame):
        os.write(1, b"got %d\\n" % number)
    signal.signal(signal.SIGINT, note)
    signal.signal(signal.SIGTERM, note)
    print("up")
    end = time.monotonic() + 100
    while time.monotonic() < end:
        time.sleep(0.01)
    """

  @Test("One that listens to nothing is killed, step by step", arguments: confinements)
  func deaf(_ confinement: Confinement) throws {
    var specification = try TestPython.specification(Self.deaf, confinement: confinement)
    specification.limits.grace = 0.5
    let observed = try ObservedRun(specification)
    try observed.wait { $0.output == "up\n" }
    observed.run.stop()
    #expect(try observed.waitForEnd().how == .signal(SIGKILL))
    // On a busy machine it may not come to the second word before its time is over.
    #expect("up\ngot 2\ngot 15\n".hasPrefix(observed.output))
  }

  @Test("Asked again, the next step is taken at once")
  func impatient() throws {
    var specification = try TestPython.specification(Self.deaf)
    specification.limits.grace = 1000
    let observed = try ObservedRun(specification)
    try observed.wait { $0.output == "up\n" }
    observed.run.stop()
    try observed.wait { $0.output.hasSuffix("got 2\n") }
    observed.run.stop()
    try observed.wait { $0.output.hasSuffix("got 15\n") }
    observed.run.stop()
    #expect(try observed.waitForEnd().how == .signal(SIGKILL))
  }

  @Test("A spinning coroutine and a stopped program end too")
  func stubborn() throws {
    for text in [
      "import os, signal\nprint('up')\nos.kill(os.getpid(), signal.SIGSTOP)",
      "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nprint('up')\n"
        + "while True: pass",
    ] {
      var specification = try TestPython.specification(text)
      specification.limits.grace = 0.05
      let observed = try ObservedRun(specification)
      try observed.wait { $0.output == "up\n" }
      observed.run.stop()
      let ending = try observed.waitForEnd()
      #expect([.signal(SIGKILL), .signal(SIGTERM), .signal(SIGINT)].contains(ending.how))
    }
  }

  private static let daemon = """
    import os, signal, time
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
            os.write(write, b"%d" % os.getpid())
            end = time.monotonic() + 100
            while time.monotonic() < end:
                time.sleep(0.01)
        os._exit(0)
    os.wait()
    print(os.read(read, 100).decode())
    """

  @Test("A daemon that left its session ends with the program that made it")
  func daemon() throws {
    let observed = try ObservedRun(try TestPython.specification(Self.daemon))
    let ending = try observed.waitForEnd()
    #expect(ending.how == .exit(0))
    #expect(ending.endedProcesses == 1)
    let pid = try #require(pid_t(observed.output.trimmingCharacters(in: .newlines)))
    #expect(!isAlive(pid))
  }

  @Test("Processes that fork and end faster than anybody can look do not get away")
  func chain() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import os, time
        # At most 5,000, one after the other.
        end = time.monotonic() + 20
        for _ in range(5000):
            if os.fork():
                os._exit(0)
            os.setsid()
            if time.monotonic() > end:
                break
        """, name: "chain.py"))
    let ending = try observed.waitForEnd()
    #expect(ending.how == .exit(0))
    observed.run.remove()
    let left = try BoundedProcess.run(
      "/bin/sh", ["-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'work/[c]hain.py'"],
      input: [], seconds: 60)
    #expect(String(decoding: left.output, as: UTF8.self) == "0\n")
  }

  @Test("A daemon ends when the program is stopped or forgotten")
  func stoppedDaemon() throws {
    for isForgotten in [true, false] {
      var observed: ObservedRun? = try ObservedRun(
        try TestPython.specification(Self.daemon + "\ntime.sleep(100)\n"))
      try observed?.wait { $0.output.hasSuffix("\n") }
      let text = try #require(observed?.output)
      let pid = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
      if isForgotten {
        observed = nil
      } else {
        observed?.run.stop()
        try observed?.waitForEnd()
      }
      #expect(eventually { !isAlive(pid) })
    }
  }

  @Test("A program that kills what watches over it gets nothing by it")
  func rebel() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import os, signal, time
        print(os.getpid(), os.getcwd())
        if os.fork() == 0:
            os.setsid()
            print(os.getpid())
            time.sleep(100)
        input()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(100)
        """))
    try observed.wait { $0.output.filter { $0 == "\n" }.count == 2 }
    #expect(observed.run.send(Array("\n".utf8)))
    #expect(try observed.waitForEnd().how == .lost)
    observed.run.remove()
    let words = observed.output.split { $0 == " " || $0 == "\n" }
    let pids = words.compactMap { pid_t($0) }
    #expect(pids.count == 2)
    #expect(eventually { !pids.contains(where: isAlive) })
    let work = try #require(words.first { $0.hasPrefix("/") })
    #expect(!FileManager.default.fileExists(atPath: ObservedRun.folder(ofWork: String(work))))
  }

  @Test("A program that stops what watches over it is held to its limits all the same")
  func stoppedSupervisor() throws {
    // Once, or as often as it can: then it ends with the supervisor.
    for (text, isTraced) in [
      ("os.kill(os.getppid(), signal.SIGSTOP)", true),
      ("os.kill(os.getppid(), signal.SIGSTOP)", false),
      ("while True: os.kill(os.getppid(), signal.SIGSTOP)", false),
    ] {
      var specification = try TestPython.specification(
        "import os, signal, time\nprint(os.getcwd())\n\(text)\ntime.sleep(100)\n",
        traced: isTraced)
      specification.limits.wall = 2
      specification.limits.grace = 0.2
      let observed = try ObservedRun(specification)
      let ending = try observed.waitForEnd()
      #expect(ending.limit == .wall(seconds: 2) || ending.how == .lost, "\(ending)")
      observed.run.remove()
      let folder = ObservedRun.folder(ofWork: observed.output)
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }

  @Test("What a program makes of its folder does not keep it from being removed")
  func folder() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import os, socket
        print(os.getcwd())
        os.makedirs("closed/inner")
        open("closed/inner/file", "w").close()
        os.chmod("closed/inner", 0)
        os.chmod("closed", 0o500)
        os.symlink("/etc", "link")
        os.symlink("/", "closed-too")
        os.mkfifo("pipe")
        s = socket.socket(socket.AF_UNIX)
        s.bind("socket")
        for number in range(2000):
            open("f%d" % number, "w").close()
            os.mkdir("d%d" % number)
        for _ in range(3000):
            os.mkdir("deep" * 10)
            os.chdir("deep" * 10)
        """))
    #expect(try observed.waitForEnd().isSuccess, "\(observed.errors)")
    observed.run.remove()
    let folder = ObservedRun.folder(ofWork: observed.output)
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(FileManager.default.fileExists(atPath: "/etc/passwd"))
  }
}
