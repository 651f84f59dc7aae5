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

  static let sandbox = OptionSpecification(
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

  static let playsInText = OptionSpecification(
    long: "text", help: "print the timeline and do not open the player")

  /// What a run can be written as; "-" is the standard output.
  static let exports = [
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

  static let all = [
    learn, list, show, reference, choose, review, progress, exercise, present, notes, follow, run,
    record, export, trace, compare, replay, python, trust, check, new, config, keys, help, manual,
    completions,
  ]
}
