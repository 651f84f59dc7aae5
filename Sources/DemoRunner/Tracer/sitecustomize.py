"""The way in: the interpreter imports this file by itself when PYTHONPATH names its folder.

It does what the environment asks for: has lines written as they are printed, and starts the tracer.
Then it takes the folder out of `sys.path` again, and hands over to the `sitecustomize` that it stood
in front of, if there is one. Whatever goes wrong here must not keep the program from running.
"""


def _start_tracer_and_step_aside():
    import os
    import sys

    here = os.path.dirname(os.path.abspath(__file__))
    if os.environ.get("INTERLEAVE_OUTPUT") == "lines":
        # As on a terminal, also into a pipe.
        try:
            sys.stdout.reconfigure(line_buffering=True)
        except (AttributeError, ValueError, OSError):
            pass
    await_program = None
    if os.environ.get("INTERLEAVE_TRACE"):
        try:
            import interleave_tracer

            await_program = interleave_tracer.start()
        except Exception as problem:
            why = getattr(problem, "strerror", None) or repr(problem)
            os.write(2, ("interleave: the tracer did not start: %s\n" % why).encode())
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
    sys.path_importer_cache.pop(here, None)
    mine = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401  the one that this file hid
    except ImportError:
        # The import system insists on finding under this name what it has just loaded.
        if mine is not None:
            sys.modules["sitecustomize"] = mine
    if await_program is not None:
        await_program()


_start_tracer_and_step_aside()
del _start_tracer_and_step_aside
