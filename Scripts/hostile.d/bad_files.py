"""Bad files in every place that a command takes one from."""

import os
import random
import shutil
import tempfile

from program import LESSONS, TRACES, Home

NOBODY = 65534


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
