import asyncio
import time


async def quick():
    await asyncio.sleep(0.05)
    print("quick is back")


async def rude():
    await asyncio.sleep(0.01)
    time.sleep(0.2)


async def main():
    await asyncio.gather(
        asyncio.create_task(quick(), name="quick"), asyncio.create_task(rude(), name="rude"))


asyncio.run(main())
