"""Names that come late, change, and repeat."""
import asyncio
import sys


async def work():
    await asyncio.sleep(0.02)


async def renames_itself():
    await asyncio.sleep(0.01)
    asyncio.current_task().set_name("new name")
    await asyncio.sleep(0.01)


async def main():
    twins = [asyncio.create_task(work(), name="twin") for _ in range(2)]
    unnamed = asyncio.create_task(work())
    late = asyncio.create_task(work())
    late.set_name("late name")
    changing = asyncio.create_task(renames_itself(), name="old name")
    await asyncio.gather(*twins, unnamed, late, changing)
    print(unnamed.get_name().startswith("Task-"), sys.version_info >= (3, 9))


asyncio.run(main())
