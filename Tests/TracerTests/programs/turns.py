"""Two tasks that give up their turns, and one that computes between them."""
import asyncio
import time


async def polite(times):
    for _ in range(times):
        await asyncio.sleep(0)


async def greedy():
    end = time.perf_counter() + 0.2
    while time.perf_counter() < end:
        pass


async def main():
    first = asyncio.create_task(polite(3), name="first")
    second = asyncio.create_task(polite(3), name="second")
    await first
    await second
    print("greedy begins")
    polite_one = asyncio.create_task(polite(1), name="behind")
    asyncio.create_task(greedy(), name="greedy")
    await polite_one
    print("end")


asyncio.run(main())
