import Narration
import Trace

/// A run as a picture that stands by itself, light or dark as its reader likes it.
package struct SVGPicture {
  private let picture: Picture
  private let title: String
  private let summary: [String]

  package init(_ timeline: Timeline, of name: String) {
    picture = Picture(timeline, of: name)
    title = name
    summary = TimelineNarration(timeline, of: name).summary().lines.compactMap { line in
      if case .words(let words) = line { words } else { nil }
    }
  }

  package func write(to sink: ExportSink) throws {
    try sink(Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8))
    try sink(Array(svg().utf8))
  }

  private func svg() -> String {
    var body = Markup()
    let top = 58.0
    var height = top
    body.element("g", ["transform": "translate(\(short(picture.layout.margin)) \(short(top)))"]) {
      height += picture.draw(&$0)
    }
    height += 18
    body.element("g", ["transform": "translate(\(short(picture.layout.margin)) \(short(height)))"])
    {
      height += picture.drawLegend(&$0) + 12
    }
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": short(picture.layout.width),
        "height": short(height), "viewBox": "0 0 \(short(picture.layout.width)) \(short(height))",
        "role": "img", "aria-labelledby": "title description", "font-size": "13",
        "font-family": "system-ui, 'DejaVu Sans', Arial, sans-serif",
      ]
    ) { markup in
      markup.element("title", ["id": "title"], "\(title): what its lanes did when")
      markup.element("desc", ["id": "description"], description)
      markup.element("style") { $0.raw(PictureStyle.css) }
      markup.element("defs") { PictureStyle.patterns(&$0) }
      markup.void("rect", ["class": "paper", "width": "100%", "height": "100%"])
      heading(&markup)
      markup.raw(body.text)
    }
    markup.newLine()
    return markup.text
  }

  private func heading(_ markup: inout Markup) {
    let x = short(picture.layout.margin)
    markup.element(
      "text", ["class": "label", "x": x, "y": "28", "font-size": "18", "font-weight": "bold"],
      Picture.fitted(title, to: 90))
    markup.element(
      "text", ["class": "quiet", "x": x, "y": "48"],
      Picture.fitted(summary.prefix(2).joined(separator: " "), to: 160))
  }

  /// The same for who does not see it, lane by lane.
  private var description: String {
    let most = 60
    let rows = picture.rows.rows
    let lanes = rows.prefix(most).map { $0.sentence(picture.timeline).asSentence }
    let more = rows.count > most ? ["\(rows.count - most) more are not told here."] : []
    return (summary + lanes + more).joined(separator: " ")
  }
}
