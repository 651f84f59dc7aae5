import asyncio


async def fetch(n):
    await asyncio.sleep(0.1)
    print("fetched", n)


async def main():
    await asyncio.create_task(fetch(1), name="fetch 1")
    await asyncio.create_task(fetch(2), name="fetch 2")


asyncio.run(main())
