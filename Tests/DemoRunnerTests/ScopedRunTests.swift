import Foundation
import Testing
import Trace

@testable import DemoRunner

@Suite("A program of a lesson runs", .enabled(if: TestPython.isHere))
struct ScopedRunTests {
  @Test("Output, errors, arguments and the exit status arrive, and the folder goes")
  func ordinary() throws {
    var specification = try TestPython.specification(
      """
      import os, sys
      print(os.getcwd())
      print(sys.argv[1:], os.listdir("."), open("data/numbers.txt").read())
      print("no", file=sys.stderr)
      open("left.txt", "w").write("x")
      sys.exit(3)
      """, name: "fetch.py")
    specification.arguments = ["a b", "-x"]
    specification.besides = [.init(name: "data/numbers.txt", bytes: Array("1 2".utf8))]
    let observed = try ObservedRun(specification)
    let ending = try observed.waitForEnd()
    #expect(ending.how == .exit(3))
    #expect(!ending.isSuccess && !ending.wasStopped && ending.endedProcesses == 0)
    let lines = observed.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines[1].contains("['a b', '-x']") && lines[1].hasSuffix(" 1 2"))
    #expect(lines[1].contains("'fetch.py'") && !lines[1].contains("trace"))
    #expect(observed.errors == "no\n")
    #expect(observed.events.contains(.finished) && observed.events.last == .ended(ending))
    let folder = ObservedRun.folder(ofWork: lines[0])
    #expect(FileManager.default.fileExists(atPath: folder))
    observed.run.remove()
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("A traceback names the program")
  func traceback() throws {
    let observed = try ObservedRun(
      try TestPython.specification("def f():\n  1 / 0\nf()\n", name: "sub/divide.py"))
    #expect(try observed.waitForEnd().how == .exit(1))
    #expect(observed.errors.contains("/work/sub/divide.py\", line 2, in f"))
    #expect(observed.errors.hasSuffix("ZeroDivisionError: division by zero\n"))
  }

