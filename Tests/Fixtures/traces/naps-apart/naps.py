import asyncio


async def nap():
    await asyncio.sleep(0.1)


async def main():
    await nap()
    await nap()


asyncio.run(main())
