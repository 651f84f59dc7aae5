"""Step mode and calls mode: each line, each call and return of the learner's own code.

From 3.12 on `sys.monitoring` tells them, without a trace of it in `sys.gettrace`. Before that it
has to be `sys.settrace` and `sys.setprofile`.
"""

import sys

from . import clock, hooks, journal, lanes, notices, places, program

_CAN_SUSPEND = 0x20 | 0x80 | 0x100 | 0x200      # flags of generators and coroutines in code objects


def install(every_line, calls):
    if hasattr(sys, "monitoring"):
        _install_monitoring(every_line, calls)
        return
    if every_line:
        sys.settrace(_global_trace)
        hooks.when_imported("threading", lambda module: module.settrace(_global_trace))
    if calls:
        sys.setprofile(_profile)
        hooks.when_imported("threading", lambda module: module.setprofile(_profile))


def _line(code, line):
    lane, place = lanes.current(), places.line_place(code, line)
    journal.write(b'{"t":%d,"k":"ln","l":%d,"p":%d}\n' % (clock.now(), lane, place))


def _call(code, caller, resumed):
    up = places.of_frame(caller)
    place = places.line_place(code, code.co_firstlineno, up)
    lane = lanes.current()
    journal.write(b'{"t":%d,"k":"call","l":%d,"p":%d%s}\n' % (
        clock.now(), lane, place, b',"re":1' if resumed else b""))


def _return(suspended=False, raised=False):
    lane = lanes.current()
    journal.write(b'{"t":%d,"k":"ret","l":%d%s%s}\n' % (
        clock.now(), lane, b',"y":1' if suspended else b"",
        b',"x":1' if raised else b""))


# 3.12 and later

def _install_monitoring(every_line, calls):
    monitoring = sys.monitoring
    events = monitoring.events
    tool = 3
    try:
        monitoring.use_tool_id(tool, "interleave")
    except ValueError:
        notices.note("step-off", "another tool holds the hook for lines and calls")
        return
    foreign = monitoring.DISABLE

    def watch(event, report):
        def callback(code, *details):
            if not places.file_number(code.co_filename):
                return foreign
            return report(code, *details)
        monitoring.register_callback(tool, event, callback)
        return event

    def watch_exit(event, report):
        # These can't be switched off for one code object.
        def callback(code, *details):
            if places.file_number(code.co_filename):
                report(code, *details)
        monitoring.register_callback(tool, event, callback)
        return event

    wanted = 0
    if every_line:
        wanted |= watch(events.LINE, lambda code, line: _line(code, line))
    if calls:
        wanted |= watch(events.PY_START, lambda code, offset: _call(
            code, sys._getframe(2).f_back, False))
        wanted |= watch(events.PY_RESUME, lambda code, offset: _call(
            code, sys._getframe(2).f_back, True))
        wanted |= watch(events.PY_RETURN, lambda code, offset, value: _return())
        wanted |= watch(events.PY_YIELD, lambda code, offset, value: _return(suspended=True))
        wanted |= watch_exit(events.PY_THROW, lambda code, offset, exception: _call(
            code, sys._getframe(2).f_back, True))
        wanted |= watch_exit(events.PY_UNWIND, lambda code, offset, exception: _return(
            raised=True))
    monitoring.set_events(tool, wanted)


# 3.9 to 3.11

def _global_trace(frame, event, argument):
    if program.awaited:
        program.look(frame)
    if not places.file_number(frame.f_code.co_filename):
        return None
    return _local_trace


def _local_trace(frame, event, argument):
    if event == "line":
        _line(frame.f_code, frame.f_lineno)
    return _local_trace


_suspended = set()                  # ids of frames that are suspended


def _profile(frame, event, argument):
    if event not in ("call", "return"):
        return
    code = frame.f_code
    if not places.file_number(code.co_filename):
        return
    if event == "call":
        resumed = id(frame) in _suspended
        _suspended.discard(id(frame))
        _call(code, frame.f_back, resumed)
        return
    suspends = bool(code.co_flags & _CAN_SUSPEND) and is_at_yield(frame)
    if suspends:
        _suspended.add(id(frame))
    _return(suspended=suspends)


def is_at_yield(frame):
    """Whether a frame that is being left is suspended, and not at its end.

    An exception that leaves a coroutine at an `await` looks the same from here; the end of the
    lane tells them apart.
    """
    from opcode import opname

    code, position = frame.f_code.co_code, frame.f_lasti
    if position < 0:
        return False
    if opname[code[position]] in ("YIELD_VALUE", "YIELD_FROM", "SEND", "RESUME"):
        return True
    # Up to 3.10 an `await` stays in front of its instruction, to perform it again.
    return opname[code[position + 2]] == "YIELD_FROM" if position + 2 < len(code) else False


def is_at_return(frame):
    """Whether a frame that is being left has come to its end, and no exception leaves it."""
    from opcode import opname

    position = frame.f_lasti
    return position >= 0 and opname[frame.f_code.co_code[position]].startswith("RETURN_VALUE")


def is_at_start(frame):
    """Whether a generator runs for the first time. From 3.11 on its first instruction has a name."""
    from opcode import opname

    code, position = frame.f_code.co_code, frame.f_lasti
    return position < 0 or (opname[code[position]] == "RESUME" and code[position + 1] & 3 == 0)
