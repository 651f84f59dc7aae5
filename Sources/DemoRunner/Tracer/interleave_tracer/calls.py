"""Which calls block, and what to say of them.

First the few functions that are wrapped, then, module by module, what else is known by name when it
is found on the stack above one of them.
"""

import os
import sys
import time

from . import blocking, clock, hooks, lanes, places, text
from .blocking import Description, fixed, known

_get_ident = lanes.get_ident
_getframe = sys._getframe


def install():
    import builtins

    blocking.wrap_builtin(time, "sleep", sleep)
    blocking.wrap_builtin(os, "read", _read)
    blocking.wrap_builtin(os, "waitpid", _wait_for_child)
    blocking.wrap_builtin(os, "waitid", fixed("child", "a child process to end"))
    blocking.wrap_builtin(os, "wait", fixed("child", "a child process to end"))
    _wrap_os_system()
    blocking.wrap_builtin(builtins, "input", fixed("input", "input()"))
    hooks.when_imported("select", _watch_select)
    hooks.when_imported("selectors", _watch_selectors)
    hooks.when_imported("socket", _watch_sockets)
    hooks.when_imported("subprocess", _watch_subprocesses)
    hooks.when_imported("queue", _watch_queues)
    hooks.when_imported("concurrent.futures._base", _watch_futures)
    hooks.when_imported("multiprocessing.process", _watch_process_join)
    hooks.when_imported("multiprocessing.queues", _watch_process_queues)
    hooks.when_imported("multiprocessing.connection", _watch_connections)
    hooks.when_imported("multiprocessing.pool", _watch_process_pools)
    hooks.when_imported("multiprocessing.synchronize", _watch_process_locks)


def sleep(args, options):
    if not args[0] > 0:
        return None                 # gives up the processor, but does not wait
    due = clock.now() + int(args[0] * 1e6)
    return Description("sleep", "time.sleep(%s)" % text.seconds(args[0]), b',"u":%d' % due)


def _read(args, options):
    import stat

    # Regular files do not block, and must not cost more than they do.
    if stat.S_ISREG(os.fstat(args[0]).st_mode) or not os.get_blocking(args[0]):
        return None
    return Description("read", "os.read")


def _wait_for_child(args, options):
    if args[1] & os.WNOHANG:
        return None
    details = b',"pid":%d' % args[0] if args[0] > 0 else b""
    return Description("child", "a child process to end", details)


def _wrap_os_system():
    blocking.wrap_builtin(os, "system", lambda args, options: Description(
        "child", "os.system(%s)" % text.shorten(str(args[0]), 60)))


def _watch_select(module):
    def describe(args, options):
        limit = args[3] if len(args) > 3 else None
        return None if limit is not None and limit <= 0 else Description("select", "select")

    blocking.wrap_builtin(module, "select", describe)


def _watch_selectors(module):
    for name in ("SelectSelector", "_PollLikeSelector", "PollSelector", "EpollSelector",
                 "KqueueSelector", "DevpollSelector"):
        selector = getattr(module, name, None)
        if selector is None or "select" not in selector.__dict__:
            continue
        _watch_selector(selector)


def _watch_selector(selector):
    original = selector.select

    def select(self, timeout=None):
        # The loop's own look at its selector is no blocking call: the loop is idle then.
        if (timeout is not None and timeout <= 0) or _get_ident() in blocking.busy or (
                _getframe(1).f_code.co_name == "_run_once"):
            return original(self, timeout)
        return blocking.run(Description("select", "select"), original, (self, timeout), {})

    blocking.dress(select, original)
    selector.select = select


def _watch_sockets(module):
    def wrap(name, kind, words):
        original = getattr(module.socket, name, None)
        if original is None:
            return
        description = Description(kind, words)

        def method(self, *args, **options):
            if self.gettimeout() == 0 or _get_ident() in blocking.busy:
                return original(self, *args, **options)
            return blocking.run(description, original, (self,) + args, options)

        blocking.dress(method, original)
        setattr(module.socket, name, method)

    for name in ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg"):
        wrap(name, "read", "socket.%s" % name)
    for name in ("send", "sendall", "sendto"):
        wrap(name, "write", "socket.%s" % name)
    wrap("accept", "accept", "socket.accept")
    wrap("connect", "connect", "socket.connect")
    known(module.create_connection, fixed("connect", "socket.create_connection"))
    blocking.wrap_method(module, "getaddrinfo", fixed("lookup", "a name look-up"))