  @Test("The environment says nothing of the person")
  func environment() throws {
    setenv("INTERLEAVE_TEST_SECRET", "42", 1)
    setenv("PYTHONWARNINGS", "error", 1)
    defer {
      unsetenv("INTERLEAVE_TEST_SECRET")
      unsetenv("PYTHONWARNINGS")
    }
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import os, sys, tempfile
        names = {name for name in os.environ if not name.startswith("LC_")}
        print(sorted(names - {"LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TZ"}))
        root = os.path.dirname(os.getcwd())
        places = [os.path.expanduser("~"), tempfile.gettempdir()]
        print([place.startswith(root + "/") and os.path.isdir(place) for place in places])
        print([entry for entry in sys.path if "Tracer" in entry], sys.stdout.encoding)
        import subprocess
        print(subprocess.check_output(["python3", "-c", "import sys; print(sys.prefix)"], text=True)
              == sys.prefix + "\\n")
        """))
    try observed.waitForEnd()
    #expect(
      observed.output == """
        ['HOME', 'INTERLEAVE_OUTPUT', 'PATH', 'PYTHONDONTWRITEBYTECODE', 'PYTHONIOENCODING', \
        'PYTHONPATH', 'TMPDIR']
        [True, True]
        [] utf-8
        True

        """)
  }

  @Test("Lines come as they are printed, and input can be given and closed")
  func input() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import sys
        print("ready")
        name = input("name? ")
        print("hello", name)
        print(len(sys.stdin.read()))
        """))
    try observed.wait { $0.output == "ready\nname? " }
    #expect(observed.run.send(Array("Ada\n".utf8)))
    try observed.wait { $0.output.hasSuffix("hello Ada\n") }
    #expect(observed.run.send([UInt8](repeating: 65, count: 1 << 20)))
    observed.run.closeInput()
    #expect(try observed.waitForEnd().isSuccess)
    #expect(observed.output.hasSuffix("\n1048576\n"))
  }

  @Test("There is no terminal that it could read or change")
  func noTerminal() throws {
    for confinement in [.none(.notWanted), TestPython.sandbox].compactMap({ $0 }) {
      let observed = try ObservedRun(
        try TestPython.specification(
          """
          import os, subprocess
          print([os.isatty(number) for number in range(3)])
          try:
              os.open("/dev/tty", os.O_RDWR)
          except OSError as problem:
              print(problem.errno)
          print(subprocess.run(["stty", "raw"], stderr=subprocess.DEVNULL).returncode != 0)
          """, confinement: confinement))
      #expect(try observed.waitForEnd().isSuccess, "\(observed.errors)")
      #expect(
        observed.output == "[False, False, False]\n\(ENXIO)\nTrue\n")
    }
  }

  @Test("Input for a program that reads none is refused beyond a bound, and does no harm")
  func unreadInput() throws {
    let observed = try ObservedRun(
      try TestPython.specification("import os\nos.close(0)\nprint('closed')\nwhile True: pass\n"))
    try observed.wait { $0.output == "closed\n" }
    #expect(!observed.run.send([UInt8](repeating: 65, count: 2 << 20)))
    #expect(observed.run.send([UInt8](repeating: 65, count: 100_000)))
    observed.run.kill()
    #expect(try observed.waitForEnd().how == .signal(SIGKILL))
  }

  @Test("The trace comes while it runs, and its files stay for as long as the run")
  func trace() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import asyncio

        async def nap(number):
            await asyncio.sleep(0.05)

        async def main():
            await asyncio.gather(*[asyncio.create_task(nap(n), name=f"nap {n}") for n in range(3)])

        print("begin")
        input()
        asyncio.run(main())
        """, traced: true))
    try observed.wait { !$0.lines.isEmpty && $0.output == "begin\n" }
    #expect(observed.run.send(Array("\n".utf8)))
    #expect(try observed.waitForEnd().isSuccess)
    var timeline = Timeline()
    timeline.append(observed.lines)
    timeline.finish()
    #expect(timeline.isWhole)
    #expect((0..<3).allSatisfy { n in timeline.lanes.contains { $0.name == "nap \(n)" } })
    var saved: [UInt8] = []
    try observed.run.recordedTrace?.write(header: RunHeader()) { saved += $0 }
    #expect(Timeline.read([saved]).timeline.lanes.count == timeline.lanes.count)
  }

  @Test("A hundred megabytes of output are drained; what is too much is counted, the end is kept")
  func muchOutput() throws {
    var specification = try TestPython.specification(
      """
      import os
      block = b"a line of thirty-two characters\\n" * 32768
      for _ in range(100):
          os.write(1, block)
      os.write(2, b"and errors\\n")
      os.write(1, b"the last line\\n")
      """)
    // It takes a second, and far longer where the machine is busy.
    specification.limits.wall = 600
    let observed = try ObservedRun(specification)
    #expect(try observed.waitForEnd().isSuccess)
    #expect(observed.output.hasSuffix("\nthe last line\n") && observed.errors == "and errors\n")
    let missing = observed.events.compactMap { event in
      if case .leftOut(.output, let bytes) = event { bytes } else { nil }
    }
    #expect(missing.count == 1)
    #expect(observed.output.utf8.count + (missing.first ?? 0) == 100 << 20 + 14)
  }

  @Test("Several run at once, and none leaves a descriptor, a process or a folder behind")
  func many() throws {
    func descriptors() -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count) ?? 0
    }
    let text = "import os\nprint(os.getcwd())\n"
    try ObservedRun(try TestPython.specification(text)).waitForEnd()
    let before = descriptors()
    var folders: [String] = []
    for _ in 0..<10 {
      let runs = try (0..<5).map { _ in
        try ObservedRun(try TestPython.specification(text))
      }
      for observed in runs {
        #expect(try observed.waitForEnd().isSuccess)
        folders.append(ObservedRun.folder(ofWork: observed.output))
        observed.run.remove()
      }
    }
    #expect(Set(folders).count == 50)
    #expect(!folders.contains { FileManager.default.fileExists(atPath: $0) })
    // Other tests have some descriptors of their own at the same time.
    #expect(eventually { descriptors() < before + 25 })
  }

  @Test("What cannot be run is told")
  func failures() throws {
    var specification = try TestPython.specification("print()")
    specification.python.executable = "/nowhere/python3"
    let observed = try ObservedRun(specification)
    #expect(try observed.waitForEnd().how == .notStarted("no such file or directory"))
    for name in ["../x.py", "/x.py", "a//b.py", ""] {
      specification.program.name = name
      #expect(throws: RunFailure.badName(name)) { try ScopedRun.start(specification) }
    }
  }

  @Test("A run that nobody looks at any more ends, and takes everything with it")
  func forgotten() throws {
    var observed: ObservedRun? = try ObservedRun(
      try TestPython.specification(
        "import os, time\nprint(os.getpid(), os.getcwd())\ntime.sleep(100)"))
    try observed?.wait { $0.output.hasSuffix("\n") }
    let words = try #require(observed?.output.split(separator: " "))
    let pid = try #require(pid_t(words[0]))
    observed = nil
    #expect(eventually { !isAlive(pid) })
    let folder = ObservedRun.folder(ofWork: String(words[1]))
    #expect(eventually { !FileManager.default.fileExists(atPath: folder) })
  }
}
