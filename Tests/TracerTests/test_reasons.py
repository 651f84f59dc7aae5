"""What tasks and threads wait for, in words."""

import select
import unittest

import support
from timeline import BLOCKED, LENT, RUNNING


def setUpModule():
    support.prefetch([("reasons.py",), ("threads.py",), ("locks.py",), ("computing.py",)])


# Task → the class of a reason that it must give, and how its words begin.
TASK_REASONS = {
    "of_sleep": ("sleep", "sleep(0.02)"),
    "of_task": ("task", "task"),
    "of_gather": ("gather", "gather, 2 of 2 left"),
    "of_wait": ("wait", "wait until first completed, 2 left"),
    "of_as_completed": ("as-completed", "as_completed, the next result"),
    "of_shield": ("shield", "shield"),
    "of_future": ("future", "a future"),
    "lock taker": ("lock", "a lock"),
    "of_semaphore": ("semaphore", "a semaphore"),
    "of_event": ("event", "an event"),
    "of_condition": ("condition", "a condition"),
    "of_queue_get": ("queue-get", "Queue.get, 0 in it"),
    "of_queue_put": ("queue-put", "Queue.put, 1 of 1 in it"),
    "of_queue_join": ("queue-join", "Queue.join, 1 unfinished"),
    "of_to_thread": ("job", "to_thread(time.sleep)"),
    "of_executor": ("job", "time.sleep"),
    "of_async_for": ("sleep", "sleep(0.02)"),
    "of_async_comprehension": ("sleep", "sleep(0.02)"),
    "of_streams": ("read", "data from a stream"),
    "of_socket": ("read", "data from a socket"),
    "of_child": ("child", "a child process to end"),
    "of_pipe": ("pipe", "a child process's output"),
}
NEWER_TASK_REASONS = {
    "of_barrier": ("barrier", "barrier, 1 of 2 there"),
    "of_group": ("group", "task group, 1 left"),
    "of_timeout": ("sleep", "sleep(5)"),
}


@support.on_every_interpreter(globals())
class Tasks(support.Case):
    def setUp(self):
        self.process = self.traced("reasons.py").main

    @support.keeps_time
    def test_every_reason_is_told(self):
        expected = dict(TASK_REASONS)
        if self.minor >= 11:
            expected.update(NEWER_TASK_REASONS)
        for name, reason in expected.items():
            with self.subTest(name):
                self.assertIn(reason, self.process.task(name).reasons())

    def test_a_time_limit_says_what_is_behind_it(self):
        name = "of_wait_for"
        reasons = self.process.task(name).reasons()
        if self.minor >= 12:
            # From 3.12 on the awaitable runs in the same task.
            self.assertEqual(reasons, [("sleep", "sleep(0.02)")])
        else:
            self.assertEqual(reasons, [("timeout", "wait_for, at most 5 s")])

    def test_lanes_waited_for(self):
        inner = self.process.task("inner task")
        (span,) = [span for span in self.process.task("of_task").spans if span.state == "waiting"]
        self.assertEqual(span.line["on"], inner.number)
        (resumption,) = self.process.task("of_task").resumptions
        self.assertEqual((resumption["c"], resumption["by"]), ("end", inner.number))

    def test_a_gather_is_resumed_by_its_last_task(self):
        (resumption,) = self.process.task("of_gather").resumptions
        self.assertEqual(resumption["c"], "end")
        self.assertEqual(self.process.lanes[resumption["by"]].line["fn"], "nap")

    def test_a_lock_is_numbered_and_its_release_is_told(self):
        taker = self.process.task("lock taker")
        (span,) = [span for span in taker.spans if span.state == "waiting"]
        self.assertEqual(self.process.objects[span.line["ob"]], "Lock")
        self.assertEqual(taker.resumptions[0]["by"], self.process.task("holder").number)

    def test_a_job_is_numbered(self):
        (span,) = [span for span in self.process.task("of_executor").spans
                   if span.state == "waiting"]
        queued = {line["j"]: line for line in self.process.others["jq"]}
        self.assertEqual(queued[span.line["j"]]["fn"], "time.sleep")
        runs = {line["j"]: line for line in self.process.others["job"]}
        worker = self.process.lanes[runs[span.line["j"]]["l"]]
        self.assertEqual((worker.kind, worker.line["v"]), ("thread", "pool"))

    def test_a_job_is_called_by_its_function_and_not_by_what_calls_it(self):
        self.assertEqual({line["fn"] for line in self.process.others["jq"]
                          if line["by"] == self.process.task("of_to_thread").number},
                         {"time.sleep"})

    def test_reasons_of_input_and_output_end_with_it(self):
        (resumption,) = self.process.task("of_socket").resumptions
        self.assertEqual(resumption["c"], "io")


