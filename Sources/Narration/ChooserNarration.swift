import LessonFormat

/// The chooser in words.
package struct ChooserNarration {
  private let chooser: Chooser
  private let options: LessonNarration.Options

  package init(
    _ chooser: Chooser, options: LessonNarration.Options = LessonNarration.Options()
  ) {
    self.chooser = chooser
    self.options = options
  }

  /// The question or the advice that a path leads to.
  package func part(at path: ChooserPath) -> Narration {
    var teller = BlockNarrator(options: options)
    tell(partAt: path, &teller)
    teller.tellLinks()
    return teller.narration
  }

  package func tell(partAt path: ChooserPath, _ teller: inout BlockNarrator) {
    guard let part = chooser.part(at: path) else { return }
    teller.narration.say(part.isQuestion ? part.title : "Advice: \(part.title.asSentence)")
    teller.tell(part.blocks)
    for (index, choice) in part.choices.enumerated() {
      teller.narration.say("Choice \(index + 1): \(teller.words(choice.text).asSentence)")
    }
  }

  /// What was said on the way there.
  package func tell(wayTo path: ChooserPath, _ teller: inout BlockNarrator) {
    for (question, choice) in chooser.said(along: path) {
      teller.narration.say("\(question.title) You said: \(choice.name.asSentence)")
    }
  }

  /// Which choice of a question was made.
  package func said(_ choice: Int, to part: Chooser.Part) -> String {
    part.choices.indices.contains(choice)
      ? "Chose \(choice + 1): \(part.choices[choice].text.plainText.asSentence)" : ""
  }

  /// Every question and every advice, with where the choices lead.
  package func whole() -> Narration {
    var narration = Narration()
    narration.say(chooser.title.asSentence)
    for part in chooser.parts {
      narration.gap()
      var teller = BlockNarrator(options: options)
      teller.narration.say(part.isQuestion ? part.title : "Advice: \(part.title.asSentence)")
      teller.tell(part.blocks)
      for (index, choice) in part.choices.enumerated() {
        let target = chooser.part(choice.target)?.title ?? choice.target
        teller.narration.say(
          "Choice \(index + 1): \(teller.words(choice.text).asSentence) It leads to: "
            + target.asSentence)
      }
      teller.tellLinks()
      narration.append(teller.narration)
    }
    return narration
  }
}
