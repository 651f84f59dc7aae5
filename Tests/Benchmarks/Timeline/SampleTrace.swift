/// A trace as a program gives it whose tasks sleep and wake, all on one loop, over and over.
struct SampleTrace {
  private var bytes: [UInt8] = []
  private var time: Int64 = 100
  private var lines = 0

  static func make(lines: Int, tasks: Int) -> [UInt8] {
    var trace = SampleTrace()
    trace.bytes.reserveCapacity(lines * 56)
    trace.begin(tasks: tasks)
    var round = 2
    while trace.lines + 2 * tasks + 3 < lines {
      trace.round(round, tasks: tasks)
      round += 1
    }
    trace.end()
    return trace.bytes
  }

  private mutating func write(_ rest: String, after: Int64 = 3) {
    time += after
    lines += 1
    bytes += "{\"t\":\(time),\(rest)}\n".utf8
  }

  private mutating func begin(tasks: Int) {
    write("\"k\":\"proc\",\"format\":\"interleave-trace\",\"v\":1,\"pid\":311,\"how\":\"start\"")
    write("\"k\":\"thr\",\"l\":1,\"n\":\"MainThread\",\"tid\":311,\"main\":1")
    write("\"k\":\"file\",\"n\":1,\"s\":\"/home/you/many.py\"")
    write("\"k\":\"at\",\"n\":1,\"f\":1,\"ln\":12,\"fn\":\"main\"")
    write("\"k\":\"at\",\"n\":2,\"f\":1,\"ln\":6,\"fn\":\"work\"")
    write("\"k\":\"why\",\"n\":1,\"v\":\"sleep\",\"s\":\"sleep(0.1)\"")
    write("\"k\":\"loop\",\"lp\":1,\"l\":1,\"c\":\"_UnixSelectorEventLoop\"")
    for task in 0..<tasks {
      write(
        "\"k\":\"task\",\"l\":\(task + 2),\"n\":\"Task-\(task + 1)\",\"lp\":1,\"by\":1,\"p\":1,"
          + "\"fn\":\"work\",\"f\":1,\"ln\":4")
    }
    write("\"k\":\"turn\",\"lp\":1,\"n\":1,\"q\":\(tasks),\"tm\":0")
  }

  /// All tasks have a turn each and sleep again, and then their timers wake them.
  private mutating func round(_ number: Int, tasks: Int) {
    var dues: [Int64] = []
    write("\"k\":\"s\",\"l\":2")
    for task in 0..<tasks {
      let due = time + 100_000
      dues.append(due)
      let end = "\"o\":\(task + 2),\"p\":2,\"w\":1,\"u\":\(due)"
      if task + 1 < tasks {
        write("\"k\":\"s\",\(end),\"l\":\(task + 3)")
      } else {
        write("\"k\":\"turn\",\"lp\":1,\"n\":\(2 * number),\"q\":0,\"tm\":\(tasks),\"i\":1,\(end)")
      }
    }
    time = max(time, dues[0])
    write("\"k\":\"wake\",\"lp\":1")
    for (task, due) in dues.enumerated() {
      write("\"k\":\"r\",\"l\":\(task + 2),\"c\":\"timer\",\"u\":\(due)", after: due > time ? 5 : 1)
    }
    write("\"k\":\"turn\",\"lp\":1,\"n\":\(2 * number + 1),\"q\":\(tasks),\"tm\":0")
  }

  private mutating func end() {
    write("\"k\":\"end\",\"how\":\"exit\",\"dropped\":0,\"cpu\":35000,\"rss\":21000192")
  }
}
