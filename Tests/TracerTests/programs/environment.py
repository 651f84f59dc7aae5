"""What a program can see of itself and of its surroundings."""
import asyncio
import collections
import inspect
import os
import pickle
import queue
import socket
import sys
import threading
import time
import types

print(sys.argv, __name__, __file__ == sys.argv[0], sys.flags.dev_mode)
print([entry for entry in sys.path if "Tracer" in entry])
print(sys.gettrace(), sys.getprofile(), sys.excepthook is not None, sys.getrecursionlimit())
print(sorted(name for name in vars() if not name.startswith("_")))
print(isinstance(sys.modules["__main__"], types.ModuleType), threading.active_count())
reading, writing = os.pipe()
print("descriptors", reading, writing, socket.socket().fileno())
print(time.sleep, os.read, repr(threading.Lock)[:6], time.sleep.__name__, time.sleep.__doc__)
print(pickle.loads(pickle.dumps(time.sleep)) is time.sleep, time.sleep == time.sleep)


class Napper:
    nap = time.sleep


Napper().nap(0)
lock, rlock = threading.Lock(), threading.RLock()
print(repr(lock).split(" at ")[0], lock.locked(), lock.acquire())
print(lock.locked(), lock.acquire(False))
print(repr(lock).split(" at ")[0], lock.release())
with rlock, rlock:
    print(repr(rlock).split(" at ")[0].replace("owner=%d" % threading.get_ident(), "owner"))
try:
    pickle.dumps(lock)
except TypeError as problem:
    print(problem)
try:
    lock.release()
except RuntimeError as problem:
    print(problem)
if sys.version_info >= (3, 13):
    print(isinstance(lock, threading.Lock), type(threading.Lock) is not None)
condition = threading.Condition(lock)
with condition:
    print(condition.wait(0.001))
print(isinstance(queue.SimpleQueue(), queue.SimpleQueue))
print(inspect.iscoroutinefunction(asyncio.sleep), inspect.isclass(threading.Thread))


async def main():
    loop = asyncio.get_running_loop()
    print(type(loop).__name__, isinstance(loop._ready, collections.deque), loop.get_debug())
    print(asyncio.current_task().get_name(), hasattr(asyncio.current_task(), "__dict__"))
    task = asyncio.create_task(asyncio.sleep(0.001, "slept"))
    print(repr(task).split(" coro")[0], await task)
    print(await loop.run_in_executor(None, threading.current_thread) is not None)


asyncio.run(main())
print(os.environ.get("PYTHONASYNCIODEBUG"), threading.current_thread().name)
sys.stderr.write("said to stderr\n")


def sink(depth):
    return depth if depth == 0 else sink(depth - 1)


print(sink(sys.getrecursionlimit() - 60))
sys.exit("a message as exit status")
