import Foundation
import TestSupport
import Testing
import TraceProbe

@testable import Exports
@testable import Trace

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A run as a page")
struct HTMLPageTests {
  private func page(_ timeline: Timeline, of name: String = "it") throws -> String {
    try text(HTMLPage(timeline, of: name).write)
  }

  /// The page without its scripts and styles, which are no markup.
  private func markup(_ page: String) -> String {
    var result = page
    for name in ["script", "style"] {
      while let start = result.range(of: "<\(name)"),
        let end = result.range(of: "</\(name)>", range: start.upperBound..<result.endIndex)
      { result.removeSubrange(start.lowerBound..<end.upperBound) }
    }
    return result
  }

  /// What a page says, line by line, to who hears it.
  private func words(_ page: String) -> String {
    var result = markup(page)
    for (pattern, replacement) in [
      ("<svg.*?</svg>", "[the picture]\n"), ("<title>.*?</title>", ""), ("</t[hd]>", " | "),
      ("</(p|li|h1|h2|h3|tr|caption|span|button|label|a|thead|figcaption|pre)>", "\n"),
      ("<[^>]*>", ""), ("[ |]*\n\\s*", "\n"),
    ] {
      result = result.replacingOccurrences(
        of: pattern, with: replacement, options: .regularExpression)
    }
    return result
  }

  @Test("Every fixture gives a whole page", arguments: Fixtures.names)
  func fixtures(_ name: String) throws {
    let page = try page(Fixtures.timeline(name), of: "\(name).py")
    #expect(MarkupRules.broken(by: page, scripts: 2) == nil)
    #expect(XMLParser(data: Data(markup(page).utf8)).parse())
    for part in [
      "<html lang=\"en\">", "<main>", "<h1>", "<nav aria-label", "<table>", "scope=\"row\"",
    ] {
      let isThere = page.contains(part)
      #expect(isThere, "\(part)")
    }
    let data = try #require(page.range(of: "id=\"data\">")?.upperBound)
    let end = try #require(page.range(of: "</script>", range: data..<page.endIndex)?.lowerBound)
    _ = try JSONSerialization.jsonObject(with: Data(page[data..<end].utf8))
  }

  @Test("What a page says in words")
  func golden() throws {
    try expectGolden(
      words(page(Fixtures.timeline("mixed"), of: "mixed.py")), "exports/mixed.page.txt")
  }

  @Test("Nothing is fetched from anywhere")
  func alone() throws {
    let page = try page(Fixtures.timeline("mixed"))
    let addresses = page.components(separatedBy: "http").dropFirst()
    // The names of SVG's language, which nobody looks up.
    #expect(
      addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg") || $0.hasPrefix("-equiv") })
    let fetches = ["src=", "@import", "url(h", "<link"].filter(page.contains)
    #expect(fetches == [])
    #expect(page.contains("default-src &#39;none&#39;"))
  }

  @Test("A hostile program is shown, and does nothing")
  func hostile() throws {
    let attack =
      #"</script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' &amp;"#
    let raw = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x'"
    var timeline = timeline(
      "{\"t\":1,\"k\":\"thr\",\"l\":1,\"n\":\"\(attack)\",\"main\":1}",
      "{\"t\":2,\"k\":\"file\",\"n\":1,\"s\":\"/\(attack)\"}",
      "{\"t\":3,\"k\":\"at\",\"n\":1,\"f\":1,\"ln\":1,\"fn\":\"\(attack)\"}",
      "{\"t\":4,\"k\":\"why\",\"n\":1,\"v\":\"lock\",\"s\":\"\(attack)\"}",
      "{\"t\":5,\"k\":\"b\",\"l\":1,\"w\":1,\"p\":1}",
      "{\"t\":6,\"k\":\"out\",\"l\":1,\"n\":1,\"s\":\"\(attack)\"}",
      "{\"t\":7,\"k\":\"warn\",\"v\":\"slow\",\"l\":1,\"s\":\"\(attack)\",\"x\":\"\(attack)\"}",
      "{\"t\":900,\"k\":\"thx\",\"l\":1,\"x\":\"\(attack)\"}")
    var header = RunHeader()
    header.program = raw
    header.python = raw
    header.sources = [.init(path: raw, text: raw)]
    timeline.append([TraceLine(time: 0, event: .run(header))])
    let page = try page(timeline, of: raw)
    #expect(MarkupRules.broken(by: page, scripts: 2) == nil)
    #expect(!page.contains("<img") && !page.contains("<script>alert"))
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
    #expect(XMLParser(data: Data(markup(page).utf8)).parse())
    let svg = try text(SVGPicture(timeline, of: raw).write)
    #expect(MarkupRules.broken(by: svg, scripts: 0) == nil)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
  }

  @Test("A thread that began before its program is where it was, for the script too")
  func beforeTheProgram() throws {
    let page = try page(
      timeline(
        #"{"t":10,"k":"thr","l":1,"n":"a","main":1}"#, #"{"t":110,"k":"main"}"#,
        #"{"t":160,"k":"b","l":1,"w":1}"#, #"{"t":300,"k":"end","how":"exit"}"#))
    let isInPlace = page.contains(#""begin":-100,"states":[0,150,0,0,3,140,0,0]"#)
    #expect(isInPlace)
  }

  @Test("Very much output and very many states stay a page")
  func bounded() throws {
    var lines = [#"{"t":1,"k":"thr","l":1,"n":"MainThread","main":1}"#]
    for time in 2..<100_000 {
      lines.append(
        time % 2 == 0
          ? "{\"t\":\(time),\"k\":\"b\",\"l\":1,\"w\":1}" : "{\"t\":\(time),\"k\":\"u\",\"l\":1}")
      lines.append("{\"t\":\(time),\"k\":\"out\",\"l\":1,\"n\":1,\"s\":\"line \(time)\\n\"}")
    }
    let page = try page(timeline(lines.joined(separator: "\n")))
    #expect(page.utf8.count < 2_000_000)
    #expect(page.contains("97998 more pieces of output are left out here."))
  }
}
