"""What tracing cost, by estimate.

When the program has ended, nothing is disturbed any more, and a few hundred lines of the commonest
kinds are timed on a throw-away loop and file. Their cost times the number of lines written is the
estimate; the first runs warm the code up and do not count.
"""

import time

from . import journal, samples

_ROUNDS = 300


def account():
    own = journal.journal
    size = own.position()
    per_byte = _nanoseconds_a_byte()
    return [("bytes", size), ("cost", int(size * per_byte / 1000)),
            ("start", samples.start_up_time)]


def _nanoseconds_a_byte():
    sink = bytearray(1 << 16)
    view = memoryview(sink)
    clock_ns = time.perf_counter_ns

    def line(position, number):
        text = b'{"t":%d,"k":"s","o":%d,"p":%d,"l":%d}\n' % (
            time.monotonic_ns() // 1000, number, 7, number + 1)
        view[position:position + len(text)] = text
        return position + len(text)

    for _ in range(2):
        position = 0
        began = clock_ns()
        for number in range(_ROUNDS):
            position = line(position, number)
        taken = clock_ns() - began
    # What surrounds a line (the hook, the stack of awaits) takes about as long again twice over.
    return 3 * taken / position
