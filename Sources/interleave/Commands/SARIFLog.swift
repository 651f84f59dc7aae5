import LessonFormat

/// A check's report as SARIF 2.1.0, the form that editors and code hosts read.
struct SARIFLog: Encodable {
  struct Run: Encodable {
    var tool: Tool
    /// The columns of this program count bytes, which SARIF has no word for; lessons are ASCII in
    /// the main, where all kinds agree.
    var columnKind = "unicodeCodePoints"
    var invocations: [Invocation]
    var results: [Result]
  }

  struct Invocation: Encodable {
    struct Notification: Encodable {
      var level = "note"
      var message: Text
    }

    var executionSuccessful = true
    var toolExecutionNotifications: [Notification]
  }

  struct Tool: Encodable {
    var driver: Driver
  }

  struct Driver: Encodable {
    var name = "interleave"
    var version = Commands.version
    var rules: [RuleRecord]
  }

  struct RuleRecord: Encodable {
    var id: String
    var shortDescription: Text
  }

  struct Text: Encodable {
    var text: String
  }

  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var message: Text
    var locations: [Location]
  }

  struct Location: Encodable {
    var physicalLocation: PhysicalLocation
  }

  struct PhysicalLocation: Encodable {
    var artifactLocation: Artifact
    var region: Region
  }

  struct Artifact: Encodable {
    var uri: String
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
    var endLine: Int
    var endColumn: Int
  }

  var version = "2.1.0"
  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case version, runs
    case schema = "$schema"
  }

  init(_ report: CheckReport) {
    let rules = Rule.allCases
    let results = report.diagnostics.map { diagnostic in
      let start = diagnostic.range.start
      let end = diagnostic.range.end
      let meant = diagnostic.didYouMean.map { " Did you mean \"\($0)\"?" } ?? ""
      return Result(
        ruleId: diagnostic.rule.rawValue,
        ruleIndex: rules.firstIndex(of: diagnostic.rule) ?? 0,
        level: diagnostic.severity.rawValue,
        message: Text(text: "\(diagnostic.message).\(meant) \(diagnostic.fix)."),
        locations: [
          Location(
            physicalLocation: PhysicalLocation(
              artifactLocation: Artifact(uri: Self.uri(diagnostic.file)),
              region: Region(
                startLine: Int(start.line), startColumn: Int(start.column),
                endLine: Int(end.line), endColumn: Int(end.column))))
        ])
    }
    runs = [
      Run(
        tool: Tool(
          driver: Driver(
            rules: rules.map {
              RuleRecord(id: $0.rawValue, shortDescription: Text(text: $0.summary))
            })),
        invocations: [
          Invocation(
            toolExecutionNotifications: report.remark.map { [.init(message: Text(text: $0))] } ?? []
          )
        ],
        results: results)
    ]
  }

  private static func uri(_ path: String) -> String {
    let escaped = path.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
    return path.hasPrefix("/") ? "file://" + escaped : escaped
  }
}
