"""What tracing cost, by estimate.

What was done is counted, and what each costs is known in terms of one thing: the time that it takes
to put a line together. That is measured when the program has ended and nothing is disturbed any
more, on the machine and the interpreter that it ran on.
"""

import time

from . import journal, lanes, samples

waits = 0                           # suspensions of tasks, with their reasons
handles = 0                         # steps and callbacks that loops ran
calls = 0                           # blocking calls
wakes = 0                           # of loops that were idle
prints = 0                          # pieces of output

# In times of a line: for a hundred bytes written, and what each of these costs on top of its bytes.
# After an idle loop wakes, the tracer's next lines take longer, since the processor has rested and
# its caches hold other things. Fitted to the processor time that the programs of `Scripts/bench
# trace` and some more took with and without the tracer, on 3.9, 3.11, 3.13 and 3.14.
_A_HUNDRED_BYTES = 6
_A_LANE = 2
_A_WAIT = 20
_A_HANDLE = 1.5
_A_CALL = 14
_A_PRINT = 2.5
_A_WAKE = 85
_ROUNDS = 300


def account():
    size = journal.journal.position()
    lines = (_A_HUNDRED_BYTES * size / 100 + _A_LANE * next(lanes.numbers) + _A_WAIT * waits
             + _A_HANDLE * handles + _A_CALL * calls + _A_PRINT * prints
             + _A_WAKE * wakes)
    return [("bytes", size), ("cost", int(lines * _nanoseconds_a_line() / 1000)),
            ("start", samples.start_up_time)]


def _nanoseconds_a_line():
    """The least of a few attempts: what disturbs an attempt would be counted a thousand times."""
    least = None
    for _ in range(4):
        began = time.perf_counter_ns()
        for number in range(_ROUNDS):
            b'{"t":%d,"k":"s","o":%d,"p":%d,"l":%d}\n' % (
                time.monotonic_ns() // 1000, number, 7, number + 1)
        taken = (time.perf_counter_ns() - began) / _ROUNDS
        least = taken if least is None else min(least, taken)
    return least
