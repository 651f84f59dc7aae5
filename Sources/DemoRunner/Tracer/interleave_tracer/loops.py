"""The event loop, seen through its ready queue.

The loop keeps what can run in a deque, `_ready`, and uses it in a fixed rhythm: `append` when
something becomes ready, `popleft` when the next step begins (and so the one before has ended),
`bool()` before it looks at the selector, `len()` after. A subclass of deque in its place sees all
of that, and changes nothing: no frame is added to any stack, no coroutine wrapped, no factory
set.

`append` and `popleft` are run once for each step of each task, and are written for speed.
"""

import collections
import functools
import itertools
import sys
import types
from asyncio import events

from . import awaits, callbacks, cancels, clock, cost, lanes, notices, output, places, samples, tasks
from . import text, timers
from . import journal as journal_module

_append = collections.deque.append
_popleft = collections.deque.popleft
_size = collections.deque.__len__
_clear = collections.deque.clear
_getframe = sys._getframe
_get_ident = lanes.get_ident
_now_ns = clock.monotonic_ns
_zero = clock.zero
_known_places = places.known
_top_places = places.top
_foreign = places.foreign
_names = tasks.names
_suspension = awaits.suspension
_sleep_code = tasks.asyncio_tasks.sleep.__code__
_journal = journal_module.journal
_numbers = itertools.count(1)
_callback_numbers = itertools.count(1)
_NOBODY = (0, None, 0, 0)
_IO = (0, "io", 0, 0)


# The type of the callback that a C task gives to the loop for a step. The library has no name for
# it, so it is taken from the first one that comes by.
_StepMethod = None
_PARTIAL = functools.partial
_FUNCTION = types.FunctionType
_METHOD = types.MethodType
_BUILTIN_METHOD = types.BuiltinMethodType
_Handle = events.Handle
_PRIVATE = callbacks.PRIVATE
_methods = callbacks.methods
_whose = callbacks.whose


def stopped(task, lane):
    """The half of a line that says how a step ended after which the task is not ready."""
    name = task.get_name()
    waiter = task._fut_waiter
    state = task._state if waiter is None else "PENDING"
    if state == "PENDING":
        if _names.get(lane) != name:
            tasks.check_name(task, lane)
        return _suspension(task, lane, waiter)
    if _names.pop(lane, None) != name:
        tasks.tell_name(lane, name)
    canceller = tasks.cancellers.pop(lane, None) if tasks.cancellers else None
    if state == "CANCELLED":
        half = b'"o":%d,"e":"cancelled"' % lane
        if canceller is None:
            return half
        by, place, means = canceller
        return half + b'%s%s,"v":"%s"' % (
            b',"by":%d' % by if by else b"", b',"cp":%d' % place if place else b"",
            means.encode())
    exception = task._exception         # `exception()` would count as having looked at it
    if exception is None:
        return b'"o":%d,"e":"ok"' % lane
    return b'"o":%d,"e":"failed","x":%s' % (
        lane, text.quote(text.exception_words(exception)))


