/// The commands that run programs, and look at their runs.
extension Commands {
  static let trace = CommandSpecification(
    name: "trace", operands: "PROGRAM [ARGUMENTS...]",
    summary: "run a Python program and show what it was doing when",
    description: [
      "Runs your own PROGRAM where it stands: with your folder, environment, terminal and network, "
        + "and without limits. In its place, -m MODULE and -c CODE are understood as python3 does. "
        + "What follows PROGRAM is the program's own.",
      "When it has ended, a timeline of its tasks and threads and a summary in words are written to "
        + "the standard error, so that the program's output stays its own. The exit status is the "
        + "program's.",
      "With --chrome, --html, --svg and --json the run is written to files as well; the FILE \"-\" is "
        + "the standard output, behind all that the program has written to it.",
    ],
    options: [
      OptionSpecification(
        long: "python", value: "PATH", help: "run the program with this Python", completes: .files),
      OptionSpecification(
        long: "save", value: "FILE", help: "keep the trace in FILE", completes: .files),
      OptionSpecification(
        long: "mode", value: "MODE",
        help:
          "trace every line (lines), every call (calls), the generators that a loop of your own "
          + "drives (generators), or several, with commas",
        completes: .words(["lines", "calls", "generators"])),
      OptionSpecification(
        long: "virtual",
        help: "let waiting take no time: the clock jumps to the next timer; for asyncio alone"),
      OptionSpecification(
        long: "limit-trace", value: "SIZE",
        help: "end the trace of a process at SIZE, like 64M; without it at 256M"),
      playsInText,
      OptionSpecification(long: "quiet", help: "show nothing of it afterwards"),
    ] + exports,
    examples: [
      ("interleave trace fetch.py", "what its tasks did"),
      (
        "interleave trace --save=run.trace.jsonl -m http.server 8000",
        "a module, and keep the trace"
      ),
    ],
    maximumOperands: .max, programBeginsWith: ["-m", "-c"], completes: .files)

  static let run = CommandSpecification(
    name: "run", operands: "LESSON[/STEP][#DEMO] [VARIANT...]",
    summary: "run a demo of a lesson and show what it was doing when",
    description: [
      "Runs all variants of the demo, or those that are named. DEMO can be left out where there is "
        + "one, and a demo's id alone is understood as well; LESSON can be a path.",
      "The programs run in a folder of their own, which is gone afterwards, with limits on time, "
        + "memory, processes and output. Where bubblewrap works they have no network and cannot "
        + "write to the disk. Ctrl-C stops them.",
      "Several variants are compared at the end. Without Python the recordings that come with the "
        + "lesson are shown, and said to be recordings.",
      "The exit status is 0 where every program ended as it is meant to, else 1.",
    ],
    options: [
      OptionSpecification(
        long: "set", value: "NAME=VALUE",
        help: "give a number of the program another value; can be used several times"),
      OptionSpecification(
        long: "python", value: "PATH", help: "run it with this Python", completes: .files),
      sandbox,
      OptionSpecification(
        long: "trust", help: "run programs that did not come with Interleave without asking"),
      OptionSpecification(
        long: "save", value: "FILE", help: "keep the trace of one variant in FILE",
        completes: .files),
    ],
    examples: [
      ("interleave run sync-basics#three-fetches", "both variants, and what they did"),
      ("interleave run three-fetches async --set CALLS=10", "one of them, with ten calls"),
    ],
    maximumOperands: .max, completes: .lessons)

  static let record = CommandSpecification(
    name: "record", operands: "LESSON[/STEP][#DEMO]...",
    summary: "keep runs of a lesson's demos, for machines without Python",
    description: [
      "Runs the demos as they stand in the lesson, and keeps each trace in the folder recordings "
        + "beside it. Where no python3 is found, the lesson plays the recording of a demo instead of "
        + "running it, and says so. A recording counts as long as the program is the same.",
      "The exit status is 0 where every demo was recorded, else 1.",
    ],
    options: [
      OptionSpecification(
        long: "virtual",
        help: "let waiting take no time, so that every recording is the same; for asyncio alone"),
      OptionSpecification(
        long: "python", value: "PATH", help: "record with this Python", completes: .files),
      sandbox,
      OptionSpecification(
        long: "trust", help: "run programs that did not come with Interleave without asking"),
    ],
    examples: [("interleave record Lessons/01-sync-basics", "all demos of a lesson")],
    maximumOperands: .max, completes: .lessons)

  static let trust = CommandSpecification(
    name: "trust", operands: "[PATH...]",
    summary: "allow the programs of other lessons to run",
    description: [
      "PATH is a lesson or a folder of lessons that did not come with Interleave. Its programs are "
        + "allowed as they are now: one that is changed has to be allowed again."
    ],
    options: [
      OptionSpecification(long: "list", help: "list what is allowed"),
      OptionSpecification(
        long: "revoke", value: "PATH", help: "allow the programs of PATH no longer",
        completes: .files),
      OptionSpecification(long: "revoke-all", help: "allow nothing any longer"),
    ],
    examples: [("interleave trust ~/lessons/04-mine", "a lesson that you have read")],
    maximumOperands: .max, completes: .files)

  static let compare = CommandSpecification(
    name: "compare", operands: "PROGRAM PROGRAM...",
    summary: "run Python programs and show them on one time axis",
    description: [
      "Runs two or more of your own programs as \"interleave trace\" does, draws their timelines one "
        + "under the other with a common beginning, and says what is different. A PROGRAM with "
        + "arguments is one word, in quotes: \"fetch.py 3\". A trace that \"interleave trace "
        + "--save=FILE\" has written can stand in the place of a program.",
      "The programs run one after another, since two that compute would disturb each other. The "
        + "exit status is 0 if all of them ended with 0, else 1.",
    ],
    options: [
      OptionSpecification(long: "together", help: "run the programs at the same time"),
      OptionSpecification(
        long: "python", value: "PATH", help: "run the programs with this Python", completes: .files),
      playsInText,
    ],
    examples: [
      ("interleave compare sync.py async.py", "what async gains"),
      ("interleave compare \"fetch.py 3\" \"fetch.py 30\"", "the same with more to do"),
    ],
    maximumOperands: .max, completes: .files)

  static let replay = CommandSpecification(
    name: "replay", operands: "FILE", summary: "show a trace that was kept",
    description: [
      "FILE is a trace that \"interleave trace --save=FILE\" has written. With --chrome, --html, "
        + "--svg or --json it is written in that form, and nothing is shown."
    ],
    options: [playsInText] + exports,
    examples: [
      ("interleave replay run.trace.jsonl", "what was going on in it"),
      ("interleave replay run.trace.jsonl --html=run.html", "the same as a page"),
    ],
    maximumOperands: 1, completes: .files)

  static let python = CommandSpecification(
    name: "python", summary: "tell which Python programs run under, and what it can do",
    description: [
      "That is the one that --python names, else the one of the variable INTERLEAVE_PYTHON, of an "
        + "active virtual environment, or the first python3 on PATH. Others that were found are "
        + "listed: on PATH, and pyenv's.",
      "The exit status is 0 where programs can be run and traced, and 1 where they can't.",
    ],
    options: [
      OptionSpecification(
        long: "python", value: "PATH", help: "look at this Python", completes: .files),
      OptionSpecification(long: "json", help: "print JSON, for programs"),
    ],
    examples: [("interleave python", "whether all is in place")])
}
