/// What one process has defined, by the numbers that its lines use.
struct ProcessTables {
  struct Place {
    var file: UInt32
    var line: Int32
    /// A text of the string table.
    var function: UInt32
    var caller: UInt32
  }

  struct Reason {
    var kind: ReasonKind
    var words: UInt32
  }

  struct Object {
    var kind: UInt32
    var name: UInt32?
  }

  var lanes = NumberTable<LaneID>()
  var files = NumberTable<UInt32>()
  var places = NumberTable<Place>()
  var reasons = NumberTable<Reason>()
  var objects = NumberTable<Object>()
  var loops = NumberTable<Int>()
  var timers = NumberTable<Int>()
  var callbacks = NumberTable<Int>()
  var jobs = NumberTable<Int>()
  var usage: [UsageSample] = []
  /// Ended by an exec; that is not the end if more lines come.
  var execEnd: Int64?
  var hasEnded = false

  var footprint: Int {
    lanes.footprint + files.footprint + places.footprint + reasons.footprint + objects.footprint
      + timers.footprint + callbacks.footprint + jobs.footprint + usage.capacity * 24
  }
}

/// Processor time and memory of a process at some time.
package struct UsageSample: Sendable, Equatable {
  package var time: Int64
  package var processor: Int64
  package var memory: Int64
}

/// What lanes waited for. A wait takes 16 bytes; who holds a lock is rarely known, and kept apart.
struct WaitTable {
  private struct Record {
    var due: Int64
    var reason: UInt32
    var target: UInt32
  }

  private var records: [Record] = []
  private var holders: [UInt32: UInt32] = [:]

  var footprint: Int { records.capacity * 16 + holders.capacity * 8 }

  /// Keeps a wait; gives its number, and the kind of its target for the span.
  mutating func add(_ wait: Wait) -> (detail: UInt32, sort: UInt8) {
    let detail = UInt32(clamping: records.count)
    let (sort, target): (UInt8, UInt32) =
      switch wait.target {
      case .none: (0, 0)
      case .lane(let number): (1, number)
      case .object(let number): (2, number)
      case .job(let number): (3, number)
      case .process(let number): (4, number)
      }
    records.append(Record(due: wait.due ?? -1, reason: wait.reason, target: target))
    if wait.holder != 0 { holders[detail] = wait.holder }
    return (detail, sort)
  }

  /// When the wait of a span is due, and its reason.
  func due(_ span: PackedSpan) -> (time: Int64, reason: UInt32)? {
    guard Int(span.detail) < records.count, records[Int(span.detail)].due >= 0 else { return nil }
    return (records[Int(span.detail)].due, records[Int(span.detail)].reason)
  }

  /// What a stay tells of its wait, without looking anything up.
  func brief(_ span: PackedSpan) -> (reason: UInt32, due: Int64?, pid: Int64?)? {
    guard Int(span.detail) < records.count else { return nil }
    let record = records[Int(span.detail)]
    return (
      record.reason, record.due >= 0 ? record.due : nil,
      span.sort == 4 ? Int64(record.target) : nil
    )
  }

  func wait(_ span: PackedSpan) -> Wait? {
    guard Int(span.detail) < records.count else { return nil }
    let record = records[Int(span.detail)]
    var wait = Wait()
    wait.reason = record.reason
    wait.place = span.place
    wait.due = record.due >= 0 ? record.due : nil
    wait.holder = holders[span.detail] ?? 0
    wait.target =
      switch span.sort {
      case 1: .lane(record.target)
      case 2: .object(record.target)
      case 3: .job(record.target)
      case 4: .process(record.target)
      default: .none
      }
    return wait
  }
}

/// What made lanes ready, in the order in which they came into their ready queues.
struct WakeTable {
  private struct Record {
    var by: UInt32
    var late: UInt32
  }

  private var records: [Record] = []
  /// What is more than an hour late.
  private var veryLate: [UInt32: Int64] = [:]

  var footprint: Int { records.capacity * 8 + veryLate.capacity * 16 }

  mutating func add(by: UInt32 = 0, late: Int64 = 0) -> UInt32 {
    let number = UInt32(clamping: records.count)
    records.append(Record(by: by, late: UInt32(clamping: late)))
    if late >= Int64(UInt32.max) { veryLate[number] = late }
    return number
  }

  /// The waker's number in the process.
  func waker(_ number: UInt32) -> UInt32 {
    Int(number) < records.count ? records[Int(number)].by : 0
  }

  /// How long after the beginning of its span the lane came into the queue.
  func delay(_ number: UInt32) -> Int64 {
    guard Int(number) < records.count else { return 0 }
    let late = records[Int(number)].late
    return late < .max ? Int64(late) : veryLate[number] ?? Int64(late)
  }
}

/// Times with a number each, in order: lines in step mode, frames of the call stack.
struct NumberedTimes {
  private(set) var times: [Int64] = []
  private(set) var numbers: [UInt32] = []

  var footprint: Int { times.capacity * 8 + numbers.capacity * 4 }

  /// A time that is before the last one counts as that one.
  mutating func append(_ number: UInt32, at time: Int64) {
    times.append(max(time, times.last ?? time))
    numbers.append(number)
  }

  /// The last one at or before a time.
  func last(at time: Int64) -> (time: Int64, number: UInt32)? {
    let index = times.firstIndex(after: time) - 1
    return index >= 0 ? (times[index], numbers[index]) : nil
  }
}

extension Array {
  /// Inserts an element behind those that are not later. One that would go in front of very many
  /// goes in front of the last thousand, and gets the time of what stands there: a broken trace must
  /// not make this slow.
  mutating func insertInOrder(_ element: Element, by time: WritableKeyPath<Element, Int64>) {
    var element = element
    let lowest = Swift.max(count - 1000, 0)
    let position = firstIndex(after: element[keyPath: time], by: time, from: lowest)
    if position == lowest, position > 0 {
      element[keyPath: time] = Swift.max(
        element[keyPath: time], self[position - 1][keyPath: time])
    }
    insert(element, at: position)
  }

  /// In an array in the order of time, the first element that is later.
  func firstIndex(
    after value: Int64, by time: KeyPath<Element, Int64>, from first: Int = 0
  ) -> Int {
    guard let last, last[keyPath: time] > value else { return count }
    var low = first
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle][keyPath: time] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [Int64] {
  /// In a sorted array, the first element that is greater.
  func firstIndex(after value: Int64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What few lanes have, and so is not part of each lane's record.
struct LaneExtras {
  /// Lines of step mode, by place.
  var lines = NumberedTimes()
  /// The innermost frame after each call and return, by its index in `Timeline.frames`.
  var frames = NumberedTimes()
  /// The runner's samples of who had the processor.
  var processor = ProcessorSamples()
}

/// One call of a function: frames know their callers, so that a stack is one number.
struct CallFrame {
  var place: UInt32
  /// The caller's index plus one; 0 for the outermost.
  var caller: UInt32
  var depth: UInt32
}
