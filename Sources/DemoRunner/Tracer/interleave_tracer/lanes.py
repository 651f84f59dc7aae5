"""Lanes: their numbers, and which one runs on the thread that asks.

Threads and tasks are numbered together. A thread is found by its identity, a task by an attribute
on it (see `tasks`); never by name, since names come late and repeat.
"""

import _thread
import itertools
import sys

from . import journal, places

get_ident = _thread.get_ident
_native_id = getattr(_thread, "get_native_id", get_ident)

numbers = itertools.count(1)
threads = {}                        # thread identity → lane of the thread
queues = {}                         # thread identity → ready queue of the loop it runs
starters = {}                       # id of a Thread that was started → (lane, place) of the starter


def thread_lane(identity=None):
    """The lane of this thread itself, announced when it is met for the first time."""
    lane = threads.get(identity or get_ident())
    return lane if lane is not None else announce_thread()


def current():
    """The lane whose code runs now: a task's, or the thread's own."""
    identity = get_ident()
    queue = queues.get(identity)
    if queue is not None:
        lane = queue.lane
        if lane:
            return lane
    lane = threads.get(identity)
    return lane if lane is not None else announce_thread()


def announce_thread(thread=None, function=None, kind=None):
    identity = get_ident()
    main = not threads and thread is None
    if thread is None:
        module = sys.modules.get("threading")
        thread = module._active.get(identity) if module is not None else None
    if thread is not None:
        name = thread.name
    else:
        name = "MainThread" if main else "thread"
    number = threads[identity] = next(numbers)
    by, place = starters.pop(id(thread), (0, 0))
    journal.tell("thr", (
        ("l", number), ("n", name), ("tid", _native_id()), ("fn", function), ("v", kind),
        ("by", by or None), ("p", place or None), ("main", 1 if main else None),
        ("daemon", 1 if thread is not None and thread.daemon else None)))
    return number


def here(depth=1):
    """The learner's line that is executing, seen from `depth` frames above the caller."""
    return places.of_frame(sys._getframe(depth + 1))


def forget():
    """In a forked child only the thread that forked lives on. Numbers are not used again, so that
    what is left of the parent's lanes can't be mistaken for the child's."""
    threads.clear()
    queues.clear()
    starters.clear()


def function_name(function):
    """What the learner calls the thing that a thread, job or callback runs."""
    for _ in range(10):
        inner = getattr(function, "func", None)         # functools.partial, and _WorkItem-likes
        if inner is None or not callable(inner):
            break
        if getattr(inner, "__qualname__", "") == "Context.run" and function.args:
            inner = function.args[0]                    # as `to_thread` calls it
        function = inner
    name = getattr(function, "__qualname__", None) or getattr(function, "__name__", None)
    if name is None:
        return type(function).__qualname__
    owner = getattr(function, "__module__", None)
    if owner in ("time", "os", "socket", "subprocess") and "." not in name:
        return "%s.%s" % (owner, name)
    return name
