@testable import LessonFormat

extension RuleExample {
  static let fences: [RuleExample] = [
    RuleExample(.unknownAttribute, demo("demo=a vairant=b"), 11, 18, meant: "variant"),
    RuleExample(.unknownAttribute, step(holding: "```text runs=2\nx\n```"), 11, 9),
    RuleExample(
      .badAttribute, step(holding: "```pyhton demo=a\nx = 1\n```"), 11, 4, meant: "python"),
    RuleExample(
      .badAttribute, step(holding: "```python demo = a\nx = 1\n```"), 11, 16, alone: false),
    RuleExample(.badAttribute, step(holding: "```text title='a b'\nx\n```"), 11, 15),
    RuleExample(
      .unclosedFence, step(holding: "```python demo=a\nx = 1\n\n```claims demo=a\nfinishes\n```"),
      14,
      1),
    RuleExample(.duplicateAttribute, demo("demo=a demo=b"), 11, 18),
    RuleExample(.badAttribute, demo("demo=a timeout=soon"), 11, 26),
    RuleExample(.badAttribute, demo("demo=a run=in-trun"), 11, 22, meant: "in-turn"),
    RuleExample(.badAttribute, demo("demo=a show=timelnie"), 11, 23, meant: "timeline"),
    RuleExample(.badAttribute, demo("demo=a focus=2-9"), 11, 24),
    RuleExample(.badAttribute, demo("demo=a lines=/no/,/such/"), 11, 24),
    RuleExample(.badAttribute, demo("demo=a requires=three"), 11, 27),
    RuleExample(.badAttribute, demo("demo=a title=\"never closed"), 11, 24),
    RuleExample(.badAttribute, demo("demo=a title="), 11, 18),
    RuleExample(
      .badAttribute, demo("demo=a timeout=3", then: "```python demo=a variant=b timeout=4\ny\n```"),
      14, 36),
    RuleExample(.missingAttribute, step(holding: "```checks\nfinishes\n```\n\nWords."), 11, 1),
    RuleExample(
      .missingAttribute,
      demo("demo=a else=b", then: "```python demo=a variant=b\ny = 1\n```"), 11, 23),
    RuleExample(.programFile, demo("demo=a", ""), 11, 1),
    RuleExample(.programFile, demo("demo=a file=b.py", ""), 11, 23),
    RuleExample(.programFile, demo("demo=a file=b.py", "x = 1"), 11, 23),
    RuleExample(
      .duplicateVariant, demo("demo=a", then: "```python demo=a\ny = 1\n```"), 14, 1),
    RuleExample(
      .duplicateVariant,
      demo("demo=a", then: "\n## B\n<!-- id: b -->\n```python demo=a\ny = 1\n```"), 17, 1),
    RuleExample(
      .unknownVariant, demo("demo=a variant=sync", then: "```claims demo=a\nsnyc: finishes\n```"),
      15, 1, meant: "sync"),
    RuleExample(
      .unknownVariant,
      demo(
        "demo=a variant=async",
        then: "\n> [!QUIZ id=q] How long?\n> answer: total(asnyc)"), 16, 3, meant: "async"),
    RuleExample(.badKnob, demo("demo=a", "CALLS = 30  # knob 1..20"), 12, 9),
    RuleExample(.badKnob, demo("demo=a", "call(3)  # knob 1..20"), 12, 10),
    RuleExample(.badKnob, demo("demo=a", "CALLS = 3  # knob 20"), 12, 12),
    RuleExample(.badKnob, demo("demo=a", "CALLS = 3  # knob 5..1"), 12, 12),
    RuleExample(.badKnob, demo("demo=a", "A = 3  # knob 1..5\nA = 4  # knob 1..5"), 13, 1),
    RuleExample(
      .badKnob,
      demo(
        "demo=a", "A = 3  # knob 1..5",
        then: "```python demo=a variant=b\nA = 4  # knob 1..5\n```"), 15, 1),
    RuleExample(.badID, demo("demo=Fetches"), 11, 16, meant: "fetches"),
    RuleExample(.unspeakableText, demo("demo=a", "print('\u{2500}')"), 12, 8),
  ]

  static let questions: [RuleExample] = [
    RuleExample(
      .badQuestion, step(holding: "> [!QUIZ id=q] Which?\n> - [ ] a\n> - [ ] b"), 12, 3),
    RuleExample(
      .badQuestion, step(holding: "> [!QUIZ id=q] Which?\n> - [x] a\n> - [x] b"), 12, 3),
    RuleExample(
      .badQuestion, step(holding: "> [!QUIZ id=q] Which?\n> - [x] a\n> - b"), 13, 3),
    RuleExample(.badQuestion, step(holding: "> [!QUIZ id=q] Which?"), 11, 3),
    RuleExample(.badQuestion, step(holding: "> [!QUIZ id=q]\n> - [x] a\n> - [ ] b"), 11, 3),
    RuleExample(.badQuestion, step(holding: "> [!QUIZ id=q] Why?\n> answer: because"), 12, 3),
    RuleExample(
      .badQuestion, step(holding: "> [!QUIZ id=q] How many?\n> answer: 3 ± 200%"), 12, 3),
    RuleExample(
      .badQuestion, step(holding: "> [!QUIZ id=q] In which order?\n> 1. a"), 12, 3),
    RuleExample(
      .idFromText, step(holding: "> [!QUIZ] Which one?\n> - [x] a\n> - [ ] b"), 11, 3),
    RuleExample(
      .predictionWithoutDemo, step(holding: "> [!PREDICT id=q] How many?\n> answer: 3"), 11, 3),
    RuleExample(
      .predictionWithoutDemo,
      demo("demo=fetches", then: "\n> [!PREDICT id=q demo=fetch] How many?\n> answer: 3"), 15, 3,
      meant: "fetches"),
    RuleExample(
      .duplicateID,
      step(
        holding: "> [!QUIZ id=q] A?\n> answer: 3\n\n> [!QUIZ id=q] B?\n> answer: 4"), 14, 1),
  ]

  static let exercises: [RuleExample] = [
    RuleExample(.incompleteExercise, exercise(rest: ""), 11, 1),
    RuleExample(
      .incompleteExercise,
      step(holding: "```python exercise=e\npass\n```\n\n> [!HINT]\n> a"), 11, 1, alone: false),
    RuleExample(.incompleteExercise, exercise(checks: ""), 18, 1),
    RuleExample(.unknownCondition, exercise(checks: "loop never bolcked"), 19, 1),
    RuleExample(.unknownCondition, exercise(checks: "output contains \"open"), 19, 1),
    RuleExample(.unknownCondition, exercise(checks: "output matches /(/"), 19, 1),
    RuleExample(.impossibleCondition, exercise(checks: "total 2..1 s"), 19, 1),
    RuleExample(.impossibleCondition, exercise(checks: "finishes\nraises KeyError"), 20, 1),
    RuleExample(
      .impossibleCondition, exercise("exercise=e timeout=5", checks: "total over 6 s"), 19, 1),
    RuleExample(
      .conditionWithoutOwner, step(holding: "Words.\n\n> [!HINT]\n> a"), 13, 3),
    RuleExample(
      .conditionWithoutOwner,
      demo("demo=fetches", then: "```claims demo=fetch\nfinishes\n```"), 14, 16,
      meant: "fetches"),
    RuleExample(
      .duplicateID, exercise(rest: "> [!HINT]\n> a\n\n```checks exercise=e\nfinishes\n```"), 25,
      1),
  ]
}
