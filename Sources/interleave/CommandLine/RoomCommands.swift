/// The commands that show the course to a room, and follow it there.
extension Commands {
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
}
