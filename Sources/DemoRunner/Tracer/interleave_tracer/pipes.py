"""Reading and writing that waits for somebody else: standard input, and the pipes of children.

A file object ends in a raw file, which makes the system calls. The methods are put before those of
the raw file as its attributes, so that whatever way of reading there is above it is seen. Ordinary
files never wait for anybody and stay as they are.
"""

import os
import stat
import sys
from _io import FileIO
from _weakref import ref

from . import blocking, places
from .blocking import Description


def watch_standard_input():
    if sys.stdin is not None:
        watch(sys.stdin, Description("input", "sys.stdin"))


def watch_opening():
    """`os.fdopen`, by which the learner makes files of the ends of pipes."""
    if getattr(sys.flags, "warn_default_encoding", 0):
        return                      # that warning names the line of the caller
    original = os.fdopen

    def fdopen(*args, **options):
        file = original(*args, **options)
        if places.file_number(sys._getframe(1).f_code.co_filename):
            watch(file, Description("read", "a pipe"), Description("write", "a pipe"))
        return file

    blocking.dress(fdopen, original)
    os.fdopen = fdopen


def watch_child(process):
    """The pipes to and from a child process, from the `subprocess.Popen` that has them."""
    pid = b',"pid":%d' % process.pid
    output = Description("pipe", "a child process's output", pid)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            watch(stream, output)
    if process.stdin is not None:
        watch(process.stdin, None, Description("write", "a child process's input", pid))


def watch(stream, reading, writing=None):
    try:
        buffered = getattr(stream, "buffer", stream)
        raw = getattr(buffered, "raw", buffered)
        if type(raw) is FileIO and not stat.S_ISREG(os.fstat(raw.fileno()).st_mode):
            _put_methods(raw, reading, writing)
    except (OSError, ValueError, AttributeError):
        pass                        # closed, or something of the program's own making


def _put_methods(raw, reading, writing):
    # The methods may not keep the file: it closes itself when nobody has it any more.
    own = ref(raw)

    def readinto(buffer):
        return blocking.run(reading, FileIO.readinto, (own(), buffer), {})

    def readall():
        return blocking.run(reading, FileIO.readall, (own(),), {})

    def read(size=-1):
        return blocking.run(reading, FileIO.read, (own(), size), {})

    def write(data):
        return blocking.run(writing, FileIO.write, (own(), data), {})

    if reading is not None and raw.readable():
        raw.readinto, raw.readall, raw.read = readinto, readall, read
    if writing is not None and raw.writable():
        raw.write = write
