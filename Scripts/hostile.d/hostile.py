#!/usr/bin/env python3
"""See Scripts/hostile --help."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile

from bad_files import files
from program import (
    LESSONS, TRACES, TRAP, Home, Outcome, Session, adopt_orphans, children)
from programs import programs


class Suite:
    def __init__(self, program, options):
        self.program = program
        self.only = options.only
        self.seed = options.seed
        self.root = tempfile.mkdtemp(prefix="hostile-")
        os.chmod(self.root, 0o755)
        self.count = 0
        self.failures = []
        self.skipped = []

    def wants(self, name):
        return self.only in name

    def told(self, name, problems):
        self.count += 1
        if problems:
            self.failures.append(name)
            print(f"FAILED  {name}: {'; '.join(problems)}", flush=True)
        elif self.count % 100 == 0:
            print(f"        {self.count} cases", flush=True)

    def run(self, name, words, input=b"", user=None, statuses=(0, 1, 2), home=None, program=None):
        """One command without a terminal."""
        if not self.wants(name):
            return
        own = home or Home(self.root)
        if user:
            for folder in (own.path, own.temporary):
                os.chown(folder, user, user)
        outcome = Outcome(
            [program or self.program] + words, own.environment(), input, own.path, user)
        problems = outcome.problems(statuses) + own.leftovers()
        self.told(name, problems + ([said(outcome)] if problems else []))
        own.remove()

    def on_screen(self, name, words, lead, columns=80, rows=24, allowed=(0,), **environment):
        """One command in a terminal. `lead` does something with it, and it has to end."""
        if not self.wants(name):
            return
        home = Home(self.root)
        session = Session(
            [self.program] + words, home.environment(**environment), columns, rows, home.path)
        problems = list(lead(session) or [])
        status = session.end()
        if status is None:
            problems.append("it does not end")
        elif status not in allowed:
            problems.append(f"status {status}")
        if status != -signal.SIGKILL and status is not None:
            problems += session.left_in_terminal()
        if TRAP.search(session.text):
            problems.append("the text of a trap")
        session.close()
        self.told(name, problems + home.leftovers(status == -signal.SIGKILL))
        home.remove()


def said(outcome):
    lines = (outcome.errors or outcome.output).strip().splitlines()
    return "it said: " + " | ".join(line[:160] for line in lines[:4])


# Sizes

def quit_screen(session):
    # With pauses, or Escape and the next key are one; letters could go into a field.
    for _ in range(40):
        session.type("\x1b")
        session.listen(0.15)
        if session.has_ended():
            return


SIZES = [(1, 1), (1, 24), (80, 1), (2, 2), (3, 3), (10, 3), (20, 5), (40, 10), (80, 24), (500, 200)]
SCREENS = {
    "the course": ["learn"],
    "a lesson": ["learn", "event-loop/2"],
    "the player": ["replay", os.path.join(TRACES, "mixed", "1.jsonl")],
    "review": ["review"],
}


def sizes(suite):
    for screen, words in SCREENS.items():
        for columns, rows in SIZES:
            def through(session):
                session.until_quiet()
                for key in ("\r", "?", "\x1b", "n", "G", "g", "R", "\x1b", "v", "o", "\x1b"):
                    session.type(key)
                    session.listen(0.03)
                quit_screen(session)
            suite.on_screen(f"{screen}, {columns}x{rows}", words, through, columns, rows)

        def storm(session):
            chance = random.Random(suite.seed)
            session.until_quiet()
            for _ in range(150):
                session.resize(chance.randint(1, 250), chance.randint(1, 80))
                if chance.random() < 0.2:
                    session.type(chance.choice(["n", "v", "g", "\x1b[A", "\x1b[B"]))
                session.listen(chance.choice([0, 0, 0.004]))
            session.resize(90, 30)
            session.until_quiet()
            mark = len(session.received)
            session.type("\x0c")
            session.listen(1)
            session.until_quiet()
            if len(session.received) - mark < 200:
                yield "nothing is drawn after the storm"
            quit_screen(session)
        suite.on_screen(f"{screen}, a storm of sizes", words, storm)

    def odd(session):
        session.until_quiet()
        quit_screen(session)
    for lines, columns in (("0", "0"), ("-5", "-9"), ("99999", "99999"), ("x", "")):
        suite.on_screen(
            f"LINES={lines} COLUMNS={columns}", ["learn"], odd, LINES=lines, COLUMNS=columns)
    suite.on_screen("no size at all", ["learn"], odd, 0, 0)


# Environments

def environments(suite):
    terms = [
        "xterm-256color", "xterm", "linux", "vt100", "screen", "tmux-256color", "dumb", "unknown",
        "no-such-terminal", "", None, "ansi", "vt52", "x" * 500, "../../etc/passwd",
    ]
    for term in terms:
        for locale in ("C", "POSIX", "C.UTF-8", "xx_XX.UTF-8", ""):
            def through(session):
                session.until_quiet()
                if b"To leave, type quit" in session.received or b"> " == session.received[-2:]:
                    session.type("quit\r")
                    if b"\x1b" in session.received:
                        yield "an escape sequence among words"
                else:
                    quit_screen(session)
            shown = term if term is None or len(term) < 20 else term[:8] + "…"
            suite.on_screen(
                f"TERM={shown} LC_ALL={locale}", ["learn"], through, TERM=term, LC_ALL=locale)
    for name, more in {
        "no HOME": {"HOME": None}, "HOME is a file": {"HOME": "/etc/passwd"},
        "HOME is nowhere": {"HOME": "/nonexistent"}, "HOME is relative": {"HOME": "x"},
        "no PATH": {"PATH": None}, "an empty PATH": {"PATH": ""},
        "TMPDIR is nowhere": {"TMPDIR": "/nonexistent"}, "TMPDIR is a file": {"TMPDIR": "/etc/passwd"},
        "TERMINFO is nowhere": {"TERMINFO": "/nonexistent", "TERMINFO_DIRS": "/nonexistent"},
        "NO_COLOR": {"NO_COLOR": "1"}, "SWIFT_BACKTRACE": {"SWIFT_BACKTRACE": "enable=yes"},
        "XDG folders that are relative": {"XDG_STATE_HOME": "x", "XDG_CONFIG_HOME": "./y"},
        "PYTHONHOME is wrong": {"PYTHONHOME": "/nonexistent"},
        "PYTHONPATH is odd": {"PYTHONPATH": "/etc/passwd:\n::"},
        "a breakpoint hook": {"PYTHONBREAKPOINT": "nowhere.at_all", "PYTHONINSPECT": "1"},
    }.items():
        for words in (["learn", "--plain"], ["run", "three-fetches", "sync"], ["config"], ["progress"]):
            full = f"{name}, {' '.join(words)}"
            if not suite.wants(full):
                continue
            home = Home(suite.root)
            outcome = Outcome(
                [suite.program] + words, home.environment(**more), b"next\nquit\n", home.path)
            problems = outcome.problems()
            suite.told(full, problems + ([said(outcome)] if problems else []) + home.leftovers())
            home.remove()


# Signals

SLEEPER = "import asyncio\nasync def f():\n    await asyncio.sleep(60)\nasyncio.run(f())\n"


def signals(suite):
    chance = random.Random(suite.seed)
    commands = {
        "the course": (["learn"], ""),
        "a demo in the course": (["learn", "sync-basics/2"], "\r\r"),
        "the course in words": (["--plain", "learn"], "next\rrun\r"),
        "run": (["run", "three-fetches"], ""),
        "trace": (["trace", "-c", SLEEPER], ""),
        "compare": (["compare", "--together", "-c", "x"], ""),
        "check --run": (["check", "--run", LESSONS], ""),
        "replay": (["replay", os.path.join(TRACES, "mixed", "1.jsonl")], " "),
    }
    del commands["compare"]
    numbers = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL]
    for command, (words, keys) in commands.items():
        for number in numbers + ["hang-up", "storm"]:
            name = number if isinstance(number, str) else signal.Signals(number).name
            for attempt in range(6):
                moment = chance.random() ** 2 * 2.5

                def struck(session):
                    if keys:
                        session.listen(min(moment / 2, 0.6))
                        session.type(keys)
                    session.listen(moment)
                    if number == "hang-up":
                        return session.hang_up()
                    if number == "storm":
                        for _ in range(30):
                            session.signal(chance.choice(
                                [signal.SIGWINCH, signal.SIGCONT, signal.SIGCHLD, signal.SIGINT]))
                            session.listen(0.005)
                        return session.signal(signal.SIGTERM)
                    session.signal(number)
                    if number == signal.SIGINT:
                        # A key: it may mean something else there.
                        session.listen(0.5)
                        for _ in range(4):
                            session.signal(signal.SIGINT)
                            session.listen(0.2)
                        session.signal(signal.SIGTERM)
                    return None
                allowed = range(-64, 256)
                suite.on_screen(
                    f"{command}, {name} after {moment:.2f} s", words, struck, allowed=allowed)


# Faults of the machine

DEMO = "three-fetches"
# What writes, and what is typed to it.
KEEPING = {
    "progress": (["learn", "--plain", "sync-basics/1"], b"next\nanswer 1\nnext\nquit\n"),
    "progress --reset": (["progress", "--reset"], b""),
    "progress --export": (["progress", "--export=out.json"], b""),
    "trust": (["trust", "01-a"], b""),
    "run": (["run", DEMO, "sync"], b""),
    "run --save": (["run", DEMO, "sync", "--save=kept.jsonl"], b""),
    "trace": (["trace", "--text", "-c", "print(1)"], b""),
    "trace --save": (["trace", "--text", "--save=kept.jsonl", "-c", "print(1)"], b""),
    "compare": (["compare", "--text", "own.py", "own.py"], b""),
    "replay --html": (["replay", TRACES + "/mixed/1.jsonl", "--html=out.html"], b""),
    "record": (["record", "--trust", "01-a"], b""),
    "exercise": (["exercise", "sync-basics#first-look"], b""),
    "exercise in the course": (["learn", "--plain", "sync-basics"], b"exercise\ncheck\nquit\n"),
    "new lesson": (["new", "lesson", "05-new"], b""),
    "save in a session": (
        ["replay", "--plain", TRACES + "/mixed/1.jsonl"], b"save out.html\nquit\n"),
}
# A shell in a mount namespace of its own: what it does before it becomes the program. $1 is home.
FAULTS = {
    "a full disk": "mount -t tmpfs -o size=1m none \"$1\"; cp -a \"$2\"/. \"$1\"; "
        "cat /dev/zero > \"$1\"/filler 2>/dev/null",
    "a full disk without a byte": "mount -t tmpfs -o size=256k,nr_inodes=40 none \"$1\"; "
        "cp -a \"$2\"/. \"$1\"; cat /dev/zero > \"$1\"/filler 2>/dev/null; "
        "while touch \"$1\"/f$((n=n+1)) 2>/dev/null; do :; done",
    "a home that is read-only": "cp -a \"$2\"/. \"$1\"; mount --bind \"$1\" \"$1\"; "
        "mount -o remount,bind,ro \"$1\"",
    "no /proc": "cp -a \"$2\"/. \"$1\"; mount -t tmpfs none /proc",
    "no /dev/shm": "cp -a \"$2\"/. \"$1\"; mount -t tmpfs -o ro none /dev/shm",
    "no terminal descriptions": "cp -a \"$2\"/. \"$1\"; for d in /usr/share/terminfo /lib/terminfo "
        "/etc/terminfo; do [ -d $d ] && mount -t tmpfs none $d; done",
}


def faults(suite):
    if os.system("unshare -rm true 2>/dev/null") != 0:
        print("        skipped: this machine gives no mount namespaces", flush=True)
        return
    course = tempfile.mkdtemp(dir=suite.root)
    with open(os.path.join(course, "own.py"), "w") as file:
        file.write("print('own')\n")
    os.mkdir(os.path.join(course, "01-a"))
    with open(os.path.join(course, "01-a", "lesson.md"), "w") as file:
        file.write(
            "---\nformat: 1\nid: a\ntitle: A\nminutes: 5\n---\n## A step {#s}\n\n"
            "```python demo=d title=\"a\"\nprint(1)\n```\n")
    for fault, script in FAULTS.items():
        for command, (words, typed) in KEEPING.items():
            name = f"{fault}, {command}"
            if not suite.wants(name):
                continue
            home = Home(suite.root)
            elsewhere = tempfile.mkdtemp(dir=suite.root)
            variables = home.environment(TMPDIR=elsewhere)
            line = f'{script}; cd "$1"; shift 2; exec "$@"'
            outcome = Outcome(
                ["unshare", "-rm", "sh", "-c", line, "sh", home.path, course, suite.program]
                + words, variables, typed)
            problems = outcome.problems()
            home.temporary = elsewhere
            problems += home.leftovers()
            suite.told(name, problems + ([said(outcome)] if problems else []))
            home.remove()


PARTS = {
    "files": files, "sizes": sizes, "environments": environments, "signals": signals,
    "faults": faults, "programs": programs,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        sys.exit(f"hostile: there is no part \"{unknown[0]}\"; see Scripts/hostile --help")
    adopt_orphans()
    suite = Suite(os.path.abspath(options.program), options)
    try:
        for part in options.parts or PARTS:
            print(f"== {part}", flush=True)
            PARTS[part](suite)
    finally:
        shutil.rmtree(suite.root, ignore_errors=True)
    print(f"{suite.count} cases, {len(suite.failures)} failed.")
    if suite.failures:
        print("See one again with: Scripts/hostile --only \"NAME\"")
    return 1 if suite.failures else 0


if __name__ == "__main__":
    sys.exit(main())
