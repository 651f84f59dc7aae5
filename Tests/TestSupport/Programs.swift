import Foundation

/// A program of this package, as it was built with the tests: from the folder that INTERLEAVE_PROGRAMS
/// names, else from beside the tests.
package func builtProgram(_ name: String) -> String {
  if let folder = ProcessInfo.processInfo.environment["INTERLEAVE_PROGRAMS"] {
    return URL(filePath: folder).appending(path: name).path
  }
  let root = fixtures.deletingLastPathComponent().deletingLastPathComponent()
  let beside = (Bundle.main.executableURL ?? root)
    .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name).path
  return FileManager.default.isExecutableFile(atPath: beside)
    ? beside : root.appending(path: ".build/debug/\(name)").path
}

/// What a program that is built with a sanitizer has to be told, also where its environment is a clean
/// one otherwise.
package let sanitizerSettings = ProcessInfo.processInfo.environment.filter { name, _ in
  ["ASAN_OPTIONS", "TSAN_OPTIONS", "TEST_TMPDIR"].contains(name)
}
