import Exports
import Foundation
import LessonFormat
import TestSupport
import Testing
import Trace

@testable import Handouts

/// The lesson that has one of each, with runs that were recorded elsewhere in place of its own: what
/// matters here is how they are told.
func completeHandout() throws -> Handout {
  let course = CourseFolder(path: fixtures.appending(path: "lessons/complete").path)
  let entries = try Course(course, detail: .frontMatter).entries
  let lesson = try #require(try entries[0].folder.read().lesson)
  return Handout(
    lesson: lesson, place: (1, 2),
    titles: entries.reduce(into: [:]) { $0[$1.frontMatter.id] = $1.frontMatter.title },
    glossary: course.glossary().glossary,
    demos: [
      "three-fetches": [
        RecordedVariant(name: "sync", title: "one", recording: .run(try recorded("blocker"))),
        RecordedVariant(
          name: "async", title: "all at once", recording: .run(try recorded("sleepers"))),
      ],
      "figures": [
        RecordedVariant(name: "figures", title: "figures", recording: .missing),
        RecordedVariant(name: "untraced", title: "untraced", recording: .run(untraced())),
      ],
      "raises": [RecordedVariant(name: "raises", title: "it", recording: .ofAnotherProgram)],
      "shown": [RecordedVariant(name: "shown", title: "the program", recording: .notRun)],
    ])
}

func recorded(_ name: String) throws -> RecordedRun {
  var header = RunHeader()
  header.python = "3.13.5"
  return RecordedRun(lines: try lines(TraceFixtures.files(name)), header: header)
}

/// A program that measures itself: nothing but its output is known.
func untraced() -> RecordedRun {
  var header = RunHeader()
  header.isTraced = false
  header.duration = 2_500_000
  let output = TraceLine.written("second: 2.5 s\n", isError: false, at: 1000)
  return RecordedRun(lines: lines([header.line + Array(output.utf8)]), header: header)
}

func lines(_ files: [[UInt8]]) -> [TraceLine] {
  var reader = TraceReader()
  for file in files {
    let source = reader.addSource()
    _ = reader.feed(file, to: source)
    reader.finish(source: source)
  }
  return reader.take(.all)
}

func lesson(_ text: String) throws -> Lesson {
  let head = "---\nformat: 1\nid: sample\ntitle: \"A <b>sample</b> & more\"\nminutes: 5\n---\n"
  let source = SourceText(path: "lesson.md", bytes: Array((head + text).utf8))
  return try #require(LessonReader.read(source, files: .none).lesson)
}

func text(_ write: (ExportSink) throws -> Void) throws -> String {
  var bytes: [UInt8] = []
  try write { bytes += $0 }
  return try #require(String(validating: bytes, as: UTF8.self))
}

/// What somebody could write who wants a handout to do something.
enum Hostile {
  static let words = #"</script><script>alert(1)</script><img src=x onerror=alert(1)>" onload='x'"#

  static let lesson = #"""
    ## &lt;script&gt;alert(1)&lt;/script&gt; title
    <!-- id: a&"b -->

    <script>alert(2)</script>

    <div onclick="alert(3)">x</div>

    Words <b onmouseover="alert(4)">in line</b>, \</main>\<script>x and `</script><script>alert(5)</script>`.
    [run](javascript:alert(6)) [data](data:text/html,<script>alert(7)</script>) [bad](JaVaScRiPt:x)
    [quoted](https://example.org/"onmouseover="alert(8)) [step](#a&"b) [file](../../etc/passwd)
    ![\<img src=x onerror=alert(9)>](javascript:alert(10))

    | \<th onclick=x> | b |
    |---|---|
    | `a \| b` | \</table>\<script>alert(11)\</script> |

    > [!NOTE]
    > \</div>\</main>\<script>alert(12)\</script>

    ```"><script>alert(13)</script>
    </code></pre><script>alert(14)</script>
    ```

    ```text title="</figcaption><script>" alt="</svg><script>alert(15)</script>"
    <![CDATA[ ]]> --> <!-- <style>*{display:none}</style>
    ```

    ```python demo=d title="</title><script>alert(16)</script>"
    print("</script><script>alert(17)</script>")
    ```

    > [!QUIZ id=q demo=d] \<script>alert(18)\</script>
    > - [x] \<iframe src=//x>
    >   \</li>\</ol>\<script>alert(19)\</script>
    > - [ ] b

    ````python exercise=e title="<script>alert(20)</script>"
    1  # ``` and ```
    ````

    ````python solution=e
    2  # ``` and ```
    ````

    ```checks exercise=e
    output contains "</li><script>alert(21)</script>"
    ```

    > [!HINT]
    > \</details>\<script>alert(22)\</script>
    """#

  static func handout() throws -> Handout {
    var header = RunHeader()
    header.python = words
    header.machine = words
    let text = words.replacing("\"", with: "\\\"")
    let trace = [
      #"{"t":0,"k":"proc","format":"interleave-trace","v":1,"pid":311,"how":"start"}"#,
      "{\"t\":1,\"k\":\"thr\",\"l\":1,\"n\":\"\(text)\",\"main\":1}",
      "{\"t\":4,\"k\":\"why\",\"n\":1,\"v\":\"lock\",\"s\":\"\(text)\"}",
      "{\"t\":5,\"k\":\"b\",\"l\":1,\"w\":1}",
      "{\"t\":6,\"k\":\"out\",\"l\":1,\"n\":1,\"s\":\"\(text)\\n```\\n\"}",
      "{\"t\":900000,\"k\":\"thx\",\"l\":1,\"x\":\"\(text)\"}",
    ]
    let run = RecordedRun(
      lines: HandoutsTests.lines([Array((trace.joined(separator: "\n") + "\n").utf8)]),
      header: header)
    return Handout(
      lesson: try HandoutsTests.lesson(lesson), titles: ["other": words],
      demos: ["d": [RecordedVariant(name: "d", title: words, recording: .run(run))]])
  }

}
