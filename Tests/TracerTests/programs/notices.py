"""Mistakes that asyncio complains about."""
import asyncio
import gc
import time


async def never():
    pass


async def fails():
    raise ValueError("no milk")


async def waits_for_nothing():
    await asyncio.get_running_loop().create_future()


async def slow():
    time.sleep(0.15)


async def main():
    gc.disable()                        # the order in which things go depends on when it runs
    never()
    asyncio.create_task(fails(), name="lost")
    asyncio.create_task(waits_for_nothing(), name="orphan")
    await asyncio.sleep(0.01)
    gc.collect()
    await asyncio.create_task(slow(), name="slow one")


asyncio.run(main(), debug=True)
