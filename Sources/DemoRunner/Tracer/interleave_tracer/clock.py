"""The one clock of a trace: whole microseconds since the start of the run.

`CLOCK_MONOTONIC` is common to all processes of a machine, so their times can be compared. The
functions are taken out of `time` before anything replaces them; with virtual time they are the
replaced ones.
"""

import os
import time

from . import options

if options.virtual:
    from . import virtual

    virtual.take_over_the_clock()

monotonic_ns = time.monotonic_ns
# Under virtual time this is the made-up clock too, so that a recording is the same every time.
zero_ns = options.zero if options.zero and not options.virtual else monotonic_ns()
zero = zero_ns // 1000
os.environ["INTERLEAVE_ZERO"] = str(zero_ns)


def now():
    return monotonic_ns() // 1000 - zero


def from_seconds(when):
    """The trace time of a reading of `time.monotonic`, which is what event loops count in."""
    return int(when * 1e6) - zero
