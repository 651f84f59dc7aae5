"""Everything that shows frames: tracebacks, stacks, logging, hooks, in tasks and threads."""
import asyncio
import logging
import sys
import threading
import time
import traceback

logging.basicConfig(format="%(levelname)s %(message)s")


async def deep(depth):
    if depth:
        return await deep(depth - 1)
    await asyncio.sleep(0.001)
    traceback.print_stack(file=sys.stdout)
    task = asyncio.current_task()
    print(task.get_name(), task.get_coro().__qualname__, len(task.get_stack()))
    task.print_stack(file=sys.stdout)
    raise KeyError("deep")


async def divides():
    await asyncio.sleep(0.001)
    1 / 0


def in_thread():
    time.sleep(0.001)
    raise RuntimeError("in a thread")


def bad_argument_in_thread():
    time.sleep("x")


def bad_callback():
    raise LookupError("in a callback")


class Leaky:
    def __del__(self):
        time.sleep("x")


async def main():
    loop = asyncio.get_running_loop()
    print(sorted(task.get_name() for task in asyncio.all_tasks()), loop.get_task_factory())
    try:
        await deep(2)
    except KeyError:
        traceback.print_exc(file=sys.stdout)
    (result,) = await asyncio.gather(divides(), return_exceptions=True)
    traceback.print_exception(type(result), result, result.__traceback__, file=sys.stdout)
    for function in (in_thread, bad_argument_in_thread):
        thread = threading.Thread(target=function, name=function.__name__)
        thread.start()
        thread.join()
    loop.call_soon(bad_callback)
    loop.call_later(0.001, lambda: traceback.print_stack(file=sys.stdout))
    await asyncio.sleep(0.01)
    try:
        time.sleep("x")
    except TypeError:
        traceback.print_exc(file=sys.stdout)
        logging.exception("logged")
    try:
        threading.Thread.start(None)
    except AttributeError:
        traceback.print_exc(file=sys.stdout)
    try:
        asyncio.create_task(5)
    except TypeError:
        traceback.print_exc(file=sys.stdout)
    Leaky()
    print([frame.name for frame in traceback.extract_stack()][-1])
    await asyncio.gather(divides())


asyncio.run(main())
