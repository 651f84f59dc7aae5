import Tutor

/// What somebody who presents types and presses.
extension Controller {
  /// On a dark screen, and in a break, the next key only brings back what was there.
  func lit(_ key: String, _ state: State) -> Response? {
    guard let presentation = state.presentation, key != "Ctrl-C", key != "Ctrl-Z" else {
      return nil
    }
    if presentation.isBlank { return .intents([.present(.blank)]) }
    if presentation.pause != nil { return .intents([.present(.endBreak)]) }
    return nil
  }

  mutating func typed(
    in prompt: StagePrompt, _ typed: String, _ key: String, _ text: String?, _ state: State
  ) -> Response? {
    switch key {
    case "Esc": view.typing = nil
    case "Enter":
      view.typing = nil
      return answer(prompt, typed, state)
    case "Backspace":
      view.typing = typed.isEmpty ? nil : .prompt(prompt, String(typed.dropLast()))
    default:
      guard let text else { return nil }
      view.typing = .prompt(prompt, prompt.taking(text, after: typed))
    }
    return Response.none
  }

  mutating func ask(_ prompt: StagePrompt) -> Response {
    view.typing = .prompt(prompt, "")
    return .none
  }

  private func answer(_ prompt: StagePrompt, _ typed: String, _ state: State) -> Response {
    if prompt == .program { return .intents([.present(.open(file: typed))]) }
    let usual = prompt == .minutes && typed.isEmpty ? Pause.usualMinutes : nil
    guard let number = Int(typed) ?? usual else { return .none }
    switch prompt {
    case .program: return .none
    case .minutes: return .intents([.present(.startBreak(minutes: number))])
    case .step:
      guard let view = state.lessonView, let count = state.content(of: view)?.steps.count else {
        return .none
      }
      return .intents([.go(lesson: view.lesson, step: min(max(number, 1), count) - 1)])
    }
  }
}

extension StagePrompt {
  func taking(_ text: String, after typed: String) -> String {
    if self == .program { return String((typed + text.filter { $0 != "\n" }).prefix(1024)) }
    return String((typed + text.filter { $0.isASCII && $0.isNumber }).prefix(4))
  }
}

extension State {
  /// Whether the arrows move the pointer: it is on, and what it points at is in sight.
  var isPointing: Bool {
    guard let pointer = presentation?.pointer else { return false }
    switch top {
    case .lesson: return currentDemo?.demo.id == pointer.demo
    case .player(let player): return player.demo?.demo == pointer.demo
    case .home, .overlay: return false
    }
  }
}
