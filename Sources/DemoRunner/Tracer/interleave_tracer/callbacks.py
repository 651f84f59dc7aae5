"""Callbacks of a loop that are no steps of tasks: the learner's own, and asyncio's."""

import types

from . import places, tasks

PY_STEPS = (tasks.PyTask._Task__step, tasks.PyTask._Task__wakeup)
QUEUEING = ("append", "_call_soon", "call_soon", "call_soon_threadsafe")

# Whose a method is that was given to a loop, by its id. Only asyncio itself gives one of asyncio's
# own to a loop that its name makes private; another, such as `event.set`, may come from the learner.
PRIVATE, ANYBODYS = 1, 2
methods = {id(function): ANYBODYS for function in PY_STEPS}
_met = []                           # keeps those alive whose id is a key


def whose(function):
    """Called with the function of a method that was not met before."""
    if type(function) is not types.FunctionType or (
            function.__code__.co_filename not in places.foreign):
        return ANYBODYS
    name = function.__name__
    owner = PRIVATE if name[0] == "_" or name == "connection_made" else ANYBODYS
    if len(_met) < 10000:
        _met.append(function)
        methods[id(function)] = owner
    return owner


def is_learners(callback):
    for _ in range(10):
        inner = getattr(callback, "func", None)
        if inner is None:
            break
        callback = inner
    code = getattr(getattr(callback, "__func__", callback), "__code__", None)
    return code is not None and places.file_number(code.co_filename) != 0


def given_by_learner(callback, frame):
    """Whether the learner gave this callback to the loop, or asyncio did for its own ends.

    `frame` is one of those that queue it.
    """
    kind = type(callback)
    if kind is types.FunctionType:
        return places.file_number(callback.__code__.co_filename) != 0
    of_library = kind is types.MethodType and (
        type(callback.__func__) is types.FunctionType
        and callback.__func__.__code__.co_filename in places.foreign)
    if not of_library and is_learners(callback):
        return True
    # Something of the library, such as `print` or `event.set`: it is the learner's if a frame of
    # the learner's called `call_soon`.
    while frame is not None and frame.f_code.co_name in QUEUEING:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename in places.own
