import asyncio


async def quick():
    return 1


async def slow():
    await asyncio.sleep(0.02)
    return 2


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    first = asyncio.create_task(quick(), name="quick")
    second = asyncio.create_task(slow(), name="slow")
    print(await first + await second)


asyncio.run(main())
