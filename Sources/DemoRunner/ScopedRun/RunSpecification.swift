import Trace

/// A program that comes with a lesson, and how it is to be run.
package struct RunSpecification: Sendable {
  package struct File: Sendable, Hashable {
    /// Where it goes, seen from the program's folder.
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// What is traced beyond the states of lanes.
  package enum Detail: String, Sendable, CaseIterable {
    case lines = "step"
    case calls
    /// Generators that are driven by hand become lanes.
    case generators
  }

  package var program: File
  package var arguments: [String] = []
  package var python: PythonFacts
  /// The folder that the Python part comes from.
  package var tracerFolder: String
  package var isTraced = true
  package var details: Set<Detail> = []
  package var isVirtual = false
  package var limits = RunLimits()
  package var confinement: Confinement
  package var besides: [File] = []

  package init(
    program: File, python: PythonFacts, tracerFolder: String, confinement: Confinement
  ) {
    self.program = program
    self.python = python
    self.tracerFolder = tracerFolder
    self.confinement = confinement
  }
}

/// What a run may use.
package struct RunLimits: Sendable, Hashable {
  /// Seconds from its start to its end.
  package var wall = 30.0
  /// Seconds that it has after being interrupted, and again after being asked to end.
  package var grace = 1.0
  /// Bytes that all its processes have for themselves, added up.
  package var memory = 2 << 30
  /// At the same time.
  package var processes = 200
  /// Processes and threads. The system counts everything of this user, and nothing for root.
  package var tasks = 8192
  /// Bytes of one process, touched or not. A thread takes 9 MB, and a lesson starts thousands.
  package var addressSpace = 64 << 30
  /// Seconds of one process; where it is 0, as much as fits into the wall time.
  package var processorTime = 0
  package var openFiles = 4096
  /// Bytes of one file. Larger than a file of the trace can be.
  package var fileSize = 512 << 20
  /// Bytes of all files in its folder, the trace included.
  package var disk = 4 << 30
  /// Bytes of standard output, and again of standard error. What is more is left out and counted.
  package var output = 8 << 20
  /// Bytes that wait for the program to read them.
  package var input = 1 << 20

  package init() {}
}

/// What was reached, and ended the program or failed it.
package enum RunLimit: Sendable, Hashable {
  case wall(seconds: Double)
  case memory(bytes: Int)
  case processes(Int)
  case processorTime(seconds: Int)
  case fileSize(bytes: Int)
  case disk(bytes: Int)
}

package enum RunStream: Int, Sendable, CaseIterable {
  case output, errors
}

package enum RunEvent: Sendable, Equatable {
  /// The pid is that of the program, or of the sandbox that it runs in.
  case began(pid: Int32)
  case trace([TraceLine])
  case output(RunStream, [UInt8])
  /// So many bytes of the stream were left out here; its last lines follow.
  case leftOut(RunStream, bytes: Int)
  /// It is being ended for this.
  case reached(RunLimit)
  /// The program has ended, and the rest of its output and its trace comes yet.
  case finished
  /// Nothing of it runs any more, and nothing more comes.
  case ended(RunEnding)
}

package struct RunEnding: Sendable, Hashable {
  package enum How: Sendable, Hashable {
    case exit(Int32)
    case signal(Int32)
    /// The program, or the sandbox, could not be executed.
    case notStarted(String)
    /// What watched over it was killed, and it with it.
    case lost
  }

  package var how: How
  package var limit: RunLimit?
  /// On request.
  package var wasStopped = false
  /// Processes that outlived the program and were ended.
  package var endedProcesses = 0
  /// What was wrong with the files of the trace.
  package var problems = 0

  package init(_ how: How) { self.how = how }

  package var isSuccess: Bool { how == .exit(0) && limit == nil }
}

package enum RunFailure: Error, Sendable, Hashable {
  /// The folder and the reason.
  case noFolder(String, String)
  case cannotStart(String)
  /// A name that leads out of the program's folder.
  case badName(String)
}
