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
        long: "no-plain", help: "the screen, also where the environment asks for words"),
      OptionSpecification(long: "keys", help: "in plain mode, a single key is a command"),
      OptionSpecification(
        long: "width", value: "COLUMNS", help: "break lines of text after so many columns"),
      OptionSpecification(long: "ascii", help: "draw with ASCII characters"),
      OptionSpecification(
        long: "theme", value: "NAME",
        help: "colours: dark, light, high-contrast, colour-blind or none",
        completes: .words(["dark", "light", "high-contrast", "colour-blind", "none"])),
      OptionSpecification(long: "reduced-motion", help: "show how things end, without moving"),
      OptionSpecification(long: "no-mouse", help: "leave the mouse to the terminal"),
      OptionSpecification(long: "no-config", help: "leave your settings file aside"),
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

  private static let sandbox = OptionSpecification(
    long: "sandbox", value: "WHEN",
    help: "auto: where it works; strict: or do not run; off: without",
    completes: .words(["auto", "strict", "off"]))

  static let learn = CommandSpecification(
    name: "learn", operands: "[LESSON[/STEP]]",
    summary: "open the course, at a lesson or step if one is named",
    description: [
      "Opens the course on the screen. What comes next is always one key, and the last line says "
        + "which; ? shows all keys. Where there is no screen to draw on, words are printed instead.",
      "With --watch the place may be the folder of a course or of a lesson. Mistakes are shown in "
        + "the step, and progress is not kept.",
    ],
    options: [
      OptionSpecification(
        long: "python", value: "PATH", help: "run demos with this Python", completes: .files),
      sandbox,
      OptionSpecification(
        long: "watch",
        help: "for authors: follow the files of the course, and go to the step that was saved"),
    ],
    examples: [
      ("interleave learn", "where you were, or the beginning"),
      ("interleave learn event-loop/3", "the third step of a lesson"),
      ("interleave learn --watch Lessons/05-mine", "a lesson while you write it"),
    ],
    maximumOperands: 1, completes: .lessons)

  static let review = CommandSpecification(
    name: "review", operands: "",
    summary: "answer questions again that were wrong or are due",
    description: [
      "What was answered wrong comes back at once; after each right answer a question comes back "
        + "later: after 1 day, then 3, 7, 16 and 35. A question that was edited is another one.",
      "Opens a list of what is due, from the whole course; each question is answered where it stands.",
    ],
    options: [
      OptionSpecification(
        long: "python", value: "PATH", help: "run demos with this Python", completes: .files),
      sandbox,
    ],
    examples: [("interleave review", "what is due today")])

  static let progress = CommandSpecification(
    name: "progress", operands: "[LESSON]",
    summary: "tell how far you are in the course, or in a lesson",
    description: [
      "What you have seen, answered and solved is kept on this machine alone, in "
        + "$XDG_STATE_HOME/interleave/progress.sqlite or ~/.local/state/interleave."
    ],
    options: [
      OptionSpecification(long: "json", help: "print JSON, for programs"),
      OptionSpecification(
        long: "export", value: "FILE", help: "write the progress of all courses into FILE",
        completes: .files),
      OptionSpecification(
        long: "import", value: "FILE", help: "add what was exported on another machine",
        completes: .files),
      OptionSpecification(
        long: "reset", help: "forget LESSON, or the whole course; a copy is kept and named"),
    ],
    examples: [
      ("interleave progress", "what was seen, answered and right"),
      ("interleave progress --reset event-loop", "begin a lesson anew"),
    ],
    maximumOperands: 1, completes: .lessons)

  static let exercise = CommandSpecification(
    name: "exercise", operands: "[LESSON[#EXERCISE]]",
    summary: "print where your file for an exercise is, or check it",
    description: [
      "Your files lie in $XDG_DATA_HOME/interleave/exercises or ~/.local/share/interleave/exercises, "
        + "in a folder for each lesson. The file of the exercise that is named is made if it is not "
        + "there yet, and its path is printed. What is in it is yours, and is never overwritten. "
        + "Without an exercise, those of the lesson or of the course are listed.",
      "With --check the file is run and judged as in the course. The exit status is 0 where the "
        + "exercise is solved, else 1.",
    ],
    options: [
      OptionSpecification(
        long: "check", help: "run your program and say what it does not meet yet"),
      OptionSpecification(
        long: "python", value: "PATH", help: "run it with this Python", completes: .files),
      sandbox,
    ],
    examples: [
      ("$EDITOR \"$(interleave exercise sync-basics#overlap)\"", "work on it in your editor"),
      ("interleave exercise sync-basics#overlap --check", "is it solved?"),
    ],
    maximumOperands: 1, completes: .lessons)

  static let config = CommandSpecification(
    name: "config", summary: "show your settings file, what is in force and what is wrong in it",
    description: [
      "The file is $XDG_CONFIG_HOME/interleave/config.yaml or ~/.config/interleave/config.yaml. "
        + "What stands on the command line goes before it, and so do variables of the environment.",
      "The exit status is 1 where the file has mistakes, and 0 where it has none.",
    ],
    options: [OptionSpecification(long: "path", help: "print the file's place and nothing else")],
    examples: [("${EDITOR:-nano} \"$(interleave config --path)\"", "change it")])

  static let keys = CommandSpecification(
    name: "keys", summary: "list the keys of the screen and what they do",
    description: [
      "Each line has the name of a command, its keys, and in brackets what it does. With that name, "
        + "and that of the place, which stands in quotation marks, the settings file changes the keys."
    ])

  static let show = CommandSpecification(
    name: "show", operands: "LESSON[/STEP]",
    summary: "print a lesson, or one step of it, as text",
    description: [
      "LESSON is the id of a lesson, its number or its folder's name; STEP is the id or the number "
        + "of a step. \"interleave list\" shows them. \"glossary\" and \"reference\" are shown like "
        + "lessons, and their parts like steps; so is \"chooser\", as a whole.",
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

  static let reference = CommandSpecification(
    name: "reference", operands: "[TOPIC...]",
    summary: "look something up: a topic, or what Python has said",
    description: [
      "Without TOPIC the quick reference is listed, a line for each entry. TOPIC is the name of an "
        + "entry, words of it, or a message of Python, whole or in part. Where nothing fits, what is "
        + "near is listed, and the exit status is 1.",
      "\"interleave show reference\" prints all of it.",
    ],
    options: [
      OptionSpecification(long: "names", help: "print only the names of the entries")
    ],
    examples: [
      ("interleave reference timeouts", "an entry"),
      ("interleave reference never awaited", "what a message means, and what to do"),
    ],
    maximumOperands: .max, completes: .entries)

  static let choose = CommandSpecification(
    name: "choose", operands: "[NUMBER...]",
    summary: "find out which way to take for a job: sync, async, threads or processes",
    description: [
      "Asks a few questions about the work, and gives an advice: what to take and why, the code, the "
        + "step that shows it, and what would change the advice. Numbers answer; \"back\" takes an "
        + "answer back, \"again\" begins anew.",
      "Each NUMBER answers a question in advance. Where the input ends before the advice, the exit "
        + "status is 1.",
    ],
    examples: [
      ("interleave choose", "question by question"),
      ("interleave choose 1 1 1", "the advice at the end of a path"),
    ],
    maximumOperands: .max)

  static let check = CommandSpecification(
    name: "check", operands: "[PATH...]",
    summary: "find mistakes in lessons, all in one go",
    description: [
      "PATH is a course's folder, a lesson's folder or a lesson's file; without one, the course "
        + "that would open is checked. Each mistake is shown with its place, its source line and "
        + "what to do.",
      "With --run the programs run as well: a demo has to show what is claimed of it, the solution of "
        + "an exercise has to meet its conditions, and what the exercise begins with must not. Where "
        + "the machine is busy, a program whose time alone was too long is run again, and so is a demo "
        + "that printed something else than is claimed.",
      "With --present each step is laid out as \"interleave present\" shows it on a terminal of that "
        + "size, and warnings tell what would not fit: lines of code that are wrapped, or cut in the "
        + "player, programs and tables that have to be scrolled, a first part that is taller than the "
        + "room sees, and paragraphs of more than 6 rows.",
      "The exit status is 0 where there are no errors, 1 where there are some, and 2 where the "
        + "command line or a PATH is wrong.",
    ],
    options: [
      OptionSpecification(long: "run", help: "run the programs, and judge what they show"),
      OptionSpecification(
        long: "all-pythons",
        help: "run them with every Python that is found, not only the usual one"),
      OptionSpecification(
        long: "only", value: "KIND", help: "run only demos, or only exercises",
        completes: .words(["demos", "exercises"])),
      OptionSpecification(long: "repeat", value: "N", help: "run each program N times"),
      OptionSpecification(
        long: "at-once", value: "N",
        help: "run up to N programs at once, of which one computes; else 4 for each processor, and "
          + "16 at most"),
      OptionSpecification(
        long: "trust", help: "run programs that did not come with Interleave without asking"),
      sandbox,
      OptionSpecification(
        long: "present", value: "COLSxROWS",
        help: "warn about what would not fit in a room on a terminal of this size, like 80x24",
        completes: .words(["80x24", "100x30", "120x36"])),
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
      ("interleave check --run --trust 03-my-lesson", "and run its programs"),
      ("interleave check --present=80x24 03-my-lesson", "would a room see all of it?"),
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

  private static let playsInText = OptionSpecification(
    long: "text", help: "print the timeline and do not open the player")

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

  static let export = CommandSpecification(
    name: "export", operands: "LESSON[/STEP]",
    summary: "write a lesson as a handout: a page, a document, or a demo as it plays",
    description: [
      "LESSON is the id of a lesson, its number or its folder's name. The page and the document hold "
        + "the whole lesson, with what its demos did when they were recorded, and with all answers at "
        + "the end. Nothing is run: \"interleave record\" makes recordings.",
      "--asciicast writes what the player shows while the recording of a demo plays: that of --demo, "
        + "else the first one of STEP, or of the lesson. --theme and --ascii are heeded.",
      "The FILE \"-\" is the standard output. A file that exists is replaced when the new one is "
        + "whole.",
    ],
    options: [
      OptionSpecification(
        long: "html", value: "FILE",
        help: "write FILE, a page that needs no network and prints well", completes: .files),
      OptionSpecification(
        long: "markdown", value: "FILE",
        help: "write FILE, a document in the Markdown of code hosts", completes: .files),
      OptionSpecification(
        long: "asciicast", value: "FILE", help: "write FILE, a recording that asciinema plays",
        completes: .files),
      OptionSpecification(long: "demo", value: "ID", help: "the demo of the asciicast"),
      OptionSpecification(
        long: "size", value: "COLSxROWS", help: "the terminal of the asciicast; else 80x24"),
    ],
    examples: [
      ("interleave export 2 --html lesson-2.html", "a lesson to give out"),
      (
        "interleave export 1 --demo three-fetches --asciicast fetches.cast",
        "then: asciinema play fetches.cast"
      ),
    ],
    maximumOperands: 1, completes: .lessons)

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

  static let help = CommandSpecification(
    name: "help", operands: "[COMMAND|plain]", summary: "show help on a command, or on plain mode",
    examples: [("interleave help plain", "the course in words, and its commands")],
    maximumOperands: 1, completes: .commands)

  /// A topic of the help that is no command.
  static let plainTopic = "plain"

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

  static let present = CommandSpecification(
    name: "present", operands: "[LESSON[/STEP]]",
    summary: "show the course to a room, large and calm",
    description: [
      "Shows a lesson to a room: answers stay hidden until you show them, and nothing of yours is on "
        + "the screen. Space, PageDown and a clicker go on; ? lists all keys.",
      "In another terminal, \"interleave notes\" has your notes, the time and what the room has "
        + "said, and drives the presentation. On the same machine, \"interleave follow\" lets others "
        + "follow on their own screens and answer; with --open, other users, too.",
      "q leads from a step to the list of lessons. There, and with Q or Ctrl-C anywhere, it takes a "
        + "second press to end the presentation. One that was cut off goes on at its step when it is "
        + "started again.",
      "With --dry-run nothing is presented: every demo of the lesson, or of the step, runs once on "
        + "this machine, in the order of the lesson, and a line says of each program whether it would "
        + "work in the room. At the end stands what to do for those that would not, how long the runs "
        + "took, and what the machine and its terminal have to offer. Ctrl-C ends it with what was "
        + "found so far. Then LESSON can be a path.",
      "What would fail is a program that ends as it should not or does not show what is claimed of "
        + "it, that misses a port, the network or a Python, that nobody has allowed to run, that asks "
        + "for input, or that takes twice as long as its recording or more than 80 percent of its "
        + "time limit. Where there is no python3, recordings are looked for.",
      "The exit status of a dry run is 0 where every program would work, 1 where one would not, and "
        + "2 where there is no such lesson.",
    ],
    options: [
      OptionSpecification(
        long: "name", value: "NAME", help: "what the room is called; else the lesson's id"),
      OptionSpecification(
        long: "open", help: "let other users of this machine follow, and not only you"),
      OptionSpecification(
        long: "rehearse", help: "show the time of each step, and tell it at the end"),
      OptionSpecification(
        long: "dry-run", help: "run every demo once, and say what would fail in the room"),
      OptionSpecification(
        long: "python", value: "PATH", help: "run demos with this Python", completes: .files),
      sandbox,
    ],
    examples: [
      ("interleave present event-loop", "a lesson from its first step"),
      ("interleave present event-loop/4 --open", "from a step on, for everybody on this machine"),
      ("interleave present event-loop --rehearse", "how long does it take?"),
      ("interleave present event-loop --dry-run", "whether all is in place for the room"),
    ],
    maximumOperands: 1, completes: .lessons)

  static let notes = CommandSpecification(
    name: "notes", operands: "[NAME]",
    summary: "your notes for a presentation, and its remote control",
    description: [
      "Shows the notes of the step that the room sees, the time, what the room has said, and what "
        + "comes next. Keys go to the presentation as if they were pressed there; J and K scroll the "
        + "notes, and Ctrl-C leaves them. If the notes end, the presentation goes on.",
      "With --plain you type the commands of plain mode, and hear the presentation in words. quit "
        + "leaves the notes; quit presentation ends the presentation.",
    ],
    examples: [("interleave notes", "of the one presentation that runs")],
    maximumOperands: 1)

  static let follow = CommandSpecification(
    name: "follow", operands: "[[USER/]NAME]",
    summary: "follow a presentation on this machine, on your own screen",
    description: [
      "Shows what the room sees, in your size, theme or words. Look around and run demos as you "
        + "like; one key leads back to the room. What you answer to a question is told to whoever "
        + "presents, without your name.",
      "Where a course of its own is presented, it is read from the folder that it is presented from. "
        + "If you cannot read that, name a copy with --lessons.",
    ],
    options: [
      OptionSpecification(long: "list", help: "list the presentations that can be followed"),
      OptionSpecification(
        long: "python", value: "PATH", help: "run demos with this Python", completes: .files),
      sandbox,
    ],
    examples: [
      ("interleave follow", "the one presentation that there is"),
      ("interleave follow ada/event-loop", "one of several, by who presents and its name"),
    ],
    maximumOperands: 1)

  static let all = [
    learn, list, show, reference, choose, review, progress, exercise, present, notes, follow, run,
    record, export, trace, compare, replay, python, trust, check, new, config, keys, help, manual,
    completions,
  ]
}
