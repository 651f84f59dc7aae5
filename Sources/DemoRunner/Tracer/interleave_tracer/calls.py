"""Which calls block, and what to say of them.

First the few functions that are wrapped, then, module by module, what else is known by name when it
is found on the stack above one of them. The network, poll objects, pipes and multiprocessing have
modules of their own.
"""

import os
import sys
import time

from . import blocking, clock, hooks, lanes, multiprocesses, network, pipes, places, pollers, text
from .blocking import Description, fixed, known

_get_ident = lanes.get_ident


def install():
    import builtins

    blocking.wrap_builtin(time, "sleep", sleep)
    blocking.wrap_builtin(os, "read", _read)
    blocking.wrap_builtin(os, "waitpid", _wait_for_child)
    blocking.wrap_builtin(os, "waitid", fixed("child", "a child process to end"))
    blocking.wrap_builtin(os, "wait", fixed("child", "a child process to end"))
    blocking.wrap_builtin(os, "system", _system)
    blocking.wrap_builtin(builtins, "input", fixed("input", "input()"))
    pipes.watch_standard_input()
    pipes.watch_opening()
    for name, action in (
        ("select", pollers.watch_select),
        ("selectors", pollers.watch_selectors),
        ("socket", network.watch_sockets),
        ("ssl", network.watch_encrypted),
        ("http.client", network.watch_http),
        ("urllib.request", network.watch_requests),
        ("socketserver", network.watch_servers),
        ("subprocess", _watch_subprocesses),
        ("signal", _watch_signals),
        ("fcntl", _watch_file_locks),
        ("queue", _watch_queues),
        ("concurrent.futures._base", _watch_futures),
        ("concurrent.futures.thread", _watch_pool),
        ("concurrent.futures.process", _watch_pool),
        ("multiprocessing.process", multiprocesses.watch_processes),
        ("multiprocessing.queues", multiprocesses.watch_queues),
        ("multiprocessing.connection", multiprocesses.watch_connections),
        ("multiprocessing.managers", multiprocesses.watch_managers),
        ("multiprocessing.pool", multiprocesses.watch_pools),
        ("multiprocessing.synchronize", multiprocesses.watch_locks),
    ):
        hooks.when_imported(name, action)


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


def _system(args, options):
    return Description("child", "os.system(%s)" % text.shorten(str(args[0]), 60))


def _watch_signals(module):
    for name in ("pause", "sigwait", "sigwaitinfo", "sigtimedwait"):
        blocking.wrap_builtin(module, name, fixed("code", "signal.%s" % name))


def _watch_file_locks(module):
    def describe(args, options):
        at_once = len(args) > 1 and args[1] & (module.LOCK_NB | module.LOCK_UN)
        return None if at_once else Description("lock", "a lock on a file")

    blocking.wrap_builtin(module, "flock", describe)
    blocking.wrap_builtin(module, "lockf", describe)


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
    # They block more than once, and are one wait to whoever calls them.
    blocking.wrap_method(module, "run", fixed("child", "subprocess.run"))
    blocking.wrap_method(module, "call", fixed("child", "subprocess.call"))


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
    # It says that it is from there, so it should be found there.
    module.SimpleQueue = sys.modules[original.__module__].SimpleQueue = SimpleQueue


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


def _watch_pool(module):
    for name in ("ThreadPoolExecutor", "ProcessPoolExecutor"):
        executor = getattr(module, name, None)
        if executor is not None:
            known(executor.shutdown, fixed("shutdown", "the executor's jobs to end"))
