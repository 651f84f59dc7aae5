"""Threads: where they start and end, and the waits between them."""

from . import blocking, clock, journal, lanes, places, samples, text
from .blocking import Description

_get_ident = lanes.get_ident


def watch(threading):
    _watch_lives(threading)
    _watch_names(threading.Thread)
    _watch_waits(threading)


def _watch_lives(threading):
    thread_class = threading.Thread
    start = thread_class.start
    bootstrap = thread_class._bootstrap_inner

    def start_and_remember(self):
        lanes.starters[id(self)] = lanes.current(), lanes.here(1)
        # The start waits for a sign of life from the new thread; that is not worth a line.
        identity = _get_ident()
        quiet = identity not in blocking.busy
        blocking.busy.add(identity)
        try:
            start(self)
        except BaseException:
            lanes.starters.pop(id(self), None)
            raise
        finally:
            if quiet:
                blocking.busy.discard(identity)

    blocking.dress(start_and_remember, start)

    def _bootstrap_inner(self):
        identity = _get_ident()
        blocking.busy.discard(identity)
        lanes.threads.pop(identity, None)       # identities are used again
        lanes.queues.pop(identity, None)
        function = getattr(self, "_target", None) or getattr(self, "function", None)
        pool = getattr(function, "__module__", None) == "concurrent.futures.thread"
        if pool:
            name = None
        elif function is not None:
            name = lanes.function_name(function)
        else:
            name = "%s.run" % type(self).__qualname__
        self._interleave_lane = lane = lanes.announce_thread(self, name, "pool" if pool else None)
        try:
            bootstrap(self)
        finally:
            _end(self, lane)

    thread_class.start = start_and_remember
    thread_class._bootstrap_inner = _bootstrap_inner
    failed = threading.excepthook

    def excepthook(report):
        thread = report.thread
        # To leave by `sys.exit` is no failure of a thread, and Python does not report it.
        leaves = isinstance(report.exc_value, SystemExit)
        if thread is not None and report.exc_value is not None and not leaves:
            thread._interleave_failure = text.exception_words(report.exc_value)
        failed(report)

    threading.excepthook = excepthook


def _watch_names(thread_class):
    name = thread_class.name

    def rename(self, new):
        name.fset(self, new)
        # The main thread was met without its start; the others know their lane.
        lane = getattr(self, "_interleave_lane", None) or lanes.threads.get(self.ident)
        if lane and self.is_alive():
            journal.tell("name", (("l", lane), ("n", self.name)))

    blocking.dress(rename, name.fset)
    thread_class.name = property(name.fget, rename, name.fdel, name.__doc__)


def _end(thread, lane):
    identity = _get_ident()
    lanes.threads.pop(identity, None)
    lanes.queues.pop(identity, None)
    samples.look_at_ending_thread(lane)
    failure = thread.__dict__.pop("_interleave_failure", None)
    half = b',"x":' + text.quote(failure) if failure else b""
    journal.write(b'{"t":%d,"k":"thx","l":%d%s}\n' % (clock.now(), lane, half))


def _watch_waits(threading):
    def join(args, options):
        thread = args[0]
        if not thread.is_alive():
            return None
        lane = getattr(thread, "_interleave_lane", None)
        return Description("join", "Thread.join", b',"on":%d' % lane if lane else b"")

    def threads_left(args, options):
        main = threading.main_thread()
        if any(not thread.daemon and thread is not main for thread in threading.enumerate()):
            return Description("join", "the other threads to end")
        return None

    blocking.wrap_method(threading.Thread, "join", join)
    # The interpreter calls this when the main program is through.
    blocking.wrap_method(threading, "_shutdown", threads_left)
    blocking.wrap_method(threading.Condition, "wait", _condition_wait)
    for function, kind, words in (
        (threading.Condition.wait_for, "condition", "Condition.wait_for"),
        (threading.Event.wait, "event", "Event.wait"),
        (threading.Semaphore.acquire, "semaphore", "Semaphore.acquire"),
        (threading.Barrier.wait, "barrier", "Barrier.wait"),
    ):
        blocking.known(function, _on_local_object(kind, words))


def _describe(thing, kind, words):
    number = places.object_number(thing)
    return Description(kind, words, b',"ob":%d' % number if number else b"")


def _condition_wait(args, options):
    limit = args[1] if len(args) > 1 else options.get("timeout")
    if limit is not None and limit <= 0:
        return None                 # a look, and no wait: thread pools do it for each job
    return _describe(args[0], "condition", "Condition.wait")


def _on_local_object(kind, words):
    return lambda variables: _describe(variables["self"], kind, words)
