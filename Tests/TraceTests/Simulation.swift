import TestSupport

@testable import Trace

/// A random run that keeps to the rules: a loop with tasks, and threads beside it.
struct Simulation {
  private(set) var lines: [TraceLine] = []
  private var random: SeededGenerator
  private let process: UInt32
  private var time: Int64
  private var next: UInt32 = 3
  private var queue: [UInt32] = []
  private var sleeping: [UInt32: Int64] = [:]
  private var waiting: Set<UInt32> = []
  /// The task whose step runs, those that it interrupted, and whether it is blocked.
  private var current: UInt32?
  private var interrupted: [UInt32] = []
  private var isBlocked = false
  private var isIdle = false
  private var isHeld: Bool { isBlocked || isIdle }
  private var threads: [UInt32: Bool] = [:]
  private var turn: Int64 = 0

  /// With `endless` the process has no last line.
  static func run(seed: UInt64, process: UInt32 = 1, steps: Int, isEndless: Bool) -> [TraceLine] {
    var simulation = Simulation(seed: seed, process: process)
    simulation.begin()
    for _ in 0..<steps { simulation.step() }
    if !isEndless {
      simulation.write(
        .end(
          {
            var e = ProcessEnd(); e.how = "exit"; return e
          }()))
    }
    return simulation.lines
  }

  private init(seed: UInt64, process: UInt32) {
    random = SeededGenerator(seed: seed)
    self.process = process
    time = Int64(process) * 7
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func write(_ event: TraceEvent) {
    lines.append(TraceLine(time: time, process: process, event: event))
    // Often nothing passes, as in virtual time; sometimes more than an hour.
    if chance(70) { time += Int64.random(in: 0...40, using: &random) }
    if chance(1) { time += Int64.random(in: 0...5_000_000_000, using: &random) }
  }

  private mutating func begin() {
    var start = ProcessStart()
    start.pid = 300 + Int64(process)
    write(.process(start))
    var thread = ThreadStart()
    thread.lane = 1
    thread.name = "MainThread"
    thread.isMain = true
    write(.thread(thread))
    write(.reason(number: 1, kind: .sleep, words: "sleep(1)"))
    write(.reason(number: 2, kind: .lock, words: "a lock"))
    write(.loop(number: 1, thread: 1, kind: "Loop"))
    create()
  }

  private mutating func step() {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: beside()
    case 1 where !isHeld: create()
    case 2 where current != nil && !isBlocked: block()
    case 2 where isBlocked:
      isBlocked = false
      write(.unblocked(lane: current ?? 0, raised: false))
    case 3 where !isHeld: wakeSome()
    case 4:
      var output = Output()
      output.lane = current ?? 1
      output.text = "\(lines.count)\n"
      write(.output(output))
    default: onward()
    }
  }

  /// The loop goes on: from step to step, and from turn to turn.
  private mutating func onward() {
    if isBlocked { return }
    if isIdle {
      isIdle = false
      if let due = sleeping.values.min(), chance(90) { time = max(time, due) }
      write(.wake(loop: 1))
      wakeTimers()
      return beginTurn(ending: nil)
    }
    if let lane = current {
      let end = end(of: lane)
      if let outer = interrupted.popLast() {
        current = outer
        return write(
          .step(
            {
              var s = Step(); s.ended = end; s.next = .back(outer); return s
            }()))
      }
      current = nil
      return chance(50) ? beginTurn(ending: end) : beginStep(ending: end)
    }
    if queue.isEmpty { beginTurn(ending: nil) } else { beginStep(ending: nil) }
  }

  private mutating func end(of lane: UInt32) -> StepEnd {
    var end = StepEnd()
    end.lane = lane
    switch Int.random(in: 0..<8, using: &random) {
    case 0: end.after = .ended(.done, exception: nil)
    case 1:
      queue.append(lane)
      end.after = .ready
    case 2:
      var wait = Wait()
      wait.reason = 2
      waiting.insert(lane)
      end.after = .waiting(wait)
    default:
      var wait = Wait()
      wait.reason = 1
      let due = time + Int64.random(in: 0...300, using: &random)
      wait.due = due
      sleeping[lane] = due
      end.after = .waiting(wait)
    }
    return end
  }

  private mutating func beginStep(ending end: StepEnd?) {
    var step = Step()
    step.ended = end
    if queue.isEmpty {
      step.thread = 1
    } else {
      let lane = queue.removeFirst()
      current = lane
      step.next = .lane(lane)
    }
    write(.step(step))
  }

  private mutating func beginTurn(ending end: StepEnd?) {
    turn += 1
    isIdle = queue.isEmpty
    var line = Turn()
    line.loop = 1
    line.number = turn
    line.isIdle = isIdle
    line.ended = end
    write(.turn(line))
  }

  private mutating func create() {
    var task = TaskStart()
    task.lane = next
    task.loop = 1
    task.by = current ?? 1
    task.function = ["fetch", "cook"][Int.random(in: 0..<2, using: &random)]
    next += 1
    if let lane = current, chance(30) {
      task.isEager = true
      write(.task(task))
      interrupted.append(lane)
      current = task.lane
      var step = Step()
      step.next = .eager(task.lane, by: lane)
      write(.step(step))
    } else {
      queue.append(task.lane)
      write(.task(task))
    }
  }

  private mutating func block() {
    isBlocked = true
    var wait = Wait()
    wait.reason = 1
    write(.blocked(lane: current ?? 0, wait))
  }

  private mutating func wakeSome() {
    guard let lane = waiting.min() else { return }
    waiting.remove(lane)
    queue.append(lane)
    var wake = Wake()
    wake.lane = lane
    wake.by = current ?? 0
    write(.ready(wake))
  }

  private mutating func wakeTimers() {
    for (lane, due) in sleeping.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    where due <= time {
      sleeping[lane] = nil
      queue.append(lane)
      var wake = Wake()
      wake.lane = lane
      wake.cause = .timer
      wake.due = due
      write(.ready(wake))
    }
  }

  /// Threads beside the loop begin, block and end.
  private mutating func beside() {
    guard let lane = threads.keys.min(), chance(80) else {
      guard threads.count < 4 else { return }
      var thread = ThreadStart()
      thread.lane = next
      thread.name = "Thread-\(next)"
      thread.by = 1
      threads[next] = false
      next += 1
      return write(.thread(thread))
    }
    if threads[lane] == true {
      threads[lane] = false
      write(.unblocked(lane: lane, raised: false))
    } else if chance(20) {
      threads[lane] = nil
      write(.threadEnd(lane: lane, exception: nil))
    } else {
      threads[lane] = true
      var wait = Wait()
      wait.reason = 2
      write(.blocked(lane: lane, wait))
    }
  }
}
