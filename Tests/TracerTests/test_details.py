"""Output, notices, lines and calls, virtual time, and the file itself."""

import glob
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest

import support
import timeline
from timeline import BLOCKED, READY, RUNNING, WAITING

STEP = {"environment": {"INTERLEAVE_MODE": "step"}}
CALLS = {"environment": {"INTERLEAVE_MODE": "calls"}}
GENERATORS = {"environment": {"INTERLEAVE_MODE": "generators"}}
VIRTUAL = {"environment": {"INTERLEAVE_VIRTUAL": "1"}}
SMALL = {"environment": {"INTERLEAVE_CAP": "300000"}}


def setUpModule():
    support.prefetch([("output.py",), ("notices.py",), ("own_loop.py",), ("many.py",)])
    support.prefetch([("calls.py",)], **STEP)
    support.prefetch([("calls.py",)], **CALLS)
    support.prefetch([("hand_made.py",)], **GENERATORS)
    support.prefetch([("virtual.py",), ("virtual_thread.py",)], **VIRTUAL)
    support.prefetch([("many.py",)], **SMALL)


@support.on_every_interpreter(globals())
class Output(support.Case):
    def setUp(self):
        result = self.run_program("output.py")
        self.assertEqual(result.code, 0, result.err)
        self.process = result.trace.main
        self.assert_sound(result.trace)

    def texts(self, number=1):
        return [line["s"] for line in self.process.others["out"] if line["n"] == number]

    def test_lines_are_put_together(self):
        self.assertEqual(self.texts()[0], "one two 3\n")
        self.assertIn("written\n", self.texts())
        self.assertIn("line one\n", self.texts())
        self.assertEqual(self.texts()[-1], "last, without newline")

    def test_a_line_that_is_interrupted_by_a_wait_is_told_before_it(self):
        texts = self.texts()
        self.assertIn("no newline and on", texts)
        self.assertIn(" and the end\n", texts)
        (span,) = self.process.main.spans_in(BLOCKED)
        times = {line["s"]: line["t"] for line in self.process.others["out"]}
        self.assertLess(times["no newline and on"], span.start)
        self.assertGreaterEqual(times[" and the end\n"], span.end)

    def test_standard_error(self):
        self.assertEqual(self.texts(2), ["to stderr\n"])

    def test_every_character_survives(self):
        self.assertIn("käse \N{SNOWMAN} \x1b[31m \x00 bell\x07\n", self.texts())
        with open(self.process.path, "rb") as file:
            data = file.read()
        data.decode("ascii")
        self.assertFalse([byte for byte in set(data) if byte < 32 and byte != 10])
        lowered = data.lower()
        for start in range(0xd800, 0xe000, 0x100):
            # Lone surrogates are not JSON that a strict reader takes.
            self.assertNotIn(b"\\u%02x" % (start >> 8) + b"ff lone", lowered)
        self.assertIn("\N{REPLACEMENT CHARACTER} lone\n", self.texts())

    def test_long_output_is_cut_and_counted(self):
        (line,) = [line for line in self.process.others["out"] if "cut" in line]
        self.assertEqual((len(line["s"]), line["cut"]), (4000, 6000))

    def test_tasks_speak_for_themselves(self):
        (line,) = [line for line in self.process.others["out"] if line["s"] == "from a task\n"]
        self.assertEqual(self.process.lanes[line["l"]].line["fn"], "speak")

    def test_endless_output_is_told_up_to_a_limit(self):
        result = support.run(self.version, "-c", "for i in range(45000): print('x' * 99, i)")
        self.assertEqual(result.out.count(b"\n"), 45000)
        process = result.trace.main
        self.assertEqual([line["v"] for line in process.others["note"]], ["lost"])
        told = sum(len(line["s"]) for line in process.others["out"])
        self.assertLess(abs(told - 4_000_000), 1000)

    def test_what_goes_past_the_streams_is_not_claimed(self):
        self.assertFalse([text for text in self.texts() if "bytes" in text])


