import asyncio
import os
import signal


async def waits():
    await asyncio.sleep(10)


async def main():
    task = asyncio.create_task(waits(), name="waits")
    await asyncio.sleep(0.02)
    os.kill(os.getpid(), signal.SIGKILL)
    await task


asyncio.run(main())
