"""A program that is watched: how it ends, what it leaves in its terminal, and what it leaves behind."""

import ctypes
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LESSONS = os.path.join(ROOT, "Lessons")
TRACES = os.path.join(ROOT, "Tests", "Fixtures", "traces")
TRAP = re.compile(r"Fatal error|Stack dump|interleave crashed|Crash: |SIGILL|Illegal instruction")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
# Long, because the machine may be busy.
PATIENCE = 120


def adopt_orphans():
    """What a program leaves running becomes our child, so that it is seen."""
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Home:
    """The folders of a person who has done nothing yet, and a place for temporary files."""

    def __init__(self, root):
        self.path = tempfile.mkdtemp(dir=root)
        self.temporary = os.path.join(self.path, "tmp")
        os.mkdir(self.temporary)

    def environment(self, **more):
        result = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.path,
            "TMPDIR": self.temporary, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
            "SWIFT_BACKTRACE": "enable=no",
        }
        result.update(more)
        return {name: value for name, value in result.items() if value is not None}

    def leftovers(self, was_killed=False):
        """Processes and folders that are still there, after a while in which they may go. What a
        trace that was killed has left goes with the next run."""
        end = time.monotonic() + 8
        while True:
            processes = children()
            # A folder for all runs of a person stays, with nothing in it.
            folders = [
                name for name in os.listdir(self.temporary)
                if not (name == f"interleave-{os.getuid()}"
                        and (was_killed or not os.listdir(os.path.join(self.temporary, name))))]
            if not processes and not folders:
                return []
            if time.monotonic() > end:
                for pid, _ in processes:
                    os.kill(pid, signal.SIGKILL)
                children()
                return [f"process {name}" for _, name in processes] + [
                    f"folder {name}" for name in folders]
            time.sleep(0.02)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def children():
    """Our children that have not ended, with their names; those that have are let go."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return []
    result = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as file:
                text = file.read()
        except OSError:
            continue
        rest = text.rsplit(")", 1)[1].split()
        if int(rest[1]) == os.getpid() and rest[0] != "Z":
            result.append((int(name), text[text.index("(") + 1:text.rindex(")")]))
    return result


class Outcome:
    """How a program without a terminal ended."""

    def __init__(self, words, environment, input=b"", folder=None, user=None):
        def before():
            if user:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
        process = subprocess.Popen(
            words, env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, preexec_fn=before)
        self.timed_out = False
        try:
            out, err = process.communicate(input, PATIENCE)
        except subprocess.TimeoutExpired:
            self.timed_out = True
            process.kill()
            out, err = process.communicate()
        self.status = process.returncode
        self.output = out.decode("utf-8", "surrogateescape")
        self.errors = err.decode("utf-8", "surrogateescape")

    def problems(self, statuses=(0, 1, 2)):
        text = self.output + self.errors
        result = []
        if self.timed_out:
            result.append(f"no end within {PATIENCE} s")
        elif self.status not in statuses:
            result.append(f"status {self.status}")
        if TRAP.search(text):
            result.append("the text of a trap")
        if CONTROL.search(text):
            result.append("control characters: " + repr(CONTROL.search(text).group()))
        messages = [line for line in self.errors.splitlines() if line.startswith("interleave: ")]
        if len(messages) > 3 or len(messages) > len(set(messages)):
            result.append(f"{len(messages)} messages, {len(set(messages))} of them different")
        if self.status and not text.strip():
            result.append("no word of what is wrong")
        return result


MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b([=>])")


class Session:
    """A program in a terminal of its own."""

    def __init__(self, words, environment, columns=80, rows=24, folder=None):
        self.received = bytearray()
        self.status = None
        self.near, far = pty.openpty()
        self.resize(columns, rows)
        self.modes = termios.tcgetattr(far)
        self.far = far
        # What is sent before the program begins waits for it, whatever is ignored here.
        everything = set(signal.valid_signals()) - {signal.SIGCHLD}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, everything)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(far, termios.TIOCSCTTY, 0)
                for number in range(1, signal.NSIG):
                    if number not in (signal.SIGKILL, signal.SIGSTOP, 32, 33):
                        signal.signal(number, signal.SIG_DFL)
                signal.pthread_sigmask(signal.SIG_SETMASK, [])
                for descriptor in (0, 1, 2):
                    os.dup2(far, descriptor)
                os.closerange(3, 256)
                if folder:
                    os.chdir(folder)
                os.execvpe(words[0], words, environment)
            finally:
                os._exit(127)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.set_blocking(self.near, False)

    def resize(self, columns, rows):
        fcntl.ioctl(self.near, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def listen(self, seconds):
        """Takes what comes for so long, or until the program has ended."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            ready = self.near >= 0 and select.select([self.near], [], [], max(min(left, 0.02), 0))[0]
            if ready:
                try:
                    self.received += os.read(self.near, 1 << 16)
                except OSError:
                    pass
            if self.has_ended() and not ready or left <= 0:
                return

    def until_quiet(self, seconds=10, pause=0.25):
        """Until something has come and nothing more comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.status is None:
            before = len(self.received)
            self.listen(pause)
            if self.received and len(self.received) == before:
                return

    def until(self, text, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.status is None:
            if text in self.received:
                return True
            self.listen(0.03)
        return text in self.received

    def type(self, text):
        rest = text.encode()
        end = time.monotonic() + PATIENCE
        while rest and time.monotonic() < end and self.status is None:
            try:
                rest = rest[os.write(self.near, rest):]
            except BlockingIOError:
                self.listen(0.02)
            except OSError:
                return

    def answers(self, key, seconds=PATIENCE):
        """Whether anything is drawn for a key."""
        mark = len(self.received)
        self.type(key)
        end = time.monotonic() + seconds
        while len(self.received) == mark and time.monotonic() < end and not self.has_ended():
            self.listen(0.05)
        return len(self.received) > mark

    def signal(self, number):
        if self.status is None:
            os.kill(self.pid, number)

    def has_ended(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def end(self, seconds=PATIENCE):
        """The exit status, negative for a signal; None where it does not end."""
        limit = time.monotonic() + seconds
        while not self.has_ended() and time.monotonic() < limit:
            self.listen(0.05)
        self.listen(0.05)
        return self.status

    def hang_up(self):
        os.close(self.far)
        os.close(self.near)
        self.near = self.far = -1

    def left_in_terminal(self):
        """What it changed and did not put back."""
        if self.near < 0:
            return []
        on, keypad = set(), False
        for match in MODE.finditer(bytes(self.received)):
            if match.group(3):
                keypad = match.group(3) == b"="
                continue
            for number in match.group(1).split(b";"):
                if not number:
                    continue
                (on.add if match.group(2) == b"h" else on.discard)(int(number))
        hidden = self.received.rfind(b"\x1b[?25l") > max(
            self.received.rfind(b"\x1b[?25h"), self.received.rfind(b"\x1b[?12l\x1b[?25h"))
        result = [f"mode {number}" for number in sorted(on - {7, 12, 25})]
        if hidden:
            result.append("a hidden cursor")
        if keypad:
            result.append("the keypad")
        if termios.tcgetattr(self.far)[:4] != self.modes[:4]:
            result.append("modes of the line")
        return result

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        for descriptor in (self.near, self.far):
            if descriptor >= 0:
                os.close(descriptor)

    @property
    def text(self):
        return self.received.decode("utf-8", "replace")
