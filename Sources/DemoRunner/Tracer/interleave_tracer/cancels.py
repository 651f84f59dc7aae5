"""By what means a task is cancelled: a call, a time limit, a task group, an interrupt, or the end of
its loop.

asyncio has a function for each, which is on the stack when the task is cancelled.
"""

from . import places

_means = {}                         # id of a code object → the word for it
_codes = []                         # keeps them alive


def means(frame):
    """The word for what makes a task ready, `frame` being one of those that do."""
    while frame is not None:
        code = frame.f_code
        if (places.kinds.get(id(code)) or places.kind_of(code)) != places.LIBRARY:
            break
        word = _means.get(id(code))
        if word is not None:
            return word
        frame = frame.f_back
    return "call"


def learn(asyncio):
    _enter("limit", asyncio.tasks.wait_for)
    _enter("close", getattr(asyncio.runners, "_cancel_all_tasks", None))
    _enter("interrupt", getattr(getattr(asyncio, "Runner", None), "_on_sigint", None))
    timeout = getattr(getattr(asyncio, "timeouts", None), "Timeout", None)
    _enter("limit", getattr(timeout, "_on_timeout", None))
    group = getattr(getattr(asyncio, "taskgroups", None), "TaskGroup", None)
    for name in ("_abort", "_on_task_done", "__aexit__", "_aexit"):
        _enter("group", getattr(group, name, None))


def _enter(word, function):
    code = getattr(function, "__code__", None)
    if code is not None:
        _codes.append(code)
        _means[id(code)] = word
