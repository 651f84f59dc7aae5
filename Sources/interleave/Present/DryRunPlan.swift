import LessonFormat

/// The programs of a lesson as the room would see them, demo by demo.
struct DryRunPlan {
  struct PlannedDemo {
    var step: Int
    var demo: Demo
    var programs: [PlannedProgram]

    /// Each once, also where it stands in for several.
    var variantsToRun: [Demo.Variant] {
      var names: Set<String> = []
      return programs.compactMap { program in
        guard case .runs(let variant) = program.fate, names.insert(variant.name).inserted else {
          return nil
        }
        return variant
      }
    }
  }

  struct PlannedProgram {
    var wanted: Demo.Variant
    var fate: Fate
    /// What is to be said where it is not the wanted one, or not with the chosen Python.
    var note: String?
    var isStandIn = false
  }

  enum Fate {
    /// The variant itself, or what stands in for it.
    case runs(Demo.Variant)
    /// What is known without a run.
    case settled(DryRunVerdict)
  }

  private(set) var demos: [PlannedDemo] = []

  var programCount: Int { demos.reduce(0) { $0 + $1.programs.count } }

  /// Without a ground there is no Python, and recordings take the place of runs.
  init(
    _ demos: [(step: Int, demo: Demo)], in folder: LessonFolder, on ground: RunGround?
  ) {
    for (step, demo) in demos {
      let wanted = demo.mainVariants.filter(\.isRun)
      guard !wanted.isEmpty else { continue }
      let programs = wanted.map { variant in
        ground.map { Self.program(variant, of: demo, in: folder, on: $0.pythons) }
          ?? Self.recording(of: variant, of: demo, in: folder)
      }
      self.demos.append(PlannedDemo(step: step, demo: demo, programs: programs))
    }
  }

  private static func program(
    _ wanted: Demo.Variant, of demo: Demo, in folder: LessonFolder, on pythons: Pythons
  ) -> PlannedProgram {
    guard let runnable = pythons.runnable(wanted, of: demo) else {
      return PlannedProgram(
        wanted: wanted, fate: .settled(.noPython(wanted.requires?.description ?? "")))
    }
    let variant = runnable.variant
    let isStrange = !TrustQuestion.unknown(among: [variant], in: folder).isEmpty
    return PlannedProgram(
      wanted: wanted, fate: isStrange ? .settled(.needsConsent) : .runs(variant),
      note: pythons.note(on: runnable, of: demo), isStandIn: variant.name != wanted.name)
  }

  private static func recording(
    of wanted: Demo.Variant, of demo: Demo, in folder: LessonFolder
  ) -> PlannedProgram {
    guard let (played, _, header) = RunRecording.find(wanted, in: demo, folder) else {
      let file = RunRecording.file(of: wanted, in: demo, folder)
      return PlannedProgram(
        wanted: wanted,
        fate: .settled(Disk.kind(of: file) == nil ? .noRecording : .otherRecording))
    }
    let isStandIn = played.name != wanted.name
    return PlannedProgram(
      wanted: wanted, fate: .settled(.recorded(python: header.python)),
      note: isStandIn
        ? "\(demo.title(of: played)) stands in for \(demo.nameInSentences(of: wanted))." : nil,
      isStandIn: isStandIn)
  }
}
