import asyncio


def ring(word):
    print("ring", word)


async def sleepy():
    await asyncio.sleep(10)


async def broken():
    await asyncio.sleep(0.01)
    raise ValueError("no milk")


async def consumer(queue):
    return await queue.get()


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(ring, "soon")
    loop.call_later(0.03, ring, "later")
    queue = asyncio.Queue()
    waiter = asyncio.create_task(consumer(queue), name="consumer")
    victim = asyncio.create_task(sleepy(), name="victim")
    bad = asyncio.create_task(broken(), name="broken")
    await asyncio.sleep(0.02)
    victim.cancel()
    await queue.put("tea")
    print(await waiter)
    await asyncio.gather(victim, bad, return_exceptions=True)
    try:
        async with asyncio.timeout(0.05):
            await asyncio.Event().wait()
    except TimeoutError:
        print("too late")
    print(await asyncio.to_thread(sum, [1, 2, 3]))
    sleepy()


asyncio.run(main())
