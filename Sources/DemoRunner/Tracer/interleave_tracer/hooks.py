"""Doing something to a module at the moment when the program imports it.

Nothing is imported early: a program that does not use asyncio does not pay for it, and finds
`sys.modules` as it would be.
"""

import sys

_waiting = {}


def when_imported(name, action):
    """Calls `action(module)` now if the module is there, else right after it was executed."""
    module = sys.modules.get(name)
    if module is not None:
        _perform(name, action, module)
    else:
        _waiting.setdefault(name, []).append(action)


def install():
    sys.meta_path.insert(0, _Finder())


def _perform(name, action, module):
    try:
        action(module)
    except Exception as problem:
        from . import notices

        notices.trouble("%s could not be prepared: %r" % (name, problem))


class _Finder:
    """Finds nothing itself: asks the other finders, and wraps the loader that they come up with."""

    def find_spec(self, name, path=None, target=None):
        if name not in _waiting:
            return None
        actions = _waiting.pop(name)
        for finder in sys.meta_path:
            search = None if finder is self else getattr(finder, "find_spec", None)
            spec = search(name, path, target) if search is not None else None
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader, name, actions)
                return spec
        _waiting[name] = actions
        return None


class _Loader:
    def __init__(self, loader, name, actions):
        self._loader = loader
        self._name = name
        self._actions = actions

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        # The module should show its true loader, while it runs and afterwards.
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        for action in self._actions:
            _perform(self._name, action, module)

    def __getattr__(self, name):
        return getattr(self._loader, name)