class ReadyQueue(collections.deque):
    __slots__ = ("loop", "number", "thread", "task", "lane", "gave_up", "polling", "idle", "turns",
                 "cause", "queued", "callbacks", "eager", "unnamed")

    def watch(self, loop):
        self.loop = loop
        self.number = next(_numbers)
        self.thread = None          # identity of the thread that runs the loop
        self.task = None            # the task whose step runs
        self.lane = 0               # and its lane
        self.gave_up = False        # that task is in the queue again: sleep(0)
        self.polling = False        # between bool() and len(): the loop looks at its selector
        self.idle = False           # and will wait there
        self.turns = 0
        self.cause = _NOBODY        # whose doing the callback that runs is: lane, cause, and of a
                                    # timer its due time and place
        self.queued = {}            # id of a queued handle → the task whose step it is (unless its
                                    # callback tells), or the cause of a callback, if it has one
        self.callbacks = {}         # id of a queued callback of the learner's → its number
        self.eager = None           # coroutine and lane of an eager first step
        self.unnamed = []           # eager tasks that may get their name right after this, and lanes
        return self

    # A step ends, the next begins

    def append(self, handle):
        _append(self, handle)
        try:
            callback = handle._callback
            kind = type(callback)
            if kind is _StepMethod:
                task = callback.__self__
                if task is self.task:
                    self.gave_up = True
                else:
                    self._ready(task)
                return
            if kind is _METHOD:
                function = callback.__func__
                private = (_methods.get(id(function)) or _whose(function)) is _PRIVATE
            elif kind is _FUNCTION:
                private = callback.__code__.co_filename in _foreign
            elif kind is _BUILTIN_METHOD and callback.__name__ == "task_wakeup":
                self._resumes(handle, callback.__self__)
                return
            else:
                private = False
            if private and self.thread == _get_ident():
                # The same as _queued, for the commonest case.
                lane = self.lane
                if lane:
                    task = self.task
                    cause = (lane, "end" if task is not None and task.done() else None, 0, 0)
                elif not self.polling:
                    cause = self.cause
                    if cause is _NOBODY:
                        return
                elif type(handle) is _Handle:
                    if self.idle:
                        self._wake()
                    cause = _IO
                else:
                    self._queued(handle, callback)
                    return
                self.queued[id(handle)] = cause
            elif callback is not None:
                self._other(handle, callback, kind)
        except Exception as problem:
            _misfit(problem)

    def _resumes(self, handle, task):
        """A step that goes on with a task, which its handle does not tell as easily."""
        self.queued[id(handle)] = task
        if task is self.task:
            # It has cancelled itself, and the wait that it begins ends at once.
            self.gave_up = True
            tasks.cancellers[self.lane] = self.lane, 0, "call"
            return
        if self.cause is _IO and not self.lane:
            # The same as _ready, for what came in over the network.
            lane = getattr(task, "_interleave", None)
            waiter = task._fut_waiter
            if lane is not None and waiter is not None and not waiter.cancelled():
                line = b'{"t":%d,"k":"r","l":%d,"c":"io"}\n' % (_now_ns() // 1000 - _zero, lane)
                try:
                    _journal.put(line)
                except ValueError:
                    _journal.overflow(line)
                return
        self._ready(task)

    def _other(self, handle, callback, kind):
        global _StepMethod
        if kind is _METHOD and callback.__func__ in callbacks.PY_STEPS or (
                kind.__name__ == "TaskWakeupMethWrapper"):
            self._resumes(handle, callback.__self__)
        elif kind.__name__ == "TaskStepMethWrapper":
            _StepMethod = kind
            self._ready(callback.__self__)
        else:
            self._queued(handle, callback)

    def popleft(self):
        handle = _popleft(self)
        try:
            callback = handle._callback
            if type(callback) is _StepMethod:
                task = callback.__self__
            else:
                task = self.queued.pop(id(handle), _NOBODY)
                if type(task) is tuple:
                    self.cause = task
                    if self.lane or self.callbacks:
                        self._begin_callback(handle)
                    return handle
            lane = task._interleave
            last = self.lane
            if self.gave_up:
                self.gave_up = False
                # The same as awaits.stack, for the commonest case: `sleep(0)` at known places.
                coro = self.task.get_coro()
                try:
                    place = _top_places[id(coro.cr_code)][coro.cr_frame.f_lasti]
                    coro = coro.cr_await
                    code = coro.cr_code
                    while code is not _sleep_code:
                        place = _known_places[place, id(code), coro.cr_frame.f_lasti]
                        coro = coro.cr_await
                        code = coro.cr_code
                except (AttributeError, KeyError):
                    place = awaits.stack(self.task.get_coro())[0]
                line = b'{"t":%d,"k":"s","o":%d,"p":%d,"l":%d}\n' % (
                    _now_ns() // 1000 - _zero, last, place, lane)
            elif last:
                half = stopped(self.task, last)
                line = b'{"t":%d,"k":"s",%s,"l":%d}\n' % (
                    _now_ns() // 1000 - _zero, half, lane)
            else:
                line = b'{"t":%d,"k":"s","l":%d}\n' % (_now_ns() // 1000 - _zero, lane)
            self.task = task
            self.lane = lane
            try:
                _journal.put(line)
            except ValueError:
                _journal.overflow(line)
        except Exception as problem:
            self.task, self.lane = None, 0
            _misfit(problem)
        return handle

    def stop(self):
        """The half of a line that says how the last step ended."""
        task, lane = self.task, self.lane
        self.task, self.lane = None, 0
        if self.gave_up:
            self.gave_up = False
            return b'"o":%d,"p":%d' % (lane, awaits.stack(task.get_coro())[0])
        return stopped(task, lane)

    def _begin_callback(self, handle):
        number = self.callbacks.pop(id(handle), 0) if self.callbacks else 0
        if self.lane:
            half = self.stop()
        elif number:
            half = b'"th":%d' % lanes.thread_lane(self.thread)
        else:
            return
        if number:
            half += b',"cb":%d' % number
        line = b'{"t":%d,"k":"s",%s}\n' % (_now_ns() // 1000 - _zero, half)
        try:
            _journal.put(line)
        except ValueError:
            _journal.overflow(line)

    # Something becomes ready

    def _whence(self, handle=None):
        """Who made ready what is being queued: lane, cause, and due time and place of a timer."""
        if self.thread != _get_ident():
            return (lanes.current(), None if self.thread is None else "thread", 0, 0)
        lane = self.lane
        if lane:
            # The task is not known yet while it makes an eager first step.
            task = self.task
            return (lane, "end" if task is not None and task.done() else None, 0, 0)
        if not self.polling:
            return self.cause
        if self.idle:
            self._wake()
        when = getattr(handle, "_when", None)
        return _IO if when is None else (0, "timer", clock.from_seconds(when), 0)

    def _ready(self, task):
        lane = getattr(task, "_interleave", None)
        if lane is None:
            waiter = getattr(task, "_fut_waiter", None)
            lane = tasks.meet(task, late=waiter is not None, queue=self)
            if self.eager is not None and self.eager[1] == lane:
                self.task = task            # a task that gave up its turn in its eager step
                self.gave_up = True
            return
        by, cause, due, timers_place = self._whence()
        waiter = task._fut_waiter
        if by == lane:
            # Nobody wakes itself: what it waits for had ended before it began to wait.
            by, cause = 0, "end"
        place = places.of_frame(_getframe(2)) if by and cause != "end" else 0
        means = b""
        if waiter is not None and _was_cancelled(task, waiter):
            by, place, word = self._canceller(by, place or timers_place, cause)
            tasks.cancellers[lane] = by, place, word
            cause = "cancel"
            means = b',"v":"%s"' % word.encode()
        if cause is None and by:
            line = b'{"t":%d,"k":"r","l":%d,"by":%d,"p":%d}\n' % (
                _now_ns() // 1000 - _zero, lane, by, place)
        else:
            line = b'{"t":%d,"k":"r","l":%d%s%s%s,"c":"%s"%s}\n' % (
                _now_ns() // 1000 - _zero, lane, b',"by":%d' % by if by else b"",
                b',"p":%d' % place if place else b"", b',"u":%d' % due if due else b"",
                (cause or "loop").encode(), means)
        _journal.write(line)

    def _canceller(self, by, place, cause):
        """Who cancels a task that is becoming ready, where, and by what means."""
        means = cancels.means(_getframe(3))
        if cause == "end" and means == "call":
            # It was cancelled through the task that it waits for, by whoever did that.
            return tasks.cancellers.get(by, (by, place, means))
        if means == "limit" and by in tasks.cancellers and _is_cancelled(self.task):
            # No time limit: `wait_for` was cancelled, and passes that on.
            return tasks.cancellers[by]
        return by, place, means

    def _queued(self, handle, callback):
        """A callback that is no step. The learner's own get a line; all keep whose doing it is."""
        origin = self._whence(handle)
        name = None
        if origin is not _NOBODY:
            if origin[1] == "timer":
                name, place = timers.fired(handle)
                origin = origin[:3] + (place,)
            self.queued[id(handle)] = origin
        if name is None:
            function = callback.func if type(callback) is _PARTIAL else callback
            kind = type(function)
            if kind is _FUNCTION and function.__code__.co_filename in _foreign:
                return
            if kind is _METHOD:
                method = function.__func__
                if (_methods.get(id(method)) or _whose(method)) is _PRIVATE:
                    return
            if not callbacks.given_by_learner(callback, _getframe(2)):
                return
            name = lanes.function_name(callback)
        by, cause, due, _ = origin
        number = self.callbacks[id(handle)] = next(_callback_numbers)
        place = places.of_frame(_getframe(2)) if by and cause != "end" else 0
        journal_module.tell("cq", (
            ("n", number), ("lp", self.number), ("fn", name), ("by", by or None),
            ("p", place or None), ("c", cause), ("u", due or None)))

    # Turns

    def __bool__(self):
        size = _size(self)
        if _getframe(1).f_code.co_name != "_run_once":
            return size > 0
        if self.thread != _get_ident():
            self._moved_to_this_thread()
        half = b"," + self.stop() if self.lane else b""
        self.cause = _NOBODY
        self.polling = True
        self.turns += 1
        if size or self.loop._stopping:
            idle = b""
        else:
            idle = b',"i":1'
            self.idle = True
            if output.pieces:
                output.finish()
        time_now = _now_ns() // 1000 - _zero
        # Now, and not when the program has waited and has something to do again.
        samples.take_if_due(time_now)
        line = b'{"t":%d,"k":"turn","lp":%d,"n":%d,"q":%d,"tm":%d%s%s}\n' % (
            time_now, self.number, self.turns, size, len(self.loop._scheduled), idle, half)
        try:
            _journal.put(line)
        except ValueError:
            _journal.overflow(line)
        return size > 0

    def __len__(self):
        size = _size(self)
        if self.polling and _getframe(1).f_code.co_name == "_run_once":
            if self.idle:
                self._wake()
            self.polling = False
            cost.handles += size
            if self.unnamed:
                self._look_at_names()
        return size

    def _wake(self):
        cost.wakes += 1
        self.idle = False
        _journal.write(b'{"t":%d,"k":"wake","lp":%d}\n' % (clock.now(), self.number))

    def _look_at_names(self):
        unnamed, self.unnamed = self.unnamed, []
        for reference, lane in unnamed:
            task = reference()
            if task is not None:
                tasks.check_name(task, lane)
            if task is None or task.done():
                tasks.names.pop(lane, None)

    def _moved_to_this_thread(self):
        self.thread = identity = _get_ident()
        lane = lanes.thread_lane(identity)
        lanes.queues[identity] = self
        _journal.write(b'{"t":%d,"k":"loop","lp":%d,"l":%d,"c":%s,"debug":%d}\n' % (
            clock.now(), self.number, lane, text.quote(type(self.loop).__name__),
            self.loop.get_debug()))

    def clear(self):
        if self.lane:
            half = self.stop()
            _journal.write(b'{"t":%d,"k":"s",%s}\n' % (clock.now(), half))
        _clear(self)
        self.queued.clear()
        self.callbacks.clear()
        timers.forget(self.number)


ReadyQueue.__name__ = ReadyQueue.__qualname__ = "deque"


_misfits = []


def _misfit(problem):
    """The tracer did not understand the loop. That must not become the program's problem."""
    if len(_misfits) < 5:
        _misfits.append(problem)
        notices.trouble("a step of the loop was not understood: %r" % (problem,))


def _was_cancelled(task, waiter):
    """Whether a task is resumed because somebody cancelled it, or cancelled what it waits for."""
    if not waiter.cancelled():
        return False
    # A task that it waits for may have been cancelled for its own part. That tells from 3.11 on.
    asked = getattr(task, "cancelling", None)
    return asked is None or not hasattr(waiter, "get_coro") or asked() > 0


def _is_cancelled(task):
    """Whether somebody asked for a running task to be cancelled. Before 3.11 that can't be seen."""
    asked = getattr(task, "cancelling", None)
    return asked is None or asked() > 0


def watch(base_events):
    """Gives every loop made from now on a watched ready queue."""
    loop_class = base_events.BaseEventLoop
    initialise = loop_class.__init__
    places.stop_at(loop_class._run_once)
    places.stop_at(base_events.events.Handle._run)

    def __init__(self, *args, **options):
        initialise(self, *args, **options)
        if type(self._ready) is collections.deque:
            self._ready = ReadyQueue().watch(self)

    loop_class.__init__ = __init__


def watch_other_loops(asyncio):
    """Says so when a loop runs that has no ready queue to look at."""
    events = asyncio.events
    announce = events._set_running_loop
    told = set()

    def _set_running_loop(loop):
        name = "%s.%s" % (type(loop).__module__, type(loop).__qualname__)
        if loop is not None and not isinstance(getattr(loop, "_ready", None), ReadyQueue):
            if name not in told:
                told.add(name)
                notices.note("reduced", "%s is a loop of another make: its tasks can't be seen, "
                                        "only what blocks and what is printed" % name)
        return announce(loop)

    events._set_running_loop = asyncio._set_running_loop = _set_running_loop

