"""Warnings and notes: what the learner should be told, seen where Python itself says it."""

from . import journal, lanes, places, text

_MESSAGES = (
    ("was never retrieved", "never-retrieved"),
    ("was destroyed but it is pending", "destroyed"),
)


def note(kind, words, count=None):
    journal.tell("note", (("v", kind), ("s", words), ("c", count)))


def trouble(words):
    note("trouble", words)


def warn(kind, words, lane=0, exception=None, function=None, code=None):
    file = line = None
    if code is not None:
        file = places.file_number(code.co_filename) or None
        line = code.co_firstlineno if file else None
    journal.tell("warn", (
        ("v", kind), ("l", lane or None), ("fn", function), ("f", file), ("ln", line),
        ("s", text.shorten(words, 1000)),
        ("x", text.exception_words(exception) if exception is not None else None)))


def watch_warnings(module):
    """Coroutines that were never awaited.

    The hook is the function that shows a warning, when its filters and its line are settled: any
    place before that would change which line the warning names.
    """
    show = module._showwarnmsg

    def _showwarnmsg(message):
        source = getattr(message, "source", None)
        code = getattr(source, "cr_code", None)
        if code is not None and "never awaited" in str(message.message):
            warn("never-awaited", str(message.message), lanes.current(),
                 function=getattr(source, "__qualname__", None), code=code)
        show(message)

    module._showwarnmsg = _showwarnmsg


def watch_exception_handler(base_events):
    """What asyncio tells the loop's exception handler: failures that nobody asked about."""
    loop_class = base_events.BaseEventLoop
    tell = loop_class.call_exception_handler

    def call_exception_handler(self, context):
        try:
            _exception_context(context)
        except Exception:
            pass
        return tell(self, context)

    loop_class.call_exception_handler = call_exception_handler

    describe = base_events._format_handle

    def _format_handle(handle):
        # In debug mode asyncio asks for this when a callback was slow, and only then.
        words = describe(handle)
        owner = getattr(getattr(handle, "_callback", None), "__self__", None)
        warn("slow", words, getattr(owner, "_interleave", 0))
        return words

    base_events._format_handle = _format_handle


def _exception_context(context):
    message = str(context.get("message") or "")
    task = context.get("task") or context.get("future")
    kind = "error"
    for words, name in _MESSAGES:
        if words in message:
            kind = name
    warn(kind, message, getattr(task, "_interleave", 0), context.get("exception"))
