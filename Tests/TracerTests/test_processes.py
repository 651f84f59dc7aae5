"""Several processes, and the ways in which a process can end."""

import unittest

import support
from timeline import BLOCKED, RUNNING

METHODS = ("fork", "spawn", "forkserver")
ENDINGS = ("kill", "crash", "null pointer", "abort", "_exit", "exit", "raise", "exec",
           "failing exec", "daemon", "threads", "thread exits", "interrupt")
PROCESS_REASONS = {
    "of_join": ("join", "Process.join"),
    "of_recv": ("read", "Connection.recv"),
    "of_poll": ("read", "Connection.poll"),
    "of_queue": ("queue-get", "multiprocessing.Queue.get"),
    "of_simple_queue": ("queue-get", "multiprocessing.SimpleQueue.get"),
    "of_queue_join": ("queue-join", "multiprocessing.JoinableQueue.join"),
    "of_event": ("event", "multiprocessing.Event"),
    "of_lock": ("lock", "multiprocessing.Lock"),
    "of_semaphore": ("semaphore", "multiprocessing.Semaphore"),
    "of_condition": ("condition", "multiprocessing.Condition"),
    "of_barrier": ("barrier", "Barrier.wait"),
    "of_pool_map": ("job", "Pool.map"),
    "of_pool_get": ("job", "AsyncResult.get"),
    "of_pool_next": ("job", "the pool's next result"),
    "of_pool_join": ("shutdown", "Pool.join"),
    "of_result": ("job", "Future.result of nap"),
    "of_manager": ("read", "Queue.get in the manager"),
    "of_sentinel": ("select", "multiprocessing.connection.wait"),
}


def setUpModule():
    support.prefetch([("process_waits.py", "fork")])
    support.prefetch([("processes.py", method) for method in METHODS] + [("children.py",)]
                     + [("endings.py", way) for way in ENDINGS])


@support.on_every_interpreter(globals())
class Multiprocessing(support.Case):
    def check(self, method):
        result = self.run_program("processes.py", method)
        # What it says without the tracer.
        said = b"child of talker\n14\n[1, 4]\n0 solo\n"
        self.assertEqual((result.code, result.err, result.out), (0, b"", said))
        trace = result.trace
        self.assert_sound(trace)
        main = trace.main
        self.assertEqual(main.head["role"], "main")
        self.assertTrue(main.whole)
        children = {line["s"]: line for line in main.others["child"] if "s" in line}
        for name, function in (("solo", "work"), ("talker", "announce")):
            child = trace.process(children[name]["pid"])
            self.assertEqual(children[name]["how"], method)
            self.assertEqual(child.others["pname"][0]["n"], name)
            self.assertEqual(child.others["pname"][0]["fn"], function)
            self.assertEqual(child.head["role"], "child")
            self.assertEqual(child.head["how"], "start" if method == "spawn" else "fork")
            self.assertTrue(child.whole, "the file of %s was cut" % name)
            self.assertGreaterEqual(child.head["t"], main.head["t"])
        solo = trace.process(children["solo"]["pid"])
        self.assertEqual(solo.main.reasons(), [("sleep", "time.sleep(0.05)")])
        ends = {line["pid"]: line["code"] for line in main.others["childx"]}
        self.assertEqual(ends[children["solo"]["pid"]], 0)
        self.assertIn(("join", "Process.join"), main.main.reasons())
        self.assertIn(("queue-get", "multiprocessing.Queue.get"), main.main.reasons())
        queued = [line for line in main.others["jq"] if line["c"] == "process"]
        self.assertEqual(len(queued), 3)
        jobs = [line for process in trace.processes[1:] for line in process.others["job"]]
        self.assertEqual(len(jobs), 3)
        self.assertEqual({line["fn"] for line in jobs}, {"work"})
        ended = [line for process in trace.processes[1:] for line in process.others["jx"]]
        self.assertEqual(len(ended), 3)
        self.assertFalse(any("resource_tracker" in " ".join(process.head["argv"])
                             for process in trace.processes))

    def test_fork(self):
        self.check("fork")

    def test_spawn(self):
        self.check("spawn")

    def test_forkserver(self):
        self.check("forkserver")
        trace = self.run_program("processes.py", "forkserver").trace
        self.assertIn("helper", [process.head["role"] for process in trace.processes])

    @support.keeps_time
    def test_what_waits_for_another_process(self):
        methods = ["fork"]
        if self.version == list(support.interpreters())[-1]:
            methods.append("spawn")     # takes its time, and differs little
        for method in methods:
            main = self.traced("process_waits.py", method).main
            for name, reason in PROCESS_REASONS.items():
                with self.subTest((method, name)):
                    lane = main.thread(name)
                    spans = [span for span in lane.spans_in(BLOCKED)
                             if main.reasons[span.line["w"]] == reason]
                    self.assertGreater(max(span.end - span.start for span in spans), 50_000)
                    self.assertTrue(all(span.line.get("p") for span in spans))

    def test_a_fork_knows_its_parents_lane(self):
        trace = self.run_program("processes.py", "fork").trace
        forked = [process for process in trace.processes if process.head["how"] == "fork"]
        for process in forked:
            parent = trace.process(process.head["ppid"])
            self.assertIn(process.head["by"], parent.lanes)


