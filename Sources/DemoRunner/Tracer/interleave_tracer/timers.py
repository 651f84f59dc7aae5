"""Timers: time limits and delayed calls.

A sleep is a timer too, but the line that says the task waits for it has its due time, so that it
needs no line of its own.
"""

import itertools
import sys

from . import callbacks, clock, journal, lanes, places

_numbers = itertools.count(1)
_timers = {}                        # id of a TimerHandle → (number, learner's function, loop, place)


def watch(base_events):
    from asyncio import futures

    loop_class = base_events.BaseEventLoop
    make = loop_class.call_at
    gone = loop_class._timer_handle_cancelled
    wake_sleeper = futures._set_result_unless_cancelled

    def call_at(self, when, callback, *args, context=None):
        handle = make(self, when, callback, *args, context=context)
        if callback is not wake_sleeper:
            try:
                _announce(self, handle, when, callback)
            except Exception:
                pass
        return handle

    def _timer_handle_cancelled(self, handle):
        timer = _timers.pop(id(handle), None)
        if timer is not None:
            _end(timer[0], True)
        return gone(self, handle)

    loop_class.call_at = call_at
    loop_class._timer_handle_cancelled = _timer_handle_cancelled


def _announce(loop, handle, when, callback):
    queue = loop._ready
    place = lanes.here(2)
    caller = sys._getframe(2)
    if caller.f_code.co_name == "call_later":
        caller = caller.f_back
    name = None
    if _is_time_limit(callback):
        kind = "timeout"
    elif callbacks.is_learners(callback) or caller.f_code.co_filename in places.own:
        kind, name = "call", lanes.function_name(callback)
    else:
        kind = "other"
    number = next(_numbers)
    _timers[id(handle)] = number, name, getattr(queue, "number", None), place
    journal.tell("tm", (
        ("n", number), ("lp", getattr(queue, "number", None)), ("u", clock.from_seconds(when)),
        ("v", kind), ("fn", name), ("by", lanes.current()), ("p", place or None)))


def _is_time_limit(callback):
    name = getattr(callback, "__name__", "") or getattr(
        getattr(callback, "func", None), "__name__", "")
    return name in ("_on_timeout", "_release_waiter")


def fired(handle):
    """A timer's callback has been queued: the name of the learner's function, if it is one, and
    where the timer was made."""
    timer = _timers.pop(id(handle), None)
    if timer is None:
        return None, 0
    _end(timer[0], False)
    return timer[1], timer[3]


def forget(loop):
    """A loop was closed: its timers are gone, and their ids will be used again."""
    for key in [key for key, timer in _timers.items() if timer[2] == loop]:
        _end(_timers.pop(key)[0], True)


def _end(number, cancelled):
    journal.write(b'{"t":%d,"k":"tmx","n":%d%s}\n' % (
        clock.now(), number, b',"c":1' if cancelled else b""))
