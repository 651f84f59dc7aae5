"""What lanes were doing when, for programs whose schedule is known beforehand."""

import unittest

import support
import timeline
from timeline import BLOCKED, IDLE, LENT, READY, RUNNING, WAITING

STEP = 200_000                          # microseconds; the programs' unit of time
# The machine may be busy: what should last STEP may last this much longer, and begin later.
SLACK = 90_000


def setUpModule():
    support.prefetch([("schedule.py",), ("turns.py",), ("names.py",), ("cancelling.py",),
                      ("nested.py",), ("callbacks.py",), ("two_loops.py",), ("eager.py",)])


@support.on_every_interpreter(globals())
class Schedule(support.Case):
    """Times chosen so that the right answer is arithmetic, looked at in mid-interval."""

    def setUp(self):
        self.process = self.traced("schedule.py").main

    def lanes(self, *names):
        return [self.process.task(name) for name in names]

    @support.keeps_time
    def test_three_sleeps_overlap(self):
        began = self.process.printed("brewing")
        tea, coffee, cocoa = self.lanes("tea", "coffee", "cocoa")
        for lane, steps in ((tea, 3), (coffee, 2), (cocoa, 1)):
            for step in range(3):
                middle = began + step * STEP + STEP // 2
                self.assert_state(lane, middle, WAITING if step < steps else None)
            (wait,) = lane.spans_in(WAITING)
            self.assertAlmostEqual(wait.end - wait.start, steps * STEP, delta=SLACK)
            self.assertEqual(lane.reasons(), [("sleep", "sleep(%g)" % (0.2 * steps))])
            self.assertEqual(self.process.source_line(wait.line["p"]),
                             "await asyncio.sleep(seconds)")
            self.assertEqual(lane.outcome, "ok")
        self.assertEqual(timeline.simultaneous((tea, coffee, cocoa), WAITING), 3)
        self.assertEqual([lane.name for lane in sorted((tea, coffee, cocoa),
                                                       key=lambda lane: lane.end)],
                         ["cocoa", "coffee", "tea"])

    def test_due_times_are_those_of_the_sleeps(self):
        for lane in self.lanes("tea", "coffee", "cocoa"):
            (wait,) = lane.spans_in(WAITING)
            (resumption,) = lane.resumptions
            self.assertEqual(resumption["c"], "timer")
            self.assertEqual(resumption["u"], wait.line["u"])
            self.assertEqual(wait.end, max(wait.start, min(wait.line["u"], resumption["t"])))

    @support.keeps_time
    def test_main_waits_for_the_gather_and_the_loop_is_idle(self):
        began = self.process.printed("brewing")
        main_task = self.process.tasks("main")[0]
        span = main_task.span_at(began + STEP // 2)
        self.assertEqual(span.state, WAITING)
        self.assertEqual(self.process.reasons[span.line["w"]], ("gather", "gather, 3 of 3 left"))
        for step in range(3):
            self.assert_state(self.process.main, began + step * STEP + STEP // 2, IDLE)

    @support.keeps_time
    def test_a_sleeper_behind_a_blocker_is_ready_when_it_is_due(self):
        blocks = self.process.printed("blocker blocks")         # at 0.2 of 0.8 s
        sleeper, blocker = self.lanes("sleeper", "blocker")
        self.assert_state(sleeper, blocks + STEP // 2, WAITING)
        self.assert_state(sleeper, blocks + STEP + STEP // 2, READY)
        self.assert_state(sleeper, blocks + 2 * STEP + STEP // 2, READY)
        for step in range(3):
            self.assert_state(blocker, blocks + step * STEP + STEP // 2, BLOCKED)
            self.assert_state(self.process.main, blocks + step * STEP + STEP // 2, LENT)
        self.assertIn(("sleep", "time.sleep(0.6)"), blocker.reasons())
        self.assertGreater(self.process.printed("sleeper runs"),
                           self.process.printed("blocker goes on"))

    @support.keeps_time
    def test_what_is_only_queued_does_not_run(self):
        spawned = self.process.printed("spawning")
        queued, spawner = self.lanes("queued", "spawner")
        self.assert_state(queued, spawned + STEP // 2, READY)
        self.assert_state(spawner, spawned + STEP // 2, BLOCKED)
        self.assertEqual(queued.line["by"], spawner.number)
        self.assertEqual(self.process.source_line(queued.line["p"]),
                         'asyncio.create_task(queued(), name="queued")')

    def test_prints_belong_to_the_lane_that_made_them(self):
        speakers = [self.process.lanes[line["l"]].name for line in self.process.others["out"]
                    if line["s"].startswith("done")]
        self.assertEqual(speakers, ["cocoa", "coffee", "tea"])

    def test_definitions_of_coroutines_are_named(self):
        tea = self.process.task("tea").line
        self.assertEqual((tea["fn"], self.process.files[tea["f"]].split("/")[-1], tea["ln"]),
                         ("brew", "schedule.py", 6))

    def test_turns_are_numbered_and_count_timers(self):
        numbers = [turn["n"] for turn in self.process.turns]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertEqual(max(turn["tm"] for turn in self.process.turns), 3)


@support.on_every_interpreter(globals())
class Turns(support.Case):
    def setUp(self):
        self.process = self.traced("turns.py").main

    def test_tasks_that_give_up_their_turns_alternate(self):
        first, second = self.process.task("first"), self.process.task("second")
        runs = sorted((span.start, lane.name) for lane in (first, second)
                      for span in lane.spans_in(RUNNING))
        names = [name for _, name in runs]
        self.assertEqual(names, ["first", "second"] * 4)

    def test_giving_up_a_turn_is_ready_and_not_waiting(self):
        first = self.process.task("first")
        self.assertEqual([span.state for span in first.spans], [READY, RUNNING] * 4)
        self.assertEqual(first.resumptions, [])

    def test_ready_behind_a_task_that_computes(self):
        began = self.process.printed("greedy begins")
        behind, greedy = self.process.task("behind"), self.process.task("greedy")
        self.assert_state(greedy, began + 100_000, RUNNING)
        self.assert_state(behind, began + 100_000, READY)


@support.on_every_interpreter(globals())
class Names(support.Case):
    def setUp(self):
        self.process = self.traced("names.py").main

    def test_names_split_and_merge_nothing(self):
        twins = [lane for lane in self.process.tasks("work") if lane.name == "twin"]
        self.assertEqual(len(twins), 2)
        self.assertNotEqual(twins[0].number, twins[1].number)
        self.assertEqual(len(self.process.tasks("work")), 4)
        self.assertEqual(len(self.process.tasks("renames_itself")), 1)

    def test_late_and_changed_names_arrive(self):
        self.assertEqual(self.process.task("late name").name, "late name")
        changed = self.process.task("old name")
        self.assertEqual(changed.names[-2:], ["old name", "new name"])
        self.assertEqual(changed.outcome, "ok")

    def test_a_name_is_there_before_the_first_step(self):
        for lane in self.process.tasks("work"):
            first_run = lane.spans_in(RUNNING)[0].start
            named = [line["t"] for line in self.process.others["name"]
                     if line.get("l") == lane.number]
            self.assertTrue(all(time <= first_run for time in named))


@support.on_every_interpreter(globals())
class Cancelling(support.Case):
    def setUp(self):
        self.process = self.traced("cancelling.py").main

    def test_a_cancelled_task_is_resumed_and_ends_cancelled(self):
        plain = self.process.task("plain")
        self.assertEqual([span.state for span in plain.spans],
                         [READY, RUNNING, WAITING, READY, RUNNING])
        (resumption,) = plain.resumptions
        canceller = self.process.task("canceller of plain")
        self.assertEqual((resumption["c"], resumption["by"]), ("cancel", canceller.number))
        self.assertEqual(self.process.source_line(resumption["p"]).split("  ")[0],
                         "task.cancel()")
        self.assertEqual(plain.outcome, "cancelled")
        self.assertEqual(plain.ending["by"], canceller.number)

    def test_cleaning_up_is_seen(self):
        cleaner = self.process.task("cleaner")
        self.assertEqual(cleaner.reasons(), [("sleep", "sleep(30)"), ("sleep", "sleep(0.05)")])
        self.assertEqual([line.get("c") for line in cleaner.resumptions], ["cancel", "timer"])
        self.assertEqual(cleaner.outcome, "cancelled")

    def test_a_task_that_refuses_ends_well(self):
        self.assertEqual(self.process.task("stubborn").outcome, "ok")

    def test_a_task_cancelled_before_its_first_step(self):
        unstarted = self.process.task("unstarted")
        self.assertEqual(unstarted.outcome, "cancelled")
        self.assertEqual(unstarted.spans_in(WAITING), [])

    def test_a_time_limit(self):
        limited = self.process.task("limited")
        self.assertEqual(limited.outcome, "failed")
        self.assertIn("TimeoutError", limited.exception)
        limits = [line for line in self.process.timers.values() if line["v"] == "timeout"]
        self.assertIn(limited.number, [line["by"] for line in limits])

    def test_a_cancel_from_a_timer(self):
        lane = self.process.task("by timer")
        (resumption,) = lane.resumptions
        self.assertEqual(resumption["c"], "cancel")
        self.assertGreater(resumption["u"], lane.begin)
        self.assertEqual([span.state for span in lane.spans],
                         [READY, RUNNING, WAITING, READY, RUNNING])

    def test_by_what_means(self):
        for name, means in (("plain", "call"), ("by timer", "call"), ("left over", "close")):
            with self.subTest(name):
                lane = self.process.task(name)
                self.assertEqual((lane.resumptions[-1]["v"], lane.ending["v"]), (means, means))
        self.assertEqual(self.process.task("left over").ending["by"],
                         self.process.tasks("main")[0].number)
        if self.minor >= 11:
            good, late = self.process.task("good one"), self.process.task("in time")
            self.assertEqual(good.ending["v"], "group")
            (resumption,) = late.resumptions
            self.assertEqual((resumption["c"], resumption["v"]), ("cancel", "limit"))
            self.assertIn("the limit's line", self.process.source_line(resumption["p"]))
        if self.minor < 12:
            # From then on `wait_for` awaits in place of making a task.
            limited = self.process.task("limited")
            (child,) = [lane for lane in self.process.tasks("sleeps_long")
                        if lane.line["by"] == limited.number]
            self.assertEqual((child.ending["v"], child.ending["by"]), ("limit", limited.number))

    def test_a_failure(self):
        failing = self.process.task("failing")
        self.assertEqual((failing.outcome, failing.exception), ("failed", "ValueError: no milk"))

    def test_a_group_cancels_the_rest(self):
        if self.minor < 11:
            return self.skipTest("there is no TaskGroup")
        bad, good = self.process.task("bad one"), self.process.task("good one")
        self.assertEqual((bad.outcome, good.outcome), ("failed", "cancelled"))
        self.assertEqual([line["c"] for line in good.resumptions], ["cancel"])
        self.assertEqual(good.resumptions[0]["by"], bad.number)


@support.on_every_interpreter(globals())
class Nested(support.Case):
    def setUp(self):
        self.process = self.traced("nested.py").main

    def stack(self, name):
        lane = self.process.task(name)
        span = next(span for span in lane.spans_in(WAITING))
        comments, place = [], span.line["p"]
        while place:
            comments.append(self.process.source_line(place).partition("# ")[2])
            place = self.process.places[place].get("up", 0)
        self.assertEqual(lane.reasons()[0], ("sleep", "sleep(0.05)"))
        return comments

    def test_coroutines(self):
        self.assertEqual(self.stack("plain"), [
            "innermost sleeps", "middle awaits", "outermost awaits"])

    def test_async_generators(self):
        self.assertEqual(self.stack("generator"), [
            "innermost sleeps", "middle awaits", "the generator awaits", "the loop awaits"])

    def test_context_managers(self):
        self.assertEqual(self.stack("room"), ["innermost sleeps", "entering", "visiting"])

    def test_await_methods(self):
        stack = self.stack("thing")
        self.assertEqual(stack[-1], "awaiting a thing")


@support.on_every_interpreter(globals())
class Callbacks(support.Case):
    def setUp(self):
        self.process = self.traced("callbacks.py").main
        self.queued = {line["fn"]: line for line in self.process.others["cq"]}
        self.names = [line["fn"] for line in self.process.others["cq"]]

    def test_callbacks_are_queued_by_name(self):
        main_task = self.process.tasks("main")[0]
        self.assertEqual(self.names.count("ring"), 3)
        self.assertIn("print", self.names)
        self.assertIn("Bell.strike", self.names)
        self.assertEqual(self.queued["print"]["by"], main_task.number)
        self.assertEqual(self.process.source_line(self.queued["print"]["p"]),
                         'loop.call_soon(print, "printed soon")')

    def test_each_queued_callback_runs(self):
        queued = [line["n"] for line in self.process.others["cq"]]
        self.assertEqual(sorted(line["cb"] for line in self.process.others["callback"]),
                         sorted(queued))

    def test_a_callback_runs_on_the_lane_of_the_thread(self):
        began = self.process.printed("ring soon")
        block = next(span for span in self.process.main.spans_in(BLOCKED) if span.start >= began)
        for task in self.process.tasks():
            self.assertNotIn(task.at((block.start + block.end) // 2), (RUNNING, BLOCKED))

    @support.keeps_time
    def test_timers_are_made_and_go(self):
        calls = {number: line for number, line in self.process.timers.items()
                 if line["v"] == "call"}
        self.assertEqual(sorted(line["fn"] for line in calls.values()),
                         ["Bell.strike", "ring", "ring"])
        ends = {line["n"]: line.get("c", 0) for line in self.process.others["tmx"]}
        cancelled = [calls[number] for number in calls if ends.get(number)]
        self.assertEqual(len(cancelled), 1)
        self.assertAlmostEqual(cancelled[0]["u"] - cancelled[0]["t"], 10_000_000, delta=SLACK)
        self.assertEqual(sorted(ends[number] for number in calls), [0, 0, 1])

    def test_a_timer_gives_its_due_time(self):
        later = [line for line in self.process.others["cq"] if line.get("c") == "timer"]
        self.assertEqual({line["fn"] for line in later}, {"ring", "Bell.strike"})
        for line in later:
            self.assertLessEqual(line["u"], line["t"] + 2000)

    def test_a_done_callback(self):
        done = [name for name in self.names if "lambda" in name]
        self.assertEqual(len(done), 1)


@support.on_every_interpreter(globals())
class TwoLoops(support.Case):
    def setUp(self):
        self.process = self.traced("two_loops.py").main

    def test_each_loop_is_on_its_thread(self):
        threads = {self.process.lanes[line["l"]].name: line["lp"]
                   for line in self.process.others["loop"]}
        self.assertEqual(sorted(threads), ["MainThread", "loop A", "loop B"])
        for name in ("loop A", "loop B"):
            self.assertEqual(self.process.task("main of " + name).line["lp"], threads[name])

    def test_a_wake_up_from_another_thread(self):
        for name in ("loop A", "loop B"):
            waiter = self.process.task("waiter of " + name)
            self.assertEqual([kind for kind, _ in waiter.reasons()], ["event"])
            (resumption,) = waiter.resumptions
            self.assertEqual(resumption["c"], "thread")
            by = self.process.lanes[resumption["by"]]
            self.assertEqual(by.kind, "thread")
            self.assertNotEqual(by.number, self.process.thread(name).number)

    def test_a_job_wakes_its_task(self):
        work = self.process.tasks("work")
        self.assertEqual(len(work), 4)
        for lane in work:
            self.assertEqual([kind for kind, _ in lane.reasons()], ["sleep", "job"] * 3)
            # A job that has ended before its task begins to wait is noticed by the task itself.
            causes = [line.get("c") or line["by"] for line in lane.resumptions[1::2]]
            self.assertLessEqual(set(causes), {"thread", lane.number})
            self.assertIn("thread", causes)

    def test_run_coroutine_threadsafe(self):
        (remote,) = self.process.tasks("remote")
        asker = self.process.lanes[remote.line["by"]]
        self.assertIn(asker.kind, ("task", "thread"))
        self.assertEqual(remote.outcome, "ok")


@support.on_every_interpreter(globals())
class Eager(support.Case):
    without = ("3.9", "3.10", "3.11")

    def setUp(self):
        self.process = self.traced("eager.py").main

    def test_the_first_step_is_inside_create_task(self):
        main_task = self.process.tasks("main")[0]
        slow = self.process.task("slow")
        middle = slow.begin + 50_000
        self.assert_state(slow, middle, BLOCKED)
        self.assert_state(main_task, middle, LENT)
        self.assertEqual(slow.line["by"], main_task.number)
        self.assertEqual([span.state for span in slow.spans],
                         [RUNNING, BLOCKED, RUNNING, WAITING, READY, RUNNING])

    def test_a_task_that_ends_in_its_first_step(self):
        quick = self.process.task("quick")
        self.assertEqual(([span.state for span in quick.spans], quick.outcome), ([RUNNING], "ok"))
        broken = self.process.task("broken")
        self.assertEqual((broken.outcome, broken.exception), ("failed", "ValueError: no milk"))

    def test_eager_inside_eager(self):
        nested, nest = self.process.task("nested"), self.process.task("nest")
        self.assertEqual(nested.line["by"], nest.number)
        self.assert_state(nest, nested.begin + 50_000, LENT)
        self.assert_state(nested, nested.begin + 50_000, BLOCKED)

    def test_a_task_without_a_name_is_not_called_none(self):
        for lane in self.process.tasks():
            self.assertNotIn("None", lane.names)
        names = [lane.name for lane in self.process.tasks() if lane.line.get("eager")]
        self.assertEqual(len(set(names) - {None}), len([name for name in names if name]))

    def test_giving_up_the_turn_in_the_first_step(self):
        polite = self.process.task("polite")
        self.assertEqual([span.state for span in polite.spans], [RUNNING, READY, RUNNING])


if __name__ == "__main__":
    unittest.main()
