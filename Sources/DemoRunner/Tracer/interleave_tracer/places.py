"""Files, places and reasons: what lines refer to by number.

A place is one line of the learner's code together with the place that awaits or calls it, so one
number stands for a whole stack. Places are looked up by code object and instruction, which costs
less than asking for the line; the line is computed when a place is met for the first time.
"""

import os
import sys

from . import clock, journal, text

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LIBRARY = os.path.dirname(os.path.abspath(os.__file__))
DEEPEST = 40

# Files of the learner's: name as in code objects → number. `foreign` are all the others met.
own = {}
foreign = set()
known = {}                          # (place above, id of code object, instruction) → place
top = {}                            # the same without any above: id of code → instruction → place
_codes = []                         # keeps code objects alive whose id is in a key

# Whose a code object is, by its id. On a stack everything beyond a boundary has started the loop or
# the process, and is not part of what the learner's code does.
LEARNERS, LIBRARY, BOUNDARY = 1, 2, 3
kinds = {}
_kinds_get = kinds.get
_met = []                           # keeps those code objects alive
reasons = {}                        # (class, words) → reason
_count = {"file": 0, "at": 0, "why": 0, "obj": 0}


def forget():
    """In a forked child: its file must define everything again."""
    own.clear()
    foreign.clear()
    known.clear()
    top.clear()
    _codes.clear()
    reasons.clear()


def _next(kind):
    _count[kind] += 1
    return _count[kind]


def file_number(name):
    """The number of a file of the learner's; 0 for anything else."""
    number = own.get(name)
    if number is not None:
        return number
    if name in foreign:
        return 0
    if not _is_learners(name):
        foreign.add(name)
        return 0
    number = _next("file")
    path = name if name.startswith("<") else os.path.abspath(name)
    journal.write(b'{"t":%d,"k":"file","n":%d,"s":%s}\n' % (clock.now(), number, text.quote(path)))
    own[name] = number
    return number


def _is_learners(name):
    if name.startswith("<"):
        # Code given by `-c` or on standard input. Libraries use the name "<string>" too.
        command = getattr(sys, "argv", None) or [""]
        return (name == "<string>" and command[0] == "-c") or name == "<stdin>"
    full = os.path.abspath(name)
    return not (
        full.startswith(_LIBRARY)
        or full.startswith(_HERE)
        or "site-packages" in full
        or "dist-packages" in full
    )


def kind_of(code):
    """Whose this code object is, which was not met before."""
    kind = LEARNERS if file_number(code.co_filename) else LIBRARY
    _met.append(code)
    kinds[id(code)] = kind
    return kind


def stop_at(function):
    _met.append(function.__code__)
    kinds[id(function.__code__)] = BOUNDARY


def define(up, code, instruction, line):
    """Gives a number to a place that was not met before."""
    number = _next("at")
    file = file_number(code.co_filename)
    beginning = b'{"t":%d,"k":"at","n":%d,"f":%d,"ln":%d,"fn":%s' % (
        clock.now(), number, file, line or 0,
        text.quote(getattr(code, "co_qualname", code.co_name)))
    journal.write(beginning + (b',"up":%d}\n' % up if up else b"}\n"))
    _codes.append(code)
    known[up, id(code), instruction] = number
    if not up:
        top.setdefault(id(code), {})[instruction] = number
    return number



def line_place(code, line, up=0):
    """The place of a line that is known by its number. Lines get keys apart from instructions."""
    key = (up, id(code), -line - 1)
    return known.get(key) or define(up, code, -line - 1, line)


def of_frame(frame):
    """The stack of the learner's frames from `frame` outwards, as a place."""
    frames = ()
    while frame is not None:
        kind = _kinds_get(id(frame.f_code))
        if kind is not LIBRARY:
            if kind is BOUNDARY:
                break
            if kind is LEARNERS or kind_of(frame.f_code) is LEARNERS:
                frames += (frame,)
                if len(frames) == DEEPEST:
                    break
        frame = frame.f_back
    place = 0
    for frame in reversed(frames):
        code = frame.f_code
        place = known.get((place, id(code), frame.f_lasti)) or define(
            place, code, frame.f_lasti, frame.f_lineno)
    return place


def reason(kind, words):
    """The number of a reason for waiting."""
    number = reasons.get((kind, words))
    if number is None:
        number = _next("why")
        journal.write(b'{"t":%d,"k":"why","n":%d,"v":%s,"s":%s}\n' % (
            clock.now(), number, text.quote(kind), text.quote(words)))
        if len(reasons) < 100000:
            reasons[kind, words] = number
    return number


def object_number(thing, kind=None, name=None):
    """The number of a lock, queue, future, … It is kept on the thing itself: ids are used again."""
    try:
        return thing._interleave_number
    except AttributeError:
        pass
    number = _next("obj")
    try:
        thing._interleave_number = number
    except (AttributeError, TypeError):
        return 0                    # takes no attributes: better no number than a wrong one
    line = b'{"t":%d,"k":"obj","n":%d,"c":%s' % (
        clock.now(), number, text.quote(kind or type(thing).__name__))
    journal.write(line + (b',"s":%s}\n' % text.quote(name) if name else b"}\n"))
    return number
