import asyncio


async def nap():
    await asyncio.sleep(0.1)


async def main():
    await asyncio.gather(nap(), nap())


asyncio.run(main())
