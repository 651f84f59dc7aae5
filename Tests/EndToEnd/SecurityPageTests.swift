import Foundation
import Testing

@Suite("What SECURITY.md says")
struct SecurityPageTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("Each line names a test that there is")
  func testsExist() throws {
    let page = try String(contentsOf: Self.root.appending(path: "SECURITY.md"), encoding: .utf8)
      .replacing("\n", with: " ")
    let tests = try Self.testSources()
    let names = page.matches(of: /[^*]\*([^*]+)\*[^*]/).map { String($0.1) }
    #expect(names.count > 20)
    for name in names {
      #expect(
        tests.contains("\"\(name)\"") || tests.contains("func \(name)("), "no test \(name)")
    }
  }

  private static func testSources() throws -> String {
    let folder = root.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var sources = ""
    while let file = files?.nextObject() as? URL {
      if file.pathExtension == "swift" { sources += try String(contentsOf: file, encoding: .utf8) }
    }
    return sources
  }
}
