import Canvas
import CursesFrontEnd
import Exports
import Handouts
import LessonFormat
import Narration
import Scenes
import Trace
import Tutor

/// `interleave export LESSON`: a lesson as a page or a document to give out, or the recording of a
/// demo as a terminal shows it.
struct ExportCommand {
  private let options: CourseOptions
  private let lesson: String
  private let step: String?
  private let html: String?
  private let markdown: String?
  private let asciicast: String?
  private let demo: String?
  private let size: Size
  private let encoder: FrameEncoder
  private let isASCII: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    let command = arguments.command.name
    options = try CourseOptions(arguments)
    html = arguments.value("html")
    markdown = arguments.value("markdown")
    asciicast = arguments.value("asciicast")
    demo = arguments.value("demo")
    isASCII = arguments.has("ascii")
    encoder = FrameEncoder(theme: try ScreenChoice.theme(arguments) ?? .dark, isASCII: isASCII)
    size = try Self.size(arguments)
    guard let operand = arguments.operands.first else {
      throw UsageError(
        message: "no lesson is named; \"interleave list\" shows what there is", command: command)
    }
    let parts = operand.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    lesson = String(parts[0])
    step = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
    let files = [html, markdown, asciicast].compactMap { $0 }
    guard !files.isEmpty else {
      throw UsageError(
        message: "no output is asked for: name a file with --html, --markdown or --asciicast",
        command: command)
    }
    try TraceExports.check(files, arguments)
    guard asciicast == nil else { return }
    guard step == nil else {
      throw UsageError(
        message: "a handout holds the whole lesson; a step is for --asciicast", command: command)
    }
    for name in ["demo", "size"] where arguments.value(name) != nil {
      throw UsageError(message: "--\(name) is for --asciicast alone", command: command)
    }
  }

  private static func size(_ arguments: Arguments) throws(UsageError) -> Size {
    guard let text = arguments.value("size") else { return Asciicast.ordinarySize }
    let numbers = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    let (least, most) = (Asciicast.smallestSize, Asciicast.largestSize)
    guard numbers.count == 2, let width = numbers[0], let height = numbers[1],
      (least.width...most.width).contains(width), (least.height...most.height).contains(height)
    else {
      throw UsageError(
        message: "\"\(printable(text))\" is no size; write columns and rows like 80x24, from "
          + "\(least.width)x\(least.height) to \(most.width)x\(most.height)",
        command: arguments.command.name)
    }
    return Size(width, height)
  }

  func run() throws {
    let course = try options.index(.frontMatter)
    guard let entry = course.entry(named: lesson) else {
      throw CommandFailure(message: course.unknown(lesson), status: 2)
    }
    let loaded = try LoadedLesson(entry.folder)
    let index = try step.map { step throws(CommandFailure) in try loaded.index(ofStep: step) }
    let chosen = try asciicast.map { _ throws(CommandFailure) in
      try chooseDemo(of: loaded, inStep: index)
    }
    let handout = Handout(
      lesson: loaded.lesson, place: (entry.number, course.count),
      titles: course.entries.reduce(into: [:]) { $0[$1.frontMatter.id] = $1.frontMatter.title },
      glossary: try options.course().glossary().glossary,
      demos: loaded.demos.reduce(into: [:]) { demos, found in
        demos[found.demo.id] = RecordedVariant.all(of: found.demo, in: loaded.folder)
      })
    if let html { try FileOutput.write(html) { try HandoutPage(handout).write(to: $0) } }
    if let markdown {
      try FileOutput.write(markdown) {
        try HandoutDocument(handout, isASCII: isASCII).write(to: $0)
      }
    }
    if let asciicast, let chosen { try write(chosen, of: handout, to: asciicast) }
    try confirm(handout, chosen)
    if loaded.mistakes > 0 {
      Output.printError(
        "interleave: this lesson has \(count(loaded.mistakes, "mistake")), and parts of it may be "
          + "missing; \"interleave check \(printable(entry.folder.file))\" shows them")
    }
  }

  // MARK: The demo that plays

  private func chooseDemo(
    of loaded: LoadedLesson, inStep index: Int?
  ) throws(CommandFailure) -> Demo {
    let place =
      "the " + (index.map { "step \"\(loaded.lesson.steps[$0].id.value)\" of the " } ?? "")
      + "lesson \"\(loaded.lesson.id)\""
    let demos = loaded.demos.filter { index == nil || $0.step == index }.map(\.demo)
    if let demo {
      if let found = demos.first(where: { $0.id == demo }) { return found }
      let meant = closest(to: demo, among: demos.map(\.id)).map { "; did you mean \"\($0)\"?" }
      throw CommandFailure(
        message: "\(place) has no demo \"\(printable(demo))\""
          + (meant ?? "; \"interleave show\" shows what it has"),
        status: 2)
    }
    guard let first = demos.first else {
      throw CommandFailure(message: "\(place) has no demo to play", status: 2)
    }
    return first
  }

  private func write(_ demo: Demo, of handout: Handout, to file: String) throws {
    let paper = encoder.paper
    let terminal = Asciicast.Terminal(
      opening: encoder.opening, closing: encoder.closing, foreground: paper.foreground,
      background: paper.background, palette: paper.palette, encode: encoder.text)
    let cast = Asciicast(
      handout, demo: demo, size: size, options: SceneOptions(isASCII: isASCII), terminal: terminal)
    guard let cast else {
      let name = "\(handout.lesson.id)#\(demo.id)"
      throw CommandFailure(
        message:
          "there is no recording of \(name) as it is now; \"interleave record \(name)\" makes "
          + "one")
    }
    try FileOutput.write(file) { try cast.write(to: $0) }
  }

  // MARK: Afterwards

  /// Where the standard output is taken, on the other one.
  private func confirm(_ handout: Handout, _ chosen: Demo?) throws(CommandFailure) {
    let lesson = Self.facts(handout)
    var lines = [html, markdown].compactMap { $0 }.filter { $0 != "-" }.map { (file: $0, lesson) }
    if let asciicast, asciicast != "-", let chosen {
      lines.append((asciicast, "the demo \(chosen.id), \(size.width) by \(size.height)"))
    }
    for (file, facts) in lines {
      let words = "Wrote \(printable(file)), \(facts)."
      if [html, markdown, asciicast].contains("-") {
        Output.printError(words)
      } else {
        try Output.print(words + "\n")
      }
    }
  }

  /// "14 demos, 3 without a recording"
  private static func facts(_ handout: Handout) -> String {
    let missing = handout.demos.values.count { variants in
      variants.contains { variant in
        switch variant.recording {
        case .missing, .ofAnotherProgram: true
        case .run, .notRun: false
        }
      }
    }
    let demos = count(handout.demos.count, "demo")
    return missing == 0 ? demos : "\(demos), \(missing) without a recording"
  }
}

extension RecordedVariant {
  /// The programs of a demo that are shown beside each other, with what was recorded of them.
  fileprivate static func all(of demo: Demo, in folder: LessonFolder) -> [RecordedVariant] {
    demo.mainVariants.map { variant in
      let recording: Recording
      if !variant.isRun {
        recording = .notRun
      } else if let found = RunRecording.find(variant, in: demo, folder) {
        let other = found.variant
        recording = .run(
          RecordedRun(
            lines: found.lines, header: found.header,
            measured: Measured(found.header, found.lines),
            standIn: other.name == variant.name
              ? nil : (other.name, demo.nameInSentences(of: other), other.program.text)))
      } else {
        recording = RunRecording.isThere(variant, in: demo, folder) ? .ofAnotherProgram : .missing
      }
      return RecordedVariant(
        name: variant.name, title: demo.nameInSentences(of: variant), recording: recording)
    }
  }
}
