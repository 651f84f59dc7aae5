"""A reader of traces in plain Python, after Sources/Trace/FORMAT.md.

It rebuilds what each lane was doing from the lines alone, and notes whatever the format does not
allow in `problems`. So it is a check of the tracer and of the format's completeness in one.
"""

import collections
import json
import os

RUNNING, READY, WAITING, BLOCKED, IDLE, LENT = (
    "running", "ready", "waiting", "blocked", "idle", "lent")

# From which states a lane may go to which.
LEGAL = {
    "task": {
        None: {READY},
        READY: {RUNNING},
        RUNNING: {READY, WAITING, BLOCKED, LENT},
        BLOCKED: {RUNNING},
        LENT: {RUNNING},
        WAITING: {READY},
    },
    "thread": {
        None: {RUNNING},
        RUNNING: {BLOCKED, IDLE, LENT},
        BLOCKED: {RUNNING},
        IDLE: {RUNNING},
        LENT: {RUNNING},
    },
}


class Span:
    """A lane was in one state from `start` to `end` (None: to the end of the trace)."""

    def __init__(self, start, state, line):
        self.start, self.end, self.state, self.line = start, None, state, line

    def __repr__(self):
        return "%s %s..%s" % (self.state, self.start, self.end)


class Lane:
    def __init__(self, process, kind, number, line):
        self.process, self.kind, self.number, self.line = process, kind, number, line
        self.name = line.get("n")
        self.names = [self.name]
        self.begin = line["t"]
        self.end = None
        self.outcome = None             # ok, failed, cancelled
        self.exception = None
        self.ending = None              # the line that ended it
        self.spans = []
        self.resumptions = []           # the `r` lines

    def __repr__(self):
        return "<%s %d %s>" % (self.kind, self.number, self.name)

    @property
    def state(self):
        return self.spans[-1].state if self.spans else None

    def at(self, time):
        """The state at a time, None before the beginning and after the end."""
        span = self.span_at(time)
        return span.state if span else None

    def span_at(self, time):
        for span in self.spans:
            if span.start <= time and (span.end is None or time < span.end):
                return span
        return None

    def spans_in(self, state):
        return [span for span in self.spans if span.state == state]

    def reasons(self):
        """All reasons that it waited or was blocked for, as (class, words), in order."""
        return [self.process.reasons[span.line["w"]] for span in self.spans
                if span.state in (WAITING, BLOCKED)]

    def total(self, state):
        return sum(span.end - span.start for span in self.spans_in(state) if span.end is not None)


