"""Running programs with and without the tracer, on every interpreter that the machine has."""

import atexit
import concurrent.futures
import contextlib
import functools
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import timeline

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
TRACER = os.path.join(HERE, "..", "..", "Sources", "DemoRunner", "Tracer")
TRACER = os.path.abspath(TRACER)
WANTED = ["3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"]
LIMIT = 60                              # seconds that a program may take, on a busy machine


@functools.lru_cache(maxsize=None)
def interpreters():
    """The interpreters found: version → path. One for each minor version from 3.9 on.

    INTERLEAVE_TEST_PYTHONS adds paths of interpreters, INTERLEAVE_TEST_VERSIONS (3.11,3.13) takes
    only some.
    """
    candidates = os.environ.get("INTERLEAVE_TEST_PYTHONS", "").split(os.pathsep)
    candidates += [sys.executable, shutil.which("python3")]
    candidates += ["python%s" % version for version in WANTED]
    pattern = os.path.expanduser("~/.pyenv/versions/*/bin/python3")
    candidates += sorted(glob.glob(pattern))
    found = {}
    for candidate in candidates:
        path = shutil.which(candidate) if candidate else None
        if path is None:
            continue
        version, executable = _ask(path)
        if version in WANTED and version not in found:
            found[version] = executable
    only = os.environ.get("INTERLEAVE_TEST_VERSIONS", "").split(",")
    return {version: found[version] for version in WANTED
            if version in found and (only == [""] or version in only)}


def missing():
    return [version for version in WANTED if version not in interpreters()]


def _ask(path):
    question = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"
    try:
        answer = subprocess.run([path, "-S", "-c", question], capture_output=True, text=True,
                                timeout=LIMIT, env=clean_environment())
        version, executable = answer.stdout.split("\n")[:2]
        return version, executable
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None, None


def clean_environment(**more):
    environment = {key: value for key, value in os.environ.items()
                   if not key.startswith(("INTERLEAVE_", "PYTHON"))}
    environment["PYTHONHASHSEED"] = "0"
    environment.update(more)
    return environment


class Run:
    """What came of a program: its output, its exit status, and its trace if it was traced."""

    def __init__(self, code, out, err, folder, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds
        self.folder = folder

    @functools.cached_property
    def trace(self):
        return timeline.Trace(self.folder)


_scratch = tempfile.mkdtemp(prefix="interleave-tests-")


atexit.register(shutil.rmtree, _scratch, ignore_errors=True)


def command(python, program, arguments):
    if program.startswith("-"):
        return [python, program] + list(arguments)
    return [python, os.path.join(PROGRAMS, program)] + list(arguments)


def run(version, program, *arguments, traced=True, environment=None, stdin=b""):
    """Runs a program once."""
    python = interpreters()[version]
    folder = tempfile.mkdtemp(dir=_scratch)
    settings = clean_environment(**(environment or {}))
    if traced:
        settings["INTERLEAVE_TRACE"] = folder
        settings["PYTHONPATH"] = TRACER
    began = time.monotonic()
    process = subprocess.Popen(
        command(python, program, arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=settings, cwd=PROGRAMS)
    try:
        out, err = process.communicate(stdin, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError("%s on %s did not end. It said:\n%s\n%s" % (
            program, version, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")))
    return Run(process.returncode, out, err, folder, time.monotonic() - began)


class Case(unittest.TestCase):
    """A test of one interpreter. Subclasses are multiplied by `on_every_interpreter`."""

    version = None
    attempt = 0                         # see keeps_time
    is_last_attempt = True

    @property
    def minor(self):
        return int(self.version.split(".")[1])

    def run_program(self, program, *arguments, **options):
        """The run of a program, which tests of the same class share."""
        return _start(self.version, program, arguments, options, self.attempt).result()

    def subTest(self, *args, **params):
        # A failure in one is noted and not raised, so that it can't lead to another attempt.
        if self.is_last_attempt:
            return super().subTest(*args, **params)
        return contextlib.nullcontext()

    def traced(self, program, *arguments, **options):
        """A traced run that went well, with a trace that keeps to the format."""
        result = self.run_program(program, *arguments, **options)
        self.assertEqual(result.err.decode(), "", "%s complained" % program)
        self.assertEqual(result.code, 0)
        self.assert_sound(result.trace)
        return result.trace

    def assert_sound(self, trace):
        self.assertEqual(trace.problems[:3], [])
        for process in trace.processes:
            self.assertEqual(timeline.overlaps(process)[:3], [])
            self.assertEqual([line for line in process.others["note"]
                              if line["v"] == "trouble"], [])

    def assert_state(self, lane, time, state):
        span = lane.span_at(time)
        self.assertEqual(span.state if span else None, state,
                         "%r at %d; it was %r" % (lane, time, lane.spans))


ATTEMPTS = 3


def keeps_time(test):
    """Marks a test that looks at when things happened.

    On a busy machine anything can be late, so it may have other runs of its programs. What the
    tracer tells wrong is wrong in all of them.
    """
    @functools.wraps(test)
    def with_attempts(self):
        for self.attempt in range(ATTEMPTS):
            self.is_last_attempt = self.attempt == ATTEMPTS - 1
            try:
                if self.attempt > 0:
                    self.setUp()
                return test(self)
            except AssertionError:
                if self.is_last_attempt:
                    raise
    return with_attempts


_runs = {}
_pool = concurrent.futures.ThreadPoolExecutor(4)


def _start(version, program, arguments, options, attempt=0):
    """The run of a program as a future; the same run for all that ask for the same."""
    key = version, program, arguments, repr(sorted(options.items())), attempt
    if key not in _runs:
        _runs[key] = _pool.submit(run, version, program, *arguments, **options)
    return _runs[key]


def prefetch(programs, **options):
    """Starts these programs on all interpreters, a few at a time: they mostly sleep."""
    for program in programs:
        for version in interpreters():
            _start(version, program[0], tuple(program[1:]), options)


def on_every_interpreter(namespace):
    """A class decorator that replaces a test class by one for each interpreter."""
    def multiply(case):
        for version in interpreters():
            if version in getattr(case, "without", ()):
                continue
            name = "%s_%s" % (case.__name__, version.replace(".", "_"))
            namespace[name] = type(name, (case,), {
                "version": version, "__module__": namespace["__name__"]})
        return None
    return multiply
