import asyncio


async def main():
    await asyncio.sleep(0.2)
    await asyncio.sleep(0.2)


asyncio.run(main())
