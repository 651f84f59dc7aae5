"""The order in which the parts come up."""

import os
import sys
import time

_began = time.perf_counter_ns()

from . import options  # noqa: E402  the clock above measures the imports too


def start():
    arguments = _arguments()
    if _is_resource_tracker(arguments):
        return None
    from . import journal, lanes, processes, program, samples

    journal.open_journal(options.folder, options.cap)
    processes.introduce(arguments)
    lanes.announce_thread()
    _install()
    samples.start_up_time = (time.perf_counter_ns() - _began) // 1000
    return program.watch


def _install():
    from . import calls, hooks, invisible, notices, output, processes

    hooks.install()
    invisible.install()
    hooks.when_imported("asyncio.base_events", _prepare_asyncio)
    hooks.when_imported("asyncio", _prepare_awaits)
    hooks.when_imported("threading", _prepare_threading)
    hooks.when_imported("concurrent.futures.thread", _prepare_thread_pool)
    hooks.when_imported("concurrent.futures.process", _prepare_process_pool)
    hooks.when_imported("warnings", notices.watch_warnings)
    calls.install()
    processes.install()
    output.install()
    if options.virtual:
        from . import virtual

        virtual.install()
    if "step" in options.modes or "calls" in options.modes:
        from . import steps

        steps.install("step" in options.modes, "calls" in options.modes)
    if "generators" in options.modes:
        from . import generators

        generators.install()


def _prepare_asyncio(module):
    from . import loops, notices, tasks, timers

    loops.watch(module)
    timers.watch(module)
    tasks.watch_eager_tasks(module)
    tasks.watch_late_names()
    notices.watch_exception_handler(module)


def _prepare_awaits(module):
    from . import awaits, cancels, loops

    awaits.learn_the_library()
    cancels.learn(module)
    loops.watch_other_loops(module)


def _prepare_threading(module):
    from . import locks, threads

    threads.watch(module)
    locks.watch(module)


def _prepare_thread_pool(module):
    from . import executors

    executors.watch_threads(module)


def _prepare_process_pool(module):
    from . import executors

    executors.watch_processes(module)


def _arguments():
    """The command line. `sys.argv` is not set yet, and `sys.orig_argv` is new in 3.10."""
    arguments = getattr(sys, "orig_argv", None)
    if arguments is not None:
        return list(arguments)
    try:
        with open("/proc/self/cmdline", "rb") as file:
            words = file.read().split(b"\0")[:-1]
        return [os.fsdecode(word) for word in words]
    except OSError:
        return []


def _is_resource_tracker(arguments):
    # A helper of multiprocessing that no program knows of and that shares nothing with it.
    return any("multiprocessing.resource_tracker" in word for word in arguments)
