"""A program that is a folder, a package run with -m, or a zip file."""
import asyncio
import sys

print(sys.argv[1:], __name__, __file__.split("/")[-1], [name for name in vars() if name == "runpy"])


async def main():
    await asyncio.sleep(0.01)
    raise ValueError("no milk")


asyncio.run(main())
