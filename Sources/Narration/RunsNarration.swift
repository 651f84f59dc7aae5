import LessonFormat
import Trace

/// A run with what it is called.
package struct NamedRun: Sendable {
  package let name: String
  package let timeline: Timeline

  package init(_ name: String, _ timeline: Timeline) {
    self.name = name
    self.timeline = timeline
  }

  /// At the beginning of a sentence.
  var start: String { name.titleAsStart }
}

extension [NamedRun] {
  /// The length of the axis that they share, each from its own beginning.
  package var axis: Int64 { map(\.timeline.total).max() ?? 0 }
}

/// Several runs on one axis, in words.
package struct RunsNarration: Sendable {
  private let runs: [NamedRun]
  private let moments: [MomentNarration]

  package init(_ runs: [NamedRun]) {
    self.runs = runs
    moments = runs.map { MomentNarration($0.timeline, axis: runs.axis) }
  }

  // MARK: A moment

  /// "At 1.32 s, one after another: main is blocked in sleep(1) at line 8, for 0.32 s so far, and
  /// nothing else can run. All at once had ended at 1.00 s." `time` is from the beginning of the runs.
  package func moment(at time: Int64) -> Narration {
    let time = bounded(time)
    var narration = Narration()
    var sentences: [String] = []
    for (run, moment) in zip(runs, moments) where time < run.timeline.total {
      let own = time + run.timeline.origin
      sentences.append(
        sentences.isEmpty
          ? moment.sentence(at: own, of: runs.count > 1 ? run.name : nil)
          : "\(run.start): \(moment.clauses(at: own).joined(separator: "; ")).")
    }
    for (run, moment) in zip(runs, moments) where time >= run.timeline.total {
      let end = moment.clock.moment(run.timeline.end)
      sentences.append("\(run.start) had ended at \(end).")
    }
    for sentence in sentences { narration.tell(sentence) }
    return narration
  }

  // MARK: The difference

  /// What is different, and what is the same.
  package func comparison() -> Narration {
    var narration = Narration()
    guard runs.count > 1 else { return narration }
    let teller = DifferenceTeller(runs)
    for sentence in teller.sentences() { narration.tell(sentence) }
    for index in runs.indices.dropFirst() {
      if let parting = parting(index) { narration.tell(parting) }
    }
    return narration
  }

  private func parting(_ index: Int) -> String? {
    let (a, b) = (runs[0], runs[index])
    guard
      let parting = a.timeline.compared(with: b.timeline, tolerance: max(runs.axis / 20, 5000))
        .parting
    else { return "\(a.start) and \(b.name) do the same all the time." }
    // At the start they only differ in what they load; and what they do has to settle.
    let shortest = min(a.timeline.total, b.timeline.total)
    let isEarly = parting.time < max(shortest / 5, 50_000)
    let time = isEarly ? shortest / 2 : min(parting.time + 5000, shortest)
    func doing(_ index: Int) -> String {
      let own = time + runs[index].timeline.origin
      return moments[index].clauses(at: own).prefix(2).joined(separator: ", and ")
    }
    let at = moments[0].clock.moment(time + a.timeline.origin)
    let head = isEarly ? "For example, at \(at)." : "At \(at) they begin to differ."
    return "\(head) \(a.start): \(doing(0)). \(b.start): \(doing(index))."
  }
}

/// The figures of several runs, held against one another.
struct DifferenceTeller {
  private let runs: [NamedRun]
  private let facts: [RunFacts]

  init(_ runs: [NamedRun]) {
    self.runs = runs
    facts = runs.map { RunFacts($0.timeline) }
  }

  func sentences() -> [String] {
    totals() + failures() + [waiting(), processor(), lanes(), output()].compactMap { $0 }
  }

  /// "sync 3.02 s and async 1.07 s"
  private func list(startsSentence: Bool = false, _ value: (Int) -> String) -> String {
    let parts = runs.indices.map { index in
      let name = startsSentence && index == 0 ? runs[index].start : runs[index].name
      return "\(name) \(value(index))"
    }
    return inWords(parts, joinedBy: "and")
  }

  private static func areAlike(_ a: Int64, _ b: Int64) -> Bool {
    abs(a - b) <= max(max(a, b) / 20, 5000)
  }

