"""What a suspended task waits for, in words, and at which lines.

A task's coroutine awaits another one, and so on, down to a future. The learner's frames along that
chain are the place; the functions of the standard library below them tell the reason: a table knows
them by code object, and its entries read a few of their local variables. Nothing of the learner's
is ever read.
"""

import gc
import sys
import types

from . import clock, cost, lanes, places, tasks, text

# What is known of a code object, by its id, since to hash one takes longer than all the rest: whose
# it is, or, where it tells for what a task waits, (class, words) or a function that tells them and
# details from (local variables, future).
_known = {}
_LEARNERS, _UNKNOWN = 0, 1
_weak = {}                          # such entries that give way to any further down
_codes = []                         # keeps them alive
_LEVELS = range(60)
_top_places = places.top
_known_places = places.known
_known_reasons = places.reasons
_FutureIterator = None              # its type has no name in the library: see stack
_COROUTINE = types.CoroutineType
_GENERATOR = types.GeneratorType
_ASYNC_GENERATOR = types.AsyncGeneratorType
_THROUGH = ("async_generator_asend", "async_generator_athrow", "coroutine_wrapper",
            "anext_awaitable")


def stack(coro):
    """The place where a coroutine is suspended, and what tells the reason: the entry of the table, if
    there is one, the code object, and the coroutine. Frames are asked for only where they are needed:
    Python makes them when they are."""
    global _FutureIterator
    place = 0
    entry = code = teller = None
    for _ in _LEVELS:
        kind = type(coro)
        if kind is _COROUTINE:
            inner_code, following = coro.cr_code, coro.cr_await
        elif kind is _FutureIterator:
            break
        elif kind is _GENERATOR:
            inner_code, following = coro.gi_code, coro.gi_yieldfrom
        elif kind is _ASYNC_GENERATOR:
            inner_code, following = coro.ag_code, coro.ag_await
        elif kind.__name__ in _THROUGH:
            coro = _referent(coro)
            continue
        else:
            if kind.__name__ == "FutureIter":
                _FutureIterator = kind
            break
        identity = id(inner_code)
        known = _known.get(identity)
        if known is None:
            known = _meet(inner_code)
        if known is _LEARNERS:
            frame = coro.cr_frame if kind is _COROUTINE else _frame(coro)
            if frame is None:
                break
            place = _known_places.get((place, identity, frame.f_lasti)) or places.define(
                place, inner_code, frame.f_lasti, frame.f_lineno)
            entry = code = None
        elif known is not _UNKNOWN:
            # What the library does for this is no business of the learner's.
            return place, known, inner_code, coro
        elif code is None or identity in _weak:
            entry, code, teller = _weak.get(identity), inner_code, coro
        coro = following
    return place, entry, code, teller


def _frame(coro):
    if type(coro) is _COROUTINE:
        return coro.cr_frame
    return coro.gi_frame if type(coro) is _GENERATOR else coro.ag_frame


def _meet(code):
    known = _LEARNERS if places.kind_of(code) == places.LEARNERS else _UNKNOWN
    _known[id(code)] = known
    return known


def _referent(wrapper):
    """What the awaitables of async generators wrap; they have no attribute for it."""
    for thing in gc.get_referents(wrapper):
        if type(thing).__name__ in ("async_generator", "coroutine", "async_generator_asend"):
            return thing
    return None


def suspension(task, lane, waiter):
    """The half of a line that says where a task stopped and what it waits for."""
    cost.waits += 1
    coro = task.get_coro()
    try:
        # The same as below, for the commonest case: coroutines of the learner's at known places,
        # then the library's, down to one that the table knows.
        code = coro.cr_code
        place = _top_places[id(code)][coro.cr_frame.f_lasti]
        coro = coro.cr_await
        code = coro.cr_code
        entry = _known[id(code)]
        while entry is _LEARNERS:
            place = _known_places[place, id(code), coro.cr_frame.f_lasti]
            coro = coro.cr_await
            code = coro.cr_code
            entry = _known[id(code)]
        while entry is _UNKNOWN:
            coro = coro.cr_await
            code = coro.cr_code
            entry = _known[id(code)]
        teller = coro
        if entry is _LEARNERS:
            place, entry, code, teller = stack(task.get_coro())
    except (AttributeError, KeyError):
        place, entry, code, teller = stack(task.get_coro())
    if waiter is None:
        return b'"o":%d,"p":%d' % (lane, place)
    if type(entry) is tuple:
        return b'"o":%d,"p":%d,"w":%d' % (
            lane, place, _known_reasons.get(entry) or places.reason(*entry))
    told = None
    if entry is not None:
        try:
            told = entry(_frame(teller).f_locals, waiter)
        except Exception:
            told = None
    if told is None:
        told = _of_future(waiter)
        if told is None and code is not None:
            told = ("code", getattr(code, "co_qualname", code.co_name), b"")
        elif told is None:
            number = places.object_number(waiter, "Future")
            told = ("future", "a future", b',"ob":%d' % number if number else b"")
    kind, words, details = told
    return b'"o":%d,"p":%d,"w":%d%s' % (
        lane, place, places.reason(kind, words), details)


