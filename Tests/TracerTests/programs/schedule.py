"""Three sleeps at once, then a blocker beside a sleeper; times are multiples of 0.2 s."""
import asyncio
import time


async def brew(name, seconds):
    await asyncio.sleep(seconds)
    print("done", name)


async def sleeper():
    await asyncio.sleep(0.4)
    print("sleeper runs")


async def blocker():
    await asyncio.sleep(0.2)
    print("blocker blocks")
    time.sleep(0.6)
    print("blocker goes on")


async def queued():
    print("queued runs")


async def spawn_and_block():
    print("spawning")
    asyncio.create_task(queued(), name="queued")
    time.sleep(0.2)
    print("spawned")


async def main():
    print("brewing")
    tea = asyncio.create_task(brew("tea", 0.6), name="tea")
    coffee = asyncio.create_task(brew("coffee", 0.4), name="coffee")
    cocoa = asyncio.create_task(brew("cocoa", 0.2), name="cocoa")
    await asyncio.gather(tea, coffee, cocoa)
    print("brewed")
    await asyncio.gather(asyncio.create_task(sleeper(), name="sleeper"),
                         asyncio.create_task(blocker(), name="blocker"))
    await asyncio.create_task(spawn_and_block(), name="spawner")
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
