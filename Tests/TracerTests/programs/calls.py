"""Functions that call functions; a generator; a coroutine; an exception."""
import asyncio


def leaf(number):
    return number + 1


def branch(number):
    first = leaf(number)
    return leaf(first)


def count():
    yield 1
    yield 2


def breaks():
    raise ValueError("no milk")


async def naps():
    await asyncio.sleep(0.01)
    return leaf(1)


branch(1)
for value in count():
    leaf(value)
try:
    breaks()
except ValueError:
    pass
asyncio.run(naps())
