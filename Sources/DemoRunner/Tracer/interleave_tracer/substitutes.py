"""Thin objects in the place of objects written in C, whose methods can't be replaced.

Only the learner's own code gets them. What the library makes for itself stays as it is.
"""

import sys

from . import blocking, places


def put_in(module, name, watched):
    """Replaces a type or a function that makes objects. `watched(real)` is what the learner gets
    around a real one."""
    original = getattr(module, name, None)
    if original is None:
        return
    if isinstance(original, type):
        setattr(module, name, _class_like(original, watched, module.__name__, name))
    else:
        setattr(module, name, _Maker(original, watched, module.__name__, name))


def _made_by_learner():
    return places.file_number(sys._getframe(2).f_code.co_filename) != 0


class _Maker(blocking.StandIn):
    """Stands in for a function such as `threading.RLock`."""

    def __init__(self, original, watched, module, name):
        blocking.StandIn.__init__(self, original, module, name)
        self._watched = watched

    def __call__(self, *args, **options):
        real = self.__wrapped__(*args, **options)
        return self._watched(real) if _made_by_learner() else real


def _class_like(original, watched, module, name):
    """A class in place of one like `select.epoll`, which makes either kind and recognises both."""

    class Meta(type):
        def __instancecheck__(cls, thing):
            return isinstance(thing, (original, watched))

        def __subclasscheck__(cls, other):
            return other is cls or issubclass(other, (original, watched))

        def __call__(cls, *args, **options):
            real = original(*args, **options)
            return watched(real) if _made_by_learner() else real

        def __getattr__(cls, name):
            return getattr(original, name)

        def __repr__(cls):
            return repr(original)

        def __eq__(cls, other):
            return other is cls or other is original

        def __hash__(cls):
            return hash(original)

    return Meta(name, (), {
        "__module__": module, "__qualname__": name, "__doc__": original.__doc__})