class Process:
    def __init__(self, lines, whole, path):
        self.path, self.whole = path, whole
        self.head = lines[0]
        self.problems = []
        self.files, self.places, self.reasons, self.objects = {}, {}, {}, {}
        self.lanes = {}
        self.loops = {}                 # loop number → thread lane
        self.queues = collections.defaultdict(list)
        self.timers = {}
        self.turns = []
        self.others = collections.defaultdict(list)     # lines of all other kinds
        self.lines = sorted(lines, key=lambda line: line["t"])
        for line in self.lines:
            self._take(line)
        self.last = self.lines[-1]["t"]

    # What tests ask for

    def task(self, name):
        found = [lane for lane in self.lanes.values() if lane.kind == "task" and name in lane.names]
        if len(found) != 1:
            raise LookupError("%d tasks are called %r: %r" % (len(found), name, found))
        return found[0]

    def thread(self, name):
        found = [lane for lane in self.lanes.values()
                 if lane.kind == "thread" and name in lane.names]
        if len(found) != 1:
            raise LookupError("%d threads are called %r: %r" % (len(found), name, found))
        return found[0]

    def tasks(self, function=None):
        return [lane for lane in self.lanes.values() if lane.kind == "task" and (
            function is None or lane.line["fn"] == function)]

    @property
    def main(self):
        return next(lane for lane in self.lanes.values() if lane.line.get("main"))

    def stack(self, place):
        """A place as [(function, line)], innermost first."""
        frames = []
        while place:
            line = self.places[place]
            frames.append((line["fn"], line["ln"]))
            place = line.get("up", 0)
        return frames

    def source_line(self, place):
        """The text of a place's line."""
        line = self.places[place]
        with open(self.files[line["f"]], encoding="utf-8") as file:
            return file.read().splitlines()[line["ln"] - 1].strip()

    def printed(self, text):
        """The time at which a line was printed that contains this text."""
        for line in self.others["out"]:
            if text in line["s"]:
                return line["t"]
        raise LookupError("never printed: %r" % text)

    # Reading

    def _wrong(self, line, words):
        self.problems.append("%s: %s" % (words, json.dumps(line)))

    def _take(self, line):
        handler = getattr(self, "_take_" + line["k"], None)
        if handler is not None:
            handler(line)
        else:
            self.others[line["k"]].append(line)
        for key, table in (("p", self.places), ("cp", self.places), ("w", self.reasons),
                           ("ob", self.objects), ("f", self.files)):
            if line.get(key) and line[key] not in table:
                self._wrong(line, "%s is not defined" % key)
        for key in ("l", "by", "on", "o", "hd"):
            if line.get(key) and line["k"] != "proc" and line[key] not in self.lanes:
                if not self._may_be_inherited(line[key]):
                    self._wrong(line, "lane %s is not known" % key)

    def _may_be_inherited(self, number):
        # A forked process can hold on to tasks of its parent; their numbers are smaller.
        return self.head["how"] == "fork" and number < min(self.lanes, default=1 << 60)

    def _take_file(self, line):
        self.files[line["n"]] = line["s"]

    def _take_at(self, line):
        if line.get("up") and line["up"] not in self.places:
            self._wrong(line, "up is not defined")
        self.places[line["n"]] = line

    def _take_why(self, line):
        self.reasons[line["n"]] = (line["v"], line["s"])

    def _take_obj(self, line):
        self.objects[line["n"]] = line["c"]

    def _begin(self, kind, line):
        if line["l"] in self.lanes:
            self._wrong(line, "the lane began before")
        lane = self.lanes[line["l"]] = Lane(self, kind, line["l"], line)
        return lane

    def _take_thr(self, line):
        self._go(self._begin("thread", line), RUNNING, line)

    def _take_task(self, line):
        lane = self._begin("task", line)
        if line.get("eager"):
            return                              # its `s` line follows
        self._go(lane, READY, line)
        self.queues[line.get("lp")].append(lane.number)

    def _take_name(self, line):
        lane = self.lanes[line["l"]]
        lane.name = line["n"]
        lane.names.append(line["n"])

    def _take_thx(self, line):
        lane = self.lanes[line["l"]]
        if lane.state != RUNNING:
            self._wrong(line, "a thread ended that was %s" % lane.state)
        self._finish(lane, line, "failed" if "x" in line else "ok")

    def _finish(self, lane, line, outcome):
        if lane.spans:
            lane.spans[-1].end = line["t"]
        lane.end, lane.outcome = line["t"], outcome
        lane.exception, lane.ending = line.get("x"), line

    def _go(self, lane, state, line, time=None):
        time = line["t"] if time is None else time
        if lane.end is not None:
            self._wrong(line, "the lane had ended")
        allowed = LEGAL[lane.kind].get(lane.state, set())
        if lane.line.get("eager") and lane.state is None:
            allowed = {RUNNING}
        if state not in allowed:
            self._wrong(line, "from %s to %s" % (lane.state, state))
        if lane.spans:
            last = lane.spans[-1]
            time = max(time, last.start)
            last.end = time
        lane.spans.append(Span(time, state, line))

    def _thread_of(self, lane):
        return self.lanes.get(self.loops.get(lane.line.get("lp")))

    def _take_s(self, line):
        thread = self._stop(line)
        lane = self.lanes.get(line.get("l"))
        if line.get("back"):
            if lane is not None:
                self._go(lane, RUNNING, line)
            elif thread is not None:
                self._go(thread, RUNNING, line)
            return
        if lane is None:
            if thread is None and line.get("th"):
                thread = self.lanes[line["th"]]
            if thread is not None and thread.state == LENT:
                self._go(thread, RUNNING, line)
            if line.get("cb"):
                self.others["callback"].append(line)
            return
        thread = self._thread_of(lane)
        if line.get("eager"):
            self._go(self.lanes[line["by"]], LENT, line)
        else:
            queue = self.queues[lane.line.get("lp")]
            if lane.number not in queue:
                self._wrong(line, "the lane was not in the ready queue")
            else:
                queue.remove(lane.number)
            if thread is not None and thread.state != LENT:
                self._go(thread, LENT, line)
        self._go(lane, RUNNING, line)

    def _stop(self, line):
        """The half of a line that ends a step; the thread that the step ran on."""
        if not line.get("o"):
            return None
        lane = self.lanes.get(line["o"])
        if lane is None:
            return None
        thread = self._thread_of(lane)
        if "e" in line:
            if lane.state != RUNNING:
                self._wrong(line, "a task ended that was %s" % lane.state)
            self._finish(lane, line, line["e"])
        elif "w" in line:
            self._go(lane, WAITING, line)
        else:
            self._go(lane, READY, line)
            self.queues[lane.line.get("lp")].append(lane.number)
        return thread

    def _take_loop(self, line):
        self.loops[line["lp"]] = line["l"]
        self.others["loop"].append(line)

    def _take_turn(self, line):
        self._stop(line)
        self.turns.append(line)
        thread = self.lanes[self.loops[line["lp"]]]
        if thread.state == LENT:
            self._go(thread, RUNNING, line)
        if line.get("i"):
            self._go(thread, IDLE, line)

    def _take_wake(self, line):
        self._go(self.lanes[self.loops[line["lp"]]], RUNNING, line)

    def _take_r(self, line):
        lane = self.lanes[line["l"]]
        lane.resumptions.append(line)
        # Due is ready: when a timer fires late, the lane could have run since it was due.
        due = line["u"] if line.get("c") == "timer" else line["t"]
        self._go(lane, READY, line, time=min(due, line["t"]))
        self.queues[lane.line.get("lp")].append(lane.number)

    def _take_b(self, line):
        self._go(self.lanes[line["l"]], BLOCKED, line)

    def _take_u(self, line):
        self._go(self.lanes[line["l"]], RUNNING, line)

    def _take_tm(self, line):
        self.timers[line["n"]] = line

    def _take_tmx(self, line):
        if line["n"] not in self.timers:
            self._wrong(line, "the timer is not known")
        self.others["tmx"].append(line)

    def _take_cq(self, line):
        self.others["cq"].append(line)


