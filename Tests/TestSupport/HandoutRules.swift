import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What every handout's page has to be, so that it can be read with eyes, by ear, from the keyboard
/// and on paper, and so that nothing of a lesson becomes a part of it:
///
/// - `whole`: it is well-formed, element by element.
/// - `known-elements`: it has no element and no attribute but those that handouts are made of; nothing
///   is a script, a handler, or fetched.
/// - `safe-links`: a link leads to a place in the page, or to https, http or mailto.
/// - `language`, `title`: the page says its language and what it is.
/// - `landmarks`: one header, one main, one footer, and a navigation with a name.
/// - `skip-link`: the first link leads to the lesson.
/// - `heading-order`: one heading of the first level, and no level is left out on the way down.
/// - `unique-ids`, `links-resolve`, `references-resolve`: what is linked or referred to is there, once.
/// - `named-links`: a link has words.
/// - `named-pictures`: a picture has a title and a description, or is hidden from who listens.
/// - `named-figures`: a figure has a caption.
/// - `named-groups`: a region or a group has a name.
/// - `table-headers`: a table has headers that say what they are of.
/// - `reachable-scrollers`: what scrolls can be reached from the keyboard.
/// - `tab-order`: nothing is put before its place in the order of the keyboard.
/// - `summaries`: what is folded says first what it is.
/// - `answered`: each question leads to its answer, each exercise to its solution, and back.
/// - `in-words`: what a choice or a call-out is stands there in words, not only as a colour.
package struct HandoutRules {
  package struct Element {
    package var name: String
    package var attributes: [String: String]
    /// The places of the elements that it stands in, outermost first.
    package var path: [Int]
    /// All that is said in it.
    package var text = ""
  }

  package private(set) var elements: [Element] = []
  package private(set) var broken: [String] = []

  package init(page: String) {
    let reader = Reader()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = reader
    if !parser.parse() || parser.parserError != nil || !reader.isClosed {
      broken.append("whole: line \(parser.lineNumber), \(String(describing: parser.parserError))")
    }
    elements = reader.elements
    checkParts()
    checkOrder()
    checkReferences()
    checkNames()
    checkAnswers()
  }

  package func all(_ names: String...) -> [Element] { elements.filter { names.contains($0.name) } }

  private mutating func expect(_ isSo: Bool, _ rule: String, _ what: String) {
    if !isSo { broken.append("\(rule): \(what)") }
  }

  private func children(of place: Int) -> [Element] { elements.filter { $0.path.last == place } }

  // MARK: Parts

  private static let known: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer",
    "section", "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "em", "strong", "del", "code", "pre",
    "samp", "span", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div", "table", "thead",
    "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary", "svg", "defs",
    "pattern", "rect", "path", "circle", "g", "text", "tspan", "desc",
  ]

  private static let shaping: Set<String> = [
    "width", "height", "patternUnits", "viewBox", "d", "cx", "cy", "r", "x", "y", "transform",
    "fill",
    "stroke-width", "stroke-opacity", "font-size", "font-family", "font-weight", "text-anchor",
    "data-kind", "data-shape", "data-y", "xmlns",
  ]

  private static let attributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "role", "tabindex",
    "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "scope", "start", "type",
    "style",
  ]

  private mutating func checkParts() {
    for element in elements {
      expect(Self.known.contains(element.name), "known-elements", element.name)
      let allowed = Self.attributes.union(Self.shaping)
      for (name, value) in element.attributes {
        expect(allowed.contains(name), "known-elements", "\(name) of \(element.name)")
        if name == "style" {
          expect(value.hasPrefix("counter-reset:line "), "known-elements", "the style \(value)")
        }
      }
      guard let href = element.attributes["href"] else { continue }
      let isSafe = ["#", "https://", "http://", "mailto:"].contains {
        href.lowercased().hasPrefix($0)
      }
      expect(isSafe && element.name == "a", "safe-links", href)
    }
    expect(all("html").first?.attributes["lang"] == "en", "language", "none")
    expect(all("head").count == 1 && all("title").first?.text.isEmpty == false, "title", "none")
    for name in ["header", "main", "footer", "nav"] {
      expect(all(name).count == 1, "landmarks", "\(all(name).count) of \(name)")
    }
    let first = all("a").first?.attributes["href"]
    let main = all("main").first?.attributes["id"]
    expect(main != nil && first == main.map { "#" + $0 }, "skip-link", "\(first ?? "none")")
  }

  private mutating func checkOrder() {
    var last = 0
    for element in elements {
      guard element.name.count == 2, element.name.first == "h",
        let level = element.name.last?.wholeNumberValue
      else { continue }
      expect(level <= last + 1, "heading-order", "\(element.name) after h\(last): \(element.text)")
      expect(!element.text.isEmpty, "heading-order", "an empty heading")
      last = level
    }
    expect(all("h1").count == 1, "heading-order", "\(all("h1").count) of h1")
    for element in elements {
      guard let index = element.attributes["tabindex"] else { continue }
      expect(index == "0" || index == "-1", "tab-order", index)
    }
  }

  private mutating func checkReferences() {
    let ids = elements.compactMap { $0.attributes["id"] }
    let known = Set(ids)
    expect(
      known.count == ids.count, "unique-ids",
      "\(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
    for id in ids { expect(!id.contains(where: \.isWhitespace), "unique-ids", id) }
    for element in elements {
      if let href = element.attributes["href"], href.hasPrefix("#") {
        expect(known.contains(String(href.dropFirst())), "links-resolve", href)
      }
      for name in ["aria-labelledby", "aria-describedby"] {
        for id in element.attributes[name]?.split(separator: " ") ?? [] {
          expect(known.contains(String(id)), "references-resolve", String(id))
        }
      }
    }
  }

  private mutating func checkNames() {
    for (place, element) in elements.enumerated() {
      let inner = children(of: place)
      let attributes = element.attributes
      let isNamed =
        !(attributes["aria-label"] ?? "").isEmpty || attributes["aria-labelledby"] != nil
      switch element.name {
      case "a": expect(!element.text.isEmpty, "named-links", "\(attributes)")
      case "nav", "section": expect(isNamed, "named-groups", element.name)
      case "figure":
        expect(
          inner.contains { $0.name == "figcaption" && !$0.text.isEmpty }, "named-figures",
          element.text)
      case "svg" where attributes["aria-hidden"] != "true":
        let isTold = ["title", "desc"].allSatisfy { name in
          inner.contains { $0.name == name && !$0.text.isEmpty }
        }
        expect(attributes["role"] == "img" && isNamed && isTold, "named-pictures", "\(attributes)")
      case "table":
        let cells = elements.filter { $0.path.contains(place) && $0.name == "th" }
        let areClear = cells.allSatisfy { ["col", "row"].contains($0.attributes["scope"]) }
        expect(!cells.isEmpty && areClear, "table-headers", element.text)
      case "details":
        let isTold = inner.first?.name == "summary" && inner.first?.text.isEmpty == false
        expect(isTold, "summaries", element.text)
      default: break
      }
      if ["group", "region", "img"].contains(attributes["role"]) {
        expect(isNamed, "named-groups", "\(element.name) \(attributes)")
      }
      if attributes["class"]?.split(separator: " ").contains("scroll") == true {
        expect(attributes["tabindex"] == "0" && isNamed, "reachable-scrollers", "\(attributes)")
      }
      switch attributes["class"] {
      case "right"? where element.name == "li", "wrong"? where element.name == "li":
        let isTold = element.text.hasPrefix("Right: ") || element.text.hasPrefix("Wrong: ")
        expect(isTold, "in-words", element.text)
      case let kind? where kind.hasPrefix("callout"):
        expect(inner.first?.attributes["class"] == "label", "in-words", element.text)
      default: break
      }
    }
  }

  private mutating func checkAnswers() {
    let links = Set(all("a").compactMap { $0.attributes["href"] })
    let ids = Set(elements.compactMap { $0.attributes["id"] })
    for (asked, told) in [("question", "answer"), ("exercise", "solution")] {
      let numbers = ids.filter { $0.hasPrefix(asked + "-") }.map { $0.dropFirst(asked.count + 1) }
      for number in numbers {
        let isLinked = links.contains("#\(told)-\(number)") && links.contains("#\(asked)-\(number)")
        expect(isLinked && ids.contains("\(told)-\(number)"), "answered", "\(asked) \(number)")
      }
      let told = ids.count { $0.hasPrefix(told + "-") }
      expect(told == numbers.count, "answered", "\(told) for \(numbers.count) of \(asked)")
    }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    private var open: [Int] = []
    private var isOrdered = true

    /// Each element was closed, and in its order.
    var isClosed: Bool { isOrdered && open.isEmpty }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append(Element(name: name, attributes: attributes, path: open))
      open.append(elements.count - 1)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      let last = open.popLast()
      if last.map({ elements[$0].name }) != name { isOrdered = false }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      for place in open { elements[place].text += text }
    }
  }
}
