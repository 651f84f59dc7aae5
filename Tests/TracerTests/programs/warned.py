"""Warnings, and from where they come."""
import asyncio
import warnings


async def never():
    pass


def old():
    warnings.warn("old", DeprecationWarning, stacklevel=2)


async def main():
    never()
    old()
    warnings.warn("plain")
    await asyncio.sleep(0)


asyncio.run(main())
never()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    never()
print([str(warning.message) for warning in caught], [warning.lineno for warning in caught])
