// swift-tools-version: 6.2
import PackageDescription

// Every boundary of ARCHITECTURE.md's map is a target, so that a wrong import does not compile.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "Interleave",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "interleave", targets: ["interleave"])],
  targets: [
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

    .target(name: "LessonFormat", dependencies: ["CCmarkGFM", "CYAML"], swiftSettings: strict),
    .target(name: "Narration", dependencies: ["LessonFormat"], swiftSettings: strict),
    .target(
      name: "DemoRunner", dependencies: ["CSpawn"], exclude: ["Tracer"], swiftSettings: strict),
    .executableTarget(
      name: "interleave", dependencies: ["LessonFormat", "Narration", "DemoRunner"],
      swiftSettings: strict),
  ]
)
