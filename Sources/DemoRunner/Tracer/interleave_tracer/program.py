"""Where the learner's program begins: the first code that runs as `__main__`.

Before that the interpreter and the tracer start up, which is no part of the program. What is used
to see the moment is gone again when the program's first line runs.
"""

import sys

from . import clock, journal, options, samples

_TOOL = 4                           # above that of `steps`: tools are asked from the top
awaited = False


def watch():
    global awaited
    awaited = True
    if hasattr(sys, "monitoring"):
        _watch_with_monitoring(sys.monitoring)
    elif sys.gettrace() is None:
        sys.settrace(_trace)
    # Else it is step mode, and `steps` calls `look` for each function that it sees.


def look(frame):
    """Writes the line if this frame is the program's. Says whether it is."""
    global awaited
    if frame.f_globals.get("__name__") != "__main__":
        return False
    awaited = False
    used = b""
    if not options.virtual:
        used = b',"cpu":%d' % samples.processor_time()
        samples.begin_queue()
    journal.write(b'{"t":%d,"k":"main"%s}\n' % (clock.now(), used))
    return True


def _trace(frame, event, argument):
    if look(frame):
        sys.settrace(None)


def _watch_with_monitoring(monitoring):
    start = monitoring.events.PY_START
    try:
        monitoring.use_tool_id(_TOOL, "interleave")
    except ValueError:
        return                      # somebody else has it; the trace goes without the line

    def started(code, offset):
        if not look(sys._getframe(1)):
            return monitoring.DISABLE
        monitoring.set_events(_TOOL, 0)
        monitoring.register_callback(_TOOL, start, None)
        monitoring.free_tool_id(_TOOL)

    monitoring.register_callback(_TOOL, start, started)
    monitoring.set_events(_TOOL, start)
