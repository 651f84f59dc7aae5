import Exports
import LessonFormat
import Narration
import Trace

/// A demo: its programs, and what they did when they were recorded.
extension PageWriter {
  mutating func write(_ demo: Demo, to page: inout Markup) {
    gathered.demos += 1
    let id = "demo-\(gathered.demos)"
    let variants = handout.demos[demo.id] ?? []
    let titles = demo.mainVariants.map { variant in
      variants.first { $0.name == variant.name }?.title ?? variant.title ?? variant.name
    }
    page.element("div", ["class": "demo"]) { page in
      heading(&page, id: id) { page in
        page.say("Demo: \(demo.id.replacing("-", with: " "))")
      }
      for (variant, title) in zip(demo.mainVariants, titles) {
        write(variant, title: title, to: &page)
      }
      write(demo.knobs, to: &page)
      write(runs: variants, of: demo, id, to: &page)
    }
  }

  private func write(_ variant: Demo.Variant, title: String, to page: inout Markup) {
    var caption = title.capitalizedFirst
    if let requires = variant.requires { caption += ", for Python \(requires)" }
    guard let shown = variant.shownLines else {
      return listing(variant.program.text, caption: caption, focus: variant.focus, to: &page)
    }
    let lines = codeLines(variant.program.text)
    let range = shown.clamped(to: 1...max(lines.count, 1))
    listing(
      lines[(range.lowerBound - 1)..<min(range.upperBound, lines.count)]
        .joined(separator: "\n"),
      caption: caption + ", a part of the program", first: range.lowerBound,
      focus: variant.focus, to: &page)
  }

  private func write(_ knobs: [Knob], to page: inout Markup) {
    guard !knobs.isEmpty else { return }
    page.element("p", "Numbers to change:")
    page.element("ul", ["class": "plain"]) { page in
      for knob in knobs {
        page.element("li") { page in
          page.element("code", knob.name)
          let label = knob.label.map { ", \($0)" } ?? ""
          page.say(
            "\(label): \(inWords(knob.value)), from \(inWords(knob.range.lowerBound)) to "
              + "\(inWords(knob.range.upperBound)) in steps of \(inWords(knob.step))")
        }
      }
    }
  }

  // MARK: Runs

  private mutating func write(
    runs variants: [RecordedVariant], of demo: Demo, _ id: String, to page: inout Markup
  ) {
    let runs = variants.compactMap(\.named)
    if !runs.isEmpty { drawTimeline(runs, variants, id, to: &page) }
    for variant in variants {
      if let remark = handout.remark(on: variant, of: demo) {
        page.element("p", ["class": "remark"], remark)
      }
    }
    for variant in variants { writeOutput(of: variant, among: variants.count, to: &page) }
  }

  private mutating func drawTimeline(
    _ runs: [NamedRun], _ variants: [RecordedVariant], _ id: String, to page: inout Markup
  ) {
    let picture = RunsPicture(runs)
    states.formUnion(picture.states)
    let names = inWords(runs.map(\.name), joinedBy: "and")
    page.element(
      "figure",
      [
        "class": "timeline", "aria-labelledby": "\(id)-caption",
        "aria-describedby": "\(id)-words",
      ]
    ) { page in
      page.element("figcaption", ["id": "\(id)-caption"]) { page in
        page.element("strong", "What happened when. ")
        page.element(
          "span", ["class": "quiet"], handout.origins(of: variants).joined(separator: " "))
      }
      page.element(
        "div",
        ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Timeline, drawn"]
      ) { page in
        picture.write(id: "\(id)-picture", title: "The timeline of \(names)", to: &page)
      }
    }
    page.newLine()
    page.element("div", ["class": "words", "id": "\(id)-words"]) { page in
      for run in runs {
        say(TimelineNarration(run.timeline, of: run.name.capitalizedFirst).summary(), to: &page)
      }
      say(runs.comparison, to: &page)
    }
    page.element("details") { page in
      page.element("summary", "Lane by lane, in words")
      for run in runs {
        if runs.count > 1 { page.element("p") { $0.element("strong", run.name.capitalizedFirst) } }
        page.element("ul", ["class": "plain"]) { page in
          for line in TimelineNarration(run.timeline, of: run.name.capitalizedFirst).told(.lanes)
            .lines
          {
            if case .words(let words) = line { page.element("li", words) }
          }
        }
      }
    }
    page.newLine()
  }

  /// More than this is no handout.
  private static let mostLines = 60

  private func writeOutput(
    of variant: RecordedVariant, among all: Int, to page: inout Markup
  ) {
    guard let run = variant.run else { return }
    for (stream, what) in [(Output.Stream.standard, "printed"), (.error, "wrote as errors")] {
      let lines = codeLines(run.output(stream))
      guard !lines.isEmpty else { continue }
      page.element("figure", ["class": "listing output"]) { page in
        page.element("figcaption") { page in
          page.element("strong", "What \(all > 1 ? "\"\(variant.title)\"" : "it") \(what)")
        }
        page.element("pre", ["class": "code"]) { page in
          page.element("samp") { page in
            write(lines: lines.prefix(Self.mostLines).joined(separator: "\n"), to: &page)
          }
        }
        let more = lines.count - Self.mostLines
        if more > 0 {
          page.element("p", ["class": "quiet"], "\(count(more, "more line")) follow.")
        }
      }
      page.newLine()
    }
  }

  /// What the patterns of the pictures mean.
  func legend() -> Markup {
    var page = Markup()
    guard !states.isEmpty else { return page }
    page.element("p") { page in
      page.say(
        "A row is a lane: a thread, or a task of an event loop. Time goes from left to right, ")
      page.say("and all programs of a demo share one axis. Where a lane did several things in a ")
      page.say("short time, its row is divided among them.")
    }
    page.element("dl", ["class": "states"]) { page in
      for state in LaneState.allCases where states.contains(state) {
        PictureStyle.explain(state, to: &page)
      }
    }
    return page
  }
}
