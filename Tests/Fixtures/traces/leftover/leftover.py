import asyncio


async def ticker():
    while True:
        await asyncio.sleep(0.01)


async def late():
    await asyncio.sleep(1)


async def main():
    asyncio.create_task(ticker(), name="ticker")
    await asyncio.sleep(0.03)
    asyncio.create_task(late(), name="late")


asyncio.run(main())
