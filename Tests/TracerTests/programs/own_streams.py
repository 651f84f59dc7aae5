"""A program that replaces its streams, and looks at itself."""
import contextlib
import io
import os
import sys
import warnings

print(__file__ == sys.argv[0], os.path.basename(__file__), __name__, __spec__)
print(type(sys.stdout).__name__, sys.stdout.name, sys.stdin.name, sys.stdout is sys.__stdout__)
print(sys.stdout.write.__name__, sys.stdout.isatty(), sys.stdout.encoding)


class Tee:
    def __init__(self, *streams):
        self.streams = streams

    def write(self, text):
        for stream in self.streams:
            stream.write(text.upper())
        return len(text)

    def flush(self):
        for stream in self.streams:
            stream.flush()


kept = io.StringIO()
original = sys.stdout
sys.stdout = Tee(original, kept)
print("through a tee")
sys.stdout = original
print(repr(kept.getvalue()))
with contextlib.redirect_stdout(kept):
    print("into a string")
print(kept.getvalue().splitlines())
sys.stdout.flush()
copy = os.dup(1)
reading, writing = os.pipe()
os.dup2(writing, 1)
print("into a pipe", flush=True)
os.dup2(copy, 1)
print(os.read(reading, 100))
sys.stdout = io.TextIOWrapper(os.fdopen(copy, "wb"), write_through=True)
print("through another file")
sys.stdout.flush()
sys.stdout = original
with os.fdopen(writing, "w") as file:
    file.write("a line\n")
with os.fdopen(reading) as file:
    print(file.read(), file)
sys.stdout.reconfigure(line_buffering=True)
print("reconfigured", sys.stdin.readline(), sys.stdin.read())
warnings.warn("a warning with its line")
sys.stdin.close()
print(vars(sys.stdin.buffer), file=sys.stderr)
