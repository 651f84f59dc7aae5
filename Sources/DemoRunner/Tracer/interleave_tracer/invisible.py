"""Keeping the tracer's own frames out of what the learner reads.

A few functions of the standard library are replaced by functions of the tracer that call them.
Those are frames, and frames show up in tracebacks and stacks. All that the `traceback` module
prints goes through one function, which leaves the tracer's frames out; what C code prints goes
through three hooks, where the frames are unlinked from the traceback before.
"""

import os
import sys

from . import hooks

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def install():
    hooks.when_imported("traceback", _filter_traceback_module)
    hooks.when_imported("threading", _filter_thread_hook)
    show = sys.excepthook
    unraisable = sys.unraisablehook

    def excepthook(kind, exception, trace):
        _clean(exception)
        show(kind, exception, _without_own_frames(trace))

    def unraisablehook(report):
        _clean(report.exc_value)
        unraisable(report)

    sys.excepthook = excepthook
    # Only the hook of C code needs help, and only while nobody asks for the hook by identity.
    sys.unraisablehook = unraisablehook


def _is_own(frame):
    return frame.f_code.co_filename.startswith(_HERE)


def _without_own_frames(trace):
    """The traceback without the tracer's frames; its links are changed in place."""
    while trace is not None and _is_own(trace.tb_frame):
        trace = trace.tb_next
    link = trace
    while link is not None:
        following = link.tb_next
        while following is not None and _is_own(following.tb_frame):
            following = following.tb_next
        if following is not link.tb_next:
            link.tb_next = following
        link = following
    return trace


def _clean(exception):
    """Cleans an exception and all those that it came from."""
    seen = set()
    pending = [exception]
    while pending:
        exception = pending.pop()
        if exception is None or id(exception) in seen:
            continue
        seen.add(id(exception))
        trace = exception.__traceback__
        if trace is not None:
            exception.__traceback__ = _without_own_frames(trace)
        pending += [exception.__cause__, exception.__context__]
        pending += getattr(exception, "exceptions", None) or ()


def _filter_traceback_module(module):
    summary = module.StackSummary
    name = "_extract_from_extended_frame_gen"
    if name in summary.__dict__:            # 3.11 and later
        extract = summary.__dict__[name].__func__

        def _extract_from_extended_frame_gen(cls, frames, **options):
            return extract(cls, (pair for pair in frames if not _is_own(pair[0])), **options)

        setattr(summary, name, classmethod(_extract_from_extended_frame_gen))
    else:
        extract = summary.__dict__["extract"].__func__

        def extract_without(cls, frames, **options):
            return extract(cls, (pair for pair in frames if not _is_own(pair[0])), **options)

        extract_without.__name__ = "extract"
        summary.extract = classmethod(extract_without)


def _filter_thread_hook(module):
    show = module.excepthook

    def excepthook(report):
        _clean(report.exc_value)
        if report.exc_value is not None and report.exc_traceback is not None:
            fields = (report.exc_type, report.exc_value, report.exc_value.__traceback__,
                      report.thread)
            report = module.ExceptHookArgs(fields)
        show(report)

    module.excepthook = excepthook