THREAD_REASONS = {
    "of_sleep": ("sleep", "time.sleep(0.3)"),
    "of_imported_sleep": ("sleep", "time.sleep(0.3)"),
    "of_mapped_sleep": ("sleep", "time.sleep(0.3)"),
    "of_lock": ("lock", "a lock"),
    "of_lock_with_limit": ("lock", "a lock"),
    "of_rlock": ("lock", "a lock"),
    "of_event": ("event", "Event.wait"),
    "of_condition": ("condition", "Condition.wait"),
    "of_condition_on_lock": ("condition", "Condition.wait_for"),
    "of_semaphore": ("semaphore", "Semaphore.acquire"),
    "of_barrier": ("barrier", "Barrier.wait"),
    "of_queue_get": ("queue-get", "Queue.get"),
    "of_queue_put": ("queue-put", "Queue.put"),
    "of_queue_join": ("queue-join", "Queue.join"),
    "of_simple_queue": ("queue-get", "SimpleQueue.get"),
    "of_join": ("join", "Thread.join"),
    "of_result": ("job", "Future.result of of_sleep"),
    "of_pool_exit": ("shutdown", "the executor's jobs to end"),
    "of_futures_wait": ("wait", "concurrent.futures.wait"),
    "of_recv": ("read", "socket.recv"),
    "of_makefile": ("read", "socket.recv_into"),
    "of_accept": ("accept", "socket.accept"),
    "of_url": ("read", "urlopen"),
    "of_run": ("child", "subprocess.run"),
    "of_popen_wait": ("child", "Popen.wait"),
    "of_check_output": ("child", "subprocess.run"),
    "of_system": ("child", "os.system(sleep 0.3)"),
    "of_select": ("select", "select"),
    "of_pipe": ("read", "os.read"),
    "of_poll": ("select", "poll"),
    "of_selector": ("select", "select"),
    "of_opened_pipe": ("read", "a pipe"),
    "of_child_output": ("pipe", "a child process's output"),
    "of_child_input": ("write", "a child process's input"),
    "of_file_lock": ("lock", "a lock on a file"),
    "of_signal": ("code", "signal.sigtimedwait"),
    "of_sendall": ("write", "socket.sendall"),
    "of_create_connection": ("connect", "socket.create_connection"),
    "of_futures_as_completed": ("as-completed", "concurrent.futures.as_completed"),
    "of_shutdown": ("shutdown", "the executor's jobs to end"),
    "of_priority_queue": ("queue-get", "PriorityQueue.get"),
}
if hasattr(select, "epoll"):
    THREAD_REASONS["of_epoll"] = ("select", "poll")


