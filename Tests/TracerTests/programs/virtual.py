"""Nine seconds of waiting, and a random order that is the same each time."""
import asyncio
import random
import time


async def fetch(number):
    await asyncio.sleep(random.uniform(1, 3))
    print("fetched", number)


async def main():
    began = time.perf_counter()
    await asyncio.gather(*(fetch(number) for number in range(5)))
    print("%.3f" % (time.perf_counter() - began))
    time.sleep(2)
    try:
        await asyncio.wait_for(asyncio.sleep(60), 5)
    except asyncio.TimeoutError:
        print("timeout at %.3f" % (time.perf_counter() - began))


random.seed(7)
asyncio.run(main())
