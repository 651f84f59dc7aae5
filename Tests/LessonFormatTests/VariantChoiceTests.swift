import Testing

@testable import LessonFormat

@Suite("Which variant of a demo a Python can run")
struct VariantChoiceTests {
  private func demo() throws -> Demo {
    let reading = read(
      step(
        holding: """
          ```python demo=a variant=new requires=3.11 else=middle
          print(1)
          ```

          ```python demo=a variant=middle requires=3.10 else=old
          print(2)
          ```

          ```python demo=a variant=old
          print(3)
          ```

          ```python demo=a variant=free requires=3.13t
          print(4)
          ```
          """))
    return try #require(reading.lesson?.demos.first)
  }

  private func names(_ demo: Demo, under python: PythonVersion) -> [String] {
    demo.mainVariants.map { variant in
      switch demo.runnable(variant, where: python.satisfies) {
      case variant?: variant.name
      case let other?: "\(other.name) for \(variant.name)"
      case nil: "nothing for \(variant.name)"
      }
    }
  }

  @Test("The variant itself, its stand-in, or the stand-in of that")
  func choices() throws {
    let demo = try demo()
    #expect(names(demo, under: PythonVersion(major: 3, minor: 12)) == ["new", "nothing for free"])
    #expect(
      names(demo, under: PythonVersion(major: 3, minor: 10)) == [
        "middle for new", "nothing for free",
      ])
    #expect(
      names(demo, under: PythonVersion(major: 3, minor: 9)) == ["old for new", "nothing for free"])
    // A build without the GIL runs what any other runs.
    let free = PythonVersion(major: 3, minor: 13, isFreeThreaded: true)
    #expect(names(demo, under: free) == ["new", "free"])
    let locked = PythonVersion(major: 3, minor: 14)
    #expect(names(demo, under: locked) == ["new", "nothing for free"])
  }
}
