"""Reporting calls that block a thread.

A short list of functions is wrapped (see `calls`), below which all the others block. What the
learner called (`Queue.get`, `Future.result`, `Event.wait`) is found on the stack between the
learner's frame and the wrapped function, only when the call is about to block. One call a thread
is reported, the outermost.
"""

import sys

from . import clock, cost, journal, lanes, output, places, samples

_get_ident = lanes.get_ident
_getframe = sys._getframe
busy = set()                        # threads inside a wrapped call
_known_calls = {}                   # id of a library function's code → how to describe the call
_codes = []                         # keeps that code alive


class Description:
    """What a blocked line says: class, words, and details such as a lane or due time."""

    __slots__ = ("kind", "words", "details")

    def __init__(self, kind, words, details=b""):
        self.kind = kind
        self.words = words
        self.details = details


def begin(description, depth=2):
    """Writes that this thread blocks, and returns its lane for `end`."""
    cost.calls += 1
    lane = lanes.current()
    if output.pieces:
        output.finish()
    try:
        frame = _getframe(depth)
    except ValueError:
        frame = None                # called by the interpreter, with nothing below it
    outer = _outermost_known_call(frame)
    details = description.details
    if outer is not None:
        description = outer
        details = outer.details or details
    place = places.of_frame(frame)
    where = b',"p":%d' % place if place else b""
    number = places.reason(description.kind, description.words)
    journal.write(b'{"t":%d,"k":"b","l":%d,"w":%d%s%s}\n' % (
        clock.now(), lane, number, where, details))
    samples.take_if_due(clock.now())
    return lane


def end(lane, raised=False):
    journal.write(b'{"t":%d,"k":"u","l":%d%s}\n' % (
        clock.now(), lane, b',"x":1' if raised else b""))


def _outermost_known_call(frame):
    """The library function that the learner called, as far as the table knows it."""
    found = None
    while frame is not None:
        code = frame.f_code
        if (places.kinds.get(id(code)) or places.kind_of(code)) != places.LIBRARY:
            break
        describe = _known_calls.get(id(code))
        if describe is not None:
            try:
                found = describe(frame.f_locals) or found
            except Exception:
                pass
        frame = frame.f_back
    return found


def run(description, function, args, options):
    """Calls a function that is about to block, and says so."""
    identity = _get_ident()
    if identity in busy:
        return function(*args, **options)
    busy.add(identity)
    try:
        lane = begin(description, 3)
    except Exception:
        lane = None
    raised = True
    try:
        result = function(*args, **options)
        raised = False
        return result
    finally:
        busy.discard(identity)
        if lane is not None:
            end(lane, raised)


class StandIn:
    """Stands in for a built-in function. Like that, it does not become a method in a class, is
    pickled by its name, and shows itself as what it stands for."""

    def __init__(self, function, module, name):
        self.__wrapped__ = function
        # Pickling looks for it where it was put, which need not be where it comes from.
        self.__module__ = module
        self.__name__ = self.__qualname__ = name
        self.__doc__ = function.__doc__
        self.__text_signature__ = getattr(function, "__text_signature__", None)

    def __repr__(self):
        return repr(self.__wrapped__)

    def __reduce__(self):
        return self.__qualname__

    def __eq__(self, other):
        return other is self or other is self.__wrapped__

    def __hash__(self):
        return hash(self.__wrapped__)


class BlockingCall(StandIn):
    def __init__(self, function, module, name, describe):
        StandIn.__init__(self, function, module, name)
        self._describe = describe

    def __call__(self, *args, **options):
        if _get_ident() in busy:
            return self.__wrapped__(*args, **options)
        try:
            description = self._describe(args, options)
        except Exception:
            description = None
        if description is None:
            return self.__wrapped__(*args, **options)
        return run(description, self.__wrapped__, args, options)


def wrap_builtin(module, name, describe):
    function = getattr(module, name, None)
    if function is not None:
        setattr(module, name, BlockingCall(function, module.__name__, name, describe))


def wrap_method(owner, name, describe):
    """Replaces a Python function of a class or module by one that reports. `describe` gets the
    arguments and returns None when the call can't block."""
    function = owner.__dict__.get(name)
    if function is None:
        return

    def method(*args, **options):
        if _get_ident() in busy:
            return function(*args, **options)
        try:
            description = describe(args, options)
        except Exception:
            description = None
        if description is None:
            return function(*args, **options)
        return run(description, function, args, options)

    dress(method, function)
    setattr(owner, name, method)


def dress(function, original):
    """Gives a replacement the name and documentation of what it replaces."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        try:
            setattr(function, name, getattr(original, name))
        except Exception:
            pass                    # annotations, for one, can be computed when they are asked for
    try:
        function.__wrapped__ = original
    except AttributeError:
        pass


def known(function, describe):
    """Enters a library function into the table of known calls."""
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is not None:
        _codes.append(code)
        _known_calls[id(code)] = describe


def fixed(kind, words):
    description = Description(kind, words)
    return lambda *_: description
