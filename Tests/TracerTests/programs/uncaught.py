"""Ends by an exception that passes through a function which the tracer wraps."""
import time


def naps():
    try:
        time.sleep("x")
    except TypeError as problem:
        raise ValueError("no nap") from problem


naps()
