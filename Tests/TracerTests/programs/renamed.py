"""Threads that take other names: before they start, while they run, and while they run a loop."""

import asyncio
import threading


def work():
    threading.current_thread().name = "worker"
    asyncio.run(steps())


async def steps():
    threading.current_thread().name = "looper"


thread = threading.Thread(target=work)
thread.name = "early"
thread.start()
thread.join()
thread.name = "too late"
threading.current_thread().name = "boss"
