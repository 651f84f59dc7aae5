import Narration
import Trace

/// Runs drawn one under the other on one axis, to stand in a page among text. The page has to hold
/// the style and the patterns of `PictureStyle`, once for all pictures.
package struct RunsPicture {
  private let runs: [NamedRun]
  private let pictures: [Picture]

  package init(_ runs: [NamedRun]) {
    self.runs = runs
    pictures = runs.map { Picture($0.timeline, of: $0.name, .column, axis: runs.axis) }
  }

  private var layout: Picture.Layout { .column }

  /// The states that occur, for whoever explains the patterns.
  package var states: [LaneState] {
    Palette.shown.filter { state in pictures.contains { $0.states.contains(state) } }
  }

  /// `id` is that of the element; those of its title and its description are made of it.
  package func write(id: String, title: String, to page: inout Markup) {
    var body = Markup()
    let height = draw(&body)
    page.element(
      "svg",
      [
        "id": id, "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(short(layout.width)) \(short(height))", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-description", "font-size": "13",
        "font-family": "system-ui, 'DejaVu Sans', Arial, sans-serif",
      ]
    ) { page in
      page.element("title", ["id": "\(id)-title"], title)
      page.element("desc", ["id": "\(id)-description"], description)
      page.element("g", ["transform": "translate(\(short(layout.margin)) 0)"]) { page in
        page.raw(body.text)
      }
    }
  }

  private func draw(_ markup: inout Markup) -> Double {
    var y = 0.0
    for (index, picture) in pictures.enumerated() {
      if pictures.count > 1 {
        if index > 0 { y += 10 }
        drawHeading(runs[index], at: y + 14, &markup)
        y += 16
      }
      markup.element("g", ["transform": "translate(0 \(short(y)))"]) { markup in
        y += picture.draw(&markup, hasAxis: index == pictures.count - 1)
      }
    }
    markup.element("g", ["transform": "translate(0 \(short(y + 12)))"]) { drawLegend(&$0) }
    return y + 32
  }

  /// "one after another                    3.00 s in all"
  private func drawHeading(_ run: NamedRun, at y: Double, _ markup: inout Markup) {
    markup.element(
      "text", ["class": "label", "x": "0", "y": short(y), "font-weight": "bold"],
      Picture.fitted(run.name, to: 80))
    markup.element(
      "text",
      [
        "class": "quiet", "x": short(layout.label + layout.chart), "y": short(y),
        "text-anchor": "end",
      ], "\(duration(run.timeline.total)) in all")
  }

  private func drawLegend(_ markup: inout Markup) {
    var x = 0.0
    for state in states {
      markup.element("g", ["transform": "translate(\(short(x)) 0)"]) { markup in
        Picture.drawSwatch(of: state, &markup)
        markup.element("text", ["class": "label", "x": "42", "y": "13"], state.word)
      }
      x += 58 + Double(state.word.count) * 7
    }
  }

  /// The same for who does not see it, lane by lane.
  private var description: String {
    let most = 40
    return zip(runs, pictures).map { run, picture in
      let rows = picture.rows.rows
      let lanes = rows.prefix(most).map { $0.sentence(picture.timeline).asSentence }
      let more = rows.count > most ? ["\(rows.count - most) more are not told here."] : []
      let head = runs.count > 1 ? ["\(run.name), \(duration(run.timeline.total)) in all."] : []
      return (head + lanes + more).joined(separator: " ")
    }.joined(separator: " ")
  }
}

extension PictureStyle {
  /// A state as pictures show it, with its word and what that means, for a page that explains them.
  package static func explain(_ state: LaneState, to page: inout Markup) {
    page.element("dt") { page in
      page.element(
        "svg",
        [
          "class": "swatch", "viewBox": "-1 -1 38 18", "width": "38", "height": "18",
          "aria-hidden": "true",
        ]
      ) { Picture.drawSwatch(of: state, &$0) }
      page.say(" \(state.word)")
    }
    page.element("dd", "\(state.meaningInShort.capitalizedFirst.asSentence)")
  }
}
