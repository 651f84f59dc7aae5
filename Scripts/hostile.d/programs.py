"""Programs that behave as badly as they can, as demos of a stranger's lesson and as a person's own."""

import os
import re
import tempfile

from program import Home, Outcome

# What none but a program could have sent to the terminal.
RAW = re.compile(rb"\x1b\]|\x07\x07|\x1bc|\x1bP|\x1b\[\?1003h|\xc2[\x80-\x9f]|REACHED|\x1b\[6n")
# Each ends by itself, should nothing else end it.
BOUND = "import time\nEND = time.monotonic() + 40\n"


class Program:
    """`words`: what is said of it as a demo. `own`: whether it is also traced as a person's own program,
    which has no limits. `stop`: keys that end it there, and on the screen."""

    def __init__(self, text, *words, own=True, stop="", limit=None):
        self.text = BOUND + text
        self.words = words
        self.own = own
        self.stop = stop
        self.limit = limit


PROGRAMS = {
    "forks without end": Program(
        """
        import os
        while time.monotonic() < END:
            try:
                os.fork()
            except OSError:
                time.sleep(0.01)
        """, "it had more than 200 processes.", own=False),
    "forks and ends, again and again": Program(
        """
        import os
        while time.monotonic() < END:
            if os.fork():
                os._exit(0)
            os.setsid()
        """, own=False),
    "one file that grows": Program(
        """
        with open("file", "wb") as file:
            while time.monotonic() < END:
                file.write(b"x" * (1 << 20))
        """, "a file may not be larger than 512 MB.", own=False),
    "memory": Program(
        """
        kept = []
        while time.monotonic() < END and len(kept) < 100:
            kept.append(b"x" * (64 << 20))
        """, "it used more memory than 2048 MB.", own=False),
    "descriptors": Program(
        """
        import os
        kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(100_000)]
        """, "Too many open files"),
    "prints for ever": Program(
        """
        while time.monotonic() < END:
            print("a line of output")
        """, "3 seconds, its time limit.", stop="\x03", limit=3),
    "prints a line without end": Program(
        """
        import sys
        while time.monotonic() < END:
            sys.stdout.write("x" * 4000)
        """, "left out", "3 seconds, its time limit.", stop="\x03", limit=3),
    "escape sequences": Program(
        r"""
        import sys
        for text in (
            "\x1b]0;PWNED\x07", "\x1b]2;PWNED\x1b\\", "\x1b[?1049h", "\x1b[?1003h\x1b[?1006h",
            "\x1b[?2004h", "\x1b]52;c;UFdORUQ=\x07", "\x1b[2J\x1b[H", "\x1bc", "\x1b(0lqqk", "\x9b31m",
            "\x9d0;PWNED\x9c", "\x1bP$qm\x1b\\", "\x1b[6n", "\x0e", "a\rb", "\b\b", "\x7f", "\u202etxet",
            "\x07" * 20_000,
        ):
            print(text)
            print(text, file=sys.stderr)
        sys.stdout.buffer.write(b"\x9b31m\xff\xfe\n")
        print("the end of them")
        """, "the end of them", own=False),
    "hears no signal": Program(
        """
        import signal
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        while time.monotonic() < END:
            time.sleep(1)
        """, "3 seconds, its time limit.", stop="\x03\x03\x03\x1c", limit=3),
    "computes in C and does not listen": Program(
        """
        sum(range(10 ** 11))
        """, "3 seconds, its time limit.", own=False, stop="\x03\x03\x03", limit=3),
    "waits where no signal is heard": Program(
        """
        import ctypes, os
        if ctypes.CDLL(None).vfork() == 0:
            time.sleep(30)
            os._exit(0)
        """, "3 seconds, its time limit.", own=False, stop="\x03\x03\x03", limit=3),
    "changes the terminal": Program(
        """
        import subprocess, tty
        subprocess.run(["stty", "raw", "-echo"])
        for descriptor in (0, 1, 2):
            try:
                tty.setraw(descriptor)
            except Exception as problem:
                print("refused", problem)
        """, "refused"),
    "opens the terminal": Program(
        """
        import os, tty
        try:
            terminal = os.open("/dev/tty", os.O_RDWR)
            os.write(terminal, b"REA" + b"CHED")
            tty.setraw(terminal)
        except OSError as problem:
            print("refused", problem)
        """, "refused"),
    "leaves a daemon": Program(
        """
        import os, signal
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(number, signal.SIG_IGN)
                nothing = os.open("/dev/null", os.O_RDWR)
                for descriptor in (0, 1, 2):
                    os.dup2(nothing, descriptor)
                time.sleep(30)
            os._exit(0)
        os.wait()
        print("a daemon is there")
        """, "a daemon is there", own=False),
    "closes its output": Program(
        """
        import os
        print("before", flush=True)
        os.close(1)
        os.close(2)
        print("after")
        """, "before"),
    "leaves by os._exit": Program(
        """
        import os
        print("before", flush=True)
        os._exit(3)
        """, "before", "status 3"),
    "kills its group": Program(
        """
        import os
        print("before", flush=True)
        os.kill(0, 9)
        """, "before"),
    "kills what started it": Program(
        """
        import os
        print("before", flush=True)
        for number in (2, 1, 15, 11, 20, 19, 9):
            os.kill(os.getppid(), number)
            time.sleep(0.05)
        """, "before", own=False),
}


