import Trace
import Tutor

/// The outside of a session that runs nothing: what programs tell, and what is in the learner's
/// files, comes from recordings and from the bytes of the input.
struct ProbeOutside {
  private let course: ProbeCourse
  private(set) var state: State
  private(set) var isOver = false
  /// Runs that were asked for, and how far the recording of each was told.
  private var running: [(id: RunID, run: Int, told: Int)] = []
  private var ownText: String?

  init(_ course: ProbeCourse) {
    self.course = course
    state = course.begin()
  }

  mutating func perform(_ action: Action) {
    for effect in reduce(&state, action) {
      if isOver { return }
      switch effect {
      case .quit, .leave: isOver = true
      case .load(let lesson): perform(course.load(lesson))
      case .startRun(let id, _), .startPractice(let id, _): running.append((id, id.number, 0))
      case .stopRun(let id): perform(.run(id, .ended(.stopped)))
      case .edit(let key, let variant, let text):
        perform(.edited(key, variant: variant, text: text + "print(1)\n", notice: nil))
      case .exercise(let key, let errand, let draft):
        perform(.exercise(key, news(of: errand, draft)))
      case .export: perform(.told("Written."))
      case .sendInput, .endInput, .allow, .save, .send, .openProgram: break
      }
    }
  }

  private mutating func news(of errand: ExerciseErrand, _ draft: ExerciseDraft) -> ExerciseNews {
    func file(_ text: String) -> ExerciseFile {
      ExerciseFile(path: "~/exercises/\(draft.fileName)", text: text)
    }
    switch errand {
    case .look: return .looked(ownText.map(file))
    case .check: return .toCheck(file(ownText ?? draft.starter))
    case .edit:
      ownText = (ownText ?? draft.starter) + "print(2)\n"
      return .edited(file(ownText ?? ""), notice: nil)
    case .reset:
      ownText = nil
      return .reset(file(draft.starter), kept: "exercise.1.py")
    }
  }

  /// Something of a run, as the byte has it.
  mutating func happen(_ byte: UInt8) {
    guard !running.isEmpty else { return perform(.told("Nothing runs.")) }
    let index = Int(byte >> 4) % running.count
    let (id, run, told) = running[index]
    let lines = course.runs[run % course.runs.count]
    switch byte & 15 {
    case 0, 1: perform(.run(id, .began))
    case 2, 3, 4, 5:
      let next = min(told + lines.count / 3 + 1, lines.count)
      running[index].told = next
      let now = lines[..<next].last?.time ?? 0
      perform(.run(id, .trace(Array(lines[told..<next]), now: now)))
    case 6:
      let text = byte & 16 == 0 ? "page 1 is here\n" : "\u{1B}[31m\u{0}\u{202E}é字\r\u{7}no end"
      perform(.run(id, .output(OutputPiece(isError: byte & 32 != 0, text: text))))
    case 7: perform(.run(id, .note("The network is not shut off.")))
    case 8: perform(.run(id, .needsConsent))
    case 9: perform(.run(id, .measured(Measured(machine: "here", day: nil))))
    case 10: perform(.run(id, .standsIn(variant: "other", text: "print(3)\n")))
    default:
      let endings: [ProgramRun.Ending] = [
        .exit(0), .exit(0), .exit(1), .signal(9), .limited("It had 10 s."), .failed("No Python."),
      ]
      running.remove(at: index)
      perform(.run(id, .ended(endings[Int(byte) % endings.count])))
    }
  }
}