@support.on_every_interpreter(globals())
class Notices(support.Case):
    def test_every_kind(self):
        result = self.run_program("notices.py")
        self.assertEqual(result.code, 0)
        process = result.trace.main
        warnings = {line["v"]: line for line in process.others["warn"]}
        self.assertEqual(sorted(warnings), ["destroyed", "never-awaited", "never-retrieved",
                                            "slow"])
        self.assertEqual((warnings["never-awaited"]["fn"], warnings["never-awaited"]["ln"]),
                         ("never", 7))
        lost = process.lanes[warnings["never-retrieved"]["l"]]
        self.assertEqual((lost.name, warnings["never-retrieved"]["x"]),
                         ("lost", "ValueError: no milk"))
        self.assertEqual(process.lanes[warnings["destroyed"]["l"]].name, "orphan")
        self.assertEqual(process.lanes[warnings["slow"]["l"]].name, "slow one")
        self.assertEqual(process.others["loop"][0]["debug"], 1)


@support.on_every_interpreter(globals())
class Modes(support.Case):
    def test_steps_are_the_lines_in_their_order(self):
        process = self.traced("calls.py", **STEP).main
        source = [process.source_line(line["p"]) for line in process.others["ln"]]
        begin = source.index("branch(1)")
        self.assertEqual(source[begin:begin + 5], [
            "branch(1)", "first = leaf(number)", "return number + 1", "return leaf(first)",
            "return number + 1"])
        (naps,) = process.tasks("naps")
        by_task = [process.source_line(line["p"]) for line in process.others["ln"]
                   if line["l"] == naps.number]
        self.assertEqual(by_task, ["await asyncio.sleep(0.01)", "return leaf(1)",
                                   "return number + 1"])
        self.assertFalse(process.others["call"])

    def test_calls_and_returns_are_in_balance(self):
        process = self.traced("calls.py", **CALLS).main
        depth = {}
        order = []
        for line in process.lines:
            if line["k"] not in ("call", "ret"):
                continue
            stack = depth.setdefault(line["l"], [])
            if line["k"] == "call":
                name = process.places[line["p"]]["fn"]
                stack.append(name)
                order.append((name.split(".")[-1], len(stack), bool(line.get("re"))))
            else:
                self.assertTrue(stack, line)
                stack.pop()
        self.assertEqual({lane: stack for lane, stack in depth.items() if stack}, {})
        names = [name for name, _, _ in order]
        begin = names.index("branch")
        self.assertEqual([(name, level) for name, level, _ in order[begin:begin + 3]],
                         [("branch", 2), ("leaf", 3), ("leaf", 3)])
        self.assertEqual([resumed for name, _, resumed in order if name == "count"],
                         [False, True, True])
        self.assertEqual([resumed for name, _, resumed in order if name == "naps"],
                         [False, True])

    def test_a_call_says_from_where(self):
        process = self.traced("calls.py", **CALLS).main
        call = next(line for line in process.others["call"]
                    if process.places[line["p"]]["fn"].endswith("leaf"))
        self.assertEqual([name for name, _ in process.stack(call["p"])],
                         ["leaf", "branch", "<module>"])

    def test_a_loop_made_by_hand_is_left_alone(self):
        process = self.traced("own_loop.py").main
        self.assertEqual(process.tasks(), [])
        self.assertEqual([line["s"] for line in process.others["out"]],
                         ["a begins\n", "b begins\n", "b ends\n", "a ends\n", "False\n"])

    def test_generators_that_are_driven_by_hand_are_lanes(self):
        result = self.run_program("hand_made.py", **GENERATORS)
        self.assertEqual((result.code, result.out), (0, b"6\n"), result.err)
        self.assert_sound(result.trace)
        process = result.trace.main
        lanes = {lane.name: lane for lane in process.tasks()}
        self.assertEqual(list(lanes), ["tea", "egg", "toast", "numbers 1", "numbers 2", "walk 1"])
        for name, seconds in (("tea", 0.2), ("egg", 0.3), ("toast", 0.1)):
            lane = lanes[name]
            # What it delegates to is a part of it.
            self.assertEqual([span.state for span in lane.spans],
                             [RUNNING, WAITING, READY, RUNNING])
            (wait,) = lane.spans_in(WAITING)
            # The due time was reckoned a moment before the wait began, on a busy machine a long one.
            self.assertGreaterEqual(wait.end - wait.start, seconds * 1e6 - 30000)
            kind, words = process.reasons[wait.line["w"]]
            self.assertEqual((kind, words), ("code", "the next send, after yield %g" % seconds))
            self.assertEqual([name for name, _ in process.stack(wait.line["p"])],
                             ["nap", "sleeper", "run", "<module>"])
            self.assertEqual(lane.outcome, "ok")
        # They wait at the same time, and their driver is blocked meanwhile.
        self.assertLess(lanes["egg"].spans[1].start, lanes["toast"].spans[1].end)
        self.assertEqual(len(process.main.spans_in(BLOCKED)), 3)
        self.assertEqual([lanes[name].outcome for name in ("numbers 1", "walk 1")],
                         ["failed", "ok"])
        self.assertIn(lanes["numbers 2"].outcome, ("cancelled", None))
        if self.minor >= 12:
            self.assertEqual(lanes["numbers 1"].exception, "ValueError: no more")

    def test_generators_are_no_lanes_unless_asked_for(self):
        process = self.traced("hand_made.py").main
        self.assertEqual(process.tasks(), [])

    def test_a_loop_of_another_make_is_said_to_be_one(self):
        process = self.traced("other_loop.py").main
        (note,) = process.others["note"]
        self.assertEqual(note["v"], "reduced")
        self.assertIn("__main__.HandMadeLoop", note["s"])
        self.assertEqual([line["s"] for line in process.others["out"]], ["42\n", "42\n"])


