"""Writes more lines than a small trace file can hold."""
import asyncio


async def work():
    for _ in range(100):
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(*(work() for _ in range(500)))
    print("end")


asyncio.run(main())
