"""Processes: how this one began and ends, and the children that it starts."""

import _thread
import atexit
import os
import sys
import time

from . import blocking, clock, hooks, journal, lanes, notices, options, output, pipes, places
from . import samples, text

VERSION = 1
_forking_lane = 0


def introduce(arguments, how=None, by=0):
    """The first line of the file."""
    pid = os.getpid()
    if how is None:
        how = "start"
        if options.parent == pid:
            how = "exec" if _is_main_interpreter() else "interpreter"
    role = "main" if options.parent in (0, pid) and how in ("start", "exec") else "child"
    if how == "start" and any("multiprocessing.forkserver" in word for word in arguments):
        role = "helper"
    lock = getattr(sys, "_is_gil_enabled", None)
    journal.tell("proc", (
        ("format", "interleave-trace"), ("v", VERSION), ("pid", pid), ("ppid", os.getppid()),
        ("how", how), ("role", role), ("by", by), ("py", sys.version.split()[0]),
        ("gil", True if lock is None else bool(lock())),
        ("switch", int(sys.getswitchinterval() * 1e6)),
        ("argv", [text.shorten(word, 200) for word in arguments[:20]]), ("cwd", _folder()),
        ("mode", ",".join(sorted(options.modes))), ("virtual", options.virtual),
        ("zero", clock.zero_ns), ("wall", time.time()), ("os", sys.platform),
        ("cpu", None if options.virtual else samples.processor_time())))
    os.environ["INTERLEAVE_PARENT"] = str(pid)


def _is_main_interpreter():
    """False in an interpreter that runs beside the first one in the same process."""
    ask = getattr(_thread, "_is_main_interpreter", None)
    return ask is None or ask()


def _folder():
    try:
        return os.getcwd()
    except OSError:
        return ""


def install():
    atexit.register(end, "exit")
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent,
                            after_in_child=_after_fork_in_child)
    _watch_exits()
    hooks.when_imported("multiprocessing.process", _watch_multiprocessing)
    hooks.when_imported("subprocess", _watch_subprocess)
    hooks.when_imported("asyncio.base_subprocess", _watch_asyncio_children)


# The end

def end(how):
    """Writes the last line and closes the file."""
    output.finish()
    own_journal = journal.journal
    if own_journal.dropped and own_journal.state == "open":
        notices.note("lost", "lines too long for the trace", own_journal.dropped)
    own_journal.close(b'{"t":%d,"k":"end",%s}\n' % (clock.now(), text.values(_account(how))))


def _account(how):
    pairs = [("how", how), ("dropped", journal.journal.dropped)]
    if not options.virtual:
        from . import cost

        pairs += [("cpu", samples.processor_time()), ("rss", samples.resident_memory()),
                  ("queued", samples.longest_queued() or None)]
        pairs += cost.account()
    return pairs


class _Exit(blocking.StandIn):
    def __call__(self, *args, **options):
        end("_exit")
        try:
            self.__wrapped__(*args, **options)
        finally:
            journal.journal.reopen()        # the arguments were wrong: the program goes on


class _Exec(blocking.StandIn):
    def __call__(self, *args, **options):
        path = args[0] if args else options.get("path")
        if isinstance(path, (str, bytes, os.PathLike)):
            journal.tell("exec", (("l", lanes.current()), ("s", os.fsdecode(path))))
        end("exec")
        try:
            return self.__wrapped__(*args, **options)
        finally:
            journal.journal.reopen()        # it failed: the program goes on


def _watch_exits():
    for name, stand_in in (("_exit", _Exit), ("execv", _Exec), ("execve", _Exec)):
        function = getattr(os, name, None)
        if function is not None:
            setattr(os, name, stand_in(function, "os", name))


# Forks

def _before_fork():
    global _forking_lane
    _forking_lane = lanes.current()
    journal.journal.hold()


def _after_fork_in_parent():
    journal.journal.resume()


def _after_fork_in_child():
    identity = lanes.get_ident()
    queue = lanes.queues.get(identity)
    journal.journal.start_anew(options.folder)
    places.forget()
    lanes.forget()
    output.pieces.clear()
    blocking.busy.clear()
    for name in ("tasks", "generators"):
        module = sys.modules.get("%s.%s" % (__package__, name))
        if module is not None:
            module.forget()
    introduce(getattr(sys, "orig_argv", None) or sys.argv, "fork", _forking_lane)
    lanes.announce_thread()
    if queue is not None:
        queue.thread = None
        queue.task, queue.lane = None, 0


# Children

def _tell_child(pid, how, name, depth):
    place = lanes.here(depth + 1)
    journal.tell("child", (
        ("l", lanes.current()), ("pid", pid), ("how", how), ("s", name),
        ("p", place or None)))


def _tell_end_of_child(pid, code):
    journal.write(b'{"t":%d,"k":"childx","pid":%d,"code":%d}\n' % (clock.now(), pid, code))


def _watch_multiprocessing(module):
    process_class = module.BaseProcess
    start = process_class.start
    bootstrap = process_class._bootstrap

    def start_and_tell(self):
        result = start(self)
        try:
            popen = self._popen
            _tell_child(self.pid, getattr(popen, "method", "fork"), self.name, 1)
            _watch_poll(type(popen))
        except Exception:
            pass
        return result

    def _bootstrap(self, *args, **settings):
        function = getattr(self, "_target", None)
        journal.tell("pname", (
            ("n", self.name),
            ("fn", lanes.function_name(function) if function is not None else None)))
        return bootstrap(self, *args, **settings)

    start_and_tell.__name__ = "start"
    start_and_tell.__qualname__ = start.__qualname__
    start_and_tell.__doc__ = start.__doc__
    places.stop_at(bootstrap)
    process_class.start = start_and_tell
    process_class._bootstrap = _bootstrap


def _watch_poll(popen_class):
    """Where multiprocessing finds out that a child has ended; one class for each start method."""
    poll = popen_class.poll
    if getattr(poll, "_interleave_watched", False):
        return

    def poll_and_tell(self, *args, **settings):
        known = self.returncode
        code = poll(self, *args, **settings)
        if known is None and code is not None:
            _tell_end_of_child(self.pid, code)
        return code

    poll_and_tell._interleave_watched = True
    poll_and_tell.__name__ = "poll"
    popen_class.poll = poll_and_tell


def _watch_subprocess(module):
    popen_class = module.Popen
    execute = popen_class._execute_child
    handle = getattr(popen_class, "_handle_exitstatus", None)

    def _execute_child(self, args, *rest):
        execute(self, args, *rest)
        try:
            if isinstance(args, (list, tuple)):
                words = " ".join(os.fsdecode(word) for word in args)
            else:
                words = os.fsdecode(args)
            _tell_child(self.pid, "subprocess", text.shorten(words, 200), 1)
            pipes.watch_child(self)
        except Exception:
            pass

    popen_class._execute_child = _execute_child
    if handle is not None:
        def _handle_exitstatus(self, *args, **settings):
            known = self.returncode
            handle(self, *args, **settings)
            if known is None and self.returncode is not None:
                _tell_end_of_child(self.pid, self.returncode)

        popen_class._handle_exitstatus = _handle_exitstatus


def _watch_asyncio_children(module):
    """asyncio looks after its children itself, and tells their transport when one has ended."""
    transport = module.BaseSubprocessTransport
    exited = transport._process_exited

    def _process_exited(self, code):
        _tell_end_of_child(self._pid, code)
        return exited(self, code)

    transport._process_exited = _process_exited