class Trace:
    def __init__(self, folder):
        paths = [os.path.join(folder, name) for name in os.listdir(folder)]
        self.processes = sorted((read(path) for path in paths),
                                key=lambda process: process.head["t"])

    @property
    def main(self):
        return self.processes[0]

    @property
    def problems(self):
        return [problem for process in self.processes for problem in process.problems]

    def process(self, pid):
        return next(process for process in self.processes if process.head["pid"] == pid)


def read_lines(path):
    """The lines of a file up to the first NUL, without what was not finished."""
    with open(path, "rb") as file:
        data = file.read()
    data = data.partition(b"\0")[0]
    whole, _, _ = data.rpartition(b"\n")
    return [json.loads(line) for line in whole.split(b"\n") if line.strip()]


def read(path):
    lines = read_lines(path)
    if not lines or lines[0]["k"] != "proc" or lines[0]["format"] != "interleave-trace":
        raise ValueError("not a trace: %s" % path)
    return Process(lines, lines[-1]["k"] == "end", path)


def overlaps(process):
    """Moments at which two lanes of one thread were active (running or blocked), or two lanes of a
    process held the interpreter's lock in the sense that their thread was not lent. Empty if right.

    Lanes on different threads can both be running in the sense of the format; lanes that share a
    thread never can.
    """
    found = []
    by_thread = collections.defaultdict(list)
    for lane in process.lanes.values():
        if lane.kind == "thread":
            thread = lane.number
        else:
            thread = process.loops.get(lane.line.get("lp"))
        for span in lane.spans:
            if span.state in (RUNNING, BLOCKED, IDLE) and span.end is not None:
                by_thread[thread].append((span.start, span.end, lane))
    for spans in by_thread.values():
        spans.sort(key=lambda item: item[:2])
        for (_, end, lane), (start, _, other) in zip(spans, spans[1:]):
            if start < end and lane is not other:
                found.append((lane, other, start, end))
    return found


def simultaneous(lanes, state):
    """The largest number of these lanes that were in a state at one time."""
    changes = []
    for lane in lanes:
        for span in lane.spans_in(state):
            end = span.end if span.end is not None else float("inf")
            changes += [(span.start, 1), (end, -1)]
    most = count = 0
    for _, change in sorted(changes):
        count += change
        most = max(most, count)
    return most
