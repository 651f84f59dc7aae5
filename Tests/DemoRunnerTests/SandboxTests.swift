import Foundation
import Testing

@testable import DemoRunner

@Suite("In the sandbox", .enabled(if: TestPython.hasSandbox, "bubblewrap does not work here"))
struct SandboxTests {
  private func output(of text: String, traced: Bool = false) throws -> String {
    let observed = try ObservedRun(
      try TestPython.specification(
        text, traced: traced, confinement: try #require(TestPython.sandbox)))
    #expect(try observed.waitForEnd().isSuccess, "\(observed.errors)")
    return observed.output
  }

  @Test("Loopback works, and nothing beyond it is reached")
  func network() throws {
    let output = try output(
      of: """
        import socket
        server = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(server.getsockname())
        server.accept()[0].sendall(b"loopback")
        print(client.recv(100).decode())
        for place in [("192.0.2.1", 80), ("1.1.1.1", 53)]:
            try:
                socket.create_connection(place, timeout=5)
            except OSError as problem:
                print(problem.strerror)
        """)
    #expect(output == "loopback\nNetwork is unreachable\nNetwork is unreachable\n")
  }

  @Test("Only the run's folder can be written, and nothing of the person is seen")
  func disk() throws {
    let folder = NSTemporaryDirectory()
    let output = try output(
      of: """
        import os, sys, tempfile
        for place in ["/etc/x", "/usr/x", sys.prefix + "/x", "/x/y", os.path.dirname(os.__file__)]:
            try:
                open(place, "w")
            except OSError as problem:
                print(type(problem).__name__)
        open("mine", "w").close()
        open(tempfile.gettempdir() + "/mine", "w").close()
        open("/tmp/mine", "w").close()
        print(os.path.exists(os.environ["HOME"]), os.listdir("."))
        """)
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/mine"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/mine"))
    let lines = output.split(separator: "\n")
    #expect(lines.count == 6 && lines[..<5].allSatisfy { $0.hasSuffix("Error") })
    #expect(lines.last?.contains("'mine'") == true && lines.last?.hasPrefix("True") == true)
  }

  @Test("Processes, pools, subprocesses and shared memory work, traced")
  func children() throws {
    let output = try output(
      of: """
        import asyncio, multiprocessing, sys
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import shared_memory

        def square(number):
            return number * number

        async def main():
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-c", "print('child')", stdout=asyncio.subprocess.PIPE)
            print((await child.communicate())[0].decode().strip(), child.returncode)

        if __name__ == "__main__":
            for method in ["fork", "spawn", "forkserver"]:
                context = multiprocessing.get_context(method)
                with ProcessPoolExecutor(2, mp_context=context) as pool:
                    print(method, list(pool.map(square, range(4))))
            memory = shared_memory.SharedMemory(create=True, size=1000)
            memory.close()
            memory.unlink()
            asyncio.run(main())
        """, traced: true)
    let squares = "[0, 1, 4, 9]\n"
    #expect(output == "fork \(squares)spawn \(squares)forkserver \(squares)child 0\n")
  }

  @Test("Who has the processor is seen from outside, where everything has another number")
  func samples() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        """
        import threading, time
        def compute():
            end = time.monotonic() + 60
            while time.monotonic() < end: pass
        threads = [threading.Thread(target=compute) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """, traced: true, confinement: try #require(TestPython.sandbox)))
    // A busy machine looks rarely: the program computes until enough was seen.
    try observed.wait { observed in
      let lanes = observed.lines.compactMap { line in
        if case .processorShare(let share) = line.event { share.lane } else { nil }
      }
      return Set(lanes).count >= 2
    }
    observed.run.stop()
    try observed.waitForEnd()
  }

  @Test("The trace arrives, and signals are told as such")
  func traceAndSignal() throws {
    let observed = try ObservedRun(
      try TestPython.specification(
        "import os\nprint('up')\nos.kill(os.getpid(), 11)", traced: true,
        confinement: try #require(TestPython.sandbox)))
    #expect(try observed.waitForEnd().how == .signal(SIGSEGV))
    #expect(!observed.lines.isEmpty && observed.output == "up\n")
  }

  @Test("A Python of one's own, in a virtual environment under the home folder, is found in it")
  func virtualEnvironment() throws {
    let base = try #require(TestPython.facts)
    let folder = NSTemporaryDirectory() + "interleave-test-\(UInt32.random(in: 0...UInt32.max))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try BoundedProcess.run(
      base.executable, ["-m", "venv", "--without-pip", folder], input: [], seconds: 100)
    try #require(made.status == 0)
    let facts = try PythonFacts.ask(PythonInterpreter(path: "\(folder)/bin/python3"))
    #expect(facts.prefix == folder && facts.folders.contains(folder))
    var specification = try TestPython.specification(
      "import sys, json\nprint(sys.prefix)",
      confinement: try Confinement.find(.strict, for: facts))
    specification.python = facts
    let observed = try ObservedRun(specification)
    #expect(try observed.waitForEnd().isSuccess, "\(observed.errors)")
    #expect(observed.output == folder + "\n")
  }
}

@Suite("Without a sandbox")
struct NoSandboxTests {
  @Test("What is missing is told; strict refuses, auto goes on")
  func gaps() throws {
    let answer = ["interleave facts", "major 3", "minor 11", "executable x2f6e", "interleave end"]
    let facts = try #require(PythonFacts(answer.map { $0[...] }))
    #expect(try Confinement.find(.off, for: facts) == .none(.notWanted))
    // Nothing works with a Python that is not there.
    guard case .none = try Confinement.find(.auto, for: facts) else {
      Issue.record("a sandbox for nothing")
      return
    }
    #expect(throws: Confinement.Refusal.self) { try Confinement.find(.strict, for: facts) }
    for gap in [Confinement.Gap.notInstalled, .failing("no"), .notOnThisSystem, .notWanted] {
      #expect(gap.sentences.hasSuffix("."))
    }
  }
}
