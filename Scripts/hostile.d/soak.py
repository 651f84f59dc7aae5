#!/usr/bin/env python3
"""See Scripts/soak --help."""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from program import LESSONS, Home, Session, adopt_orphans

# What leads on is typed often, so that the whole course is seen and demos run.
KEYS = (
    ["\r"] * 10 + ["n"] * 8 + [" "] * 4 + ["q"] * 4 + ["r"] * 2 + ["\x1b[B", "\x1b[A"] * 3
    + ["\x1b[C", "\x1b[D", "\x1b[6~", "\x1b[5~", "\t", "\x1b[Z", "1", "2", "3", ">", "<", "+", "-",
       "v", "f", "/", "s", "o", "l", "?", "R", "W", "m", "g", "G", "p", "d", "w", "[", "]", "h",
       "\x1b", "\x0c", "x", "a", "e", "t"]
)
KEPT_RUNS = 6
# Two runs of each demo are kept for as long as the session lives, and a trace may take megabytes:
# until all have run twice, memory grows by this much, and not more however long it goes on.
MEMORY_OF_RUNS = 16
# A learner who presses a key every three seconds.
KEYS_AN_HOUR = 1200


def read(pid, name):
    with open(f"/proc/{pid}/{name}") as file:
        return file.read()


def tree(pid):
    """A process and all beneath it, whoever they belong to now."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = read(name, "stat").rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(name))
    result, waiting = [], [pid]
    while waiting:
        result.append(waiting[-1])
        waiting += parents.get(waiting.pop(), [])
    return result


class Figures:
    def __init__(self, session, home):
        status = dict(
            line.split(":", 1) for line in read(session.pid, "status").splitlines() if ":" in line)
        # Its own; how much of the program's file is in memory depends on what was done last.
        self.memory = int(status["RssAnon"].split()[0]) / 1024
        self.threads = int(status["Threads"])
        self.descriptors = len(os.listdir(f"/proc/{session.pid}/fd"))
        self.processes = len(tree(session.pid)) - 1
        self.folders = len(os.listdir(home.temporary))
        state = os.path.join(home.path, ".local", "state", "interleave")
        self.state = len(os.listdir(state)) if os.path.isdir(state) else 0

    def __str__(self):
        return (f"{self.memory:7.1f} MB  {self.descriptors:3} descriptors  {self.threads:3} threads"
                f"  {self.processes:3} processes  {self.folders:3} folders  {self.state:2} kept files")


def begin_exercises(program, environment):
    """The files of all exercises, as a learner has them who has begun each. From the first that is
    opened on, the session has a watch on such files, for as long as it lives."""
    words = [program, "exercise", f"--lessons={LESSONS}"]
    listed = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    for line in listed.stdout.splitlines():
        exercise = line.split(",")[0]
        subprocess.run(words + [exercise], env=environment, check=True, capture_output=True)


def walk(session):
    """Through every lesson, so that what is had once for each is there before it is counted."""
    lessons = [name for name in os.listdir(LESSONS)
               if os.path.isfile(os.path.join(LESSONS, name, "lesson.md"))]
    for index in range(len(lessons)):
        for key in ["\x1b"] * 4 + ["\x1b[B"] * index + ["\r"] + ["n"] * 40:
            session.type(key)
            session.listen(0.05)


def at_rest(session, home):
    """Back to the course, with nothing that runs, so that figures can be compared."""
    for _ in range(14):
        session.type("\x1b")
        session.listen(0.08)
    # What watched over the last runs stays with their traces, which can still be saved.
    end = time.monotonic() + 15
    while len(tree(session.pid)) > 1 + KEPT_RUNS and time.monotonic() < end:
        session.listen(0.2)
    return Figures(session, home)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("minutes", nargs="?", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    adopt_orphans()
    chance = random.Random(options.seed)
    root = tempfile.mkdtemp(prefix="soak-")
    home = Home(root)
    # In the course itself the keys that lead back would lead out.
    settings = os.path.join(home.path, ".config", "interleave")
    os.makedirs(settings)
    with open(os.path.join(settings, "config.yaml"), "w") as file:
        file.write("keys:\n  home:\n    top: [g, q, Esc]\n")
    # The editor is one that changes nothing and is gone at once.
    environment = home.environment(EDITOR="true", VISUAL="true")
    program = os.path.abspath(options.program)
    begin_exercises(program, environment)
    session = Session([program, "learn", f"--lessons={LESSONS}"], environment, 100, 30, home.path)
    begun = time.monotonic()
    keys, runs, minute, figures, problems = 0, set(), 0, [], []
    try:
        session.until_quiet()
        walk(session)
        while time.monotonic() - begun < options.minutes * 60:
            # From one lesson to another: what is chosen in the list is opened.
            for key in ["\x1b"] * 3 + ["\x1b[B"] * chance.randint(0, 6) + ["\r"]:
                session.type(key)
                session.listen(0.01)
            for _ in range(chance.randint(40, 400)):
                if session.has_ended():
                    break
                session.type(chance.choice(KEYS))
                keys += 1
                if keys % 20 == 0:
                    runs.update(
                        name for name in os.listdir(home.temporary) if "run" in name)
                if chance.random() < 0.01:
                    session.resize(chance.randint(20, 200), chance.randint(5, 60))
                session.listen(chance.choice([0.002, 0.005, 0.02, 0.1]))
                if len(session.received) > 1 << 22:
                    del session.received[:-4096]
            if session.has_ended():
                problems.append(f"it ended with {session.status}")
                break
            if time.monotonic() - begun >= (minute + 1) * 60:
                minute = int((time.monotonic() - begun) // 60)
                figures.append(at_rest(session, home))
                print(f"{minute:4} min {keys:7} keys  {figures[-1]}", flush=True)
        if not problems:
            problems += growth(figures)
            # Where something is typed into, the keys that end it would be typed, too.
            at_rest(session, home)
            session.type("Q")
            session.type("q" * 20)
            if session.end() != 0:
                problems.append(f"it ended with {session.status}")
            problems += session.left_in_terminal() + home.leftovers()
    finally:
        session.close()
        shutil.rmtree(root, ignore_errors=True)
    minutes = (time.monotonic() - begun) / 60
    print(f"{minutes:.0f} minutes, {keys} keys, at least {len(runs)} runs of programs: "
          f"{keys / KEYS_AN_HOUR:.1f} hours of somebody who presses one every three seconds.")
    print("Nothing grows." if not problems else "FAILED: " + "; ".join(problems))
    return 1 if problems else 0


def growth(figures):
    """What the last part has more of than the part after warming up."""
    figures = figures[len(figures) // 5:]
    if len(figures) < 4:
        return []
    third = max(len(figures) // 3, 1)

    def middle(part, name):
        return statistics.median(getattr(each, name) for each in part)
    result = []
    for name, allowed in (
        ("memory", None), ("descriptors", 0), ("threads", 1), ("processes", 0), ("folders", 0),
        ("state", 0),
    ):
        first, last = middle(figures[:third], name), middle(figures[-third:], name)
        if last - first > (first * 0.1 + MEMORY_OF_RUNS if allowed is None else allowed):
            result.append(f"{name} from {first:g} to {last:g}")
    return result


if __name__ == "__main__":
    sys.exit(main())