def _watch_subprocesses(module):
    def end_of(verb, kind):
        def describe(args, options):
            process = args[0]
            if process.returncode is not None:
                return None
            return Description(kind, verb, b',"pid":%d' % process.pid)
        return describe

    blocking.wrap_method(module.Popen, "wait", end_of("Popen.wait", "child"))
    blocking.wrap_method(module.Popen, "communicate", end_of("Popen.communicate", "pipe"))
    known(module.Popen._execute_child, fixed("child", "a child process to start"))
    known(module.run, fixed("child", "subprocess.run"))
    known(module.call, fixed("child", "subprocess.call"))


def _watch_queues(module):
    # Queue.get and put wait in a Condition, which is seen; here are the words for them.
    def describe(kind, verb):
        def entry(variables):
            queue = variables["self"]
            number = places.object_number(queue)
            return Description(kind, "%s.%s" % (type(queue).__name__, verb),
                               b',"ob":%d' % number if number else b"")
        return entry

    known(module.Queue.get, describe("queue-get", "get"))
    known(module.Queue.put, describe("queue-put", "put"))
    known(module.Queue.join, describe("queue-join", "join"))
    original = module.SimpleQueue

    class SimpleQueue(original):
        __slots__ = ()

        def get(self, block=True, timeout=None):
            if not block or not self.empty() or _get_ident() in blocking.busy:
                return original.get(self, block, timeout)
            return blocking.run(Description("queue-get", "SimpleQueue.get"), original.get,
                       (self, block, timeout), {})

    SimpleQueue.__module__ = original.__module__
    SimpleQueue.__qualname__ = original.__qualname__
    SimpleQueue.__doc__ = original.__doc__
    module.SimpleQueue = SimpleQueue


def _watch_futures(module):
    def describe(verb):
        def entry(variables):
            job = getattr(variables["self"], "_interleave_job", None)
            words = "Future.%s" % verb
            if job is None:
                return Description("job", words)
            return Description("job", "%s of %s" % (words, job[1]), b',"j":%d' % job[0])
        return entry

    known(module.Future.result, describe("result"))
    known(module.Future.exception, describe("exception"))
    known(module.wait, fixed("wait", "concurrent.futures.wait"))
    known(module.as_completed, fixed("as-completed", "concurrent.futures.as_completed"))
    known(module.Executor.__exit__, fixed("shutdown", "the executor's jobs to end"))


def _watch_process_join(module):
    def describe(variables):
        process = variables["self"]
        return Description("join", "Process.join", b',"pid":%d' % (process.pid or 0))

    known(module.BaseProcess.join, describe)
    known(module.BaseProcess.start, fixed("child", "a child process to start"))


def _watch_process_queues(module):
    known(module.Queue.get, fixed("queue-get", "multiprocessing.Queue.get"))
    known(module.Queue.put, fixed("queue-put", "multiprocessing.Queue.put"))
    known(module.SimpleQueue.get, fixed("queue-get", "multiprocessing.SimpleQueue.get"))
    known(module.JoinableQueue.join, fixed("queue-join", "multiprocessing.JoinableQueue.join"))


def _watch_connections(module):
    known(module._ConnectionBase.recv, fixed("read", "Connection.recv"))
    known(module._ConnectionBase.recv_bytes, fixed("read", "Connection.recv_bytes"))
    known(module._ConnectionBase.poll, fixed("read", "Connection.poll"))
    known(module.wait, fixed("select", "multiprocessing.connection.wait"))


def _watch_process_pools(module):
    for name in ("map", "starmap", "apply"):
        known(getattr(module.Pool, name), fixed("job", "Pool.%s" % name))
    known(module.ApplyResult.get, fixed("job", "AsyncResult.get"))
    known(module.ApplyResult.wait, fixed("job", "AsyncResult.wait"))
    known(module.IMapIterator.next, fixed("job", "the pool's next result"))
    known(module.Pool.join, fixed("shutdown", "Pool.join"))


def _watch_process_locks(module):
    """Locks of multiprocessing are C objects; their methods are attributes of the Python ones."""
    lock_class = module.SemLock
    make = lock_class._make_methods
    enter = lock_class.__enter__

    def contended(lock, take):
        def acquire(block=True, timeout=None):
            if not block or take(False):
                return True if block else take(False)
            return blocking.run(_of_process_lock(lock), take, (block, timeout), {})
        return acquire

    def _make_methods(self):
        make(self)
        self.acquire = contended(self, self._semlock.acquire)

    def __enter__(self):
        if self._semlock.acquire(False):
            return True
        return blocking.run(_of_process_lock(self), enter, (self,), {})

    blocking.dress(__enter__, enter)
    lock_class._make_methods = _make_methods
    lock_class.__enter__ = __enter__


def _of_process_lock(lock):
    name = type(lock).__name__
    return Description("semaphore" if "Semaphore" in name else "lock", "multiprocessing.%s" % name)
