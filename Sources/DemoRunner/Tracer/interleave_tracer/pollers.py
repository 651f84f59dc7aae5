"""Waiting for files and sockets: `select`, the poll objects, and `selectors`."""

import sys

from . import blocking, lanes, substitutes
from .blocking import Description

_get_ident = lanes.get_ident
_getframe = sys._getframe
_POLL = Description("select", "poll")


def watch_select(module):
    def describe(args, options):
        limit = args[3] if len(args) > 3 else None
        return None if limit is not None and limit <= 0 else Description("select", "select")

    blocking.wrap_builtin(module, "select", describe)
    for name in ("poll", "epoll", "devpoll"):
        substitutes.put_in(module, name, _WatchedPoller)
    substitutes.put_in(module, "kqueue", _WatchedQueue)


class _Watched:
    __slots__ = ("_real", "__weakref__")

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def __enter__(self):
        self._real.__enter__()
        return self

    def __exit__(self, *exception):
        return self._real.__exit__(*exception)

    def __repr__(self):
        return repr(self._real)


class _WatchedPoller(_Watched):
    __slots__ = ()

    def poll(self, *args, **options):
        limit = args[0] if args else options.get("timeout")
        if limit == 0:
            return self._real.poll(*args, **options)
        return blocking.run(_POLL, self._real.poll, args, options)


class _WatchedQueue(_Watched):
    __slots__ = ()

    def control(self, changes, most, timeout=None):
        if most == 0 or timeout == 0:
            return self._real.control(changes, most, timeout)
        return blocking.run(_POLL, self._real.control, (changes, most, timeout), {})


def watch_selectors(module):
    for name in ("SelectSelector", "_PollLikeSelector", "PollSelector", "EpollSelector",
                 "KqueueSelector", "DevpollSelector"):
        selector = getattr(module, name, None)
        if selector is None or "select" not in selector.__dict__:
            continue
        _watch_selector(selector)


def _watch_selector(selector):
    original = selector.select

    def select(self, timeout=None):
        # The loop's own look at its selector is no blocking call: the loop is idle then.
        if (timeout is not None and timeout <= 0) or _get_ident() in blocking.busy or (
                _getframe(1).f_code.co_name == "_run_once"):
            return original(self, timeout)
        return blocking.run(Description("select", "select"), original, (self, timeout), {})

    blocking.dress(select, original)
    selector.select = select
