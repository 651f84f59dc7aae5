"""Eager tasks: their first step runs inside create_task."""
import asyncio
import time


async def quick():
    print("quick runs")
    return 1


async def slow():
    time.sleep(0.1)
    print("slow waits")
    await asyncio.sleep(0.2)
    return 2


async def polite():
    await asyncio.sleep(0)
    return 3


async def nest():
    inner = asyncio.create_task(slow(), name="nested")
    await asyncio.sleep(0.01)
    return await inner


async def broken():
    raise ValueError("no milk")


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    first = asyncio.create_task(quick(), name="quick")
    second = asyncio.create_task(slow(), name="slow")
    third = asyncio.create_task(nest(), name="nest")
    fourth = asyncio.create_task(polite(), name="polite")
    fifth = asyncio.create_task(broken(), name="broken")
    print(await asyncio.gather(first, second, third, fourth))
    print(repr(fifth.exception()))


asyncio.run(main())
