"""What a tour of asyncio looks like: each part's waits, how long they take and what ends them."""

import unittest

import support
from timeline import RUNNING, WAITING

UNIT = 100_000                          # microseconds
SLACK = 90_000                          # as long as a busy machine may take between two statements


def setUpModule():
    support.prefetch([("tour.py",), ("cancelled.py",)])


# Part → its waits: class of the reason, how many units the sleep lasts that ends it, and what kind
# of end it was (None: see below).
PARTS = {
    "waiting_for_some": [
        ("wait", 1, "end"), ("wait", 4, "end"), ("wait", 1, "end"), ("wait", 1, "timer"),
        ("wait", 4, "end")],
    "shielded": [("sleep", 1, "timer"), ("task", None, None), ("task", 2, "end")],
    "generators": [("sleep", 1, "timer"), ("sleep", 1, "timer")],
    "contexts": [("gather", 1, "end")],
    "loops_in_threads": [("sleep", 2, "timer")],
}
NEWER_PARTS = {
    "group_that_fails": [("group", None, "cancel"), ("group", None, "end")],
    "limits_in_limits": [("sleep", None, "cancel"), ("sleep", None, "cancel")],
    "together": [("gather", None, "end")],
}


@support.on_every_interpreter(globals())
class Tour(support.Case):
    def setUp(self):
        self.process = self.traced("tour.py").main

    def one_task(self, name):
        return next(lane for lane in self.process.tasks() if lane.name == name)

    @support.keeps_time
    def test_waits_last_as_long_as_they_should_and_end_for_their_reason(self):
        parts = dict(PARTS)
        if self.minor >= 11:
            parts.update(NEWER_PARTS)
        for name, expected in parts.items():
            with self.subTest(name):
                lane = self.process.task(name)
                waits = lane.spans_in(WAITING)
                self.assertEqual([self.process.reasons[span.line["w"]][0] for span in waits],
                                 [reason for reason, _, _ in expected])
                for span, resumption, (_, units, cause) in zip(
                        waits, lane.resumptions, expected):
                    if cause is not None:
                        self.assertEqual(resumption.get("c"), cause)
                    if units is not None:
                        self.check_end(lane, span, resumption, units)
                self.assertEqual(lane.outcome, "ok")

    def check_end(self, lane, span, resumption, units):
        """Due times are arithmetic. When things happen is up to the machine, but not in which
        order."""
        if resumption["c"] == "timer":
            self.assertAlmostEqual(resumption["u"] - span.start, units * UNIT, delta=SLACK)
            self.assertGreaterEqual(resumption["t"], resumption["u"] - 2000)
        elif resumption["c"] == "end":
            ender = self.process.lanes[resumption["by"]]
            goes_on = next(later for later in lane.spans_in(RUNNING) if later.start >= span.end)
            self.assertLessEqual(ender.end, goes_on.start)
            self.assertEqual(self.nap_of(ender), units)

    def nap_of(self, lane):
        """How many units a lane slept, by its due time."""
        wait, resumption = lane.spans_in(WAITING)[0], lane.resumptions[0]
        return round((resumption["u"] - wait.start) / UNIT)

    @support.keeps_time
    def test_as_completed_goes_on_with_each_result(self):
        lane = self.process.task("as_they_come")
        self.assertEqual({kind for kind, _ in lane.reasons()}, {"as-completed"})
        enders = [self.process.lanes[line["by"]].line["fn"] for line in lane.resumptions
                  if line.get("c") == "end"]
        self.assertEqual(enders, ["nap"] * (4 if self.minor >= 13 else 2))
        self.assertEqual(lane.resumptions[-1]["c"], "timer")

    def test_a_shield_keeps_the_inner_task(self):
        inner, outer = self.one_task("inner of shield"), self.one_task("outer of shield")
        self.assertEqual((inner.outcome, outer.outcome), ("ok", "cancelled"))
        shielded = self.process.task("shielded")
        self.assertEqual(outer.ending["by"], shielded.number)
        self.assertEqual(self.process.source_line(outer.ending["cp"]), "outer.cancel()")
        if self.minor >= 11:
            self.assertEqual(shielded.resumptions[1]["c"], "end")

    def test_a_failing_member_cancels_its_group(self):
        if self.minor < 11:
            return self.skipTest("there is no TaskGroup")
        member, culprit = self.one_task("member"), self.one_task("culprit")
        self.assertEqual((culprit.outcome, culprit.exception), ("failed", "ValueError: no milk"))
        self.assertEqual((member.outcome, member.ending["by"]), ("cancelled", culprit.number))
        (resumption,) = member.resumptions
        self.assertEqual(resumption["c"], "cancel")

    @support.keeps_time
    def test_a_time_limit_gives_its_due_time(self):
        if self.minor < 11:
            return self.skipTest("there is no asyncio.timeout")
        lane = self.process.task("limits_in_limits")
        limits = [line for line in self.process.timers.values()
                  if line["v"] == "timeout" and line["by"] == lane.number]
        self.assertEqual([line["u"] for line in lane.resumptions],
                         sorted(line["u"] for line in limits))

    def test_a_barrier_is_opened_by_the_last_to_come(self):
        if self.minor < 11:
            return self.skipTest("there is no Barrier")
        first, second, last = self.process.tasks("together.<locals>.arrive")
        self.assertIn(("barrier", "barrier, 1 of 3 there"), first.reasons())
        self.assertIn(("barrier", "barrier, 2 of 3 there"), second.reasons())
        for lane in (first, second):
            self.assertEqual(lane.resumptions[-1]["by"], last.number)

    def test_a_server_waits_and_is_cancelled(self):
        server = self.process.task("server")
        self.assertEqual(server.reasons(), [("server", "serve_forever")])
        self.assertEqual(server.outcome, "cancelled")
        reasons = self.process.task("server_and_client").reasons()
        self.assertEqual(reasons[0], ("server", "a server to start"))
        self.assertIn(("connect", "a connection"), reasons)
        self.assertIn(("read", "data from a stream"), reasons)

    def test_children_of_asyncio(self):
        reasons = [kind for kind, _ in self.process.task("child").reasons() if kind != "pipe"]
        self.assertEqual(set(reasons), {"child"})
        started = [line["s"] for line in self.process.others["child"]]
        self.assertTrue(any("exit 3" in words for words in started))
        ends = sorted(line["code"] for line in self.process.others["childx"])
        self.assertEqual(ends, [0, 3])

    def test_each_thread_has_its_loop(self):
        loops = {line["lp"]: self.process.lanes[line["l"]].name
                 for line in self.process.others["loop"]}
        for name in ("loop one", "loop two"):
            number = next(number for number, thread in loops.items() if thread == name)
            (nap,) = [lane for lane in self.process.tasks("nap") if lane.line["lp"] == number]
            self.assertEqual([kind for kind, _ in nap.reasons()], ["sleep"])

    def test_one_loop_can_run_several_times(self):
        # `by_hand`: two runs and a bare loop, on a loop of its own.
        first, second = [lane for lane in self.process.tasks("nap")
                         if self.process.source_line(lane.line["p"]).startswith(
                             "print(loop.run_until_complete(")]
        self.assertEqual(first.line["lp"], second.line["lp"])
        self.assertLessEqual(first.end, second.begin)

    def test_a_task_that_leaves_has_failed_with_its_exit(self):
        (leaver,) = self.process.tasks("leaves")
        self.assertEqual((leaver.outcome, leaver.exception), ("failed", "SystemExit: 3"))


