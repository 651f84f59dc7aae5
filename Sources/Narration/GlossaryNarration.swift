import LessonFormat

/// The glossary in words.
package enum GlossaryNarration {
  package static func whole(_ terms: [Glossary.Term]) -> Narration {
    var narration = Narration()
    narration.say("Glossary, \(count(terms.count, "term")).")
    for term in terms {
      narration.gap()
      narration.append(Self.term(term))
    }
    return narration
  }

  package static func term(_ term: Glossary.Term) -> Narration {
    var teller = BlockNarrator(options: LessonNarration.Options())
    teller.narration.say(term.name.asSentence)
    teller.tell(term.blocks)
    teller.tellLinks()
    return teller.narration
  }
}
