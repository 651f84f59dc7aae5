"""Cancellation, in every way."""
import asyncio
import sys


async def sleeps_long():
    await asyncio.sleep(30)


async def cleans_up():
    try:
        await asyncio.sleep(30)
    finally:
        await asyncio.sleep(0.05)
        print("cleaned up")


async def refuses():
    try:
        await asyncio.sleep(30)
    except asyncio.CancelledError:
        print("refused")
    return "stayed"


async def fails():
    await asyncio.sleep(0.02)
    raise ValueError("no milk")


async def cancels(task):
    task.cancel()                       # the canceller's line


async def has_little_time():
    async with asyncio.timeout(0.05):   # the limit's line
        await sleeps_long()


async def end_of(*tasks):
    await asyncio.gather(*tasks, return_exceptions=True)


async def main():
    plain = asyncio.create_task(sleeps_long(), name="plain")
    cleaner = asyncio.create_task(cleans_up(), name="cleaner")
    stubborn = asyncio.create_task(refuses(), name="stubborn")
    await asyncio.sleep(0.02)
    for task in (plain, cleaner, stubborn):
        await asyncio.create_task(cancels(task), name="canceller of " + task.get_name())
    await end_of(plain, cleaner, stubborn)

    unstarted = asyncio.create_task(sleeps_long(), name="unstarted")
    unstarted.cancel()
    await end_of(unstarted)

    limited = asyncio.create_task(
        asyncio.wait_for(sleeps_long(), 0.05), name="limited")
    await end_of(limited)

    by_timer = asyncio.create_task(sleeps_long(), name="by timer")
    asyncio.get_running_loop().call_later(0.05, by_timer.cancel)
    await end_of(by_timer)

    failing = asyncio.create_task(fails(), name="failing")
    await end_of(failing)

    if sys.version_info >= (3, 11):
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fails(), name="bad one")
                group.create_task(sleeps_long(), name="good one")
        except BaseException as problem:
            print(len(problem.exceptions))
        await end_of(asyncio.create_task(has_little_time(), name="in time"))
    asyncio.create_task(sleeps_long(), name="left over")
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
