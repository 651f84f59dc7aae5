"""Locks of threads.

A lock that the learner's own code makes is a thin object around the real one, which reports when a
thread has to wait for it, and knows who holds it. A free lock is taken without a line. Locks that
the library makes for itself stay as they are.
"""

import _thread
import sys

from . import blocking, lanes, places

_get_ident = _thread.get_ident
_real_lock = _thread.allocate_lock
_real_rlock = _thread.RLock
_plain_lock_type = type(_real_lock())


class _Watched:
    __slots__ = ("_real", "_holder", "_interleave_number", "__weakref__")
    kind = "Lock"

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

    def __init__(self):
        self._real = _real_lock()
        self._holder = 0

    def locked(self):
        return self._real.locked()

    acquire_lock = _Watched.acquire
    release_lock = _Watched.release
    locked_lock = locked


class _WatchedRLock(_Watched):
    __slots__ = ()
    kind = "RLock"

    def __init__(self):
        self._real = _real_rlock()
        self._holder = 0

    # What a Condition that is built on this lock asks for.

    def _is_owned(self):
        return self._real._is_owned()

    def _release_save(self):
        return self._real._release_save()

    def _acquire_restore(self, state):
        self._real._acquire_restore(state)
        self._holder = _get_ident()


def watch(threading):
    if isinstance(threading.Lock, type):        # 3.13 and later
        threading.Lock = _class_like(threading.Lock, _WatchedLock)
    else:
        threading.Lock = _Maker(threading.Lock, _WatchedLock)
    threading.RLock = _Maker(threading.RLock, _WatchedRLock)


def _made_by_learner():
    return places.file_number(sys._getframe(2).f_code.co_filename) != 0


class _Maker(blocking.BlockingCall):
    """Stands in for the function `threading.Lock` or `RLock`."""

    def __init__(self, original, watched):
        blocking.BlockingCall.__init__(self, original, None)
        self._watched = watched

    def __call__(self, *args, **options):
        if not args and not options and _made_by_learner():
            return self._watched()
        return self.__wrapped__(*args, **options)


def _class_like(original, watched):
    """A class in place of `threading.Lock`, which makes either kind and recognises both."""

    class Meta(type):
        def __instancecheck__(cls, thing):
            return isinstance(thing, (original, watched))

        def __subclasscheck__(cls, other):
            return other is cls or issubclass(other, (original, watched))

        def __call__(cls, *args, **options):
            if not args and not options and _made_by_learner():
                return watched()
            return original(*args, **options)

        def __repr__(cls):
            return repr(original)

        def __eq__(cls, other):
            return other is cls or other is original

        def __hash__(cls):
            return hash(original)

    return Meta(original.__name__, (), {
        "__module__": original.__module__, "__qualname__": original.__qualname__,
        "__doc__": original.__doc__})
