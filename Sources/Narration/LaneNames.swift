import LessonFormat
import Trace

/// What lanes are called, one by one and together, and where in the code they are.
package struct LaneNames: Sendable {
  private let timeline: Timeline
  /// How many tasks there are of each function.
  private var tasksOf: [String: Int] = [:]
  private let poolThreads: Int
  private let isShownLane: [Bool]
  /// The file that was started; nil if that is not known.
  private let mainFile: String?

  package init(_ timeline: Timeline) {
    self.timeline = timeline
    isShownLane = timeline.lanes.indices.map { timeline.isShown(LaneID(index: $0)) }
    poolThreads = timeline.lanes.count(where: \.isPoolWorker)
    let arguments = timeline.processes.first?.arguments ?? []
    mainFile = arguments.dropFirst().first { $0.hasSuffix(".py") }.map(Disk.lastComponent)
    // The tasks of a group are of one function.
    for group in timeline.groups where group.kind == .task {
      guard let first = group.lanes.first else { continue }
      tasksOf[timeline.lanes[first.index].function, default: 0] += group.lanes.count
    }
  }

  /// Whether it does anything for the learner's program.
  package func isShown(_ lane: LaneID) -> Bool {
    isShownLane.indices.contains(lane.index) && isShownLane[lane.index]
  }

  /// A name that asyncio has given.
  fileprivate static func isDefault(_ name: String) -> Bool {
    name.isEmpty || name == "None" || name.hasPrefix("Task-")
  }

  /// "BaseSelectorEventLoop._accept_connection2", "BaseEventLoop.shutdown_default_executor"; not
  /// "sleep" or "Queue.get".
  fileprivate static func isOfMachinery(_ function: String) -> Bool {
    let name = function.split(separator: ".").last ?? ""
    return name.isEmpty || name.hasPrefix("_") || name.hasPrefix("shutdown_")
  }

  package var shown: [LaneID] {
    timeline.lanes.indices.map(LaneID.init(index:)).filter(isShown)
  }

  /// Those that are shown, and tasks that the learner's code made of a library's coroutine, as of
  /// `asyncio.sleep`: too many to show, and yet something that goes on.
  package var counted: [LaneID] {
    timeline.lanes.indices.map(LaneID.init(index:)).filter { lane in
      isShown(lane)
        || timeline.lanes[lane.index].kind == .task
          && timeline.lanes[lane.index].parent.map { timeline.lanes[$0.index].kind } == .task
    }
  }

  // MARK: One lane

  package func label(_ lane: LaneID) -> String {
    guard let info = timeline.info(lane) else { return "an unknown lane" }
    guard info.kind == .task else { return threadLabel(info) }
    guard Self.isDefault(info.name) else { return info.name }
    guard !info.function.isEmpty else { return info.name.isEmpty ? "a task" : info.name }
    let isOnly = tasksOf[info.function] == 1 || info.name.isEmpty
    return isOnly ? function(info) : "\(function(info)) (\(info.name))"
  }

  private func threadLabel(_ info: LaneInfo) -> String {
    let process = processName(info.process)
    if info.isMain { return process ?? "main thread" }
    let name = info.name.isEmpty ? "a thread" : info.name
    return process.map { "\(name) in \($0)" } ?? name
  }

  /// The last part of a qualified name says enough.
  private func function(_ info: LaneInfo) -> String {
    let isNested = info.kind == .thread || info.function.contains(".<locals>.")
    return isNested ? String(info.function.split(separator: ".").last ?? "") : info.function
  }

  /// What a process but the first is called.
  package func processName(_ process: Int) -> String? {
    guard process > 0, timeline.processes.indices.contains(process) else { return nil }
    let info = timeline.processes[process]
    if !info.name.isEmpty { return info.name }
    if info.role == "helper" { return "the fork server" }
    let isNew = info.how == "exec" || info.how == "start"
    let program = info.arguments.dropFirst().first.map(Disk.lastComponent) ?? ""
    return isNew && !program.isEmpty && !program.hasPrefix("-")
      ? program : "process \(process + 1)"
  }

  /// As it stands in a sentence.
  package func said(_ lane: LaneID) -> String {
    let label = shortened(speakable(label(lane)), to: 60)
    return label == "main thread" || label.hasPrefix("process ") ? "the \(label)" : label
  }

  // MARK: Several lanes

  /// Names are listed up to this number.
  private static let mostNamed = 4
  private static let mostNumbered = 200

  /// "fetch 1, 2 and 3", "the 12 request tasks": as few words as say which.
  package func list(_ lanes: [LaneID]) -> String {
    if lanes.count == 1 { return said(lanes[0]) }
    var members: [String: [LaneID]] = [:]
    var order: [String] = []
    for (group, lanes) in byGroup(lanes) {
      let kind = kind(group)
      if members[kind] == nil { order.append(kind) }
      members[kind, default: []] += lanes
    }
    if order.count > Self.mostNamed { return "\(inWords(lanes.count)) lanes" }
    return LessonFormat.inWords(order.flatMap { alike(members[$0] ?? [], $0) }, joinedBy: "and")
  }

  /// By groups first: of ten thousand lanes, few are of another kind. Each with one of its lanes.
  private func byGroup(_ lanes: [LaneID]) -> [(LaneID, [LaneID])] {
    var places: [Int: Int] = [:]
    var result: [(LaneID, [LaneID])] = []
    var last = (group: -1, place: 0)
    for lane in lanes {
      let group = timeline.lanes[lane.index].group
      if group != last.group {
        last = (group, places[group] ?? result.count)
        places[group] = last.place
        if last.place == result.count { result.append((lane, [])) }
      }
      result[last.place].1.append(lane)
    }
    return result
  }

  /// Lanes of one kind: by their names if they have any, else by their number.
  private func alike(_ lanes: [LaneID], _ kind: String) -> [String] {
    if lanes.count == 1 { return [said(lanes[0])] }
    if lanes.count <= Self.mostNumbered, lanes.allSatisfy(hasOwnName) {
      let labels = lanes.map(said)
      if let numbered = NumberedNames(labels) { return [numbered.inWords] }
      if Set(labels).count == 1 { return ["\(inWords(lanes.count)) lanes called \(labels[0])"] }
      if lanes.count <= Self.mostNamed { return labels }
    }
    let all = all(like: lanes[0])
    let which =
      lanes.count == all ? "the " : lanes.count < all ? "\(inWords(lanes.count)) of the " : ""
    return ["\(which)\(inWords(max(lanes.count, all))) \(kind)"]
  }

  private func all(like lane: LaneID) -> Int {
    guard let info = timeline.info(lane) else { return 0 }
    if info.isPoolWorker { return poolThreads }
    return info.kind == .task
      ? tasksOf[info.function] ?? 0 : timeline.groups[info.group].lanes.count
  }

  /// "fetch tasks", "work threads"
  func kind(_ lane: LaneID) -> String {
    guard let info = timeline.info(lane) else { return "lanes" }
    if info.kind == .task {
      return info.function.isEmpty ? "tasks" : "\(function(info)) tasks"
    }
    if info.isMain { return info.process > 0 ? "child processes" : "main threads" }
    if info.isPoolWorker { return "pool threads" }
    return info.function.isEmpty ? "threads" : "\(function(info)) threads"
  }

  private func hasOwnName(_ lane: LaneID) -> Bool {
    guard let info = timeline.info(lane) else { return false }
    if info.kind == .task { return !Self.isDefault(info.name) }
    return info.isMain ? true : !info.isPoolWorker && !info.name.hasPrefix("Thread-")
  }

  // MARK: Places

  /// "line 8", with the file if it is another one than the program's.
  package func place(_ line: SourceLine) -> String {
    let file = Disk.lastComponent(line.file)
    return file == mainFile || mainFile == nil || file.hasPrefix("<")
      ? "line \(line.line)" : "line \(line.line) of \(file)"
  }

  /// Who does something, where a sentence begins: names stay as they are.
  func start(_ who: String) -> String { who.hasPrefix("the ") ? who.capitalizedFirst : who }

  func at(_ line: SourceLine?) -> String { line.map { " at \(place($0))" } ?? "" }
}

