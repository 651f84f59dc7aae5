"""Processor time and memory, taken on the way when another line is due."""

import os
import time

from . import clock, journal, options

EVERY = 50_000                      # microseconds
start_up_time = 0
_last = -EVERY
_process_time_ns = time.process_time_ns
_page = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def take_if_due():
    global _last
    time_now = clock.now()
    # Virtual time promises the same lines each time, and these differ.
    if time_now - _last >= EVERY and not options.virtual:
        _last = time_now
        journal.write(b'{"t":%d,"k":"use","cpu":%d,"rss":%d}\n' % (
            time_now, processor_time(), resident_memory()))


def processor_time():
    return _process_time_ns() // 1000


def resident_memory():
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * _page
    except (OSError, ValueError, IndexError):
        return 0