  // MARK: Totals

  private func totals() -> [String] {
    let order = runs.indices.sorted { runs[$0].timeline.total < runs[$1].timeline.total }
    var result = [
      "\(list(startsSentence: true) { "takes \(duration(runs[$0].timeline.total))" })."
    ]
    let best = runs[order[0]]
    for index in order.dropFirst() {
      result.append(Self.faster(best, runs[index]))
    }
    return result
  }

  static func faster(_ best: NamedRun, _ other: NamedRun) -> String {
    let (short, long) = (best.timeline.total, other.timeline.total)
    guard !areAlike(short, long) else {
      return "\(best.start) and \(other.name) take about the same time."
    }
    let sooner = "\(best.start) is done \(duration(long - short)) sooner than \(other.name)"
    let factor = Double(long) / Double(max(short, 1))
    guard factor >= 1.15 else { return "\(sooner)." }
    let whole = factor.rounded()
    let numbers = ["twice", "three times", "four times", "five times"]
    let near = abs(factor - whole) <= whole / 25
    let times =
      near && whole >= 2 && whole <= 5
      ? numbers[Int(whole) - 2]
      : "\(decimal(Int64(min(factor, 1e9) * 10), unit: 10, places: factor < 10 ? 1 : 0)) times"
    return "\(sooner), about \(times) as fast."
  }

  /// A run that broke off is soon done.
  private func failures() -> [String] {
    runs.indices.compactMap { index in
      let isCut = runs[index].timeline.processes.contains { !$0.isWhole && $0.role == "main" }
      let failed = OutputWords(runs[index].timeline, .error).endsTheRun(of: runs[index].timeline)
      guard isCut || failed else { return nil }
      let how = isCut ? "was cut off" : "ended with an error"
      return "\(runs[index].start) \(how), so its time says little."
    }
  }

  // MARK: Other figures

  private func waiting() -> String? {
    let sums = facts.map(\.overlap.outside)
    guard let least = sums.min(), let most = sums.max(), most > 5000 else { return nil }
    let atOnce = list { inWords(facts[$0].overlap.most) }
    let peaks = Set(facts.map(\.overlap.most))
    let how = peaks.count == 1 ? "" : "; the most at once: \(atOnce)"
    if Self.areAlike(least, most) {
      let who = runs.count == 2 ? "Both" : "All"
      return "\(who) wait for about \(duration(most)), added up\(how)."
    }
    return "Waits added up: \(list { duration(sums[$0]) })\(how)."
  }

  private func processor() -> String? {
    let used = runs.map { run in
      run.timeline.usage(at: run.timeline.end).processor
        &- run.timeline.usage(at: run.timeline.origin).processor
    }
    guard let least = used.min(), let most = used.max(), least > 0 else { return nil }
    let alike = most - least <= max(most / 5, 20_000)
    return "Processor time\(alike ? " is about the same" : ""): \(list { duration(used[$0]) })."
  }

  private func lanes() -> String? {
    let counts = facts.map { facts -> String in
      let tasks = facts.shown.count { facts.timeline.lanes[$0.index].kind == .task }
      let threads = facts.shown.count - tasks
      let processes = facts.timeline.processes.count
      return inWords(
        [
          tasks > 0 ? counted(tasks, "task") : nil, counted(threads, "thread"),
          processes > 1
            ? counted(processes, "process").replacing("processs", with: "processes") : nil,
        ].compactMap { $0 }, joinedBy: "and")
    }
    if Set(counts).count == 1 { return "Each has \(counts[0])." }
    return "\(list(startsSentence: true) { "has \(counts[$0])" })."
  }

  private func output() -> String? {
    let texts = runs.map { run in
      run.timeline.outputs.filter { $0.stream == .standard }.map(\.text).joined()
    }
    guard texts.contains(where: { !$0.isEmpty }) else { return nil }
    let who = runs.count == 2 ? "Both" : "All"
    if Set(texts).count == 1 { return "\(who) print the same." }
    let sorted = Set(texts.map { $0.split(separator: "\n").sorted() })
    return sorted.count == 1
      ? "\(who) print the same lines, in another order." : "They print different things."
  }
}
