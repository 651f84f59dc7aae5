import LessonFormat
import Narration
import Tutor

/// A room in words: who is there, what was said, how the time stands.
struct RoomTeller {
  let state: State

  init(_ state: State) { self.state = state }

  func told(_ tally: Tally) -> Narration {
    var narration = Narration()
    guard tally.total > 0 else {
      narration.say(tally.summary)
      return narration
    }
    narration.say("The room has given \(count(tally.total, "answer")).")
    for row in tally.rows {
      let right = row.isRight == true ? ", which is right" : ""
      narration.say("\(row.words): \(tally.share(of: row))\(right).")
    }
    return narration
  }

  func words(for pointer: Pointer?) -> String {
    guard let pointer else { return "The pointer is gone." }
    let title = variantTitle(pointer).map { ", \($0)" } ?? ""
    let line = text(of: pointer)?.trimmingBlanks ?? ""
    return "Look at line \(pointer.line)\(title): \(line.isEmpty ? "empty" : line)".asSentence
  }

  private func demo(of pointer: Pointer) -> Demo? {
    state.lessonView.flatMap { state.content(of: $0) }.flatMap { state.demo(pointer.demo, in: $0) }
  }

  private func variantTitle(_ pointer: Pointer) -> String? {
    guard let demo = demo(of: pointer), demo.mainVariants.count > 1 else { return nil }
    return demo.variants.first { $0.name == pointer.variant }.map { demo.title(of: $0) }
  }

  private func text(of pointer: Pointer) -> String? {
    guard let demo = demo(of: pointer), let view = state.lessonView,
      let lesson = state.content(of: view)
    else { return nil }
    let edits = state.demos[DemoKey(lesson: lesson.id, demo: demo.id)]?.edits ?? [:]
    let variant = demo.variants.first { $0.name == pointer.variant }
    let text = edits[pointer.variant] ?? variant?.program.text
    let lines = text?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    return lines.indices.contains(pointer.line - 1) ? String(lines[pointer.line - 1]) : nil
  }

  func whole(_ presentation: Presentation) -> Narration {
    var narration = Narration()
    narration.say("\(count(presentation.followers, "follower")).".capitalizedFirst)
    guard let view = state.lessonView, let lesson = state.content(of: view),
      let key = state.stepKey(of: view)
    else { return narration }
    func words(_ milliseconds: Int64) -> String { count(seconds: Int(milliseconds / 1000)) }
    let pace = presentation.pace
    narration.say(
      "This step has taken \(words(pace.time(of: key, at: state.now))) of "
        + "\(words(state.plannedTime(ofStep: view.step, in: lesson))).")
    narration.say(
      "All steps together have taken \(words(pace.total(at: state.now))) of "
        + "\(count(lesson.frontMatter.minutes, "minute")).")
    for question in state.questionsInSight {
      narration.append(told(state.tally(of: question, in: lesson)))
    }
    return narration
  }
}

/// "3 minutes and 5 seconds"
package func count(seconds: Int) -> String {
  let (minutes, rest) = (seconds / 60, seconds % 60)
  if minutes == 0 { return count(rest, "second") }
  return rest == 0
    ? count(minutes, "minute") : "\(count(minutes, "minute")) and \(count(rest, "second"))"
}
