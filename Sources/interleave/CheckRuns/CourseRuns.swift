import DemoRunner
import LessonFormat
import Narration
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs the programs of lessons, and holds what they show against what is said of them.
struct CourseRuns {
  struct Options {
    var python: String?
    var usesAllPythons = false
    var policy = Confinement.Policy.auto
    var isAllowed = false
    var repetitions = 1
    var atOnce = Options.usualAtOnce
    var only: CheckKind?
    var isPlain = false

    /// Programs that wait share a processor well. More than these would only wait for their starts.
    private static var usualAtOnce: Int {
      min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) * 4, 16)
    }
  }

  private struct Ground {
    var facts: PythonFacts
    var confinement: Confinement
    /// For programs that need another Python; nil where all of this machine are grounds anyhow.
    var pythons: Pythons?

    func facts(for needed: PythonVersion?) -> PythonFacts? {
      if let pythons { return pythons.facts(for: needed) }
      return needed.map(facts.pythonVersion.satisfies) ?? true ? facts : nil
    }
  }

  private let options: Options
  private let tracerFolder: String
  private var skipped = 0
  private var ran = 0
  private var again = 0
  /// By Ctrl-C, after so many runs of all.
  private(set) var stoppedAt: (runs: Int, of: Int)?

  init(_ options: Options) throws(CommandFailure) {
    self.options = options
    tracerFolder = try DataFolder.tracer.find()
  }

  /// What is wrong, and what is to be said of the runs.
  mutating func judge(
    _ lessons: [CheckedLesson]
  ) throws -> (mistakes: [Diagnostic], remark: String) {
    if !options.isAllowed { try refuseStrangers(in: lessons) }
    let grounds = try findGrounds()
    var rounds: [UnitRound] = []
    var groundOfRound: [Int] = []
    for (index, ground) in grounds.enumerated() {
      for lesson in lessons {
        let (units, skipped) = RunUnit.all(
          of: lesson, only: options.only, where: { ground.facts(for: $0) != nil })
        self.skipped += skipped
        for unit in units {
          for _ in 0..<(unit.rounds * options.repetitions) {
            rounds.append(UnitRound(unit))
            groundOfRound.append(index)
          }
        }
      }
    }
    let repetitions = options.repetitions
    let roundsOfProgram = Dictionary(
      rounds.flatMap { round in
        round.unit.programs.map { ($0, round.unit.rounds * repetitions) }
      }, uniquingKeysWith: { a, _ in a })
    var findings = RunFindings { roundsOfProgram[$0.program] ?? 1 }
    let concluded = try run(&rounds) { grounds[groundOfRound[$0]] }
    let used = grounds.map(\.facts) + others(rounds.map(\.unit), on: grounds[0])
    for (index, found) in concluded {
      let ground = grounds[groundOfRound[index]]
      for finding in found {
        let python = (ground.facts(for: finding.program.requires) ?? ground.facts).version
        findings.add(finding, in: rounds[index].unit.file, python: python)
      }
    }
    return (findings.diagnostics, remark(used, isOne: grounds.count == 1))
  }

  /// What programs ran with that need another Python than the chosen one.
  private func others(_ units: [RunUnit], on ground: Ground) -> [PythonFacts] {
    var others: [PythonFacts] = []
    for program in units.flatMap(\.programs) {
      guard let facts = ground.facts(for: program.requires), facts != ground.facts,
        !others.contains(facts)
      else { continue }
      others.append(facts)
    }
    return others
  }

  private func remark(_ used: [PythonFacts], isOne: Bool) -> String {
    var names: [String] = []
    for name in used.map(\.name) where !names.contains(name) { names.append(name) }
    let versions = inWords(names, joinedBy: "and")
    var sentences = ["\(count(ran, "run")) with Python \(versions)."]
    if let stoppedAt {
      sentences.append("Stopped after \(stoppedAt.runs) of \(count(stoppedAt.of, "run")).")
    }
    if again > 0 {
      sentences.append(
        "\(count(again, "run").capitalizedFirst) had to be repeated, because the machine was busy or "
          + "may have been.")
    }
    if skipped > 0 {
      let pythons = isOne ? "those of this machine" : "one of these"
      sentences.append(
        "\(count(skipped, "program").capitalizedFirst) "
          + "\(skipped == 1 ? "needs" : "need") another Python than \(pythons).")
    }
    return sentences.joined(separator: " ")
  }

  // MARK: Running

  private struct Place {
    var round: Int
    var program: RunUnit.Program
  }

  private mutating func run(
    _ rounds: inout [UnitRound], on ground: (Int) -> Ground
  ) throws -> [(round: Int, findings: [RunFinding])] {
    var queue = RunQueue(atOnce: options.atOnce)
    defer { queue.end() }
    var places: [Place] = []
    func add(_ index: Int, again: Bool) throws {
      let unit = rounds[index].unit
      for program in unit.programs {
        // What is run again stands behind all others, when the machine is as quiet as it gets.
        let item = RunQueue.Item(
          specification: try specification(program, unit, ground(index)),
          pace: again ? .alone : unit.computes ? .computes : .waits)
        queue.add(item, as: places.count)
        places.append(Place(round: index, program: program))
      }
    }
    for index in rounds.indices { try add(index, again: false) }
    var progress = Progress(
      "Running \(count(places.count, "program"))", isPlain: options.isPlain)
    let total = places.count
    var concluded: [(round: Int, findings: [RunFinding])] = []
    var done = 0
    while !queue.isEmpty {
      guard let ended = try next(&queue, &progress) else {
        stoppedAt = (ran, total)
        break
      }
      let place = places[ended.key]
      ran += 1
      rounds[place.round].take(place.program, ended.evidence, ended.ending)
      done += rounds[place.round].attempts == 1 ? 1 : 0
      progress.has(Double(done) / Double(max(total, 1)))
      guard rounds[place.round].isWhole else { continue }
      if let findings = rounds[place.round].conclude() {
        concluded.append((place.round, findings))
      } else {
        again += rounds[place.round].unit.programs.count
        try add(place.round, again: true)
      }
    }
    progress.end()
    return concluded.sorted { $0.round < $1.round }
  }

  private func next(
    _ queue: inout RunQueue, _ progress: inout Progress
  ) throws -> RunQueue.Ended? {
    do {
      return try queue.next()
    } catch let failure as RunFailure {
      progress.end()
      throw CommandFailure(message: failure.words)
    } catch let end as DemoRuns.Ended {
      progress.end()
      // What was found before is worth something.
      if end.signal == SIGINT { return nil }
      throw CommandFailure(message: "stopped", status: 128 + end.signal)
    }
  }

  private func specification(
    _ program: RunUnit.Program, _ unit: RunUnit, _ ground: Ground
  ) throws(CommandFailure) -> RunSpecification {
    let facts = ground.facts(for: program.requires) ?? ground.facts
    return unit.specification(
      of: program, python: facts, tracerFolder: tracerFolder,
      confinement: facts == ground.facts
        ? ground.confinement : try SandboxOption.confinement(options.policy, for: facts))
  }

  // MARK: What runs need

  private func refuseStrangers(in lessons: [CheckedLesson]) throws(CommandFailure) {
    let known = Set(TrustStore.standard?.entries().map(\.digest) ?? [])
    for lesson in lessons where !CourseLocation.isBundled(lesson.folder) {
      let texts = lesson.lesson.programs.filter { !$0.isFragment }.map(\.program.text)
      guard texts.allSatisfy({ known.contains(TrustStore.digest(of: $0)) }) else {
        throw CommandFailure(
          message: "the programs of \(printable(lesson.file)) are not part of the course that came "
            + "with Interleave, and nobody has allowed them to run; look at them, then allow them "
            + "with \"interleave trust \(printable(lesson.folder.path))\", or for once with --trust"
        )
      }
    }
  }

  private func findGrounds() throws(CommandFailure) -> [Ground] {
    let first = try PythonChoice.find(options.python)
    var all = [try PythonChoice.facts(of: first)]
    if options.usesAllPythons {
      for other in PythonInterpreter.findAll(named: options.python) where other != first {
        guard let facts = try? PythonFacts.ask(other, aboutModules: false, seconds: 5),
          !facts.isTooOld,
          !all.contains(where: {
            $0.version == facts.version && $0.isFreeThreaded == facts.isFreeThreaded
              && $0.implementation == facts.implementation
          })
        else { continue }
        all.append(facts)
      }
    }
    let pythons = all.count == 1 ? Pythons(all[0], named: options.python) : nil
    var grounds: [Ground] = []
    for facts in all {
      grounds.append(
        Ground(
          facts: facts, confinement: try SandboxOption.confinement(options.policy, for: facts),
          pythons: pythons))
    }
    return grounds
  }
}

extension PythonFacts {
  /// "3.11.7", "3.13.0t"
  fileprivate var name: String {
    version + (isFreeThreaded && !version.hasSuffix("t") ? "t" : "")
  }
}
