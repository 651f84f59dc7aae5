"""Processor time and memory, taken on the way when another line is due."""

import os
import time

from . import clock, journal, options

EVERY = 50_000                      # microseconds
MOST_THREADS = 256                  # with more of them, looking at each takes too long
start_up_time = 0
_queued_before = 0
_longest_queued = 0
_last = -EVERY
_open, _read, _close = os.open, os.read, os.close
_READ_ONLY = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)
_process_time_ns = time.process_time_ns
_page = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def take_if_due(time_now):
    global _last
    # Virtual time promises the same lines each time, and these differ.
    if time_now - _last >= EVERY and not options.virtual:
        _last = time_now
        journal.write(b'{"t":%d,"k":"use","cpu":%d,"rss":%d}\n' % (
            time_now, processor_time(), resident_memory()))


def processor_time():
    return _process_time_ns() // 1000


def resident_memory():
    # `open` would take twice as long, and more when the processor has rested.
    try:
        descriptor = _open("/proc/self/statm", _READ_ONLY)
        try:
            return int(_read(descriptor, 100).split()[1]) * _page
        finally:
            _close(descriptor)
    except (OSError, ValueError, IndexError):
        return 0


def begin_queue():
    """What was queued for by now is none of the program's."""
    global _queued_before
    _queued_before = _queued()


def look_at_ending_thread(lane):
    global _longest_queued
    if lane <= MOST_THREADS and not options.virtual:
        _longest_queued = max(_longest_queued, _queued())


def longest_queued():
    """How long the thread that did so the longest stood in line for a processor."""
    return max(_longest_queued, _queued() - _queued_before, 0)


def _queued():
    """Of this thread, in microseconds; Linux counts it."""
    try:
        with open("/proc/thread-self/schedstat", "rb") as file:
            return int(file.read().split()[1]) // 1000
    except (OSError, ValueError, IndexError):
        return 0
