"""Prints, with their time.

The streams stay the objects that they are, with their buffers and settings: only `write` is put
before the method, as an attribute of the stream. So what reaches the terminal or pipe, and when, is
what it would be.

`print` calls `write` for each of its pieces. The pieces of a line are put together into one line of
the trace, unless the thread blocks or its loop becomes idle in between. A program that prints
without end is watched for its first four million characters; then its streams are left alone.
"""

import sys

from . import clock, cost, journal, lanes, notices, text

ENOUGH = 4_000_000
_characters = 0
_watched = []
pieces = {}                        # (stream number, lane) → [time, text so far]


def install():
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        if stream is not None:
            _watch(stream, number)


def _watch(stream, number):
    write = stream.write

    def write_and_tell(string):
        count = write(string)
        try:
            _take(number, string)
        except Exception:
            pass
        return count

    write_and_tell.__name__ = "write"
    write_and_tell.__qualname__ = "TextIOWrapper.write"
    try:
        stream.write = write_and_tell
        _watched.append(stream)
    except AttributeError:
        pass


def _take(number, string):
    cost.prints += 1
    lane = lanes.current()
    key = number, lane
    begun = pieces.get(key)
    if begun is None:
        if not string:
            return
        if string[-1] == "\n" or len(string) > text.LONGEST:
            _tell(clock.now(), number, lane, string)
        else:
            pieces[key] = [clock.now(), string]
        return
    begun[1] += string
    if string[-1:] == "\n" or len(begun[1]) > text.LONGEST:
        del pieces[key]
        _tell(begun[0], number, lane, begun[1])


def finish():
    """Lines that were begun and not ended."""
    while pieces:
        (number, lane), (time, string) = pieces.popitem()
        _tell(time, number, lane, string)


def _tell(time, number, lane, string):
    global _characters
    _characters += len(string)
    if _characters > ENOUGH and _watched:
        while _watched:
            _watched.pop().__dict__.pop("write", None)
        notices.note("lost", "from here on, output is not told line by line: there is too much")
    cut = b""
    if len(string) > text.LONGEST:
        cut = b',"cut":%d' % (len(string) - text.LONGEST)
        string = string[: text.LONGEST]
    journal.write(b'{"t":%d,"k":"out","l":%d,"n":%d,"s":%s%s}\n' % (
        time, lane, number, text.quote(string), cut))
