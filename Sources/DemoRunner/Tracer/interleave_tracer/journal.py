"""The file that the lines of this process go to.

The file is mapped into memory one window at a time. Writing a line is one call into C, `put`,
which makes no system call, can't be torn by another thread or a signal handler, and leaves the
line in the kernel's hands: it survives however the process ends.

A line that no longer fits raises ValueError from `put`, and goes to `overflow`, which fills the
window with spaces and maps the next one. So every writer does

    try:
        journal.put(line)
    except ValueError:
        journal.overflow(line)

either itself, where each tenth of a microsecond counts, or through `write`.
"""

import _thread
import mmap
import os
import sys

from . import clock, text

FIRST_WINDOW = 1 << 17              # more than most programs fill
WINDOW = 1 << 20
LAST_WINDOW = 1 << 16
_LOW_DESCRIPTORS = 64
_MADV_POPULATE_WRITE = 23
_get_ident = _thread.get_ident


class Journal:
    __slots__ = ("put", "path", "_map", "_offset", "_window", "_cap", "_lock", "_owner", "_late",
                 "_held", "dropped", "state", "_before_fork")

    def __init__(self, folder, cap):
        # Windows begin at multiples of LAST_WINDOW, as mapping demands.
        self._cap = max(cap // LAST_WINDOW, 1) * LAST_WINDOW
        self._reset()
        self._create(folder)

    def _reset(self):
        self._map = None
        self._offset = self._window = 0
        self._lock = _thread.allocate_lock()
        self._owner = None          # the thread that maps the next window
        self._late = []             # lines that met their own thread doing that
        self._held = None           # lines that came while the process was being forked
        self.dropped = 0
        self.state = "open"         # open, full (dropping), closed

    def _create(self, folder):
        name = "%d-%d.jsonl" % (os.getpid(), clock.monotonic_ns())
        self.path = os.path.join(os.path.abspath(folder), name)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            self._map_window(descriptor, 0, min(FIRST_WINDOW, self._cap))
        finally:
            os.close(descriptor)

    def _map_window(self, descriptor, offset, size):
        # Reserving the space, where that is possible, makes a full disk an OSError here. Without
        # it the kernel would answer with SIGBUS when the page is written to.
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, offset, size)
        else:
            os.ftruncate(descriptor, offset + size)
        self._map = _map_without_low_descriptor(descriptor, offset, size)
        _fetch_pages(self._map)
        self._offset, self._window = offset, size
        self.put = self._map.write

    # Writing

    def write(self, line):
        try:
            self.put(line)
        except ValueError:
            self.overflow(line)

    def overflow(self, line):
        """Called with a line that `put` refused: the window is full, or the journal closed."""
        if self.state == "closed":
            self.dropped += 1
            return
        if self._owner == _get_ident():
            # A signal handler or finalizer ran in the middle of the lines below.
            self._late.append(line)
            return
        with self._lock:
            self._owner = _get_ident()
            try:
                self._write_into_next_window(line)
                while self._late:
                    self._write_into_next_window(self._late.pop(0))
            finally:
                self._owner = None

    def _write_into_next_window(self, line):
        if len(line) > LAST_WINDOW // 2:
            self.dropped += 1
            return
        try:
            self.put(line)          # another thread may have been here first
            return
        except ValueError:
            pass
        self._fill_up()
        following = self._offset + self._window
        try:
            if following + WINDOW <= self._cap:
                self._next_window(following, WINDOW)
                self.put(line)
                return
            self._next_window(following, LAST_WINDOW)
        except OSError:
            self._map = None        # disk full, or a limit on file size: nothing more fits
        self.state = "full"
        self.put = self._drop
        if self._map is not None:
            self._map.write(b'{"t":%d,"k":"full"}\n' % clock.now())
        self._drop(line)

    def _fill_up(self):
        while True:
            rest = self._window - self._map.tell()
            if rest <= 0:
                return
            try:
                self._map.write(b" " * (rest - 1) + b"\n")
            except ValueError:
                pass                # another thread has put a short line there: measure again

    def _next_window(self, offset, size):
        descriptor = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
        try:
            self._map_window(descriptor, offset, size)
        finally:
            os.close(descriptor)

    def _drop(self, line):
        self.dropped += 1

    # Ending

    def position(self):
        """How many bytes were written so far."""
        return self._offset + self._map.tell() if self._map is not None else 0

    def close(self, last_line):
        """Writes the end line and cuts the file to its true length."""
        if self.state == "closed":
            return
        window = self._map
        self.put = self._drop
        if window is not None:
            try:
                window.write(last_line)
            except ValueError:
                if self.state == "open":
                    self._fill_up()
                    try:
                        self._next_window(self._offset + self._window, LAST_WINDOW)
                        self._map.write(last_line)
                    except OSError:
                        pass
                    self.put = self._drop
        self.state = "closed"
        window = self._map
        if window is None:
            return
        length = self._offset + window.tell()
        # Unmap before cutting: touching a page behind the end of a file is fatal.
        window.close()
        try:
            os.truncate(self.path, length)
        except OSError:
            pass

    def reopen(self):
        """Takes an end line back: an exec failed, and the program goes on."""
        if self.state != "closed":
            return
        try:
            length = os.path.getsize(self.path)
            offset = length // mmap.ALLOCATIONGRANULARITY * mmap.ALLOCATIONGRANULARITY
            self._next_window(offset, WINDOW)
            self._map.seek(length - offset)
            self.state = "open"
        except OSError:
            self._map = None

    # Forking

    def hold(self):
        """Keeps lines back while the process is copied: the child shares the mapping."""
        self._before_fork = self.put
        self._held = held = []
        self.put = held.append

    def resume(self):
        held, self._held = self._held, None
        self.put = self._before_fork
        while held:
            self.write(held.pop(0))

    def start_anew(self, folder):
        """In a forked child: leaves the parent's file alone and begins one of its own."""
        inherited = self._map
        self._reset()
        if inherited is not None:
            inherited.close()
        self._create(folder)


def _fetch_pages(window):
    """All at once. One by one, when they are first written to, takes four times as long, and while
    the program runs. Linux can do that since 5.14, and `mmap` has no name for it."""
    if sys.platform == "linux":
        try:
            window.madvise(_MADV_POPULATE_WRITE)
        except OSError:
            pass


def _map_without_low_descriptor(descriptor, offset, size):
    """Maps a window so that no low descriptor number stays taken.

    Programs print descriptor numbers, and they should be those that they are without the tracer.
    Before 3.13 a map keeps a duplicate of its descriptor; taking all low numbers for a moment
    sends that one up.
    """
    try:
        return mmap.mmap(descriptor, size, offset=offset, trackfd=False)
    except TypeError:
        pass
    taken = []
    try:
        while not taken or taken[-1] < _LOW_DESCRIPTORS:
            taken.append(os.dup(descriptor))
    except OSError:
        pass                        # a low limit on open files: then it must be a low number
    if taken and taken[-1] < _LOW_DESCRIPTORS:
        os.close(taken.pop())
    try:
        return mmap.mmap(descriptor, size, offset=offset)
    finally:
        for number in taken:
            os.close(number)


journal = None
write = None                        # the method of the one journal


def open_journal(folder, cap):
    global journal, write
    journal = Journal(folder, cap)
    write = journal.write


def tell(kind, pairs):
    """Writes a line of the rarer kinds from pairs of key and value.

    The clock is read last, after all that the values needed has been defined: no line may be older
    than a definition that it refers to.
    """
    inside = text.values(pairs)
    journal.write(b'{"t":%d,"k":"%s",%s}\n' % (clock.now(), kind.encode(), inside))
