/// Every command with its short forms and its help: the only place where that stands. The help, the
/// manual page and one-key mode are made of it.
package enum CommandTable {
  package static let all: [CommandEntry] =
    reading + questions + programs + runs + moments + course + room + speech

  package static func entry(_ command: PlainCommand) -> CommandEntry {
    // Every command is in the table; a test holds that.
    all.first { $0.command == command } ?? all[0]
  }

  private static func make(
    _ command: PlainCommand, _ group: CommandEntry.Group, _ shorts: String..., key: Character?,
    asks: String? = nil, takes operands: String = "", _ summary: String, _ details: [String] = []
  ) -> CommandEntry {
    CommandEntry(
      command: command, group: group, shorts: shorts, key: key, asks: asks, operands: operands,
      summary: summary, details: details)
  }

  private static let reading = [
    make(
      .next, .reading, "n", key: "n", "goes on: the rest of the step, the next step",
      [
        "An empty line does the same. From a run it leads back to the step and on.",
        "next step goes to the next step, whatever is left of this one; next lesson goes to the "
          + "next lesson.",
      ]),
    make(
      .back, .reading, "b", "previous", key: "b", "goes back: to the step before",
      ["From a run it leads back to the step. back lesson goes to the lesson before."]),
    make(
      .repeat, .reading, "again", "rep", key: "p", takes: "[step]", "says the last thing once more",
      ["repeat step says the whole step, with what you have answered and run in it."]),
    make(
      .where, .reading, "w", key: "w", "tells where you are, and what comes next",
      ["Lesson and step, what is open of the step, and of a run the moment that you look at."]),
    make(
      .contents, .reading, "c", key: "c", takes: "[all]", "lists the steps of this lesson",
      ["contents all lists every lesson with its steps. In front of the course it lists lessons."]),
    make(
      .go, .reading, key: "g", asks: "Go where?", takes: "[LESSON] STEP",
      "goes to a step, by number or name",
      [
        "go 3 is the third step of this lesson, go 2 3 that of the second lesson, go 2 1 its "
          + "beginning. A name works as well: go event-loop, or a part of a title.",
        "In front of the course, go 2 opens the second lesson.",
      ]),
    make(.home, .reading, key: "^", "goes to the front of the course, with all lessons"),
    make(
      .leave, .reading, "close", "up", "x", key: "x",
      "leaves what is open: the run, then the step, then the course"),
    make(
      .search, .reading, "find", "/", key: "/", asks: "Search for what?", takes: "WORDS",
      "finds words in the whole course",
      ["The places that were found are numbered; a number alone goes there."]),
    make(
      .link, .reading, "links", "l", key: "l", takes: "[NUMBER]",
      "follows a link of the step",
      ["Without a number it lists the links of the step."]),
    make(
      .glossary, .reading, "term", key: "y", takes: "[TERM]", "explains a term",
      ["Without a term it lists all. A term is found by its number, its name or a part of it."]),
    make(
      .reference, .reading, "ref", key: "R", takes: "[TOPIC]", "looks something up",
      [
        "Without a topic it lists the quick reference. A topic is a name such as timeouts, words, or "
          + "a message of Python: reference never awaited."
      ]),
    make(
      .choose, .reading, "chooser", key: "Y", takes: "[back|again]",
      "asks what a job is like, and says which way to take",
      [
        "Numbers answer, back takes the last answer back, and choose again begins anew. leave closes "
          + "it."
      ]),
  ]

  private static let questions = [
    make(
      .question, .questions, "questions", key: "Q", takes: "[NUMBER]",
      "says the question that is open",
      ["Where a step has several, a number chooses the one that answers are for."]),
    make(
      .answer, .questions, "a", key: "a", asks: "What is your answer?", takes: "NUMBER...",
      "answers the question that is open",
      [
        "answer 2 chooses the second choice. A number alone does the same: 2.",
        "Where several choices can be right, say all of them in one line: answer 1 3, or answer "
          + "none.",
        "Where a number is asked for, say it: answer 0.5. Where lines are to be put in order, say "
          + "their numbers in the order you mean: answer 2 1 3.",
      ]),
  ]

  private static let programs = [
    make(
      .run, .programs, "r", key: "r", takes: "[DEMO]", "runs the demo of the step",
      [
        "You hear a line when it starts, its output, a line every now and then if it takes long, "
          + "and a summary when it has ended. stop ends it, and so does Ctrl-C.",
        "Where a step has several demos, the last one is meant, or the one that you name.",
      ]),
    make(.stop, .programs, key: "s", "stops what runs; Ctrl-C does the same"),
    make(
      .input, .programs, "i", key: "i", asks: "Type the line.", takes: "TEXT",
      "gives a line of input to the program that runs",
      ["input end tells the program that no more comes."]),
    make(
      .knob, .programs, "k", "knobs", key: "k", takes: "[NAME] [VALUE]",
      "turns a number of the program",
      [
        "knob alone lists the knobs. knob CALLS 5 turns one; so do knob CALLS up and down. Where "
          + "there is only one, its name can be left out. knob reset puts all back.",
        "Run the demo again to see what that changes.",
      ]),
    make(
      .edit, .programs, "e", key: "e", takes: "[VARIANT]", "opens the program in your editor",
      [
        "The editor is the one that VISUAL or EDITOR names. What you save runs from then on; the "
          + "lesson stays as it was. edit undo goes back to the lesson's own program.",
        "In a step with an exercise it opens your file of the exercise. Where there is no terminal "
          + "for an editor it says where the file is, and check judges what is in it.",
      ]),
    make(
      .code, .programs, key: "d", takes: "[VARIANT] [FROM [TO]]",
      "reads the program with line numbers",
      [
        "code 8 reads a line, code 5 9 the lines from 5 to 9, code async a variant. In a run it "
          + "says which lane is at which line at the moment that you look at; code here reads "
          + "only those lines.",
        "code off lets steps say only how long their code is; code on reads it again.",
      ]),
    make(
      .output, .programs, "o", key: "o", takes: "[find|live|held]",
      "reads all that the last run printed",
      [
        "output find error reads only the lines that have the word.",
        "output held keeps the lines of a running program until it has ended; output live says "
          + "them as they come.",
      ]),
    make(
      .allow, .programs, "yes", key: "A", "says yes to what is asked",
      [
        "Programs that don't come with Interleave ask before they run; their code is read before. "
          + "So do reset, and the solution of an exercise that you have not solved."
      ]),
  ]

  private static let runs = [
    make(
      .timeline, .runs, "t", "gist", key: "t", takes: "[gist|lanes|events]",
      "tells the whole run in words",
      [
        "gist says what it came to, lanes what each task and thread did, events everything that "
          + "happened. Without a word, as verbosity says."
      ]),
    make(
      .at, .runs, key: "@", asks: "At what time?", takes: "TIME", "looks at a moment of the run",
      [
        "at 0.5 and at 500 ms are the same; at start and at end are the ends. at alone says the "
          + "moment again, with the loop, the output and the processor."
      ]),
    make(
      .step, .runs, ".", key: ".", takes: "[back] [NUMBER]", "goes on to the next event of the run",
      ["step back goes to the event before; step 5 goes five events on. A comma steps back."]),
    make(
      .turn, .runs, key: ">", takes: "[back] [NUMBER]",
      "goes on to the next turn of the event loop",
      ["turn back goes to the turn before."]),
    make(
      .events, .runs, key: "v", takes: "[FROM [TO]]", "tells everything that happened",
      ["events 0.2 0.5 tells a stretch of time; without times, what follows from here on."]),
    make(
      .lanes, .runs, key: "L", takes: "[WORD|all]", "lists tasks and threads with what each does",
      [
        "They have numbers, for lane. Many that are alike are one entry. lanes waiting lists "
          + "those in a state, lanes fetch those of a name, lanes all shows all again."
      ]),
    make(
      .lane, .runs, key: "E", asks: "Which lane?", takes: "[NUMBER|NAME]",
      "chooses a task or thread, and tells what it does",
      ["lane 3, or lane fetch 2. lane alone tells more of the one that is chosen."]),
  ]

  private static let moments = [
    make(
      .wake, .runs, "woke", key: "u", "goes to what ended the wait of the chosen lane",
      ["Choose a lane first, with lane."]),
    make(.loop, .runs, key: "O", "tells the inside of the event loop at this moment"),
    make(
      .stack, .runs, "calls", key: "K", "tells the calls that the chosen lane is in",
      ["Without a chosen lane, those of the lane that runs."]),
    make(.figures, .runs, key: "f", "tells the figures that the program printed"),
    make(
      .compare, .runs, "cmp", key: "m",
      "compares the variants, or the last run with the one before",
      ["What takes how long, who waits for what, and where they part."]),
    make(.part, .runs, "parting", key: "D", "goes to where two runs begin to differ"),
    make(
      .order, .runs, "sort", key: "S", takes: "[began|name|waiting|state]",
      "puts the lanes in another order"),
    make(
      .fold, .runs, "unfold", key: "F", asks: "Which row of lanes?", takes: "NUMBER",
      "shows lanes that are alike one by one, or together again"),
    make(
      .save, .runs, "export", key: "W", asks: "To which file?", takes: "FILE",
      "writes the run to a file",
      [
        "The end of the file's name says as what: .html a page, .svg a picture, .trace.jsonl the "
          + "trace, .chrome.json for Perfetto, .json for programs. export html FILE says it first.",
        "Of several runs that of the chosen lane is written, or each to a file of its own.",
      ]),
    make(.states, .runs, "legend", key: "G", "explains running, ready, waiting and the rest"),
  ]

  private static let course = [
    make(
      .exercise, .course, key: "X", takes: "[NUMBER]", "tells the exercise of the step",
      [
        "It tells the program as you have it, what a run must show, and what the last run showed. "
          + "edit opens your file in your editor; what you have saved is yours and is never "
          + "overwritten.",
        "Where a step has several exercises, a number chooses the one that the commands are for.",
      ]),
    make(
      .check, .course, key: "C", takes: "[NUMBER]", "runs your program and checks the exercise",
      [
        "You hear of each check whether it is met, and if it is not, what happened, when, and which "
          + "line to look at. Leaving the editor after a change checks as well.",
        "check 2 looks at the moment where the second check was decided; lanes, code here and the "
          + "other words about runs tell more of it.",
      ]),
    make(
      .hint, .course, key: "h", "gives the next hint for the exercise",
      ["Each says a little more than the one before."]),
    make(
      .solution, .course, key: "J", takes: "[run]", "reads the solution of the exercise",
      [
        "Where you have not found one yet, you are asked first; yes reads it. solution run runs it "
          + "beside your own program, and compare tells how they differ."
      ]),
    make(
      .reset, .course, key: "N", "puts your file back to what the exercise begins with",
      ["You are asked first. What was in the file is kept beside it, under another name."]),
    make(.progress, .course, key: "P", "tells what you have seen and answered"),
    make(
      .review, .course, key: "U", "lists questions that are due, to be answered again",
      ["A number alone goes to one of them. What was wrong is due at once, the rest after days."]),
  ]

  private static let room = [
    make(
      .reveal, .room, "show", key: "j", takes: "[NUMBER]",
      "shows the room the answer of a question",
      ["Without a number, of the first question in the step whose answer is not shown yet."]),
    make(
      .tally, .room, "votes", key: "z", "tells what the room has said, and shows or hides it",
      ["The first time it is told and shown; the next time it is hidden."]),
    make(
      .pause, .room, "pause", key: "%", takes: "[MINUTES]",
      "begins a break, which the room sees with its time",
      ["Without a number, 10 minutes. break end goes on."]),
    make(
      .point, .room, "pointer", key: "&", asks: "At which line?", takes: "LINE [VARIANT]",
      "points at a line of the program, for all to see",
      ["point off takes the pointer away; point next and point back move it."]),
    make(
      .dark, .room, "blank", key: "!", "makes the room's screen dark, or light again"),
    make(
      .open, .room, key: "*", asks: "Which file?", takes: "[FILE]",
      "shows the room a program of your own",
      ["Without a file your editor opens, to type one. It is run as any demo, with run."]),
    make(
      .notes, .room, key: "+", "reads the instructor's notes of the step",
      ["Only whoever presents hears them."]),
    make(
      .room, .room, "followers", key: "=", "tells who is there, and how the time stands"),
    make(
      .rejoin, .room, "follow", key: "<", "goes back to where the room is",
      ["Whatever you do by yourself leads away from the room; it goes on without you."]),
  ]

  private static let speech = [
    make(
      .verbosity, .speech, "verb", key: "V", takes: "[gist|lanes|events]",
      "sets how much is told of a run",
      ["gist is a few sentences, lanes adds every task and thread, events adds everything."]),
    make(.indent, .speech, key: "I", takes: "on|off", "says where the indentation of code changes"),
    make(
      .table, .speech, key: "T", takes: "rows|csv",
      "reads tables row by row, or as values with commas"),
    make(.emphasis, .speech, key: "M", takes: "on|off", "says which words are emphasized"),
    make(
      .prompts, .speech, key: "H", takes: "on|off", "says after each step what can be done next"),
    make(.bell, .speech, key: "B", takes: "on|off", "rings when a program has ended"),
    make(.settings, .speech, "set", key: "Z", "tells how things are said now"),
    make(
      .help, .speech, "h", "?", key: "?", takes: "[COMMAND]",
      "lists the commands, or tells all of one"),
    make(.quit, .speech, "q", "exit", "bye", key: "q", "ends the course; what you did is kept"),
  ]
}
