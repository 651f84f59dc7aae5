"""The program notices nothing: the same run with and without the tracer."""

import os
import re
import subprocess
import tempfile
import unittest
import zipapp

import support

PLAIN = [
    ("environment.py", "one", "two words", "--three"),
    ("stacks.py",),
    ("uncaught.py",),
    ("warned.py",),
    ("output.py",),
    ("names.py",),
    ("cancelling.py",),
    ("reasons.py",),
    ("callbacks.py",),
    ("own_loop.py",),
    ("children.py",),
    ("endings.py", "kill"),
    ("endings.py", "crash"),
    ("endings.py", "_exit"),
    ("endings.py", "exit"),
    ("endings.py", "raise"),
    ("endings.py", "exec"),
    ("endings.py", "failing exec"),
    ("endings.py", "null pointer"),
    ("endings.py", "daemon"),
    ("endings.py", "threads"),
    ("endings.py", "thread exits"),
    ("endings.py", "interrupt"),
    ("tour.py",),
    ("cancelled.py",),
    ("own_hooks.py",),
    ("pickled.py",),
    ("program_folder", "argument"),
    ("-c", "import sys; print(sys.argv, __name__); x = 1 / 0", "argument"),
    ("-m", "own_loop", "argument"),
    ("-m", "no_such_module"),
    ("no_such_file.py",),
]
# Options of the interpreter go before the program.
WITH_OPTIONS = [
    ("-X", "dev", "own_streams.py"),
    ("-X", "dev", "-W", "error", "tour.py"),
    ("-X", "faulthandler", "-X", "tracemalloc", "stacks.py"),
    ("-W", "error", "own_hooks.py"),
    ("-O", "-B", "environment.py"),
    ("-u", "own_streams.py"),
    ("-m", "cProfile", "-s", "name", "no_such_file.py"),
    ("-m", "program_folder", "argument"),
]
DEVELOPED = [("stacks.py",), ("warned.py",)]
DEBUG = [("stacks.py",), ("cancelling.py",), ("notices.py",), ("environment.py",)]


IN_DEBUG_MODE = {"PYTHONASYNCIODEBUG": "1"}
IN_DEVELOPMENT_MODE = {"PYTHONDEVMODE": "1"}
INTERRUPTED = [("interrupted.py", place) for place in ("task", "join", "plain")]
STEPPED = [("names.py",), ("calls.py",), ("cancelling.py",), ("hand_made.py",)]


def setUpModule():
    for programs, options in (
            (PLAIN + WITH_OPTIONS, {}), (INTERRUPTED, {}), (DEBUG, {"environment": IN_DEBUG_MODE}),
            (DEVELOPED, {"environment": IN_DEVELOPMENT_MODE})):
        support.prefetch(programs, **options)
        support.prefetch(programs, traced=False, **options)


# What differs from run to run by itself: addresses, durations, process numbers.
VARYING = [(rb"0x[0-9a-f]+", b"0x"), (rb"\d+\.\d+ (seconds|ms|s)\b", b"some time"),
           # In debug mode asyncio complains of what is slow, which on a busy machine anything is.
           (rb"(?m)^.*Executing <.* took .*\n", b""), (rb"pid[= ]\d+", b"pid"),
           (rb"(Thread-|AnyThread-)\d+", b"Thread-"), (rb"/tmp/[^/]+/", b"/tmp/")]


def settled(data):
    for pattern, replacement in VARYING:
        data = re.sub(pattern, replacement, data)
    return data.decode("utf-8", "backslashreplace")


class Compare(support.Case):
    def compare(self, program, *arguments, **options):
        traced = self.run_program(program, *arguments, **options)
        plain = self.run_program(program, *arguments, traced=False, **options)
        self.assertEqual(settled(traced.out), settled(plain.out))
        self.assertEqual(settled(traced.err), settled(plain.err))
        self.assertEqual(traced.code, plain.code)
        return traced


