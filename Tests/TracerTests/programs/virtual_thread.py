"""A thread under virtual time: it can't be made to fit, and must not hang."""
import asyncio
import time


async def main():
    await asyncio.gather(asyncio.to_thread(time.sleep, 0.1), asyncio.sleep(0.2))
    print("end")


asyncio.run(main())
