"""Output of all kinds."""
import asyncio
import os
import sys
import time

print("one", "two", 3)
print("no newline", end="")
print(" and on", end="")
time.sleep(0.01)
print(" and the end")
print("to stderr", file=sys.stderr)
sys.stdout.write("written\n")
sys.stdout.writelines(["line one\n", "line two\n"])
print("käse \N{SNOWMAN} \x1b[31m \x00 bell\x07")
sys.stdout.flush()
os.write(1, b"raw bytes\n")
sys.stdout.buffer.write(b"buffered bytes\n")
sys.stdout.buffer.flush()
print("x" * 10000)
sys.stdout.reconfigure(errors="backslashreplace")
print("\udcff lone")
print("\ud83d")


async def speak():
    print("from a task")


asyncio.run(speak())
print(sys.stdout.name, sys.stdout.mode, sys.stdout is sys.__stdout__)
print("last, without newline", end="")
