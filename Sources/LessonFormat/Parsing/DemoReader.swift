/// Puts the fences of one `demo=` together.
struct DemoReader {
  static let attributes: Set<AttributeName> = [
    .demo, .else, .expect, .file, .focus, .lanes, .lines, .norun, .plot, .requires, .run, .show,
    .timeout,
    .title, .trace, .variant,
  ]

  /// They share one screen.
  static let maximumVariants = 12

  private enum Expectation: String, CaseIterable { case failure }
  private enum Plot: String, CaseIterable { case bars }
  private enum Lanes: String, CaseIterable { case generators }
  private enum Switch: String, CaseIterable { case on, off }

  private(set) var demo: Demo
  /// Which fence set what is said once for the whole demo.
  private var settings: [AttributeName: String] = [:]
  private var standInRanges: [String: SourceRange] = [:]

  init(id: String) {
    demo = Demo(
      id: id, variants: [], pace: .together, views: [.timeline, .code, .output], drawsBars: false,
      hasGeneratorLanes: false,
      timeout: Demo.defaultTimeout, claims: [])
  }

  mutating func add(_ fence: FenceReader, reader: inout ContentReader, files: ProgramFiles) {
    fence.attributes.refuse(except: Self.attributes, of: "a demo", log: &reader.log)
    readSettings(of: fence, log: &reader.log)
    let name = fence.attributes.value(.variant, log: &reader.log) ?? demo.id
    guard demo.variants.count < Self.maximumVariants else {
      reader.log.error(
        .tooComplex, at: fence.range, "a demo has at most \(Self.maximumVariants) variants",
        fix: "Divide the demo")
      return
    }
    if demo.variants.contains(where: { $0.name == name }) {
      reader.log.error(
        .duplicateVariant, at: fence.range,
        "the demo \"\(demo.id)\" has a variant \"\(name)\" already",
        fix: fence.attributes.contains(.variant)
          ? "Give each variant a name of its own"
          : "Name this one with variant=, or give it a demo= of its own")
      return
    }
    if let problem = ContentID.problem(in: name), let attribute = fence.attributes[.variant] {
      reader.log.error(
        .badID, at: attribute.valueRange, problem.message, fix: problem.fix,
        didYouMean: problem.meant)
    } else if let attribute = fence.attributes[.variant], name.first?.isNumber ?? false {
      reader.log.error(
        .badID, at: attribute.valueRange, "the name of a variant begins with a letter",
        fix: "Put a word in front, so that an answer can name it")
    }
    demo.variants.append(variant(named: name, fence, reader: &reader, files: files))
  }

  /// A variant without its program is there all the same, so that what names it is no second error.
  private mutating func variant(
    named name: String, _ fence: FenceReader, reader: inout ContentReader, files: ProgramFiles
  ) -> Demo.Variant {
    let program = fence.isBroken ? nil : fence.program(reader: &reader, files: files)
    let requires = fence.requires(log: &reader.log)
    // Where requires= is wrong, that has been said.
    if let attribute = fence.attributes[.else],
      requires != nil || !fence.attributes.contains(.requires)
    {
      standInRanges[name] = attribute.valueRange
    }
    let expectation: Expectation? = fence.attributes.choice(.expect, log: &reader.log)
    let trace: Switch? = fence.attributes.choice(.trace, log: &reader.log)
    var variant = Demo.Variant(
      name: name, title: fence.attributes.value(.title, log: &reader.log),
      program: program
        ?? Program(text: "", path: reader.source.path, firstLine: 1, indents: [], knobs: []),
      shownLines: nil, focus: [], expectsFailure: expectation == .failure, requires: requires,
      standIn: fence.attributes.value(.else, log: &reader.log), isTraced: trace != .off,
      isRun: program != nil && !fence.attributes.contains(.norun), range: fence.range)
    if let program {
      variant.shownLines = fence.shownLines(of: program.text, log: &reader.log)
      variant.focus = fence.focus(
        lineCount: FenceReader.lineCount(of: program.text), log: &reader.log)
    }
    return variant
  }

  /// What holds for the whole demo can be said on any of its fences, and only one way.
  private mutating func readSettings(of fence: FenceReader, log: inout DiagnosticLog) {
    for name in [AttributeName.run, .show, .plot, .lanes, .timeout] {
      guard let attribute = fence.attributes[name], let value = attribute.value else { continue }
      if let earlier = settings[name], earlier != value {
        log.error(
          .badAttribute, at: attribute.valueRange,
          "\(name.rawValue) is \"\(earlier)\" on another fence of this demo",
          fix: "Say it on one fence; it holds for the whole demo")
      }
      settings[name] = value
    }
    if let pace: Demo.Pace = fence.attributes.choice(.run, log: &log) { demo.pace = pace }
    if let plot: Plot = fence.attributes.choice(.plot, log: &log) { demo.drawsBars = plot == .bars }
    if let lanes: Lanes = fence.attributes.choice(.lanes, log: &log) {
      demo.hasGeneratorLanes = lanes == .generators
    }
    demo.timeout = fence.timeout(default: demo.timeout, log: &log)
    if let views = views(of: fence, log: &log) { demo.views = views }
  }

