"""A loop that is not asyncio's: as much of one as matters to the tracer."""
import asyncio


class HandMadeLoop:
    def run(self, coro):
        asyncio._set_running_loop(self)
        try:
            while True:
                coro.send(None)
        except StopIteration as result:
            return result.value
        finally:
            asyncio._set_running_loop(None)


async def answer():
    await asyncio.sleep(0)
    return 42


print(HandMadeLoop().run(answer()))
print(HandMadeLoop().run(answer()))