@support.on_every_interpreter(globals())
class Names(support.Case):
    def test_a_thread_that_is_renamed_says_so_while_it_lives(self):
        process = self.traced("renamed.py").main
        self.assertEqual(process.thread("worker").names, ["early", "worker", "looper"])
        self.assertEqual(process.main.names, ["MainThread", "boss"])


@support.on_every_interpreter(globals())
class WhereTheProgramBegins(support.Case):
    def begin(self, *program, **options):
        result = self.run_program(*program, **options)
        self.assertEqual(result.code, 0, result.err)
        process = result.trace.main
        (line,) = process.others["main"]
        return process, line

    def test_a_file_a_module_and_code(self):
        for program in (("own_loop.py",), ("-m", "own_loop"), ("-c", "print(1)"),
                        ("calls.py",)):
            with self.subTest(program):
                process, line = self.begin(*program)
                # Nothing of the program's is before it, and all of it behind.
                self.assertTrue(all(other["t"] >= line["t"] for kind in ("out", "loop", "warn")
                                    for other in process.others[kind]))
                self.assertTrue(all(at["t"] >= line["t"] for at in process.places.values()))
                self.assertLessEqual(process.head["cpu"], line["cpu"])
                self.assertLess(line["cpu"], process.others["end"][0]["cpu"] + 1)

    def test_in_every_mode(self):
        for options in (STEP, CALLS, {"environment": {"INTERLEAVE_MODE": "step,calls"}}):
            process, line = self.begin("calls.py", **options)
            first = min(other["t"] for kind in ("ln", "call") for other in process.others[kind])
            self.assertLessEqual(line["t"], first)

    def test_virtual_time_tells_no_processor_time(self):
        process, line = self.begin("virtual.py", **VIRTUAL)
        self.assertEqual((line.get("cpu"), process.head.get("cpu")), (None, None))

    def test_children(self):
        trace = self.traced("children.py")
        for process in trace.processes:
            expected = 0 if process.head["how"] == "fork" else 1
            self.assertEqual(len(process.others["main"]), expected)


@support.on_every_interpreter(globals())
class Interpreters(support.Case):
    without = ("3.9", "3.10", "3.11", "3.12", "3.13")

    def test_each_interpreter_of_a_process_has_its_file(self):
        trace = self.traced("interpreters.py")
        self.assertEqual([process.head["how"] for process in trace.processes],
                         ["start", "interpreter", "interpreter"])
        self.assertEqual(len({process.head["pid"] for process in trace.processes}), 1)
        self.assertEqual([process.head["role"] for process in trace.processes],
                         ["main", "child", "child"])


@support.on_every_interpreter(globals())
class Virtual(support.Case):
    def shape(self, process):
        """All that happened, without what belongs to one run: process and thread numbers."""
        kept = []
        for line in process.lines:
            line = dict(line)
            for key in ("pid", "ppid", "tid", "cwd"):
                line.pop(key, None)
            kept.append(line)
        return kept

    def test_long_waits_take_no_time_and_are_the_same_each_time(self):
        first = self.run_program("virtual.py", **VIRTUAL)
        again = support.run(self.version, "virtual.py", **VIRTUAL)
        self.assertEqual((first.code, first.err), (0, b""))
        self.assertEqual(first.out, again.out)
        self.assertRegex(first.out, rb"timeout at 9\.\d+\n$")
        self.assertEqual(self.shape(first.trace.main), self.shape(again.trace.main))
        self.assert_sound(first.trace)
        process = first.trace.main
        self.assertTrue(process.head["virtual"])
        self.assertGreater(process.last, 9_000_000)
        self.assertLess(first.seconds, 9)
        (task,) = process.tasks("main")
        (sleep,) = task.spans_in(BLOCKED)
        self.assertEqual(sleep.end - sleep.start, 2_000_000)

    def test_a_thread_ends_virtual_time_and_is_told(self):
        result = self.run_program("virtual_thread.py", **VIRTUAL)
        self.assertEqual((result.code, result.out, result.err), (0, b"end\n", b""))
        notes = [line["v"] for line in result.trace.main.others["note"]]
        self.assertEqual(notes, ["virtual-off"])


