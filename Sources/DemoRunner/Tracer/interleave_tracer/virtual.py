"""Virtual time: nothing waits, the clock jumps from one timer to the next.

For recordings and tests of programs that do nothing but asyncio: they take no time, and give the
same events each time. Computing takes no time either. A thread or a child process can't be made to
fit; from the first one on, waits are real again, and the trace says so.
"""

import sys
import time

_START = 1000.0
_WALL = 1700000000.0


class _Clock:
    seconds = _START
    broken = False


def take_over_the_clock():
    """Replaces the clocks of `time`, before any module has taken them out of it."""
    def monotonic():
        return _Clock.seconds

    def monotonic_ns():
        return round(_Clock.seconds * 1e9)

    def wall():
        return _WALL + _Clock.seconds - _START

    def wall_ns():
        return round(wall() * 1e9)

    time.monotonic = monotonic
    time.monotonic_ns = monotonic_ns
    time.perf_counter = monotonic
    time.perf_counter_ns = monotonic_ns
    time.time = wall
    time.time_ns = wall_ns
    _Clock.sleep = time.sleep


def install():
    from . import blocking, calls, hooks

    original = _Clock.sleep

    def sleep(duration):
        if _alone():
            if duration < 0:
                original(duration)          # raises what it raises
            _Clock.seconds += duration
        else:
            original(duration)

    # Under the wrapper that reports the call as blocking.
    sleep.__name__ = sleep.__qualname__ = "sleep"
    sleep.__module__ = "time"
    time.sleep = blocking.BlockingCall(sleep, "time", "sleep", calls.sleep)
    hooks.when_imported("selectors", _watch_selectors)


def _alone():
    """Whether the program is one thread without children, as virtual time needs it."""
    if not _Clock.broken:
        threading = sys.modules.get("threading")
        if threading is not None and threading.active_count() > 1:
            _give_up("a thread was started")
    return not _Clock.broken


def _give_up(why):
    from . import notices

    _Clock.broken = True
    notices.note("virtual-off", "%s: from here on waits take their real time" % why)


def _watch_selectors(module):
    base = module.DefaultSelector
    wait = base.select

    def select(self, timeout=None):
        ready = wait(self, 0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None:
            # No timer: only something outside of the program can end this wait.
            return wait(self, None)
        if not _alone():
            began = _real_monotonic()
            ready = wait(self, timeout)
            _Clock.seconds += _real_monotonic() - began
            return ready
        _Clock.seconds += timeout
        return ready

    base.select = select


def _real_monotonic():
    return time.clock_gettime(time.CLOCK_MONOTONIC)
