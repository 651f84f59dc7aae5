"""The learner's own callbacks and timers."""
import asyncio
import functools
import time


def ring(what):
    print("ring", what)
    time.sleep(0.1)
    print("rung", what)


class Bell:
    def strike(self):
        print("strike")


async def quick():
    await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(ring, "soon")
    loop.call_soon(print, "printed soon")
    loop.call_soon(functools.partial(ring, "partial"))
    timer = loop.call_later(10, ring, "never")
    loop.call_later(0.5, ring, "later")
    loop.call_at(loop.time() + 0.02, Bell().strike)
    await asyncio.sleep(0.01)
    timer.cancel()
    task = asyncio.create_task(quick(), name="quick")
    task.add_done_callback(lambda task: print("done callback"))
    await task
    await asyncio.sleep(0.6)
    print("end")


asyncio.run(main())
