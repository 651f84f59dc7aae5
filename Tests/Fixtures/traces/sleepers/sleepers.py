import asyncio


async def fetch(n):
    await asyncio.sleep(n / 10)
    print("fetched", n)
    return n


async def main():
    tasks = [asyncio.create_task(fetch(n), name=f"fetch {n}") for n in (1, 2, 3)]
    print(await asyncio.gather(*tasks))


asyncio.run(main())
