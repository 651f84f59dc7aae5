"""A loop over generators: a ready list, and a list of due times. And what else one does with them."""
import time


def sleeper(name, seconds):
    yield from nap(seconds)
    return name


def nap(seconds):
    yield seconds


def run(tasks):
    ready, timers = list(tasks), []
    while ready or timers:
        while ready:
            task = ready.pop(0)
            try:
                timers.append((time.monotonic() + task.send(None), task))
            except StopIteration:
                pass
        if timers:
            timers.sort(key=lambda timer: timer[0])
            due, task = timers.pop(0)
            time.sleep(max(0, due - time.monotonic()))
            ready.append(task)


def numbers():
    yield 1
    raise ValueError("no more")


class Step:
    def __await__(self):
        yield "step"


async def walk():
    await Step()


run([sleeper("tea", 0.2), sleeper("egg", 0.3), sleeper("toast", 0.1)])

counter = numbers()
next(counter)
try:
    next(counter)
except ValueError:
    pass

closed = numbers()
next(closed)
closed.close()

walker = walk()
walker.send(None)
try:
    walker.send(None)
except StopIteration:
    pass

print(sum(number for number in (1, 2, 3)))
