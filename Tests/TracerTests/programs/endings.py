"""Ends in the way that is named on the command line, in the middle of a task's work."""
import asyncio
import ctypes
import os
import signal
import sys
import threading
import time


async def steps():
    for _ in range(2000):
        await asyncio.sleep(0)


async def last_words():
    await steps()
    print("last words", flush=True)
    way = sys.argv[1]
    if way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(5)
    elif way == "crash":
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(5)
    elif way == "null pointer":
        ctypes.string_at(0)
    elif way == "abort":
        os.abort()
    elif way == "daemon":
        threading.Thread(target=time.sleep, args=(60,), name="daemon", daemon=True).start()
    elif way == "threads":
        threading.Thread(target=time.sleep, args=(0.2,), name="straggler").start()
    elif way == "thread exits":
        thread = threading.Thread(target=sys.exit, args=(5,), name="leaver")
        thread.start()
        thread.join()
    elif way == "interrupt":
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)
    elif way == "_exit":
        os._exit(9)
    elif way == "exit":
        sys.exit(9)
    elif way == "raise":
        raise ValueError("no milk")
    elif way == "exec":
        os.execv(sys.executable, [sys.executable, "-c", "print('after exec')"])
    elif way == "failing exec":
        try:
            os.execv("/nonexistent/program", ["program"])
        except OSError:
            print("exec failed")
        await asyncio.sleep(0.01)
        print("and on")


asyncio.run(last_words())
