import DemoRunner
import LessonFormat

extension Demo {
  /// What is traced of its programs beyond the states of their lanes.
  var traceDetails: Set<RunSpecification.Detail> {
    var details: Set<RunSpecification.Detail> = []
    if views.contains(.stack) { details.insert(.calls) }
    if hasGeneratorLanes { details.insert(.generators) }
    return details
  }
}

extension RunSpecification {
  /// A variant of a demo, with `text` for its program.
  init(
    _ variant: Demo.Variant, of demo: Demo, in folder: LessonFolder, text: String,
    python: PythonFacts, tracerFolder: String, confinement: Confinement
  ) {
    self.init(
      program: .init(name: demo.fileName(of: variant, in: folder), bytes: Array(text.utf8)),
      python: python, tracerFolder: tracerFolder, confinement: confinement)
    isTraced = variant.isTraced
    limits.wall = demo.timeout
    details = demo.traceDetails
  }
}