def _of_future(future):
    """What can be told of an awaited future by itself."""
    kind = type(future).__name__
    if kind == "_GatheringFuture":
        children = future._children
        left = sum(1 for child in children if not child.done())
        return "gather", "gather, %d of %d left" % (left, len(children)), b""
    if hasattr(future, "get_coro"):
        return "task", "task", b',"on":%d' % tasks.lane_of(future)
    for callback in getattr(future, "_callbacks", None) or ():
        function = callback[0]
        name = getattr(function, "__qualname__", "")
        if "_chain_future" in name:
            return _job(function)
        if name.startswith("shield"):
            return _shield(function)
    # A shield leaves its mark on the outer future by a callback, whose name differs by version.
    return None


def _cell(function, name):
    try:
        position = function.__code__.co_freevars.index(name)
        return function.__closure__[position].cell_contents
    except (AttributeError, ValueError, IndexError):
        return None


def _job(callback):
    source = _cell(callback, "source")
    number = getattr(source, "_interleave_job", None)
    if number is None:
        return "job", "a job in an executor", b""
    return "job", number[1], b',"j":%d' % number[0]


def _shield(callback):
    inner = _cell(callback, "inner")
    if inner is not None and hasattr(inner, "get_coro"):
        return "shield", "shield", b',"on":%d' % tasks.lane_of(inner)
    return "shield", "shield", b""


# The table

def _sleep(variables, waiter):
    timer = variables.get("h")
    details = b""
    if timer is not None:
        details = b',"u":%d' % clock.from_seconds(timer._when)
    return "sleep", "sleep(%s)" % text.seconds(variables["delay"]), details


def _primitive(kind, words):
    def entry(variables, waiter):
        number = places.object_number(variables["self"])
        return kind, words, b',"ob":%d' % number if number else b""
    return entry


def _queue(kind, verb):
    def entry(variables, waiter):
        queue = variables["self"]
        size = queue.qsize()
        limit = " of %d" % queue.maxsize if queue.maxsize > 0 else ""
        number = places.object_number(queue)
        return (kind, "%s.%s, %d%s in it" % (type(queue).__name__, verb, size, limit),
                b',"ob":%d' % number if number else b"")
    return entry


def _queue_join(variables, waiter):
    queue = variables["self"]
    number = places.object_number(queue)
    return ("queue-join", "%s.join, %d unfinished" % (
        type(queue).__name__, queue._unfinished_tasks), b',"ob":%d' % number if number else b"")


def _barrier(variables, waiter):
    barrier = variables["self"]
    number = places.object_number(barrier)
    return ("barrier", "barrier, %d of %d there" % (barrier.n_waiting, barrier.parties),
            b',"ob":%d' % number if number else b"")


def _wait_for(variables, waiter):
    words = "wait_for, at most %s s" % text.seconds(variables["timeout"])
    inner = variables.get("fut")
    if inner is not None and hasattr(inner, "get_coro"):
        return "timeout", words, b',"on":%d' % tasks.lane_of(inner)
    return "timeout", words, b""


def _wait(variables, waiter):
    until = str(variables.get("return_when", "")).lower().replace("_", " ")
    left = variables.get("counter")
    if left is None:
        return "wait", "wait until %s" % until, b""
    return "wait", "wait until %s, %d left" % (until, left), b""


def _task_group(variables, waiter):
    return "group", "task group, %d left" % len(variables["self"]._tasks), b""