@support.on_every_interpreter(globals())
class TheFile(support.Case):
    def test_windows_follow_one_another_without_a_gap(self):
        result = self.run_program("many.py")
        self.assert_sound(result.trace)
        process = result.trace.main
        self.assertGreater(os.path.getsize(process.path), 2 << 20)
        self.assertEqual(process.others["end"][0]["dropped"], 0)
        work = process.tasks("work")
        self.assertEqual(len(work), 500)
        for lane in work:
            self.assertEqual(len(lane.spans), 202)
            self.assertEqual(lane.outcome, "ok")

    def test_a_size_limit_is_kept_and_told(self):
        result = self.run_program("many.py", **SMALL)
        self.assertEqual((result.code, result.out), (0, b"end\n"))
        process = result.trace.main
        self.assertLess(os.path.getsize(process.path), 300_000 + (1 << 17))
        self.assertEqual(len(process.others["full"]), 1)
        end = process.others["end"][0]
        self.assertGreater(end["dropped"], 40_000)
        self.assertEqual(process.lines[-1]["k"], "end")

    def test_cost_and_samples_are_told(self):
        end = self.run_program("many.py").trace.main.others["end"][0]
        # 50,000 turns, at something between half a microsecond and a hundred of them each.
        self.assertGreater(end["cost"], 25_000)
        self.assertLess(end["cost"], 5_000_000)
        self.assertGreater(end["start"], 0)
        self.assertGreater(end["cpu"], 50_000)
        self.assertGreater(end["rss"], 1_000_000)
        samples = self.run_program("many.py").trace.main.others["use"]
        self.assertGreater(len(samples), 1)
        for earlier, later in zip(samples, samples[1:]):
            self.assertLessEqual(earlier["cpu"], later["cpu"])
            self.assertGreaterEqual(later["t"] - earlier["t"], 50_000)

    def test_no_folder_no_trace_and_no_harm(self):
        result = support.run(self.version, "own_loop.py", traced=True, environment={})
        self.assertEqual(result.code, 0)
        with tempfile.TemporaryDirectory() as folder:
            missing = os.path.join(folder, "missing")
            python = support.interpreters()[self.version]
            settings = support.clean_environment(INTERLEAVE_TRACE=missing,
                                                 PYTHONPATH=support.TRACER)
            done = subprocess.run([python, "-c", "print(1)"], env=settings, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (0, b"1\n"))
        self.assertIn(b"the tracer did not start", done.stderr)

    def test_a_relative_folder_survives_a_change_of_directory(self):
        code = ("import os, subprocess, sys; os.chdir('/'); "
                "subprocess.run([sys.executable, '-c', '1'])")
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "trace"))
            python = support.interpreters()[self.version]
            settings = support.clean_environment(INTERLEAVE_TRACE="trace",
                                                 PYTHONPATH=support.TRACER)
            done = subprocess.run([python, "-c", code], env=settings, cwd=folder,
                                  capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            trace = timeline.Trace(os.path.join(folder, "trace"))
        self.assertEqual(len(trace.processes), 2)
        self.assertTrue(all(process.whole for process in trace.processes))

    def test_another_sitecustomize_is_still_found(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "sitecustomize.py"), "w") as file:
                file.write("print('the other one')\n")
            python = support.interpreters()[self.version]
            settings = support.clean_environment(
                INTERLEAVE_TRACE=folder, PYTHONPATH=support.TRACER + os.pathsep + folder)
            code = "import sys, sitecustomize; print(sitecustomize.__file__ in sys.argv)"
            path = os.path.join(folder, "sitecustomize.py")
            done = subprocess.run([python, "-c", code, path], env=settings, capture_output=True)
            self.assertEqual(done.stdout, b"the other one\nTrue\n", done.stderr)
            self.assertEqual(len(glob.glob(os.path.join(folder, "*.jsonl"))), 1)


