/// Every command and option there is.
enum Commands {
  static let version = "0.1.0"
  /// The day of this version, for the manual page.
  static let releaseDate = "2026-11-20"

  static let program = CommandSpecification(
    name: "interleave",
    operands: "[COMMAND [ARGUMENTS]]",
    summary: "learn synchronous and asynchronous programming from real programs as they run",
    description: [
      "A course in your terminal. Without a command it opens at the start."
    ],
    options: [
      OptionSpecification(
        long: "lessons", value: "DIR", help: "take the course from the folder DIR",
        completes: .folders),
      OptionSpecification(
        long: "plain", help: "words alone, one thing a line, for a screen reader or a pipe"),
      OptionSpecification(
        long: "width", value: "COLUMNS", help: "break lines of text after so many columns"),
      OptionSpecification(long: "help", short: "h", help: "show help and exit"),
      OptionSpecification(long: "version", short: "V", help: "show the version and exit"),
    ])

  static let list = CommandSpecification(
    name: "list",
    summary: "list the lessons of the course and their steps",
    options: [
      OptionSpecification(long: "json", help: "print JSON, for programs"),
      OptionSpecification(long: "names", help: "print only what \"show\" takes, one on a line"),
    ],
    examples: [("interleave list", "what there is to learn, and how long it takes")])

  static let show = CommandSpecification(
    name: "show", operands: "LESSON[/STEP]",
    summary: "print a lesson, or one step of it, as text",
    description: [
      "LESSON is the id of a lesson, its number or its folder's name; STEP is the id or the number "
        + "of a step. \"interleave list\" shows them. \"glossary\" is shown like a lesson, and its terms "
        + "like steps.",
      "What a learner should find out alone is left out: right answers, explanations, solutions.",
    ],
    options: [
      OptionSpecification(long: "answers", help: "show answers, explanations and solutions too"),
      OptionSpecification(long: "notes", help: "show the notes for instructors too"),
    ],
    examples: [
      ("interleave show 1", "the first lesson"),
      ("interleave show sync-basics/2", "its second step"),
      ("interleave show glossary/thread", "a term of the glossary"),
    ],
    maximumOperands: 1, completes: .lessons)

  static let check = CommandSpecification(
    name: "check", operands: "[PATH...]",
    summary: "find mistakes in lessons, all in one go",
    description: [
      "PATH is a course's folder, a lesson's folder or a lesson's file; without one, the course "
        + "that would open is checked. Each mistake is shown with its place, its source line and "
        + "what to do.",
      "The exit status is 0 where there are no errors, 1 where there are some, and 2 where the "
        + "command line or a PATH is wrong.",
    ],
    options: [
      OptionSpecification(long: "strict", help: "let warnings count as errors"),
      OptionSpecification(long: "json", help: "print JSON, for programs"),
      OptionSpecification(long: "sarif", help: "print SARIF 2.1.0, for editors and code hosts"),
      OptionSpecification(
        long: "python", value: "PATH", help: "compile programs with this Python", completes: .files),
      OptionSpecification(long: "no-python", help: "do not ask Python whether programs compile"),
    ],
    examples: [
      ("interleave check Lessons", "check a whole course"),
      ("interleave check 03-my-lesson", "check one lesson"),
    ],
    maximumOperands: .max, completes: .files)

  static let new = CommandSpecification(
    name: "new", operands: "lesson NAME",
    summary: "write a lesson to start from",
    description: [
      "Makes the folder NAME with a lesson.md that shows every part of a lesson and passes "
        + "\"interleave check\". A NAME like 05-processes gives the lesson its place in the course. "
        + "Nothing that exists is overwritten."
    ],
    options: [
      OptionSpecification(long: "title", value: "TITLE", help: "the title of the lesson")
    ],
    examples: [("interleave new lesson Lessons/05-processes", "a fifth lesson")],
    maximumOperands: 2, completes: .words(["lesson"]))

  /// What a run can be written as; "-" is the standard output.
  private static let exports = [
    OptionSpecification(
      long: "chrome", value: "FILE",
      help: "write the run to FILE for Perfetto (ui.perfetto.dev) and about:tracing",
      completes: .files),
    OptionSpecification(
      long: "html", value: "FILE", help: "write FILE, a page with the picture and all in words",
      completes: .files),
    OptionSpecification(
      long: "svg", value: "FILE", help: "write FILE, the picture alone", completes: .files),
    OptionSpecification(
      long: "json", value: "FILE", help: "write FILE, the run's figures for programs",
      completes: .files),
  ]

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
      OptionSpecification(long: "ascii", help: "draw the timeline with ASCII characters"),
    ] + exports,
    examples: [
      ("interleave trace fetch.py", "what its tasks did"),
      (
        "interleave trace --save=run.trace.jsonl -m http.server 8000",
        "a module, and keep the trace"
      ),
    ],
    maximumOperands: .max, programBeginsWith: ["-m", "-c"], completes: .files)

  static let replay = CommandSpecification(
    name: "replay", operands: "FILE", summary: "show a trace that was kept",
    description: [
      "FILE is a trace that \"interleave trace --save=FILE\" has written. With --chrome, --html, "
        + "--svg or --json it is written in that form, and nothing is shown."
    ],
    options: [
      OptionSpecification(long: "ascii", help: "draw the timeline with ASCII characters")
    ] + exports,
    examples: [
      ("interleave replay run.trace.jsonl", "what was going on in it"),
      ("interleave replay run.trace.jsonl --html=run.html", "the same as a page"),
    ],
    maximumOperands: 1, completes: .files)

  static let help = CommandSpecification(
    name: "help", operands: "[COMMAND]", summary: "show help on a command",
    maximumOperands: 1, completes: .commands)

  static let manual = CommandSpecification(
    name: "manual", summary: "print the manual page, for man",
    examples: [("interleave manual | man -l -", "read it")])

  static let completions = CommandSpecification(
    name: "completions", operands: "bash|zsh|fish",
    summary: "print completions for a shell",
    examples: [
      (
        "interleave completions bash > ~/.local/share/bash-completion/completions/interleave",
        "complete in every new bash"
      )
    ],
    maximumOperands: 1, completes: .words(["bash", "zsh", "fish"]))

  static let all = [list, show, trace, replay, check, new, help, manual, completions]
}
