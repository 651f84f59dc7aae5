"""Interrupts itself, as Ctrl-C would: in a task, in a thread's join or in plain code."""
import asyncio
import os
import signal
import sys
import threading
import time


async def waits():
    print("ready", flush=True)
    try:
        await asyncio.sleep(30)
    finally:
        print("cleaned up", flush=True)


def plain():
    print("ready", flush=True)
    time.sleep(30)


def joins():
    event = threading.Event()
    thread = threading.Thread(target=event.wait, args=(30,), daemon=True)
    thread.start()
    print("ready", flush=True)
    thread.join(30)


def interrupt():
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGINT)


threading.Thread(target=interrupt, daemon=True).start()
if sys.argv[1] == "task":
    asyncio.run(waits())
elif sys.argv[1] == "join":
    joins()
else:
    plain()
