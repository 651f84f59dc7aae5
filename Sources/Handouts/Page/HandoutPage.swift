import Exports
import LessonFormat
import Narration
import Trace

/// A lesson as one page that needs nothing else: no network and no script. What a learner should find
/// out alone stands at the end.
package struct HandoutPage {
  private let handout: Handout

  package init(_ handout: Handout) { self.handout = handout }

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
    // Nothing is fetched and nothing runs, whatever stands in a lesson.
    page.void(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
      ])
    page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.element("title", handout.lesson.title)
    page.element("style") { $0.raw(HandoutStyle.css) }
    page.newLine()
  }

  private struct Section {
    var id: String
    var title: String
    var body: Markup
  }

  private func body(_ page: inout Markup) {
    var writer = PageWriter(handout)
    let steps = handout.lesson.steps.indices.map { writer.step($0) }
    let endings = [
      Section(id: "answers", title: "Answers", body: writer.answers()),
      Section(id: "solutions", title: "Solutions", body: writer.solutions()),
      Section(id: "timelines", title: "How to read the timelines", body: writer.legend()),
      Section(id: "glossary", title: "Glossary", body: writer.terms()),
    ].filter { !$0.body.text.isEmpty }

    page.element("a", ["class": "skip", "href": "#main"], "Skip to the lesson")
    patterns(&page)
    page.element("header") { page in
      page.element("h1", handout.lesson.title)
      for line in handout.headLines { page.element("p", line) }
    }
    page.newLine()
    page.element("nav", ["aria-labelledby": "contents"]) { page in
      page.element("h2", ["id": "contents"], "Contents")
      page.element("ol") { page in
        for (index, step) in handout.lesson.steps.enumerated() {
          page.element("li") { page in
            page.element("a", ["href": "#\(writer.anchors.step(index))"], step.title.plainText)
          }
        }
      }
      page.element("ul") { page in
        for ending in endings {
          page.element("li") { $0.element("a", ["href": "#\(ending.id)"], ending.title) }
        }
      }
    }
    page.newLine()
    page.element("main", ["id": "main", "tabindex": "-1"]) { page in
      for step in steps { page.raw(step.text) }
      for ending in endings {
        page.element("section", ["class": "ending", "aria-labelledby": ending.id]) { page in
          page.element("h2", ["id": ending.id], ending.title)
          page.raw(ending.body.text)
        }
        page.newLine()
      }
    }
    page.element("footer") { page in
      page.element("p", ["class": "quiet"]) { page in
        page.say(
          "A lesson of Interleave. \"interleave learn \(handout.lesson.id)\" opens it, with ")
        page.say("programs to run and change.")
      }
    }
  }

  /// What all pictures of the page are filled with.
  private func patterns(_ page: inout Markup) {
    page.element(
      "svg",
      [
        "class": "patterns", "xmlns": "http://www.w3.org/2000/svg", "width": "0", "height": "0",
        "aria-hidden": "true",
      ]
    ) { page in
      page.element("defs") { PictureStyle.patterns(&$0) }
    }
    page.newLine()
  }
}
