"""JSON by hand: the `json` package would import `re` into every program, and is slow besides."""

try:
    from _json import encode_basestring_ascii as _quote
except ImportError:
    from json.encoder import py_encode_basestring_ascii as _quote

LONGEST = 4000


def quote(value):
    """A string as JSON in bytes. Lone surrogates, which no strict reader accepts, are replaced."""
    quoted = _quote(value)
    if not value.isascii() and "\\ud" in quoted:
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        quoted = _quote(value)
    return quoted.encode("ascii")


def shorten(value, limit=LONGEST):
    return value if len(value) <= limit else value[: limit - 1] + "…"


def seconds(value):
    """A duration as one would type it: 1, 0.25, 3600."""
    try:
        # What was computed has more digits than anybody would type.
        return "%g" % (round(value, 3) if value >= 0.01 else value)
    except TypeError:
        return shorten(str(value), 40)


def exception_words(exception):
    """An exception as the last line of its traceback would say it."""
    kind = type(exception).__name__
    try:
        words = str(exception)
    except Exception:
        words = "<unprintable>"
    return shorten("%s: %s" % (kind, words) if words else kind, 500)


def values(items):
    """Key-value pairs as the inside of a JSON object, in bytes; pairs of value None are left out.

    For lines that are not written often.
    """
    parts = []
    for key, value in items:
        if value is None:
            continue
        parts.append(b'"%s":%s' % (key.encode(), _value(value)))
    return b",".join(parts)


def _value(value):
    if value is True or value is False:
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return b"%.6f" % value
    if isinstance(value, (list, tuple)):
        return b"[" + b",".join(_value(item) for item in value) + b"]"
    return quote(value if type(value) is str else str(value))
