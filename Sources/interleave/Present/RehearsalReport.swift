import LessonFormat
import Narration
import PlainFrontEnd
import Tutor

/// How long each step took in a rehearsal, beside what was planned.
struct RehearsalReport {
  private let state: State
  private let presentation: Presentation

  /// Nil where nothing was rehearsed.
  init?(_ state: State) {
    guard let presentation = state.presentation, presentation.isRehearsal,
      !presentation.pace.steps.isEmpty
    else { return nil }
    self.state = state
    self.presentation = presentation
  }

  var narration: Narration {
    var narration = Narration()
    let pace = presentation.pace
    var planned: Int64 = 0
    var total: Int64 = 0
    for key in pace.steps {
      guard let lesson = state.course.index(of: key.lesson).flatMap({ state.contents[$0]?.lesson }),
        let index = lesson.steps.firstIndex(where: { $0.id.value == key.step })
      else { continue }
      let plan = state.plannedTime(ofStep: index, in: lesson)
      let spent = pace.time(of: key, at: state.now)
      planned += plan
      total += spent
      narration.say(
        "\(lesson.title), step \(index + 1), \(lesson.steps[index].title.plainText): "
          + "\(words(spent)), planned \(words(plan))\(remark(spent, plan)).")
    }
    narration.say(
      "All \(count(pace.steps.count, "step")) together: \(words(total)), planned "
        + "\(words(planned))\(remark(total, planned)).")
    return narration
  }

  private func words(_ milliseconds: Int64) -> String {
    count(seconds: Int((milliseconds + 500) / 1000))
  }

  /// What differs by less than a fifth is as planned.
  private func remark(_ spent: Int64, _ plan: Int64) -> String {
    guard plan > 0, abs(spent - plan) * 5 > plan else { return "" }
    return spent > plan ? ", \(words(spent - plan)) over" : ", \(words(plan - spent)) under"
  }
}
