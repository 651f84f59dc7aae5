"""A tour of asyncio: what the other programs leave out, with answers that are known."""
import asyncio
import contextvars
import sys
import threading
import time

UNIT = 0.1
new_in = sys.version_info >= (3, 11)
notes = {}
whose = contextvars.ContextVar("whose", default="nobody")


def note(*words):
    """Keeps what a part has to say: all parts run at the same time, and print one after another."""
    notes.setdefault(asyncio.current_task().get_name(), []).append(words)


async def nap(units, value=None):
    await asyncio.sleep(units * UNIT)
    return value


async def fail(units):
    await asyncio.sleep(units * UNIT)
    raise ValueError("no milk")


def tasks(*units):
    return [asyncio.create_task(nap(number, number), name="nap %d" % number) for number in units]


async def waiting_for_some():
    first = tasks(1, 4)
    done, pending = await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
    note("first", len(done), len(pending))
    await asyncio.wait(pending)
    bad = [asyncio.create_task(fail(1)), asyncio.create_task(nap(4))]
    done, pending = await asyncio.wait(bad, return_when=asyncio.FIRST_EXCEPTION)
    note("exception", len(done), len(pending), type(bad[0].exception()).__name__)
    done, pending = await asyncio.wait(tasks(4), timeout=UNIT)
    note("limit", len(done), len(pending))
    await asyncio.wait(pending)


async def as_they_come():
    note([await result for result in asyncio.as_completed(tasks(4, 1))])
    if sys.version_info >= (3, 13):
        note([task.result() async for task in asyncio.as_completed(tasks(4, 1))])
    try:
        for result in asyncio.as_completed([nap(9)], timeout=UNIT):
            await result
    except asyncio.TimeoutError:
        note("too late")


async def shielded():
    inner = asyncio.create_task(nap(2, "survived"), name="inner of shield")
    outer = asyncio.create_task(shield(inner), name="outer of shield")
    await nap(1)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        note("outer cancelled", await inner)


async def shield(task):
    return await asyncio.shield(task)


async def group_that_fails():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(nap(5), name="member")
            group.create_task(fail(1), name="culprit")
    except BaseException as problem:
        note(type(problem).__name__, [str(inner) for inner in problem.exceptions])


async def limits_in_limits():
    try:
        async with asyncio.timeout(UNIT * 5):
            try:
                async with asyncio.timeout(UNIT):
                    await nap(9)
            except TimeoutError:
                note("inner limit")
            await nap(9)
    except TimeoutError:
        note("outer limit")


async def together():
    barrier = asyncio.Barrier(3)

    async def arrive(units):
        await nap(units)
        return await barrier.wait()

    note(sorted(await asyncio.gather(*(arrive(number) for number in (0, 1, 2)))))


async def count(log):
    try:
        for number in range(9):
            yield number
            await nap(1)
    finally:
        await nap(1)
        log.append("closed")


async def generators():
    log = []
    numbers = count(log)
    async for number in numbers:
        if number == 1:
            break
    await numbers.aclose()
    note(log, [number async for number in numbers])


async def child():
    code = "import sys; sys.stdout.write(sys.stdin.read().upper())"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-S", "-c", code, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate(b"quiet")
    shell = await asyncio.create_subprocess_shell("exit 3")
    note(out, process.returncode, await shell.wait())


async def serve(reader, writer):
    while True:
        line = await reader.readline()
        if not line:
            break
        await nap(1)
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def server_and_client():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"one\n")
        note(await reader.readline())
        writer.close()
        await writer.wait_closed()
        running = asyncio.create_task(server.serve_forever(), name="server")
        await nap(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def contexts():
    async def member(name):
        whose.set(name)
        await nap(1)
        return whose.get()

    note(await asyncio.gather(member("a"), member("b")), whose.get())


def loop_in_thread(name):
    asyncio.run(nap(1, name))


async def loops_in_threads():
    threads = [threading.Thread(target=loop_in_thread, args=(name,), name=name)
               for name in ("loop one", "loop two")]
    for thread in threads:
        thread.start()
    await nap(2)
    for thread in threads:
        thread.join()


async def leaves():
    await nap(1)
    sys.exit(3)


PARTS = [waiting_for_some, as_they_come, shielded, generators, server_and_client, contexts,
         loops_in_threads]
if new_in:
    PARTS += [group_that_fails, limits_in_limits, together]


async def main():
    await asyncio.gather(
        *(asyncio.create_task(part(), name=part.__name__) for part in PARTS + [child]))
    for part in PARTS + [child]:
        print(part.__name__, notes.get(part.__name__))


def by_hand():
    loop = asyncio.new_event_loop()
    try:
        print(loop.run_until_complete(nap(1, "first run")))
        print(loop.run_until_complete(nap(1, "second run")))
        loop.call_later(UNIT, loop.stop)
        loop.run_forever()
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


asyncio.run(main())
by_hand()
if new_in:
    with asyncio.Runner() as runner:
        print(runner.run(nap(1, "with a runner")), runner.run(nap(1, "and again")))
    if sys.version_info >= (3, 12):
        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            runner.get_loop().set_task_factory(asyncio.eager_task_factory)
            print(runner.run(nap(1, "eagerly")))
try:
    asyncio.run(leaves())
except SystemExit as leaving:
    print("left with", leaving.code)
time.sleep(0)
