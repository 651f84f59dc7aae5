"""Interleave's tracer: writes down what every task, thread and process of a program is doing.

The program runs unmodified; `Sources/Trace/FORMAT.md` describes what is written. Each module has
one subject:

    options, clock, text       the environment; time; JSON by hand
    journal                    the file, and how a line gets there
    places, lanes              what lines refer to by number; who is running
    hooks, invisible           acting on imports; staying out of tracebacks
    loops, tasks, awaits,      asyncio: the ready queue and its steps; tasks; what a task waits for;
    timers                     timers
    blocking, calls, locks,    calls that block a thread, and which they are; locks; threads; pools
    threads, executors
    processes, program         fork, spawn, subprocess, exec, exit; where the program begins
    output, notices, samples,  prints; warnings; processor time and memory; lines and calls
    steps
    virtual                    made-up time
"""


def start():
    """Starts the tracer in this process. `sitecustomize` calls it before the program begins.

    Returns what is to be called when start-up is over, to see where the program begins; None if
    this process is not to be traced.
    """
    from . import startup

    return startup.start()
