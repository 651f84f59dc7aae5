import LessonFormat
import Narration
import Trace

/// Questions about lanes, answered by pointing at them on the timeline.
extension State {
  /// The question that asks for lanes of the runs that a player shows, while it is open.
  package func laneQuestion(of player: Player) -> Question? {
    guard let key = player.demo, !isLive(player), let view = lessonView,
      let lesson = content(of: view), lesson.id == key.lesson
    else { return nil }
    for block in visibleBlocks(of: view) {
      guard case .question(let question) = block.content, question.demo == key.demo,
        case .lanes = question.answer, !laneLabels(for: question, in: lesson).isEmpty,
        response(to: question, in: lesson) == nil
      else { continue }
      return question
    }
    return nil
  }

  /// Takes the chosen lane into the answer, or out of it.
  mutating func pointAtLane() {
    guard let player, let question = laneQuestion(of: player),
      case .lanes(let query) = question.answer
    else {
      notice = "No question here asks for lanes."
      return
    }
    guard case .lane(let track, let lane)? = player.row,
      let timeline = runs[player.tracks[track].run]?.timeline
    else {
      notice = "Choose a lane first; then it can be marked."
      return
    }
    guard !player.tracks[track].isEarlier,
      query.variant == nil || player.tracks[track].variant == query.variant
    else {
      notice = "The question is about \(query.variant ?? "the newest run")."
      return
    }
    let label = LaneNames(timeline).label(lane)
    updateDraft(question.id.value) { $0.lanes.formSymmetricDifference([label]) }
    let marked = (lessonView?.drafts[question.id.value]?.lanes ?? []).sorted()
    notice =
      marked.isEmpty
      ? "No lane is marked."
      : "Your answer so far: \(LessonFormat.inWords(marked, joinedBy: "and")). It is given back in "
        + "the step."
  }
}