@support.on_every_interpreter(globals())
class Cancelled(support.Case):
    """Who cancelled whom, where it is not plain."""

    def setUp(self):
        self.process = self.traced("cancelled.py").main
        self.main_task = self.process.tasks("main")[0]

    def test_who_cancels_itself_never_waits(self):
        for name in ("itself", "itself in a turn", "itself at the end"):
            with self.subTest(name):
                lane = self.process.task(name)
                self.assertEqual(lane.outcome, "cancelled")
                self.assertEqual(lane.spans_in(WAITING), [])
        self.assertEqual(self.process.task("itself").ending["by"],
                         self.process.task("itself").number)

    def test_through_the_task_that_it_waits_for(self):
        inner, outer = self.process.task("inner"), self.process.task("outer")
        self.assertEqual((inner.outcome, outer.outcome), ("cancelled", "cancelled"))
        self.assertEqual(inner.ending["by"], self.main_task.number)
        self.assertEqual(outer.ending["by"], self.main_task.number)
        self.assertEqual(self.process.source_line(outer.ending["cp"]), "outer.cancel()")

    def test_a_task_whose_friend_was_cancelled_was_not_cancelled_itself(self):
        if self.minor < 11:
            return self.skipTest("a task does not know whether it was asked to end")
        (resumption,) = self.process.task("friend").resumptions
        self.assertEqual(resumption["c"], "end")
        self.assertEqual(resumption["by"], self.process.task("unlucky").number)

    def test_nobody_wakes_itself(self):
        for lane in self.process.tasks():
            for resumption in lane.resumptions:
                self.assertNotEqual(resumption.get("by"), lane.number)
        (jobs,) = self.process.tasks("jobs")
        self.assertLessEqual({line["c"] for line in jobs.resumptions}, {"thread", "end"})

    def test_in_the_ready_queue_it_is_not_known(self):
        for name in ("not begun", "in turns"):
            lane = self.process.task(name)
            self.assertEqual(lane.outcome, "cancelled")
            self.assertNotIn("by", lane.ending)


if __name__ == "__main__":
    unittest.main()
