"""Awaits inside awaits: coroutines, an async generator, an async context manager."""
import asyncio


async def innermost():
    await asyncio.sleep(0.05)           # innermost sleeps


async def middle():
    await innermost()                   # middle awaits


async def outermost():
    await middle()                      # outermost awaits


async def numbers():
    yield 1
    await middle()                      # the generator awaits
    yield 2


async def consume():
    async for _ in numbers():           # the loop awaits
        pass


class Room:
    async def __aenter__(self):
        await innermost()               # entering

    async def __aexit__(self, *exception):
        await asyncio.sleep(0)


async def visit():
    async with Room():                  # visiting
        pass


class Thing:
    def __await__(self):
        return innermost().__await__()  # not a frame of its own


async def await_thing():
    await Thing()                       # awaiting a thing


async def main():
    for name, coro in (("plain", outermost()), ("generator", consume()), ("room", visit()),
                       ("thing", await_thing())):
        await asyncio.create_task(coro, name=name)


asyncio.run(main())