@support.on_every_interpreter(globals())
class Threads(support.Case):
    def setUp(self):
        self.process = self.traced("threads.py").main

    @support.keeps_time
    def test_every_reason_is_told(self):
        for name, reason in THREAD_REASONS.items():
            with self.subTest(name):
                lane = self.process.thread(name)
                self.assertIn(reason, lane.reasons())

    @support.keeps_time
    def test_each_is_blocked_most_of_its_time_for_that_reason(self):
        # Each situation lasts 0.3 s and does nothing else, but may be late to begin.
        for name, reason in THREAD_REASONS.items():
            with self.subTest(name):
                spans = self.process.thread(name).spans_in(BLOCKED)
                longest = max(spans, key=lambda span: span.end - span.start)
                self.assertEqual(self.process.reasons[longest.line["w"]], reason)
                self.assertGreater(longest.end - longest.start, 50_000)

    def test_one_call_at_a_time_is_told(self):
        for name in THREAD_REASONS:
            states = [span.state for span in self.process.thread(name).spans]
            self.assertEqual(states[::2], [RUNNING] * len(states[::2]))
            self.assertEqual(states[1::2], [BLOCKED] * len(states[1::2]))

    def test_blocked_lines_name_the_learners_line(self):
        for name, text in (("of_sleep", "time.sleep(STEP)"), ("of_join", "thread.join()"),
                           ("of_queue_get", "things.get()"), ("of_recv", "left.recv(1)"),
                           ("of_child_output", 'assert list(process.stdout) == [b"done\\n"]')):
            spans = self.process.thread(name).spans_in(BLOCKED)
            self.assertIn(text, [self.process.source_line(span.line["p"]) for span in spans])

    def test_details(self):
        lane = self.process.thread("of_join")
        (joined,) = [span.line["on"] for span in lane.spans_in(BLOCKED) if "on" in span.line]
        self.assertEqual(self.process.lanes[joined].line["by"], lane.number)
        (sleep,) = self.process.thread("of_sleep").spans_in(BLOCKED)
        # Whoever sleeps can wake late, and be late to fall asleep, but never wakes early.
        self.assertLessEqual(sleep.line["u"], sleep.end + 2000)
        self.assertLessEqual(sleep.line["u"], sleep.start + 300_000)
        waits = self.process.thread("of_popen_wait").spans_in(BLOCKED)
        (child,) = [span.line["pid"] for span in waits if "pid" in span.line]
        self.assertIn(child, [line["pid"] for line in self.process.others["child"]])
        codes = {line["pid"]: line["code"] for line in self.process.others["childx"]}
        self.assertEqual(codes[child], 0)

    def test_threads_say_who_started_them(self):
        lane = self.process.thread("of_sleep")
        self.assertEqual(lane.line["by"], self.process.main.number)
        self.assertEqual(self.process.source_line(lane.line["p"]), "thread.start()")
        self.assertEqual(lane.line["fn"], "of_sleep")
        self.assertGreater(lane.line["tid"], 0)

    def test_jobs(self):
        queued = {line["j"]: line for line in self.process.others["jq"]}
        ended = {line["j"]: line for line in self.process.others["jx"]}
        powers = [job for job, line in queued.items() if line["fn"] == "pow"]
        self.assertEqual(len(powers), 3)
        for job in powers:
            self.assertNotIn("x", ended[job])
        failures = [line["x"] for line in ended.values() if "x" in line]
        self.assertEqual(failures, ["ZeroDivisionError: division by zero"])
        workers = {line["l"] for line in self.process.others["job"] if line["fn"] == "pow"}
        for worker in workers:
            self.assertTrue(self.process.lanes[worker].name.startswith("worker"))


@support.on_every_interpreter(globals())
class Locks(support.Case):
    def setUp(self):
        self.process = self.traced("locks.py").main

    @support.keeps_time
    def test_who_holds_a_lock_and_who_waits_for_it(self):
        first, second = self.process.thread("first"), self.process.thread("second")
        has_it = self.process.printed("first has it")
        released = self.process.printed("first has released it")
        middle = (has_it + released) // 2
        self.assert_state(first, middle, BLOCKED)
        self.assert_state(second, middle, BLOCKED)
        span = second.span_at(middle)
        self.assertEqual(self.process.reasons[span.line["w"]], ("lock", "a lock"))
        self.assertEqual(span.line["hd"], first.number)
        self.assertEqual(self.process.objects[span.line["ob"]], "Lock")
        self.assertLess(span.end, self.process.printed("second has it"))

    def test_a_free_lock_is_no_line(self):
        first = self.process.thread("first")
        self.assertEqual([kind for kind, _ in first.reasons()], ["sleep"])


@support.on_every_interpreter(globals())
class Computing(support.Case):
    def test_threads_that_compute_run_and_are_never_blocked(self):
        process = self.traced("computing.py").main
        for name in ("burner 1", "burner 2"):
            lane = process.thread(name)
            self.assertEqual([span.state for span in lane.spans], [RUNNING])
        self.assertNotIn(LENT, [span.state for span in process.main.spans])
        samples = [line["cpu"] for line in process.others["end"]]
        self.assertGreater(samples[0], 20_000)


if __name__ == "__main__":
    unittest.main()