  private func views(of fence: FenceReader, log: inout DiagnosticLog) -> [Demo.View]? {
    guard let value = fence.attributes.value(.show, log: &log),
      let attribute = fence.attributes[.show]
    else { return nil }
    let names = Demo.View.allCases.map(\.rawValue)
    return value.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
      if let view = Demo.View(rawValue: String(part)) { return view }
      log.error(
        .badAttribute, at: attribute.valueRange, "\"\(part)\" is nothing that can be shown",
        fix: "Write some of \(inWords(names)), with commas between",
        didYouMean: closest(to: String(part), among: names))
      return nil
    }
  }

  mutating func add(claims fence: FenceReader, log: inout DiagnosticLog) {
    fence.attributes.refuse(except: [.demo], of: "a list of claims", log: &log)
    let names = Set(demo.variants.map(\.name))
    for (text, range) in fence.conditionLines(log: &log) {
      var line = Substring(text)
      var variant: String?
      // A colon inside of a quotation comes behind other signs than a name has.
      let name = text.utf8.prefix { $0 != Byte.colon && $0 != Byte.quote && !Byte.isBlank($0) }
      if name.endIndex < text.endIndex, text.utf8[name.endIndex] == Byte.colon {
        variant = String(name)
        line = Substring(text.utf8[name.endIndex...].dropFirst().drop(while: Byte.isBlank))
      }
      if let condition = ConditionReader.read(String(line), range: range, log: &log) {
        add(Claim(variant: variant, condition: condition), names: names, log: &log)
      }
    }
  }

  private mutating func add(_ claim: Claim, names: Set<String>, log: inout DiagnosticLog) {
    let range = claim.condition.range
    if let variant = claim.variant, !names.contains(variant) {
      reportUnknown(variant, at: range, names: names, log: &log)
      return
    }
    if case .asFast(let other, _) = claim.condition.kind, !names.contains(other) {
      reportUnknown(other, at: range, names: names, log: &log)
      return
    }
    for earlier in demo.claims
    where earlier.variant == claim.variant || earlier.variant == nil || claim.variant == nil {
      if let reason = claim.condition.contradiction(of: earlier.condition) {
        log.error(
          .impossibleCondition, at: range,
          "this cannot hold together with line \(earlier.condition.range.start.line): \(reason)",
          fix: "Keep one of them")
        return
      }
    }
    if let reason = claim.condition.impossibility(withinTimeout: demo.timeout) {
      log.error(
        .impossibleCondition, at: range, "this \(reason)",
        fix: "Raise timeout=, or correct the time")
      return
    }
    guard demo.claims.count < ConditionReader.maximumCount else { return }
    demo.claims.append(claim)
  }

  private func reportUnknown(
    _ variant: String, at range: SourceRange, names: Set<String>, log: inout DiagnosticLog
  ) {
    log.error(
      .unknownVariant, at: range, "the demo \"\(demo.id)\" has no variant \"\(variant)\"",
      fix: names.isEmpty ? "Remove it" : "Write \(inWords(names.sorted()))",
      didYouMean: closest(to: variant, among: names.sorted()))
  }

  /// What can only be told when every variant is known.
  func check(log: inout DiagnosticLog, source: String) {
    checkStandIns(log: &log)
    checkExpectations(log: &log)
    var knobs: [String: Knob] = [:]
    for variant in demo.variants {
      for knob in variant.program.knobs {
        guard let other = knobs[knob.name] else {
          knobs[knob.name] = knob
          continue
        }
        guard other.range != knob.range || other.value != knob.value || other.step != knob.step
        else { continue }
        let place = variant.program.range(
          line: knob.line, column: 1, length: knob.name.utf8.count)
        log.error(
          .badKnob, at: variant.program.path == source ? place : variant.range,
          "the knob \"\(knob.name)\" differs between the variants of this demo",
          fix: "Give it the same value and range in each: one turn changes them all")
      }
    }
  }

  /// What a variant is meant to end with, and what is claimed of its end, must agree.
  private func checkExpectations(log: inout DiagnosticLog) {
    for claim in demo.claims {
      let meant = demo.variants.filter { claim.variant == nil || claim.variant == $0.name }
      switch claim.condition.kind {
      case .finishes where meant.contains(where: \.expectsFailure):
        log.error(
          .impossibleCondition, at: claim.condition.range,
          "this can never hold: the program is meant to fail",
          fix: "Remove it, or remove expect=failure")
      case .raises where meant.contains(where: { !$0.expectsFailure }):
        log.error(
          .impossibleCondition, at: claim.condition.range,
          "a program that raises is meant to fail, and its fence does not say so",
          fix: "Add expect=failure to the fence")
      default: break
      }
    }
  }

  private func checkStandIns(log: inout DiagnosticLog) {
    for variant in demo.variants {
      guard let name = variant.standIn, let range = standInRanges[variant.name] else { continue }
      guard let other = demo.variants.first(where: { $0.name == name }), name != variant.name else {
        reportUnknown(
          name, at: range, names: Set(demo.variants.map(\.name)).subtracting([variant.name]),
          log: &log)
        continue
      }
      guard let needed = variant.requires else {
        log.error(
          .missingAttribute, at: range, "else= has no meaning without requires=",
          fix: "Add requires=VERSION, or remove else=")
        continue
      }
      if let also = other.requires, also >= needed {
        log.error(
          .badAttribute, at: range, "\"\(name)\" needs Python \(also) itself",
          fix: "Name a variant that runs on Python older than \(needed)")
      }
    }
  }
}
