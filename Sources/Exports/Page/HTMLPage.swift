import LessonFormat
import Narration
import Trace

/// A run as one page that needs nothing else: the words first, then the picture, then all lanes,
/// output, warnings and the program. Everything is there without a script; with one, the picture can
/// be zoomed, and each moment told.
package struct HTMLPage {
  let timeline: Timeline
  let names: LaneNames
  let picture: Picture
  let title: String

  package init(_ timeline: Timeline, of name: String) {
    self.timeline = timeline
    names = LaneNames(timeline)
    picture = Picture(timeline, of: name)
    title = name
  }

  package func write(to sink: ExportSink) throws {
    try sink(Array("<!DOCTYPE html>\n".utf8))
    var page = Markup()
    page.element("html", ["lang": "en"]) { page in
      page.element("head") { head(&$0) }
      page.element("body") { body(&$0) }
    }
    page.newLine()
    try sink(Array(page.text.utf8))
  }

  private func head(_ page: inout Markup) {
    page.void("meta", ["charset": "utf-8"])
    // Nothing is fetched, whatever a program may have printed.
    page.void(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
      ])
    page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.element("title", "\(title): what its lanes did when")
    page.element("style") { $0.raw(PageStyle.css + PictureStyle.css) }
    page.newLine()
  }

  private func body(_ page: inout Markup) {
    let sections = sections
    page.element("a", ["class": "skip", "href": "#lanes"], "Skip the picture")
    page.element("header") { page in
      page.element("h1", title)
      page.element("p", ["class": "quiet"], origin)
      page.element("nav", ["aria-label": "On this page"]) { page in
        page.element("ul") { page in
          for section in sections {
            page.element("li") { $0.element("a", ["href": "#\(section.id)"], section.title) }
          }
        }
      }
    }
    page.newLine()
    page.element("main") { page in
      for section in sections {
        page.element(
          "section", ["id": section.id, "aria-labelledby": "\(section.id)-title"]
        ) { page in
          page.element("h2", ["id": "\(section.id)-title"], section.title)
          section.write(&page)
        }
        page.newLine()
      }
    }
    page.element("script", ["type": "application/json", "id": "data"]) { page in
      page.raw(String(decoding: PageData(timeline, picture).json(), as: UTF8.self))
    }
    page.newLine()
    page.element("script") { $0.raw(PageScript.javaScript) }
  }

  private struct Section {
    var id: String
    var title: String
    var write: (inout Markup) -> Void
  }

  private var sections: [Section] {
    var sections = [
      Section(id: "summary", title: "Summary", write: summary),
      Section(id: "timeline", title: "Timeline", write: timelineSection),
      Section(id: "lanes", title: "Lanes in words", write: lanes),
    ]
    if !timeline.warnings.isEmpty {
      sections.append(Section(id: "warnings", title: "Warnings", write: warnings))
    }
    if !timeline.outputs.isEmpty {
      sections.append(Section(id: "output", title: "Output", write: output))
    }
    if timeline.header?.sources.isEmpty == false {
      sections.append(Section(id: "program", title: "Program", write: program))
    }
    return sections
  }

  /// What ran, on what, and how that ended.
  private var origin: String {
    let python =
      timeline.header.flatMap { $0.python.isEmpty ? nil : $0.python }
      ?? timeline.processes.first?.python ?? ""
    let header = timeline.header
    return [
      python.isEmpty ? nil : "Python \(python)",
      header.flatMap { $0.machine.isEmpty ? nil : $0.machine },
      header?.code.map { "exit status \($0)" }, header?.signal.map { "ended by signal \($0)" },
      header?.isVirtual == true ? "virtual time" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  // MARK: Words and picture

  private func summary(_ page: inout Markup) {
    say(TimelineNarration(timeline, of: title).summary(), to: &page)
  }

  func say(_ narration: Narration, to page: inout Markup) {
    for line in narration.lines {
      switch line {
      case .words(let words): page.element("p", words)
      case .code(let code): page.element("pre", code)
      case .gap: break
      }
    }
  }

  private func timelineSection(_ page: inout Markup) {
    controls(&page)
    page.element("figure") { page in
      page.element(
        "div",
        [
          "class": "scroll", "tabindex": "0", "role": "region", "aria-label": "The timeline, drawn",
        ]
      ) { chart(&$0) }
      page.element(
        "figcaption", ["class": "quiet"],
        "A row a lane, time from left to right. A row for several lanes is divided among their states. "
          + "\"Lanes in words\" tells the same.")
    }
  }

  private func controls(_ page: inout Markup) {
    page.element("div", ["class": "controls", "id": "controls", "hidden": "hidden"]) { page in
      page.element("label") { page in
        page.say("Moment")
        page.void("input", ["type": "range", "id": "time", "min": "0", "max": "1", "value": "0"])
      }
      for (action, words) in [
        ("earlier", "Change before"), ("later", "Next change"), ("in", "Zoom in"),
        ("out", "Zoom out"), ("whole", "Whole run"),
      ] { page.element("button", ["type": "button", "data-do": action], words) }
    }
    page.element("div", ["id": "moment", "aria-live": "polite", "hidden": "hidden"], "")
  }

  private func chart(_ page: inout Markup) {
    var plot = Markup()
    let bottom = picture.draw(&plot)
    var legend = Markup()
    let legendTop = bottom + 18
    let height = legendTop + picture.drawLegend(&legend) + 8
    page.element(
      "svg",
      [
        "id": "chart", "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(short(picture.layout.width)) \(short(height))", "role": "img",
        "aria-label": "The timeline as a picture; the section Lanes in words tells the same.",
        "font-size": "13", "font-family": "system-ui, 'DejaVu Sans', Arial, sans-serif",
        "data-left": short(picture.layout.label), "data-width": short(picture.layout.chart),
        "data-margin": short(picture.layout.margin),
        "data-columns": "\(picture.window.columns)", "data-bottom": short(bottom - 22),
      ]
    ) { page in
      page.element("defs") { PictureStyle.patterns(&$0) }
      let left = short(picture.layout.margin)
      page.element("g", ["class": "plot", "transform": "translate(\(left) 0)"]) { page in
        page.raw(plot.text)
      }
      page.element("g", ["transform": "translate(\(left) \(short(legendTop)))"]) { page in
        page.raw(legend.text)
      }
    }
  }
}
