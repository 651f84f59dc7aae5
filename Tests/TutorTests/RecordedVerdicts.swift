/// What is said of recorded runs, in words; Tests/Fixtures/traces has them.
extension ConditionJudgeTests.Case {
  static let all: [Self] = [
    Self(
      "sleepers", "finishes",
      "+ It ended by itself, without an error, at 0.43 s."),
    Self(
      "sleepers", "raises ValueError",
      "- It ended without an error, and was to end with ValueError."),
    Self(
      "sleepers", "total under 1 s",
      "+ It took 0.43 s."),
    Self(
      "sleepers", "total 0.2..0.25 s",
      "- It took 0.43 s, and no more than 0.25 s is allowed. From 0.13 s on, "
        + "fetch 3 waited for sleep(0.3). See line 5.", line: 5),
    Self(
      "sleepers", "total over 0.5 s",
      "- It took 0.43 s, and at least 0.5 s is asked for."),
    Self(
      "sleepers", "waits at least 3 at once",
      "+ 3 waited at once, at 0.13 s."),
    Self(
      "sleepers", "waits at least 4 at once",
      "- No more than 3 waited at once, at 0.13 s: fetch 1, 2 and 3. See line 5. "
        + "Waits for other lanes do not count.", line: 5),
    Self(
      "sleepers", "waits at most 3 at once",
      "+ No more than 3 waited at once, at 0.13 s."),
    Self(
      "sleepers", "waits at most 2 at once",
      "- 3 waited at once, at 0.13 s: fetch 1, 2 and 3. No more than 2 are "
        + "allowed. See line 5.", line: 5),
    Self(
      "sleepers", "overlap at least 4 lanes",
      "+ 4 lanes were alive at once, at 0.13 s: main and fetch 1, 2 and 3."),
    Self(
      "sleepers", "overlap at least 5 lanes",
      "- No more than 4 lanes were alive at once, at 0.13 s: main and fetch 1, 2 "
        + "and 3. At least 5 are asked for. See line 11.", line: 11),
    Self(
      "sleepers", "overlap at most 3 lanes",
      "- 4 lanes were alive at once, at 0.13 s: main and fetch 1, 2 and 3. No "
        + "more than 3 are allowed. See line 11.", line: 11),
    Self(
      "sleepers", #"overlap "fetch 1", "fetch 2""#,
      "+ fetch 1 and fetch 2 were alive together from 0.13 s to 0.23 s."),
    Self(
      "sleepers", #"overlap "fetch 1", "fetch 4""#,
      #"- There was no lane called "fetch 4". The lanes of this run: "MainThread", "#
        + #""Task-1", "fetch 1", "fetch 2" and "fetch 3"."#),
    Self(
      "sleepers", #"ends in order "fetch 1", "fetch 2", "fetch 3""#,
      "+ The ends: fetch 1 at 0.23 s, fetch 2 at 0.33 s and fetch 3 at 0.43 s."),
    Self(
      "sleepers", #"ends in order "fetch 3", "fetch 1""#,
      "- fetch 1 ended at 0.23 s, and fetch 3 only at 0.43 s. See line 5.", line: 5),
    Self(
      "sleepers", #"task "fetch 1" cancelled"#,
      "- fetch 1 was not cancelled: it was done at 0.23 s. See line 5.", line: 5),
    Self(
      "sleepers", #"output contains "fetched 2""#,
      #"+ "fetched 2" was printed at 0.33 s."#),
    Self(
      "sleepers", #"output contains "Fetched  2""#,
      #"- "Fetched  2" was not printed. "fetched 2" is close to it: capitals, blanks and "#
        + #"signs count. It printed 4 lines, the last of them "[1, 2, 3]"."#),
    Self(
      "sleepers", #"output matches /fetched \d$/"#,
      #"+ "fetched 1" was printed at 0.23 s."#),
    Self(
      "sleepers", "output matches /lost/",
      "- Nothing that was printed matches /lost/. It printed 4 lines, the last of them "
        + #""[1, 2, 3]"."#),
    Self(
      "sleepers", #"output in order "fetched 1", "fetched 3""#,
      #"+ "fetched 1" and "fetched 3" were printed in this order."#),
    Self(
      "sleepers", #"output in order "fetched 3", "fetched 1""#,
      #"- "fetched 1" was printed at 0.23 s, and not after "fetched 3"."#),
    Self(
      "sleepers", "loop never blocked longer than 50 ms",
      "+ The longest turn of the loop took 1.8 ms, at 0.13 s."),
    Self(
      "sleepers", "every coroutine awaited",
      "+ Python warned of none."),
    Self(
      "sleepers", "every task finished",
      "+ 4 tasks ended."),
    Self(
      "sleepers", "every task finished or cancelled",
      "+ 4 tasks ended."),
    Self(
      "sleepers", "threads at most 1",
      "+ No more than 1 thread was alive at once."),
    Self(
      "sleepers", "threads at least 2",
      "- No more than 1 thread was alive at once. At least 2 are asked for."),
    Self(
      "onebyone", "waits at least 2 at once",
      "- No two waits overlapped: from 0.08 s on fetch 1 waited for sleep(0.1), and the "
        + "next wait began at 0.18 s, after that was over. See line 5. Waits for other lanes "
        + "do not count.", line: 5),
    Self(
      "onebyone", "waits at most 1 at once",
      "+ No more than 1 waited at once, at 0.08 s."),
    Self(
      "onebyone", #"overlap "fetch 1", "fetch 2""#,
      "- fetch 2 began at 0.18 s, after fetch 1 had ended: the two did not overlap. See "
        + "line 11.", line: 11),
    Self(
      "onebyone", "overlap at least 3 lanes",
      "- No more than 2 lanes were alive at once, at 0.08 s: main and fetch 1. At least "
        + "3 are asked for. See line 10.", line: 10),
    Self(
      "onebyone", "total under 0.15 s",
      "- It took 0.28 s, and no more than 0.15 s is allowed. From 0.18 s on, fetch 2 "
        + "waited for sleep(0.1); no two waits overlapped. See line 5.", line: 5),
    Self(
      "leftover", "every task finished",
      "- ticker was cancelled at 0.10 s because main had ended. So it is with 1 more. "
        + "See line 6.", line: 6),
    Self(
      "leftover", "every task finished or cancelled",
      "- ticker was cancelled at 0.10 s because main had ended. So it is with 1 more. "
        + "See line 6.", line: 6),
    Self(
      "leftover", #"task "ticker" cancelled"#,
      "+ ticker was cancelled at 0.10 s because main had ended."),
    Self(
      "leftover", #"task "late" cancelled"#,
      "+ late was cancelled at 0.10 s because main had ended."),
    Self(
      "blocker", "loop never blocked longer than 50 ms",
      "- rude held the loop for 0.20 s, from 0.11 s on: it was blocked in "
        + "time.sleep(0.2). See line 12.", line: 12),
    Self(
      "blocker", "loop never blocked longer than 300 ms",
      "+ The longest turn of the loop took 0.20 s, at 0.11 s."),
    Self(
      "blocker", #"ends in order "rude", "quick""#,
      "+ The ends: rude at 0.31 s and quick at 0.31 s."),
    Self(
      "threads", #"overlap "first", "second""#,
      "+ first and second were alive together from 0.02 s to 0.10 s."),
    Self(
      "threads", #"ends in order "second", "first""#,
      "- first ended at 0.10 s, and second only at 0.20 s. See line 9.", line: 9),
    Self(
      "threads", "threads at least 3",
      "+ 3 threads were alive at once, at 0.02 s: the main thread, first and second."),
    Self(
      "threads", "threads at most 2",
      "- 3 threads were alive at once, at 0.02 s: the main thread, first and "
        + "second. No more than 2 are allowed. See line 16.", line: 16),
    Self(
      "threads", "loop never blocked longer than 50 ms",
      "- No event loop ran."),
    Self(
      "threads", "every task finished",
      "+ There were no tasks."),
    Self(
      "threads", "waits at least 3 at once",
      "- No more than 2 waited at once, at 0.00 s: the main thread and first. See "
        + "line 9. Waits for other lanes do not count.", line: 9),
    Self(
      "mixed", #"task "victim" cancelled"#,
      "+ victim was cancelled at 0.12 s by main at line 30."),
    Self(
      "mixed", #"task "broken" cancelled"#,
      "- broken was not cancelled: it failed at 0.10 s with ValueError: no milk. "
        + "See line 13.", line: 13),
    Self(
      "mixed", #"task "consumer" cancelled"#,
      "- consumer was not cancelled: it was done at 0.12 s. See line 18.", line: 18),
    Self(
      "mixed", "every coroutine awaited",
      "- sleepy was called and never awaited, so it never ran. It is defined on line 8: "
        + "look for where it is called.", line: 8),
    Self(
      "mixed", "every task finished",
      "- victim was cancelled at 0.12 s by main at line 30. So it is with 1 more. "
        + "See line 9.", line: 9),
    Self(
      "mixed", "every task finished or cancelled",
      "- broken failed at 0.10 s with ValueError: no milk. See line 13.", line: 13),
    Self(
      "family", "waits at least 2 at once",
      "+ 2 waited at once, at 0.07 s."),
    Self(
      "family", "threads at least 2",
      "+ 2 threads were alive at once, at 0.07 s: the main thread and child."),
    Self(
      "family", "overlap at most 1 lanes",
      "- 2 lanes were alive at once, at 0.07 s: the main thread and child. No "
        + "more than 1 is allowed."),
    Self(
      "killed", "finishes",
      "- It was ended at 0.16 s by signal 9."),
    Self(
      "killed", "raises ValueError",
      "- It was ended at 0.16 s by signal 9. It was to end with ValueError."),
    Self(
      "killed", "total under 1 s",
      "? The run was cut short, so this cannot be told."),
    Self(
      "killed", "total over 1 s",
      "- It took 0.16 s, and at least 1 s is asked for."),
    Self(
      "killed", "waits at least 2 at once",
      "+ 2 waited at once, at 0.14 s."),
    Self(
      "killed", "overlap at most 1 lanes",
      "- 2 lanes were alive at once, at 0.14 s: main and waits. No more than 1 is "
        + "allowed. See line 11.", line: 11),
    Self(
      "killed", "loop never blocked longer than 50 ms",
      "? The run was cut short, so this cannot be told."),
    Self(
      "killed", "every coroutine awaited",
      "? The run was cut short, so this cannot be told."),
    Self(
      "killed", "every task finished or cancelled",
      "- main was not over at the end. So it is with 1 more. See line 12.", line: 12),
    Self(
      "killed", "threads at most 1",
      "? The run was cut short, so this cannot be told."),
    Self(
      "killed", #"task "waits" cancelled"#,
      "- waits was not cancelled: it was not over at the end. See line 7.", line: 7),
    Self(
      "eager", #"overlap "quick", "slow""#,
      "- slow began at 0.15 s, after quick had ended: the two did not overlap. "
        + "See line 16.", line: 16),
    Self(
      "eager", "waits at least 2 at once",
      "- Only one wait was there: from 0.15 s on slow waited for sleep(0.02). See "
        + "line 9. Waits for other lanes do not count.", line: 9),
    Self(
      "eager", "waits at most 1 at once",
      "+ No more than 1 waited at once, at 0.15 s."),
    Self(
      "virtual", "total 0.3..0.31 s",
      "+ It took 0.30 s."),
    Self(
      "virtual", "loop never blocked longer than 50 ms",
      "+ No turn of the loop took any time."),
    Self(
      "calls", "waits at least 1 at once",
      "- Nothing waited."),
    Self(
      "calls", "waits at most 0 at once",
      "+ Nothing waited."),
    Self(
      "calls", "overlap at least 2 lanes",
      "- No more than 1 lane was alive at once. At least 2 are asked for."),
  ]
}