extension Timeline {
  /// asyncio makes tasks of its own, to accept connections and to shut down. One of a library's
  /// coroutine that the learner has named, or given to `gather`, is the learner's; and the threads of
  /// pools run the learner's functions.
  fileprivate func isShown(_ lane: LaneID) -> Bool {
    guard lanes[lane.index].isInternal else { return !isOfLibrary(lane) }
    guard lanes[lane.index].kind == .thread else {
      return !LaneNames.isDefault(lanes[lane.index].name)
        || !LaneNames.isOfMachinery(lanes[lane.index].function)
    }
    return lanes[lane.index].isPoolWorker || wasInProgram(lane)
  }

  /// A library's thread can run the learner's code, as a server's do.
  private func wasInProgram(_ lane: LaneID) -> Bool {
    var result = false
    forEachStay(of: lane) { if $0.hasLine { result = true } }
    return result
  }

  /// A thread that never was in the learner's code, or one of those that libraries start.
  fileprivate func isOfLibrary(_ lane: LaneID) -> Bool {
    guard lanes[lane.index].kind == .thread, !lanes[lane.index].isMain else { return false }
    let info = lanes[lane.index]
    let known = ["asyncio-waitpid-", "QueueFeederThread", "QueueManagerThread"]
    if known.contains(where: { info.name.hasPrefix($0) }) { return true }
    guard info.function.isEmpty || info.function.hasPrefix("_"), info.name.hasPrefix("Thread-")
    else { return false }
    var (isWithin, wasBlocked) = (false, false)
    forEachStay(of: lane) { stay in
      guard stay.state == .blocked else { return }
      if stay.hasLine { isWithin = true } else { wasBlocked = true }
    }
    return wasBlocked && !isWithin
  }
}

/// Names that differ only by a number at their end.
private struct NumberedNames {
  private let prefix: Substring
  private let numbers: [Int]

  init?(_ names: [String]) {
    let parts = names.map { name -> (prefix: Substring, number: Int)? in
      let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
      let prefix = name.dropLast(digits)
      guard digits > 0, digits < 10, let number = Int(name.suffix(digits)), prefix.last == " "
      else { return nil }
      return (prefix, number)
    }
    guard names.count > 1, let first = parts[0]?.prefix,
      parts.allSatisfy({ $0?.prefix == first })
    else { return nil }
    prefix = first == "the process " ? "processes " : first
    numbers = parts.compactMap { $0?.number }.sorted()
    guard Set(numbers).count == numbers.count else { return nil }
  }

  /// "fetch 1, 2 and 3", "fetch 1 to 12", "processes 2 and 3"
  var inWords: String {
    var words: [String] = []
    var index = 0
    while index < numbers.count {
      var last = index
      while last + 1 < numbers.count, numbers[last + 1] == numbers[last] + 1 { last += 1 }
      if last - index >= 3 {
        words.append("\(numbers[index]) to \(numbers[last])")
      } else {
        words += numbers[index...last].map { String($0) }
      }
      index = last + 1
    }
    guard words.count <= 6 else { return "\(numbers.count) lanes called \(prefix)and a number" }
    return prefix + LessonFormat.inWords(words, joinedBy: "and")
  }
}
