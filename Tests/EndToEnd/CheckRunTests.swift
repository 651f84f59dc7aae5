import Foundation
import Testing

@Suite("interleave check --run")
struct CheckRunTests {
  private static let demo = """
    ## One
    <!-- id: one -->

    ```python demo=naps variant=slow
    import time

    time.sleep(0.1)
    time.sleep(0.1)
    print("up")
    ```

    ```python demo=naps variant=quick
    import asyncio


    async def main():
        await asyncio.gather(asyncio.sleep(0.1), asyncio.sleep(0.1))


    asyncio.run(main())
    ```

    ```python demo=naps variant=fails expect=failure
    raise ValueError("no")
    ```

    ```claims demo=naps
    slow: output contains "up"
    slow: total over 0.19 s
    quick: waits at least 2 at once
    quick: as fast as slow within 50
    fails: raises ValueError
    ```

    """
  private static let exercise = """

    ## Two
    <!-- id: two -->

    ```python exercise=overlap
    import asyncio


    async def main():
        await asyncio.create_task(asyncio.sleep(0.1), name="one")
        await asyncio.create_task(asyncio.sleep(0.1), name="two")


    asyncio.run(main())
    ```

    ```python solution=overlap
    import asyncio


    async def main():
        one = asyncio.create_task(asyncio.sleep(0.1), name="one")
        two = asyncio.create_task(asyncio.sleep(0.1), name="two")
        await asyncio.gather(one, two)


    asyncio.run(main())
    ```

    ```checks exercise=overlap
    finishes
    waits at least 2 at once
    ```

    > [!HINT]
    > Both at once.

    """

  private func check(
    _ body: String, _ arguments: String...
  ) throws -> (outcome: Program.Outcome, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.lesson(body)
    let line = "\"$0\" check --run --trust --no-config \"$@\" 01-a"
    let outcome = try Program.shell(
      "exec \(line.replacing("\"$0\"", with: "'\(Program.binary)'"))", arguments, in: folder.path)
    return (outcome, folder)
  }

  @Test("A lesson that says what its programs show is without mistakes")
  func honest() throws {
    let outcome = try check(Self.demo + Self.exercise, "--repeat=2").outcome
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("10 runs with Python 3."))
    #expect(outcome.output.hasSuffix("1 lesson checked, no mistakes.\n"))
    #expect(outcome.errors.isEmpty)
  }

  @Test("A claim that is not so is told at its line, with what the run showed")
  func claims() throws {
    let body = Self.demo.replacing("quick: waits at least 2", with: "quick: waits at least 3")
      .replacing("slow: output contains \"up\"", with: "quick: output contains \"up\"")
    let outcome = try check(body, "--only=demos").outcome
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        """
        01-a/lesson.md:36:1: error: "naps, quick" does not show that at least 3 lanes wait at the \
        same time, with Python 3.
        """), "\(outcome.output)")
    #expect(outcome.output.contains("No more than 2 waited at once"))
    #expect(outcome.output.contains("\n   36 | quick: waits at least 3 at once\n"))
    #expect(outcome.output.contains("\"up\" was not printed. It printed nothing [claim-fails]"))
    let spoken = try check(body, "--only=demos", "--plain").outcome.output
    #expect(spoken.contains("line 36, column 1: \"naps, quick\" does not show"))
    let sarif = try check(body, "--only=demos", "--sarif").outcome.output
    #expect(sarif.contains("\"claim-fails\""))
  }

  @Test("A demo that ends as it should not is told at its fence")
  func demos() throws {
    let body = Self.demo.replacing("    raise ValueError", with: "    print").replacing(
      "raise ValueError(\"no\")", with: "print(\"no\")"
    ).replacing("print(\"up\")", with: "print(up)")
    let outcome = try check(body).outcome
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("NameError: name 'up' is not defined. See line 5 [demo-fails]"))
    #expect(outcome.output.contains("It is meant to fail, and did not [demo-fails]"))
  }

  @Test("A solution that does not solve, and a starter that does, are told")
  func exercises() throws {
    let idle = Self.exercise.replacing("waits at least 2", with: "waits at least 1")
    let outcome = try check(Self.demo + idle, "--only=exercises").outcome
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "the exercise is solved before anybody has changed it, with Python 3."))
    #expect(outcome.output.contains("[starter-passes]"))
    let hard = Self.exercise.replacing("waits at least 2", with: "waits at least 5")
    let failed = try check(hard).outcome
    #expect(failed.output.contains("the solution does not show that at least 5 lanes wait"))
    #expect(failed.output.contains("[solution-fails]"))
  }

  @Test("Programs of strangers do not run unless they are allowed")
  func strangers() throws {
    let folder = try TemporaryFolder()
    try folder.lesson(Self.demo)
    let outcome = try Program.run("check", "--run", "01-a", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("nobody has allowed them to run"))
    #expect(try Program.run("check", "--repeat=2", "01-a", in: folder.path).status == 2)
    #expect(try Program.run("check", "--run", "--only=x", "01-a", in: folder.path).status == 2)
  }

  @Test(
    "Nobody can tell whether a busy machine spoilt an untraced program: it is told after repeats")
  func untraced() throws {
    let body = """
      ## One
      <!-- id: one -->

      ```python demo=clock trace=off
      print("took 2 s")
      ```

      ```claims demo=clock
      output contains "took 1 s"
      ```

      """
    let outcome = try check(body).outcome
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\"took 1 s\" was not printed"), "\(outcome.output)")
    #expect(outcome.output.contains("2 runs had to be repeated"), "\(outcome.output)")
  }

  @Test("Variants that compute and those that wait are judged together, on every Python")
  func everyPython() throws {
    let body = Self.demo.replacing(
      "demo=naps variant=slow", with: "demo=naps variant=slow run=in-turn")
    let outcome = try check(body + Self.exercise, "--all-pythons", "--at-once=3").outcome
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(" runs with Python 3."))
  }
}