def course_of(programs, folder):
    lesson = os.path.join(folder, "01-bad")
    os.mkdir(lesson)
    with open(os.path.join(lesson, "lesson.md"), "w") as file:
        file.write("---\nformat: 1\nid: bad\ntitle: Bad programs\nminutes: 5\n---\n")
        for number, (name, program) in enumerate(programs.items()):
            limit = f" timeout={program.limit}" if program.limit else ""
            file.write(
                f"## {name.capitalize()}\n<!-- id: s{number} -->\n\n"
                f"```python demo=d{number} title=\"it\"{limit}\n{undented(program.text)}```\n\n")
    return f"--lessons={folder}"


def undented(text):
    return re.sub(r"(?m)^ {8}", "", text).replace("\n\n", "\n")


def ended(session):
    """A demo that goes on draws: its time is on the screen."""
    session.until_quiet(60, 1.5)


def programs(suite):
    folder = tempfile.mkdtemp(dir=suite.root)
    course = course_of(PROGRAMS, folder)
    for number, (name, program) in enumerate(PROGRAMS.items()):
        as_command(suite, name, program, ["run", f"bad#d{number}", "--trust", course])
        as_command(suite, name, program, ["run", f"bad#d{number}", "--trust", "--sandbox=off", course])
        step = f"bad/{number + 1}"
        in_words(suite, name, program, ["learn", "--plain", course, step])
        on_the_screen(suite, name, program, ["learn", course, step])
        if program.own:
            file = os.path.join(folder, f"own{number}.py")
            with open(file, "w") as own:
                own.write(undented(program.text))
            traced(suite, name, program, file)


def as_command(suite, name, program, words):
    full = f"{' '.join(words[2:-1])}, {name}".replace("--trust", "run")
    if not suite.wants(full):
        return
    home = Home(suite.root)
    outcome = Outcome([suite.program] + words, home.environment(), b"", home.path)
    told(suite, full, program, outcome, home)


def in_words(suite, name, program, words):
    full = f"in words, {name}"
    if not suite.wants(full):
        return
    home = Home(suite.root)
    outcome = Outcome(
        [suite.program] + words, home.environment(), b"run\nyes\noutput\nnext\nquit\n", home.path)
    told(suite, full, program, outcome, home, statuses=(0,))


def told(suite, full, program, outcome, home, statuses=(0, 1)):
    problems = outcome.problems(statuses)
    text = (outcome.output + outcome.errors).replace("\n", " ")
    problems += [f"not told: {words}" for words in program.words if words not in text]
    suite.told(full, problems + home.leftovers())
    home.remove()


def on_the_screen(suite, name, program, words):
    def led(session):
        session.until_quiet()
        session.type("r")
        if not session.until(b"May this run?", 30):
            yield "nobody is asked"
        session.type("y")
        if program.stop:
            session.listen(1.5)
            # Once too often does no harm; but whoever insists, leaves.
            for key in program.stop.replace("\x1c", "")[:2]:
                session.type(key)
                session.listen(0.3)
        ended(session)
        if not session.answers("o"):
            yield "no key does anything afterwards"
        session.until_quiet()
        leave(session)
        if RAW.search(session.received):
            yield f"it reached the terminal: {RAW.search(session.received).group()}"
    suite.on_screen(f"on the screen, {name}", words, led)


def traced(suite, name, program, file):
    def led(session):
        session.until_quiet()
        for key in program.stop:
            session.listen(0.5)
            session.type(key)
        session.until_quiet(60, 1.5)
        leave(session)
    # Whatever else it does to itself and its group is its own affair.
    suite.on_screen(
        f"trace, {name}", ["trace", file], led, allowed=range(-64, 256))


def leave(session):
    for _ in range(40):
        session.type("\x1b")
        session.listen(0.15)
        if session.has_ended():
            return
