import LessonFormat
import Narration

/// What a room has said to a question: how many said what.
package struct Tally: Codable, Hashable, Sendable {
  package struct Row: Codable, Hashable, Sendable {
    package var words: String
    package var count: Int
    /// Whether it is right; nil while that is not shown.
    package var isRight: Bool?
  }

  package var rows: [Row]
  /// How many have answered.
  package var total: Int

  /// "2 of 14".
  package func share(of row: Row) -> String { "\(row.count) of \(total)" }

  package var summary: String {
    total == 0 ? "Nobody has answered yet." : "\(count(total, "answer"))."
  }
}

extension State {
  /// What the room has said to a question, shown or not.
  package func tally(of question: Question, in lesson: Lesson) -> Tally {
    let key = Records.QuestionKey(question, in: lesson)
    let votes = Array((presentation?.votes[key] ?? [:]).values)
    let isShown = presentation?.answers[key] != nil
    let labels = Set(laneLabels(for: question, in: lesson))
    return Tally(
      rows: rows(votes, question, lanes: labels, isShown: isShown), total: votes.count)
  }

  /// Only words of the course are shown to a room, and none of whoever answers.
  private func rows(
    _ votes: [Response], _ question: Question, lanes labels: Set<String>, isShown: Bool
  ) -> [Tally.Row] {
    switch question.answer {
    case .choices(let choices):
      return choices.indices.map { index in
        let number = votes.count { vote in
          if case .choices(let chosen) = vote { chosen.contains(index) } else { false }
        }
        return Tally.Row(
          words: choices[index].text.plainText, count: number,
          isRight: isShown ? choices[index].isRight : nil)
      }
    case .number:
      return most(votes) { vote in
        if case .number(let number) = vote { [question.inWords(number)] } else { [] }
      }
    case .order(let lines):
      return most(votes) { vote in
        guard case .order(let order) = vote, let first = order.first,
          lines.indices.contains(first)
        else { return [] }
        // Which order is right is not told before its time.
        if isShown, order == Array(lines.indices) { return ["the right order"] }
        return ["\(lines[first].plainText) first"]
      }
    case .lanes:
      return most(votes) { vote in
        guard case .lanes(let lanes) = vote else { return [] }
        return lanes.isEmpty ? ["none"] : lanes.sorted().filter(labels.contains)
      }
    }
  }

  /// What was said most, up to what a room can read.
  private func most(_ votes: [Response], _ words: (Response) -> [String]) -> [Tally.Row] {
    var counts: [String: Int] = [:]
    for vote in votes { for word in words(vote) { counts[word, default: 0] += 1 } }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = sorted.prefix(8).map { Tally.Row(words: $0.key, count: $0.value) }
    let rest = sorted.dropFirst(8).reduce(0) { $0 + $1.value }
    return shown + (rest > 0 ? [Tally.Row(words: "something else", count: rest)] : [])
  }
}

extension State {
  /// For whoever presents; nil where only a run can tell.
  package func rightAnswerInWords(_ question: Question, in lesson: Lesson) -> String? {
    switch (question.answer, rightResponse(to: question, in: lesson)) {
    case (.choices(let choices), .choices(let right)?):
      right.isEmpty
        ? "none of them"
        : inWords(right.sorted().map { choices[$0].text.plainText }, joinedBy: "and")
    case (.number, .number(let number)?): question.inWords((number * 100).rounded() / 100)
    case (.order(let lines), _): inWords(lines.map(\.plainText))
    case (.lanes, .lanes(let lanes)?): inWords(lanes.sorted(), joinedBy: "and")
    default: nil
    }
  }
}

extension Response {
  /// Whether it can be an answer to the question: what comes from a room may be anything.
  package func fits(_ question: Question) -> Bool {
    switch (self, question.answer) {
    case (.choices(let chosen), .choices(let choices)):
      chosen.allSatisfy(choices.indices.contains)
        && (question.hasSeveralAnswers || chosen.count == 1)
    case (.number(let number), .number): number.isFinite && abs(number) < 1e12
    case (.order(let order), .order(let lines)): order.sorted() == Array(lines.indices)
    case (.lanes(let lanes), .lanes):
      lanes.count <= 100 && lanes.allSatisfy { $0.utf8.count <= 100 }
    default: false
    }
  }
}