class TheReader(unittest.TestCase):
    """The reader that the other tests trust."""

    HEAD = {"t": 0, "k": "proc", "format": "interleave-trace", "v": 1, "how": "start"}
    THREAD = {"t": 1, "k": "thr", "l": 1, "n": "MainThread", "main": 1}
    TASK = {"t": 2, "k": "task", "l": 2, "n": "a", "fn": "a", "lp": 1}
    LOOP = {"t": 2, "k": "loop", "lp": 1, "l": 1}

    def read(self, *lines, tail=b""):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "1-1.jsonl")
            with open(path, "wb") as file:
                file.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines) + tail)
            return timeline.read(path)

    def test_what_is_not_finished_does_not_count(self):
        process = self.read(self.HEAD, self.THREAD, tail=b'{"t":5,"k":"b"\0\0\0{"t":6}\n')
        self.assertEqual(len(process.lines), 2)
        self.assertFalse(process.whole)

    def test_impossible_changes_are_noted(self):
        begin = (self.HEAD, self.THREAD, self.LOOP, self.TASK)
        self.assertEqual(self.read(*begin, {"t": 3, "k": "s", "l": 2}).problems, [])
        for line in ({"t": 3, "k": "r", "l": 2}, {"t": 3, "k": "b", "l": 2},
                     {"t": 3, "k": "s", "o": 2, "p": 9}, {"t": 3, "k": "u", "l": 1},
                     {"t": 3, "k": "s", "l": 5}):
            with self.subTest(line):
                try:
                    self.assertTrue(self.read(*begin, line).problems)
                except KeyError:
                    pass

    def test_overlaps_are_found(self):
        other = dict(self.TASK, l=3)
        process = self.read(self.HEAD, self.THREAD, self.LOOP, self.TASK, other,
                            {"t": 3, "k": "s", "l": 2}, {"t": 4, "k": "s", "l": 3},
                            {"t": 9, "k": "s", "o": 2, "l": 0}, {"t": 10, "k": "s", "o": 3})
        self.assertTrue(timeline.overlaps(process))


class TheJournal(unittest.TestCase):
    """The file's writer by itself, in this interpreter."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        saved = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(saved)))
        sys.path.insert(0, support.TRACER)
        self.addCleanup(sys.path.remove, support.TRACER)
        from interleave_tracer import journal
        self.module = journal

    def test_threads_do_not_tear_each_others_lines(self):
        own = self.module.Journal(self.folder.name, 64 << 20)
        count = 15000

        def write(name):
            for number in range(count):
                own.write(b'{"name":"%s","number":%d}\n' % (name * (1 + number % 30), number))

        threads = [threading.Thread(target=write, args=(name,)) for name in (b"a", b"b", b"c")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        own.close(b'{"k":"end"}\n')
        lines = timeline.read_lines(own.path)
        self.assertEqual(own.dropped, 0)
        self.assertEqual(len(lines), 3 * count + 1)
        for name in "abc":
            numbers = [line["number"] for line in lines if line.get("name", "")[:1] == name]
            self.assertEqual(numbers, list(range(count)))

    def test_a_closed_journal_drops_and_counts(self):
        own = self.module.Journal(self.folder.name, 1 << 20)
        own.write(b'{"k":"a"}\n')
        own.close(b'{"k":"end"}\n')
        own.write(b'{"k":"b"}\n')
        self.assertEqual([line["k"] for line in timeline.read_lines(own.path)], ["a", "end"])
        self.assertEqual(own.dropped, 1)

    def test_the_end_line_finds_room_in_a_full_window(self):
        own = self.module.Journal(self.folder.name, 8 << 20)
        line = b'{"k":"%s"}\n' % (b"x" * 100)
        while own.position() + len(line) <= self.module.FIRST_WINDOW:
            own.write(line)
        own.close(b'{"k":"%s"}\n' % (b"e" * 200))
        self.assertEqual(timeline.read_lines(own.path)[-1]["k"], "e" * 200)


class InterpretersFound(unittest.TestCase):
    def test_which_are_here(self):
        found, missed = support.interpreters(), support.missing()
        print("\ntracer tests ran on %s; not found: %s" % (
            ", ".join(found) or "none", ", ".join(missed) or "none"), file=sys.stderr)
        self.assertTrue(found)


if __name__ == "__main__":
    unittest.main()
