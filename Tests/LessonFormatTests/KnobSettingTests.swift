import Testing

@testable import LessonFormat

@Suite("Turning knobs")
struct KnobSettingTests {
  private func demo(_ content: String) throws -> Demo {
    let reading = read(step(holding: content))
    #expect(reading.diagnostics.filter { $0.severity == .error }.isEmpty)
    return try #require(reading.lesson?.demos.first)
  }

  private let turned = """
    ```python demo=turned
    # Wörter, no knob: CALLS = 3
    CALLS = 3  # knob 1..20
    SECONDS: float = 0.5  # knob 0.1..2 step 0.1: how long
    BIG = 10_000  # knob 1..1000000
    print(CALLS)
    ```
    """

  @Test("Only the number changes, and a whole one stays whole")
  func text() throws {
    let program = try demo(turned).variants[0].program
    #expect(program.text(setting: [:]) == program.text)
    #expect(program.text(setting: ["CALLS": 3, "OTHER": 1]) == program.text)
    #expect(
      program.text(setting: ["CALLS": 12, "SECONDS": 2, "BIG": 999_999]) == """
        # Wörter, no knob: CALLS = 3
        CALLS = 12  # knob 1..20
        SECONDS: float = 2.0  # knob 0.1..2 step 0.1: how long
        BIG = 999999  # knob 1..1000000
        print(CALLS)

        """)
  }

  @Test("A value outside of the range or between the steps is refused with what to take")
  func problems() throws {
    let knobs = try demo(turned).knobs
    let (calls, seconds) = (knobs[0], knobs[1])
    for value in [1.0, 20, 3] { #expect(calls.problem(with: value) == nil) }
    for value in [0.1, 0.2, 0.3, 0.7, 1.9, 2.0, 0.5] {
      #expect(seconds.problem(with: value) == nil)
    }
    #expect(calls.problem(with: 21) == "is outside of its range, 1 to 20")
    #expect(calls.problem(with: .nan) != nil && calls.problem(with: .infinity) != nil)
    #expect(calls.problem(with: 2.5) == "is not one of its steps; take 2 or 3")
    #expect(seconds.problem(with: 0.25) == "is not one of its steps; take 0.2 or 0.3")
  }
}
