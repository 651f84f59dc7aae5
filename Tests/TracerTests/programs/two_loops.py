"""A loop in each of two threads, and wake-ups from one thread to another."""
import asyncio
import threading
import time


async def work(loop_name):
    for _ in range(3):
        await asyncio.sleep(0.02)
        await asyncio.to_thread(time.sleep, 0.05)
    return loop_name


async def main(loop_name):
    loop = asyncio.get_running_loop()
    asyncio.current_task().set_name("main of " + loop_name)
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait(), name="waiter of " + loop_name)
    await asyncio.sleep(0)
    threading.Timer(0.05, loop.call_soon_threadsafe, [event.set]).start()
    await asyncio.gather(work(loop_name), work(loop_name), waiter)


async def remote():
    await asyncio.sleep(0.02)
    return 42


def ask(loop):
    return asyncio.run_coroutine_threadsafe(remote(), loop).result()


async def asked():
    loop = asyncio.get_running_loop()
    assert await asyncio.to_thread(ask, loop) == 42


threads = [threading.Thread(target=lambda name=name: asyncio.run(main(name)), name=name)
           for name in ("loop A", "loop B")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
asyncio.run(asked())
print("end")
