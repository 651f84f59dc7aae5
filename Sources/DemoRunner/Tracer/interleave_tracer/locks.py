"""Locks of threads.

A lock that the learner's own code makes is a thin object around the real one, which reports when a
thread has to wait for it, and knows who holds it. A free lock is taken without a line. Locks that
the library makes for itself stay as they are.
"""

import _thread

from . import blocking, lanes, places, substitutes

_get_ident = _thread.get_ident


class _Watched:
    __slots__ = ("_real", "_holder", "_interleave_number", "__weakref__")
    kind = "Lock"

    def __init__(self, real):
        self._real = real
        self._holder = 0

    def acquire(self, blocking=True, timeout=-1):
        if self._real.acquire(False):
            self._holder = _get_ident()
            return True
        if not blocking:
            return False
        return self._wait(blocking, timeout)

    def _wait(self, wait, timeout):
        number = places.object_number(self, self.kind)
        details = b',"ob":%d' % number
        holder = lanes.threads.get(self._holder)
        if holder is not None:
            queue = lanes.queues.get(self._holder)
            if queue is not None and queue.lane:
                holder = queue.lane
            details += b',"hd":%d' % holder
        taken = blocking.run(blocking.Description("lock", "a lock", details),
                             self._real.acquire, (wait, timeout), {})
        if taken:
            self._holder = _get_ident()
        return taken

    __enter__ = acquire

    def release(self):
        self._real.release()

    def __exit__(self, *exception):
        self._real.release()

    def __repr__(self):
        return repr(self._real)

    def __reduce_ex__(self, protocol):
        return self._real.__reduce_ex__(protocol)

    def __getattr__(self, name):
        if name == "_interleave_number":
            raise AttributeError(name)
        return getattr(self._real, name)


class _WatchedLock(_Watched):
    __slots__ = ()

    def locked(self):
        return self._real.locked()

    acquire_lock = _Watched.acquire
    release_lock = _Watched.release
    locked_lock = locked


class _WatchedRLock(_Watched):
    __slots__ = ()
    kind = "RLock"

    # What a Condition that is built on this lock asks for.

    def _is_owned(self):
        return self._real._is_owned()

    def _release_save(self):
        return self._real._release_save()

    def _acquire_restore(self, state):
        self._real._acquire_restore(state)
        self._holder = _get_ident()


def watch(threading):
    substitutes.put_in(threading, "Lock", _WatchedLock)
    substitutes.put_in(threading, "RLock", _WatchedRLock)
