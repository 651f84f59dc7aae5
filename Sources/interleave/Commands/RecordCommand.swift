import DemoRunner
import LessonFormat
import Narration
import Trace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `interleave record LESSON[#DEMO]...`: runs demos, and keeps their traces beside the lesson, for
/// machines without Python.
struct RecordCommand {
  private let options: CourseOptions
  private let operands: [String]
  private let python: String?
  private let policy: Confinement.Policy
  private let isVirtual: Bool
  private let isAllowed: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    options = try CourseOptions(arguments)
    operands = arguments.operands
    python = arguments.value("python")
    policy = try SandboxOption.read(arguments)
    isVirtual = arguments.has("virtual")
    isAllowed = arguments.has("trust")
    guard !operands.isEmpty else {
      throw UsageError(
        message: "no lesson is named; \"interleave list\" shows them",
        command: arguments.command.name)
    }
  }

  /// 1 where something could not be recorded.
  func run() throws -> Int32 {
    let pythons = try Pythons(named: python)
    let tracer = try DataFolder.tracer.find()
    var isWhole = true
    for selection in try operands.flatMap({ try DemoSelection.findAll($0, in: options) }) {
      if !isAllowed {
        try TrustQuestion(selection).ask(
          about: selection.demo.variants.filter(\.isRun), in: options)
      }
      for variant in selection.demo.variants where variant.isRun {
        isWhole = try record(variant, selection, pythons, tracer) && isWhole
      }
    }
    return isWhole ? 0 : 1
  }

  private func specification(
    _ variant: Demo.Variant, _ selection: DemoSelection, _ facts: PythonFacts, _ tracer: String
  ) throws(CommandFailure) -> RunSpecification {
    var specification = RunSpecification(
      variant, of: selection.demo, in: selection.folder, text: variant.program.text, python: facts,
      tracerFolder: tracer, confinement: try SandboxOption.confinement(policy, for: facts))
    specification.isVirtual = isVirtual
    return specification
  }

  private func record(
    _ variant: Demo.Variant, _ selection: DemoSelection, _ pythons: Pythons, _ tracer: String
  ) throws -> Bool {
    let name = selection.demo.programName(of: variant)
    guard let facts = pythons.facts(for: variant.requires) else {
      let needed = variant.requires.map(\.description) ?? ""
      Output.printError("\(printable(name)): not recorded, since it needs Python \(needed).")
      return false
    }
    if isVirtual, !variant.isTraced {
      Output.printError(
        "\(printable(name)): not recorded, since it measures real time: leave out --virtual.")
      return false
    }
    let specification = try specification(variant, selection, facts, tracer)
    var runs = DemoRuns()
    defer { runs.signals.release() }
    let recorded: VariantRun
    do {
      recorded = try runs.run(
        [(variant, specification)], labelled: false, readingInput: false, isSilent: true)[0]
    } catch let failure as RunFailure {
      throw CommandFailure(message: failure.words)
    } catch let end as DemoRuns.Ended {
      throw CommandFailure(message: "ended by a signal", status: 128 + end.signal)
    }
    defer { recorded.run.remove() }
    guard !runs.wasInterrupted else {
      throw CommandFailure(message: "stopped; what was recorded before is kept", status: 130)
    }
    guard recorded.isExpected else {
      let words =
        recorded.ending.map {
          RunWords.sentences($0, of: name, expectsFailure: variant.expectsFailure)
        } ?? []
      Output.printError("\(printable(name)): not recorded. \(words.joined(separator: " "))")
      return false
    }
    if let note = recorded.timeline.notes.first(where: { $0.kind == "virtual-off" }) {
      Output.printError(
        "\(printable(name)): not recorded, since virtual time does not hold for it: "
          + printable(note.words))
      return false
    }
    let file = RunRecording.file(of: variant, in: selection.demo, selection.folder)
    guard mkdir(Disk.parent(file), 0o755) == 0 || errno == EEXIST else {
      throw CommandFailure(
        message: "cannot make the folder \(printable(Disk.parent(file))): "
          + String(cString: strerror(errno)).lowercased())
    }
    try RunRecording.savePortable(recorded, by: facts, to: file)
    let python = facts == pythons.chosen ? "" : ", with Python \(facts.version)"
    try Output.print("\(printable(name)): \(printable(file))\(printable(python))\n")
    return true
  }
}
