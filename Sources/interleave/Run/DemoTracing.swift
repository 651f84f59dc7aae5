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
