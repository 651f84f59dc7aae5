import LessonFormat
import Narration
import Tutor

/// What was asked about a run.
extension PlainSession {
  func tellWish(_ state: State, _ narration: inout Narration) {
    guard let asked, asked != .nothing else { return }
    if case .code(let wish) = asked {
      narration.append(CodeTeller(state, settings).told(wish))
      return
    }
    if case .exercise(let place) = asked {
      narration.append(toldExercises(place, state))
      return
    }
    guard let player = state.player else { return }
    let teller = RunTeller(state, player, settings)
    switch asked {
    case .nothing, .answer, .search, .place, .code, .exercise: break
    case .timeline(let level): narration.append(teller.whole(level))
    case .moment: narration.append(teller.moment(isWhole: false))
    case .wholeMoment: narration.append(teller.moment(isWhole: true))
    case .event: narration.append(teller.event())
    case .events(let first, let last): narration.append(teller.events(from: first, to: last))
    case .lanes: narration.append(teller.lanes())
    case .lane: narration.append(teller.lane())
    case .wake: narration.append(teller.wake(from: seen.player))
    case .loop: narration.append(teller.loop())
    case .turn: if state.notice == nil { narration.append(teller.loop()) }
    case .stack: narration.append(teller.stack())
    case .figures: narration.append(teller.figures())
    case .output(let words): narration.append(teller.output(holding: words))
    case .compare: narration.append(ComparisonTeller(teller).told())
    case .part: if state.notice == nil { narration.append(teller.moment(isWhole: false)) }
    }
  }
}
