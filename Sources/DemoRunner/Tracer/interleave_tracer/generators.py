"""Generators mode: what drives generators or coroutines by hand is a loop, and each a lane.

A generator of the learner's becomes a lane when it is first resumed, unless an event loop runs on
its thread, whose tasks are lanes already. It runs while its code does, and its driver is lent
meanwhile. Between a `yield` and the next `send` it waits; for what, only the driver knows.
"""

import sys

from . import clock, hooks, journal, lanes, notices, places, steps, text

_DRIVEN = 0x20 | 0x80               # flags of generators and coroutines in code objects
_TOOL = 5                           # tools 3 and 4 are those of `steps` and `program`
_LONGEST_NAME = 30
_LONGEST_VALUE = 30

_lanes = {}                         # id of a frame that is suspended, or runs → its lane
_count = {}                         # function name → how many lanes are called by it
_running = {}                       # thread → what runs on it


class _Running:
    """Stands where the ready queue of a loop would be: `lanes.current` asks for its lane."""

    __slots__ = ("frame", "lane", "driver", "inner", "thread", "task")

    def __init__(self, frame, lane, driver):
        self.frame = frame
        self.lane = lane
        self.driver = driver
        self.inner = None           # line of the frame, and the place within what it delegates to


def install():
    if hasattr(sys, "monitoring"):
        _install_monitoring(sys.monitoring)
        return
    sys.setprofile(_profile_after(sys.getprofile()))
    hooks.when_imported(
        "threading", lambda module: module.setprofile(_profile_after(module._profile_hook)))


def forget():
    """In a forked child: the lanes are the parent's, and what is driven there goes on unseen."""
    _lanes.clear()
    _running.clear()


def _resumed(frame, is_first):
    identity = lanes.get_ident()
    running = _running.get(identity)
    if running is not None and not _is_beneath(running.frame, frame):
        # Python does not tell every way in which one can end.
        _ended(running.frame, b',"e":"cancelled"')
    elif running is not None:
        # Whatever a generator delegates to, or drives itself, is a part of it.
        running.inner = None
        return
    if identity in lanes.queues:
        return
    driver = lanes.thread_lane()
    place = places.of_frame(frame.f_back)
    now = clock.now()
    # That of one that was closed can have had the same id.
    lane = None if is_first else _lanes.get(id(frame))
    if lane is None:
        lane = _lanes[id(frame)] = next(lanes.numbers)
        code = frame.f_code
        journal.write(
            b'{"t":%d,"k":"task","l":%d,"n":%s,"fn":%s,"by":%d,"p":%d,"f":%d,"ln":%d,"eager":1}\n'
            % (now, lane, text.quote(_name(frame)),
               text.quote(getattr(code, "co_qualname", code.co_name)), driver, place,
               places.file_number(code.co_filename), code.co_firstlineno))
    else:
        journal.write(b'{"t":%d,"k":"r","l":%d,"by":%d,"p":%d}\n' % (now, lane, driver, place))
    journal.write(b'{"t":%d,"k":"s","l":%d,"eager":1,"by":%d}\n' % (now, lane, driver))
    _running[identity] = lanes.queues[identity] = _Running(frame, lane, driver)


def _is_beneath(frame, above):
    while above is not None and above is not frame:
        above = above.f_back
    return above is frame


def _left(frame, half):
    """`half` says how the step ended, given the stack at which it did."""
    identity = lanes.get_ident()
    running = _running.get(identity)
    if running is None or running.frame is not frame:
        return
    del _running[identity]
    if lanes.queues.get(identity) is running:
        del lanes.queues[identity]
    journal.write(b'{"t":%d,"k":"s","o":%d%s,"l":%d,"back":1}\n' % (
        clock.now(), running.lane, half, running.driver))


def _suspended(frame, value):
    running = _running.get(lanes.get_ident())
    if running is None:
        return
    if running.frame is not frame:
        if running.inner is None:
            running.inner = running.frame.f_lineno, places.of_frame(frame)
        return
    line, place = running.inner or (0, 0)
    if line != frame.f_lineno:
        place = places.of_frame(frame)
    words = _value(value)
    reason = places.reason("code", "the next send" + (", after yield " + words if words else ""))
    _left(frame, b',"p":%d,"w":%d' % (place, reason))


def _ended(frame, half):
    _left(frame, half)
    _lanes.pop(id(frame), None)


def _failure(exception):
    if isinstance(exception, GeneratorExit):
        return b',"e":"cancelled"'
    return b',"e":"failed","x":' + text.quote(text.exception_words(exception))


def _name(frame):
    """The first argument where that is a text, as in `sleeper("tea", 1)`; else it is numbered."""
    code = frame.f_code
    if code.co_argcount:
        argument = frame.f_locals.get(code.co_varnames[0])
        if type(argument) is str and 0 < len(argument) <= _LONGEST_NAME:
            return argument
    number = _count[code.co_name] = _count.get(code.co_name, 0) + 1
    return "%s %d" % (code.co_name, number)


def _value(value):
    """What was yielded, if that is short and nothing of the learner's has to be called for it."""
    parts = value if type(value) is tuple else (value,)
    if value is None or not all(type(part) in (int, float, bool, str) for part in parts):
        return ""
    words = repr(value)
    return words if len(words) <= _LONGEST_VALUE else ""


def _is_driven(code):
    return code.co_flags & _DRIVEN and code.co_name != "<genexpr>" and bool(
        places.file_number(code.co_filename))


# 3.12 and later

def _install_monitoring(monitoring):
    events = monitoring.events
    try:
        monitoring.use_tool_id(_TOOL, "interleave generators")
    except ValueError:
        notices.note("step-off", "another tool holds the hook for generators")
        return

    def watch(event, report, can_be_switched_off=True):
        def callback(code, *details):
            if not _is_driven(code):
                return monitoring.DISABLE if can_be_switched_off else None
            return report(sys._getframe(1), details[-1])
        monitoring.register_callback(_TOOL, event, callback)
        return event

    def resumed(frame, _):
        _resumed(frame, is_first=False)

    monitoring.set_events(_TOOL, (
        watch(events.PY_START, lambda frame, _: _resumed(frame, is_first=True))
        | watch(events.PY_RESUME, resumed)
        | watch(events.PY_THROW, resumed, can_be_switched_off=False)
        | watch(events.PY_YIELD, _suspended)
        | watch(events.PY_RETURN, lambda frame, _: _ended(frame, b',"e":"ok"'))
        | watch(events.PY_UNWIND, lambda frame, exception: _ended(frame, _failure(exception)),
                can_be_switched_off=False)))


# 3.9 to 3.11

def _profile_after(inner):
    """Python has one such hook a thread, and calls mode may have it already."""
    def profile(frame, event, argument):
        if inner is not None:
            inner(frame, event, argument)
        if event not in ("call", "return") or not _is_driven(frame.f_code):
            return
        if event == "call":
            _resumed(frame, is_first=steps.is_at_start(frame))
        elif steps.is_at_yield(frame):
            _suspended(frame, argument)
        else:
            _ended(frame, b',"e":"ok"' if steps.is_at_return(frame) else b',"e":"failed"')
    return profile