@support.on_every_interpreter(globals())
class Intrusion(Compare):
    maxDiff = 4000

    def test_output_errors_and_status_are_the_same(self):
        for program in PLAIN:
            with self.subTest(program):
                self.compare(*program)

    def test_with_options_of_the_interpreter(self):
        for program in WITH_OPTIONS:
            with self.subTest(program):
                self.compare(*program)

    def test_replaced_streams_and_input(self):
        self.compare("own_streams.py", stdin=b"a line\nand more\n")

    def test_from_a_zip_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "program.pyz")
            zipapp.create_archive(os.path.join(support.PROGRAMS, "program_folder"), path)
            traced = self.compare(path, "argument")
            self.assertEqual(traced.trace.main.others["main"][0]["k"], "main")

    def test_from_standard_input(self):
        self.compare("-", "argument", stdin=b"import sys\nprint(sys.argv)\n1 / 0\n")

    def test_in_debug_mode(self):
        for program in DEBUG:
            with self.subTest(program):
                self.compare(*program, environment=IN_DEBUG_MODE)

    def test_in_development_mode(self):
        for program in DEVELOPED:
            with self.subTest(program):
                self.compare(*program, environment=IN_DEVELOPMENT_MODE)

    def test_warnings_as_errors(self):
        self.compare("warned.py", environment={"PYTHONWARNINGS": "error"})

    def test_unbuffered_and_buffered_output(self):
        self.compare("output.py", environment={"PYTHONUNBUFFERED": "1"})

    def test_another_encoding(self):
        self.compare("output.py", environment={"PYTHONIOENCODING": "ascii:backslashreplace"})

    def test_input(self):
        traced = self.compare("waiting_input.py", stdin=b"Ada\nrest of it\n")
        reasons = traced.trace.main.main.reasons()
        self.assertIn(("input", "input()"), reasons)

    def test_interrupts(self):
        for program in INTERRUPTED:
            with self.subTest(program):
                traced = self.compare(*program)
                self.assertIn(b"KeyboardInterrupt", traced.err)

    def test_other_modes_change_nothing_either(self):
        for program in STEPPED:
            plain = self.run_program(*program, traced=False)
            for mode in ("step", "calls", "generators", "calls,generators"):
                with self.subTest((mode, program)):
                    traced = self.run_program(*program, environment={"INTERLEAVE_MODE": mode})
                    self.assertEqual(settled(traced.out), settled(plain.out))
                    self.assertEqual(settled(traced.err), settled(plain.err))

    def test_with_customized_start(self):
        """With other modules that Python loads at its start, in a virtual environment and not."""
        with tempfile.TemporaryDirectory() as folder:
            for name, environment, python in self.customized(folder):
                with self.subTest(name):
                    outputs = []
                    for traced in (False, True):
                        settings = support.clean_environment(**environment)
                        if traced:
                            settings.update(INTERLEAVE_TRACE=folder, PYTHONPATH=support.TRACER)
                        done = subprocess.run([python, "own_loop.py"], capture_output=True,
                                              env=settings, cwd=support.PROGRAMS)
                        outputs.append((done.returncode, done.stdout, done.stderr))
                    self.assertEqual(outputs[0], outputs[1])
                    self.assertIn(b"here is sitecustomize None\n", outputs[0][1])

    def customized(self, folder):
        python = support.interpreters()[self.version]
        home = os.path.join(folder, "home")
        self.write_customizers(os.path.join(
            home, "lib", "python%s" % self.version, "site-packages"))
        yield "user site", {"PYTHONUSERBASE": home}, python
        place = os.path.join(folder, "venv")
        subprocess.run([python, "-m", "venv", "--without-pip", place], check=True)
        self.write_customizers(os.path.join(
            place, "lib", "python%s" % self.version, "site-packages"))
        yield "virtual environment", {}, os.path.join(place, "bin", "python")

    def write_customizers(self, folder):
        os.makedirs(folder, exist_ok=True)
        for name in ("sitecustomize", "usercustomize"):
            with open(os.path.join(folder, name + ".py"), "w") as file:
                file.write("import sys\nprint('here is', __name__, %s)\n" % (
                    "sys.gettrace()" if name == "sitecustomize" else "1"))
        with open(os.path.join(folder, "some.pth"), "w") as file:
            file.write("import sys; print('from a pth', sys.gettrace())\n")


if __name__ == "__main__":
    unittest.main()
