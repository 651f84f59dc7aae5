import LessonFormat
import Narration
import Trace

/// A demo in a document: its programs, and what they did when they were recorded.
extension DocumentWriter {
  /// What fits beside a table of contents on a code host.
  private static let chartWidth = 88
  private static let mostLines = 60

  mutating func parts(_ demo: Demo) -> [Part] {
    gathered.demos += 1
    let variants = handout.demos[demo.id] ?? []
    var parts = [["### " + MarkdownText.escaped("Demo: \(demo.id.replacing("-", with: " "))")]]
    for variant in demo.mainVariants {
      let title = variants.first { $0.name == variant.name }?.title
      parts += code(variant, title: title ?? variant.title ?? variant.name)
    }
    parts.append(numbers(demo.knobs))
    parts += runs(variants)
    for variant in variants {
      if let remark = handout.remark(on: variant, of: demo) { parts.append([words(remark)]) }
    }
    for variant in variants { parts += output(of: variant, among: variants.count) }
    return parts
  }

  private func code(_ variant: Demo.Variant, title: String) -> [Part] {
    var caption = title
    if let requires = variant.requires { caption += ", for Python \(requires)" }
    guard let shown = variant.shownLines else {
      return python(variant.program.text, caption, focus: variant.focus)
    }
    let lines = codeLines(variant.program.text)
    let range = shown.clamped(to: 1...max(lines.count, 1))
    return python(
      lines[(range.lowerBound - 1)..<min(range.upperBound, lines.count)]
        .joined(separator: "\n"),
      caption + ", from line \(range.lowerBound) of the program", first: range.lowerBound,
      focus: variant.focus)
  }

  private func numbers(_ knobs: [Knob]) -> Part {
    guard !knobs.isEmpty else { return [] }
    return ["Numbers to change:", ""]
      + knobs.map { knob in
        let label = knob.label.map { ", " + MarkdownText.escaped($0) } ?? ""
        return "- \(MarkdownText.code(knob.name))\(label): \(inWords(knob.value)), from "
          + "\(inWords(knob.range.lowerBound)) to \(inWords(knob.range.upperBound)) in steps of "
          + "\(inWords(knob.step))"
      }
  }

  private func runs(_ variants: [RecordedVariant]) -> [Part] {
    let runs = variants.compactMap(\.named)
    guard !runs.isEmpty else { return [] }
    let origins = handout.origins(of: variants).joined(separator: " ")
    let chart = TimelineChart(runs, width: Self.chartWidth, isASCII: isASCII).text()
    var parts: [Part] = [
      ["**What happened when.** " + MarkdownText.escaped(origins)],
      MarkdownText.fenced(codeLines(chart), language: "text"),
    ]
    for run in runs {
      parts += self.parts(TimelineNarration(run.timeline, of: run.name.capitalizedFirst).summary())
    }
    return parts + self.parts(runs.comparison)
  }

  private func output(of variant: RecordedVariant, among all: Int) -> [Part] {
    guard let run = variant.run else { return [] }
    var parts: [Part] = []
    for (stream, what) in [(Output.Stream.standard, "printed"), (.error, "wrote as errors")] {
      let lines = codeLines(run.output(stream))
      guard !lines.isEmpty else { continue }
      parts.append(caption("What \(all > 1 ? "\"\(variant.title)\"" : "it") \(what)"))
      parts.append(MarkdownText.fenced(Array(lines.prefix(Self.mostLines)), language: "text"))
      let more = lines.count - Self.mostLines
      if more > 0 { parts.append(["\(count(more, "more line")) follow."]) }
    }
    return parts
  }
}
