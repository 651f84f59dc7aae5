#!/usr/bin/env python3
"""See Scripts/hostile --help."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile

from program import Home, Outcome, Session, TRAP, adopt_orphans, children

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LESSONS = os.path.join(ROOT, "Lessons")
TRACES = os.path.join(ROOT, "Tests", "Fixtures", "traces")
NOBODY = 65534


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


# Files

def bad_contents():
    lesson = open(os.path.join(LESSONS, "01-sync-basics", "lesson.md"), "rb").read()
    noise = random.Random(7)
    return {
        "binary": noise.randbytes(1 << 16),
        "empty": b"",
        "blank": b"\n\n\n",
        "NUL bytes": lesson[:900] + b"\0" + lesson[900:],
        "invalid UTF-8": lesson.replace(b"e", b"\xe9", 40),
        "surrogates": b"---\ntitle: \xed\xa0\x80\xf5\x80\x80\x80\xc0\xaf\n---\n",
        "CRLF": lesson.replace(b"\n", b"\r\n"),
        "CR": lesson.replace(b"\n", b"\r"),
        "BOM": b"\xef\xbb\xbf" + lesson,
        "UTF-16": lesson.decode().encode("utf-16"),
        "one long line": b"x" * 3_000_000,
        "deep": b"\n".join(b"  " * depth + b"- a" for depth in range(1500)),
        "brackets": b"[" * 50_000 + b"{" * 50_000,
        "escapes": b"# \x1b]0;title\x07\x1b[2J\x1b[?1049h\xc2\x9b31m\x1bP\xe2\x80\xae end\n",
        "half": lesson[: len(lesson) // 2],
        "half a trace": open(os.path.join(TRACES, "mixed", "1.jsonl"), "rb").read()[:3000],
    }


def bad_files(folder):
    """Every kind that there is, by its name."""
    result = {}
    for name, content in bad_contents().items():
        path = os.path.join(folder, name.replace(" ", "-"))
        with open(path, "wb") as file:
            file.write(content)
        result[name] = path
    huge = os.path.join(folder, "huge")
    with open(huge, "wb") as file:
        file.truncate(64 << 20)
    locked = os.path.join(folder, "locked")
    with open(locked, "wb") as file:
        file.write(b"x")
    os.chmod(locked, 0)
    directory = os.path.join(folder, "directory")
    os.mkdir(directory)
    fifo = os.path.join(folder, "fifo")
    os.mkfifo(fifo)
    for name, target in (("endless", "endless"), ("nowhere", "missing")):
        os.symlink(target, os.path.join(folder, name))
    result.update({
        "huge": huge, "no permission": locked, "folder": directory, "fifo": fifo,
        "endless link": os.path.join(folder, "endless"),
        "link to nothing": os.path.join(folder, "nowhere"),
        "missing": os.path.join(folder, "missing"), "missing folder": os.path.join(folder, "no/x"),
        "below a file": os.path.join(huge, "x"), "device": "/dev/zero", "null": "/dev/null",
        "long name": os.path.join(folder, "n" * 300), "odd name": os.path.join(folder, "a\nb\x1b[1m"),
    })
    with open(result["odd name"], "wb") as file:
        file.write(b"# odd\n")
    return result


# Each takes the bad file in the place of {}.
READING = {
    "check": ["check", "{}"],
    "check, strict and JSON": ["check", "--strict", "--json", "{}"],
    "check --sarif": ["check", "--sarif", "{}"],
    "check --run": ["check", "--run", "--trust", "{}"],
    "list": ["list", "--lessons={}"],
    "show": ["show", "1", "--lessons={}"],
    "reference": ["reference", "--lessons={}"],
    "learn": ["learn", "--lessons={}"],
    "learn, watching": ["learn", "--watch", "{}"],
    "run": ["run", "{}"],
    "run, trusted": ["run", "--trust", "{}"],
    "run, with this Python": ["run", "sync-basics#three-fetches", "sync", "--python={}"],
    "record": ["record", "--trust", "{}"],
    "exercise": ["exercise", "--lessons={}"],
    "exercise, with this Python": ["exercise", "sync-basics#first-look", "--check", "--python={}"],
    "trust": ["trust", "{}"],
    "trust --revoke": ["trust", "--revoke={}"],
    "replay": ["replay", "{}"],
    "replay, in text": ["replay", "--text", "{}"],
    "replay, exported": ["replay", "--json=-", "{}"],
    "replay, in words": ["replay", "--plain", "{}"],
    "compare": ["compare", "--text", "{}", TRACES + "/mixed/1.jsonl"],
    "trace": ["trace", "--text", "{}"],
    "trace, with this Python": ["trace", "--text", "--python={}", "-c", "print(1)"],
    "python": ["python", "--python={}"],
    "progress --import": ["progress", "--import={}"],
}

# Each writes to what stands in the place of {}.
WRITING = {
    "replay --html": ["replay", TRACES + "/mixed/1.jsonl", "--html={}"],
    "replay --svg": ["replay", TRACES + "/mixed/1.jsonl", "--svg={}"],
    "replay --chrome": ["replay", TRACES + "/mixed/1.jsonl", "--chrome={}"],
    "replay --json": ["replay", TRACES + "/mixed/1.jsonl", "--json={}"],
    "trace --save": ["trace", "--text", "--save={}", "-c", "print(1)"],
    "progress --export": ["progress", "--export={}"],
    "new lesson": ["new", "lesson", "{}"],
}

# Files that are found and not named.
FOUND = {
    "the settings": (".config/interleave/config.yaml", ["config"]),
    "the settings, by the way": (".config/interleave/config.yaml", ["list"]),
    "the progress": (".local/state/interleave/progress.sqlite", ["progress"]),
    "the progress, in the course": (".local/state/interleave/progress.sqlite", ["learn", "--plain"]),
    "what is trusted": (".local/state/interleave/trust", ["trust", "--list"]),
    "what is trusted, while it runs": (
        ".local/state/interleave/trust", ["run", "sync-basics#three-fetches", "sync"]),
    "an exercise": (
        ".local/share/interleave/exercises/sync-basics/overlap.py",
        ["exercise", "sync-basics#overlap", "--check"]),
    "a folder of exercises": (".local/share/interleave/exercises", ["exercise", "sync-basics"]),
    "the folder of settings": (".config", ["config"]),
    "the folder of the state": (".local", ["learn", "--plain"]),
}


def files(suite):
    folder = tempfile.mkdtemp(dir=suite.root)
    os.chmod(folder, 0o755)
    kinds = bad_files(folder)
    for kind, path in kinds.items():
        user = NOBODY if kind == "no permission" and os.geteuid() == 0 else None
        for command, words in READING.items():
            # A program of the person's own may do what it likes, also read a device to its end.
            if command in ("trace", "compare") and kind in ("device", "fifo"):
                continue
            # That of a lesson's program, or of the person's own, is told as it ended.
            statuses = range(0, 256) if command.startswith("trace") else (0, 1, 2)
            filled = [word.replace("{}", path) for word in words]
            suite.run(f"{command}, {kind}", filled, b"next\nquit\n", user, statuses)
        lesson_files(suite, kind, path, user)
        writing(suite, kind, path, user)
        found(suite, kind, path, user)


def lesson_files(suite, kind, path, user):
    """The same as a lesson's file, as a program beside a lesson and as the course's pages."""
    course = tempfile.mkdtemp(dir=suite.root)
    os.chmod(course, 0o755)
    os.mkdir(os.path.join(course, "01-a"))
    os.symlink(path, os.path.join(course, "01-a", "lesson.md"))
    os.mkdir(os.path.join(course, "02-b"))
    with open(os.path.join(course, "02-b", "lesson.md"), "w") as file:
        file.write(
            "---\nformat: 1\nid: b\ntitle: B\nminutes: 5\n---\n## A step {#a}\n\nText.\n\n"
            "```python demo=d file=d.py\n```\n")
    os.symlink(path, os.path.join(course, "02-b", "d.py"))
    for page in ("glossary.md", "reference.md", "chooser.md"):
        os.symlink(path, os.path.join(course, page))
    place = f"--lessons={course}"
    for command in (
        ["list", place], ["show", "1", place], ["show", "b", place], ["check", course],
        ["show", "glossary", place], ["reference", "a", place], ["choose", place],
        ["learn", "--plain", place], ["run", "b#d", "--trust", place], ["check", "--run", course],
    ):
        words = " ".join(word for word in command if not word.startswith(("--lessons", course)))
        suite.run(f"a course with it, {words}, {kind}", command, b"next\nnext\nrun\nquit\n", user)


def writing(suite, kind, path, user):
    # Who writes into a pipe waits for its reader, as every program does.
    if kind in ("fifo", "device", "long name"):
        return
    for command, words in WRITING.items():
        copy = tempfile.mkdtemp(dir=suite.root)
        if user:
            os.chmod(copy, 0o755)
        place = os.path.join(copy, "it")
        if os.path.islink(path):
            os.symlink(os.readlink(path) if kind == "link to nothing" else "it", place)
        elif os.path.isdir(path):
            os.mkdir(place)
        elif os.path.isfile(path):
            shutil.copy(path, place)
        else:
            place = os.path.join(copy, os.path.relpath(path, suite.root)[-40:].lstrip("/"))
        before = snapshot(copy)
        filled = [word.replace("{}", place) for word in words]
        suite.run(f"{command}, over it, {kind}", filled, b"", user)
        loose = [name for name in snapshot(copy) - before if "/." in name]
        if loose:
            suite.told(f"{command}, over it, {kind}, afterwards", [f"left: {loose}"])
        shutil.rmtree(copy, ignore_errors=True)


def snapshot(folder):
    return {os.path.join(at, name) for at, ds, fs in os.walk(folder) for name in ds + fs}


def found(suite, kind, path, user):
    for what, (place, words) in FOUND.items():
        name = f"{what}, {kind}"
        if not suite.wants(name):
            continue
        home = Home(suite.root)
        target = os.path.join(home.path, place)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if kind in ("fifo", "device", "null", "endless link", "link to nothing"):
            os.symlink(path, target)
        elif kind == "folder":
            os.makedirs(os.path.join(target, "something"))
        elif os.path.isfile(path):
            shutil.copy(path, target)
            if kind == "no permission":
                os.chmod(target, 0)
        if user:
            for at, _, names in os.walk(home.path):
                for each in [at] + [os.path.join(at, name) for name in names]:
                    os.lchown(each, user, user)
        suite.run(name, words, b"next\nquit\n", user, home=home)


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
    "faults": faults,
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
