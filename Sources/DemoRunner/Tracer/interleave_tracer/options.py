"""What the environment asks of the tracer.

INTERLEAVE_TRACE    folder for the trace files; nothing happens without it
INTERLEAVE_MODE     words with commas: normal, step (every line), calls (calls and returns),
                    generators (those that are driven by hand)
INTERLEAVE_VIRTUAL  1: time is made up, and jumps from timer to timer
INTERLEAVE_CAP      size limit of one trace file in bytes
INTERLEAVE_ZERO     monotonic nanoseconds that count as time 0
INTERLEAVE_PARENT   set by the tracer for the processes below this one: the pid of the nearest
                    traced ancestor
"""

import os

environment = os.environ

folder = os.path.abspath(environment.get("INTERLEAVE_TRACE", ""))
# Children may begin in another directory.
environment["INTERLEAVE_TRACE"] = folder
modes = frozenset(environment.get("INTERLEAVE_MODE", "normal").replace(" ", "").split(","))
virtual = environment.get("INTERLEAVE_VIRTUAL", "") == "1"


def _number(name, default):
    try:
        return int(environment.get(name, ""))
    except ValueError:
        return default


cap = _number("INTERLEAVE_CAP", 256 << 20)
zero = _number("INTERLEAVE_ZERO", 0)
parent = _number("INTERLEAVE_PARENT", 0)