@support.on_every_interpreter(globals())
class Children(support.Case):
    def test_python_children_are_traced_and_others_named(self):
        trace = self.traced("children.py")
        main = trace.main
        subprocesses = [line for line in main.others["child"] if line["how"] == "subprocess"]
        self.assertEqual(len(subprocesses), 2)
        python, other = subprocesses
        self.assertEqual(trace.process(python["pid"]).head["ppid"], main.head["pid"])
        self.assertTrue(other["s"].startswith("true"))
        ends = {line["pid"]: line["code"] for line in main.others["childx"]}
        self.assertEqual((ends[python["pid"]], ends[other["pid"]]), (5, 0))
        self.assertEqual(len(trace.processes), 3)
        forked = [process for process in trace.processes if process.head["how"] == "fork"]
        self.assertEqual(len(forked), 1)
        self.assertEqual(forked[0].others["end"][0]["how"], "_exit")
        self.assertEqual(forked[0].others["out"][0]["s"], "forked\n")


@support.on_every_interpreter(globals())
class Endings(support.Case):
    def ending(self, way):
        result = self.run_program("endings.py", way)
        self.assertEqual(result.trace.problems[:3], [])
        return result

    def check_last_words(self, process):
        """Nothing that was done before the end is missing."""
        (task,) = process.tasks("last_words")
        self.assertEqual(len(task.spans_in(RUNNING)), 2001)
        self.assertEqual(process.others["out"][0]["s"], "last words\n")
        return task

    def test_killed(self):
        result = self.ending("kill")
        self.assertEqual(result.code, -9)
        self.assertFalse(result.trace.main.whole)
        self.assertIsNone(self.check_last_words(result.trace.main).end)

    def test_crashed(self):
        result = self.ending("crash")
        self.assertEqual(result.code, -11)
        self.assertFalse(result.trace.main.whole)
        self.check_last_words(result.trace.main)

    def test_crashed_by_a_null_pointer_or_abort(self):
        for way, code in (("null pointer", -11), ("abort", -6)):
            result = self.ending(way)
            self.assertEqual(result.code, code)
            self.assertFalse(result.trace.main.whole)
            self.check_last_words(result.trace.main)

    def test_a_daemon_ends_with_its_process(self):
        process = self.ending("daemon").trace.main
        self.assertTrue(process.whole)
        daemon = process.thread("daemon")
        self.assertEqual((daemon.end, daemon.line["daemon"], daemon.state), (None, 1, BLOCKED))

    def test_the_main_thread_waits_for_the_last_ones(self):
        process = self.ending("threads").trace.main
        straggler = process.thread("straggler")
        self.assertEqual(straggler.outcome, "ok")
        self.assertEqual(process.main.reasons()[-1], ("join", "the other threads to end"))
        span = process.main.spans_in(BLOCKED)[-1]
        self.assertLess(span.start, straggler.end)
        self.assertGreaterEqual(span.end, straggler.end)

    def test_a_thread_that_exits_has_not_failed(self):
        process = self.ending("thread exits").trace.main
        self.assertEqual(process.thread("leaver").outcome, "ok")

    def test_an_interrupt(self):
        result = self.ending("interrupt")
        self.assertEqual(result.code, -2)
        self.assertTrue(result.trace.main.whole)
        task = result.trace.main.tasks("last_words")[0]
        self.assertIn(task.outcome, ("cancelled", "failed"))

    def test_hard_exit(self):
        result = self.ending("_exit")
        self.assertEqual(result.code, 9)
        self.assertTrue(result.trace.main.whole)
        self.assertEqual(result.trace.main.others["end"][0]["how"], "_exit")
        self.check_last_words(result.trace.main)

    def test_exit(self):
        result = self.ending("exit")
        self.assertEqual(result.code, 9)
        task = self.check_last_words(result.trace.main)
        self.assertEqual((task.outcome, task.exception), ("failed", "SystemExit: 9"))
        self.assertEqual(result.trace.main.others["end"][0]["how"], "exit")

    def test_exception(self):
        result = self.ending("raise")
        self.assertEqual(result.code, 1)
        task = self.check_last_words(result.trace.main)
        self.assertEqual((task.outcome, task.exception), ("failed", "ValueError: no milk"))
        self.assertTrue(result.trace.main.whole)

    def test_exec(self):
        result = self.ending("exec")
        self.assertEqual((result.code, result.out), (0, b"last words\nafter exec\n"))
        first, second = result.trace.processes
        self.assertEqual(first.head["pid"], second.head["pid"])
        self.assertEqual((first.head["how"], second.head["how"]), ("start", "exec"))
        self.assertEqual(second.head["role"], "main")
        self.assertEqual(len(first.others["exec"]), 1)
        self.assertEqual(first.others["end"][0]["how"], "exec")
        self.check_last_words(first)

    def test_failing_exec(self):
        result = self.ending("failing exec")
        self.assertEqual(result.out, b"last words\nexec failed\nand on\n")
        process = result.trace.main
        self.assertTrue(process.whole)
        self.assertEqual([line["how"] for line in process.others["end"]], ["exec", "exit"])
        self.assertIsNotNone(process.printed("and on"))

    def test_the_file_of_a_whole_trace_is_cut_to_its_length(self):
        for way in ("exit", "_exit"):
            with open(self.ending(way).trace.main.path, "rb") as file:
                data = file.read()
            self.assertTrue(data.endswith(b"}\n"))
            self.assertNotIn(b"\0", data)


if __name__ == "__main__":
    unittest.main()
