"""An event loop made by hand over generators: there is nothing of asyncio to see."""
import collections
import sys
import time


def sleep(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield


def work(name, seconds):
    print(name, "begins")
    yield from sleep(seconds)
    print(name, "ends")


ready = collections.deque([work("a", 0.4), work("b", 0.03)])
while ready:
    task = ready.popleft()
    try:
        next(task)
        ready.append(task)
        time.sleep(0.002)
    except StopIteration:
        pass
print("asyncio" in sys.modules)
