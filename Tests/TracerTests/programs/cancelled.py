"""Cancellation by oneself, by way of others, and before anything was done."""
import asyncio


async def sleeps_long():
    await asyncio.sleep(30)


async def cancels_itself(how):
    asyncio.current_task().cancel()
    if how == "wait":
        await asyncio.sleep(30)
    elif how == "turn":
        await asyncio.sleep(0)


async def waits_for(task):
    await task


async def takes_turns():
    while True:
        await asyncio.sleep(0)


async def jobs():
    for _ in range(20):
        await asyncio.to_thread(int)


def begin(coro, name):
    return asyncio.create_task(coro, name=name)


async def end_of(*tasks):
    await asyncio.gather(*tasks, return_exceptions=True)


async def main():
    await end_of(begin(cancels_itself("wait"), "itself"))
    await end_of(begin(cancels_itself("turn"), "itself in a turn"))
    await end_of(begin(cancels_itself("end"), "itself at the end"))

    inner = begin(sleeps_long(), "inner")
    outer = begin(waits_for(inner), "outer")
    await asyncio.sleep(0.01)
    outer.cancel()
    await end_of(inner, outer)

    unlucky = begin(sleeps_long(), "unlucky")
    friend = begin(waits_for(unlucky), "friend")
    await asyncio.sleep(0.01)
    unlucky.cancel()
    await end_of(unlucky, friend)

    unbegun = begin(sleeps_long(), "not begun")
    unbegun.cancel()
    turns = begin(takes_turns(), "in turns")
    await asyncio.sleep(0.01)
    turns.cancel()
    await end_of(unbegun, turns)
    await begin(jobs(), "jobs")


asyncio.run(main())
