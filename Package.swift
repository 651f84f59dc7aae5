// swift-tools-version: 6.2
import PackageDescription

// Linux has the wide ncurses, and what it knows of terminals, in libraries of their own.
let ncurses: [LinkerSetting] = [
  .linkedLibrary("ncursesw", .when(platforms: [.linux])),
  .linkedLibrary("tinfo", .when(platforms: [.linux])),
  .linkedLibrary("ncurses", .when(platforms: [.macOS])),
]

// Every boundary of ARCHITECTURE.md's map is a target, so that a wrong import does not compile.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

var targets: [Target] = [
  .systemLibrary(
    name: "CNcurses",
    providers: [.apt(["libncurses-dev"]), .yum(["ncurses-devel"]), .brew(["ncurses"])]),
  .systemLibrary(
    name: "CCmarkGFM",
    providers: [
      .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .yum(["cmark-gfm-devel"]),
      .brew(["cmark-gfm"]),
    ]),
  .systemLibrary(
    name: "CYAML",
    providers: [.apt(["libyaml-dev"]), .yum(["libyaml-devel"]), .brew(["libyaml"])]),
  .systemLibrary(
    name: "CSQLite",
    providers: [.apt(["libsqlite3-dev"]), .yum(["sqlite-devel"]), .brew(["sqlite"])]),
  .target(name: "CSpawn"),
  .target(name: "CArena"),
  .target(name: "CTerminal"),
  .target(name: "CSocket"),

  .target(name: "Threads", swiftSettings: strict),
  .target(name: "TextWidth", swiftSettings: strict),
  .target(
    name: "LessonFormat", dependencies: ["TextWidth", "CCmarkGFM", "CYAML", "CArena"],
    swiftSettings: strict),
  .target(name: "Canvas", dependencies: ["TextWidth"], swiftSettings: strict),
  .target(
    name: "CursesFrontEnd",
    dependencies: ["Canvas", "TextWidth", "CNcurses", "CTerminal", "Threads"],
    swiftSettings: strict, linkerSettings: ncurses),
  .target(name: "Trace", exclude: ["FORMAT.md"], swiftSettings: strict),
  .target(
    name: "Narration", dependencies: ["LessonFormat", "Trace", "TextWidth"], swiftSettings: strict),
  .target(
    name: "Tutor", dependencies: ["LessonFormat", "Trace", "Narration"], swiftSettings: strict),
  .target(
    name: "Scenes", dependencies: ["Tutor", "Narration", "Canvas", "TextWidth"],
    swiftSettings: strict),
  .target(name: "ProgressStore", dependencies: ["CSQLite"], swiftSettings: strict),
  .target(
    name: "Settings", dependencies: ["LessonFormat", "Scenes", "CursesFrontEnd"],
    swiftSettings: strict),
  .target(
    name: "PlainFrontEnd", dependencies: ["Tutor", "Narration", "LessonFormat", "Trace"],
    swiftSettings: strict),
  .target(
    name: "Exports", dependencies: ["LessonFormat", "Trace", "Narration", "TextWidth"],
    exclude: ["FORMATS.md"], swiftSettings: strict),
  .target(
    name: "Handouts",
    dependencies: ["LessonFormat", "Trace", "Narration", "Tutor", "Exports", "Scenes", "Canvas"],
    exclude: ["FORMATS.md"], swiftSettings: strict),
  .target(
    name: "DemoRunner", dependencies: ["CSpawn", "Trace", "Threads"], exclude: ["Tracer"],
    swiftSettings: strict),
  .target(
    name: "Room", dependencies: ["CSocket", "Threads"], exclude: ["PROTOCOL.md"],
    swiftSettings: strict),
  .executableTarget(
    name: "interleave",
    dependencies: [
      "LessonFormat", "Trace", "Narration", "DemoRunner", "Tutor", "Scenes", "Canvas",
      "CursesFrontEnd", "PlainFrontEnd", "CSpawn", "CTerminal", "Exports", "Handouts",
      "ProgressStore", "Settings", "TextWidth", "Threads", "Room",
    ],
    swiftSettings: strict),

  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  .testTarget(
    name: "SystemLibrariesTests", dependencies: ["CNcurses", "CCmarkGFM", "CYAML", "CSQLite"],
    swiftSettings: strict, linkerSettings: ncurses),
  .testTarget(name: "TextWidthTests", dependencies: ["TextWidth"], swiftSettings: strict),
  .testTarget(
    name: "CanvasTests", dependencies: ["Canvas", "TextWidth", "TestSupport"], swiftSettings: strict
  ),
  .target(name: "CPseudoTerminal", path: "Tests/Support/CPseudoTerminal"),
  .target(
    name: "TerminalHarness", dependencies: ["CPseudoTerminal", "TestSupport", "TextWidth"],
    path: "Tests/Support/TerminalHarness", swiftSettings: strict),
  .executableTarget(
    name: "terminal-probe", dependencies: ["CursesFrontEnd", "Canvas", "Threads"],
    path: "Tests/Support/TerminalProbe", swiftSettings: strict),
  .testTarget(
    name: "CursesFrontEndTests",
    dependencies: [
      "CursesFrontEnd", "Canvas", "CNcurses", "TextWidth", "TestSupport", "TerminalHarness",
      "terminal-probe",
    ],
    swiftSettings: strict),
  .executableTarget(
    name: "progress-probe", dependencies: ["ProgressStore"], path: "Tests/Support/ProgressProbe",
    swiftSettings: strict),
  .testTarget(
    name: "ProgressStoreTests",
    dependencies: ["ProgressStore", "CSQLite", "TestSupport", "progress-probe"],
    swiftSettings: strict),
  .testTarget(
    name: "SettingsTests", dependencies: ["Settings", "Scenes", "LessonFormat"],
    swiftSettings: strict),
  .testTarget(
    name: "NarrationTests", dependencies: ["Narration", "TextWidth", "TestSupport"],
    swiftSettings: strict),
  .testTarget(
    name: "DemoRunnerTests", dependencies: ["DemoRunner", "Trace"], swiftSettings: strict),
  .testTarget(
    name: "EndToEndTests",
    dependencies: [
      "DemoRunner", "LessonFormat", "ProgressStore", "Room", "Scenes", "Trace", "Tutor",
      "TerminalHarness", "TestSupport", "interleave",
    ],
    path: "Tests/EndToEnd",
    exclude: ["handouts", "install", "package"],
    swiftSettings: strict),
  .testTarget(
    name: "LessonFormatTests", dependencies: ["LessonFormat", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "PlainFrontEndTests",
    dependencies: ["PlainFrontEnd", "Scenes", "SessionProbe", "TestSupport"],
    swiftSettings: strict),
  .testTarget(
    name: "ScenesTests", dependencies: ["Scenes", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "TutorTests", dependencies: ["Tutor", "TestSupport"], swiftSettings: strict),
  .target(
    name: "RoomTrial", dependencies: ["Room", "CSocket"], path: "Tests/Fuzz/RoomTrial",
    swiftSettings: strict),
  .executableTarget(
    name: "room-probe", dependencies: ["Room"], path: "Tests/Support/RoomProbe",
    swiftSettings: strict),
  .testTarget(
    name: "RoomTests", dependencies: ["Room", "CSocket", "RoomTrial", "TestSupport", "room-probe"],
    swiftSettings: strict),
  .testTarget(name: "TraceTests", dependencies: ["Trace", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "ExportsTests", dependencies: ["Exports", "TraceProbe", "TestSupport"],
    swiftSettings: strict),
  .testTarget(
    name: "PicturesTests",
    dependencies: ["Scenes", "CursesFrontEnd", "PlainFrontEnd", "Exports", "TestSupport"],
    swiftSettings: strict),
  .testTarget(
    name: "HandoutsTests",
    dependencies: ["Handouts", "TraceProbe", "TestSupport"], swiftSettings: strict),
  .target(
    name: "TraceProbe", dependencies: ["Trace", "Narration", "Exports"],
    path: "Tests/Fuzz/TraceProbe", swiftSettings: strict),
  .target(
    name: "SessionProbe",
    dependencies: [
      "LessonFormat", "Trace", "Narration", "Tutor", "Canvas", "Scenes", "PlainFrontEnd",
      "CursesFrontEnd", "CNcurses",
    ],
    path: "Tests/Fuzz/SessionProbe", swiftSettings: strict),
]

// What only Scripts/bench and Scripts/fuzz build.
switch Context.environment["INTERLEAVE_EXTRA"] {
case "bench":
  targets.append(
    .executableTarget(
      name: "parse-bench", dependencies: ["LessonFormat", "CCmarkGFM"],
      path: "Tests/Benchmarks/Parse", swiftSettings: strict))
  targets.append(
    .executableTarget(
      name: "timeline-bench", dependencies: ["Trace"], path: "Tests/Benchmarks/Timeline",
      swiftSettings: strict))
  targets.append(
    .executableTarget(
      name: "screen-bench", dependencies: ["Canvas", "CursesFrontEnd"],
      path: "Tests/Benchmarks/Screen", swiftSettings: strict))
  targets.append(
    .executableTarget(
      name: "room-bench", dependencies: ["Room", "CSpawn"], path: "Tests/Benchmarks/Room",
      swiftSettings: strict))
case "fuzz":
  for (name, dependencies, folder) in [
    ("lesson-fuzzer", ["LessonFormat"], "Lesson"),
    ("yaml-fuzzer", ["LessonFormat", "Settings"], "YAML"),
    ("trace-fuzzer", ["TraceProbe"], "Trace"),
    ("keys-fuzzer", ["SessionProbe"], "Keys"),
    ("room-fuzzer", ["RoomTrial"], "Room"),
  ] as [(String, [Target.Dependency], String)] {
    targets.append(
      .executableTarget(
        name: name, dependencies: dependencies, path: "Tests/Fuzz/\(folder)",
        swiftSettings: strict + [.unsafeFlags(["-sanitize=fuzzer"])],
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
  }
default: break
}

let package = Package(
  name: "Interleave",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "interleave", targets: ["interleave"])],
  targets: targets
)