def _to_thread(variables, waiter):
    words = "to_thread(%s)" % lanes.function_name(variables["func"])
    told = _of_future(waiter)
    return "job", words, told[2] if told is not None else b""


def _child(kind, words):
    def entry(variables, waiter):
        pid = getattr(variables.get("self"), "pid", None)
        return kind, words, b',"pid":%d' % pid if pid else b""
    return entry


def _enter(function, entry):
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is not None:
        _enter_code(code, entry)


def _enter_code(code, entry, table=_known):
    _codes.append(code)
    table[id(code)] = entry


def learn_the_library():
    """Fills the table, once asyncio has been imported."""
    from asyncio import base_events, locks, queues, selector_events, streams
    from asyncio import tasks as library

    _enter(library.sleep, _sleep)
    _enter_code(library.wait_for.__code__, _wait_for, _weak)
    _enter(library._wait, _wait)
    _enter(library._cancel_and_wait, ("wait", "a cancelled task to end"))
    next_one = ("as-completed", "as_completed, the next result")
    if hasattr(library, "_AsCompletedIterator"):
        _enter(library._AsCompletedIterator._wait_for_one, next_one)
    else:
        for constant in library.as_completed.__code__.co_consts:
            if getattr(constant, "co_name", "") == "_wait_for_one":
                _enter_code(constant, next_one)
    _enter(queues.Queue.get, _queue("queue-get", "get"))
    _enter(queues.Queue.put, _queue("queue-put", "put"))
    _enter(queues.Queue.join, _queue_join)
    _enter(locks.Lock.acquire, _primitive("lock", "a lock"))
    _enter(locks.Event.wait, _primitive("event", "an event"))
    _enter(locks.Condition.wait, _primitive("condition", "a condition"))
    _enter(locks.Semaphore.acquire, _primitive("semaphore", "a semaphore"))
    if hasattr(locks, "Barrier"):
        _enter(locks.Barrier.wait, _barrier)
    reads = ("read", "data from a stream")
    for name in ("_wait_for_data", "read", "readline", "readexactly", "readuntil"):
        _enter(getattr(streams.StreamReader, name), reads)
    _enter(streams.StreamWriter.drain, ("write", "room in a stream's send buffer"))
    _enter(streams.StreamWriter.wait_closed, ("close", "a stream to close"))
    loop = base_events.BaseEventLoop
    _enter(loop.create_connection, ("connect", "a connection"))
    _enter(loop.create_server, ("server", "a server to start"))
    _enter(loop.getaddrinfo, ("lookup", "a name look-up"))
    _enter(loop.shutdown_default_executor, ("shutdown", "the executor to shut down"))
    _enter(base_events.Server.serve_forever, ("server", "serve_forever"))
    _enter(base_events.Server.wait_closed, ("server", "a server to close"))
    sockets = selector_events.BaseSelectorEventLoop
    _enter(getattr(sockets, "_accept_connection2", None),
           ("accept", "a new connection to be ready"))
    for name, kind, words in (
        ("sock_recv", "read", "data from a socket"),
        ("sock_recv_into", "read", "data from a socket"),
        ("sock_recvfrom", "read", "data from a socket"),
        ("sock_sendall", "write", "room in a socket's send buffer"),
        ("sock_accept", "accept", "a connection to accept"),
        ("sock_connect", "connect", "a connection"),
    ):
        _enter(getattr(sockets, name, None), (kind, words))
    _learn_optional_modules()


def _learn_optional_modules():
    groups = sys.modules.get("asyncio.taskgroups")
    if groups is not None:
        for name in ("__aexit__", "_aexit"):
            _enter(getattr(groups.TaskGroup, name, None), _task_group)
    threads = sys.modules.get("asyncio.threads")
    if threads is not None:
        _enter(threads.to_thread, _to_thread)
    processes = sys.modules.get("asyncio.subprocess")
    if processes is not None:
        starts = ("child", "a child process to start")
        _enter(processes.create_subprocess_exec, starts)
        _enter(processes.create_subprocess_shell, starts)
        _enter(processes.Process.wait, _child("child", "a child process to end"))
        _enter(processes.Process.communicate, _child("pipe", "a child process's output"))
        _enter(processes.Process._read_stream, _child("pipe", "a child process's output"))
