"""Things that are sent to other processes: by `__main__`, by the library, and by C code."""
import concurrent.futures
import fcntl
import multiprocessing
import os
import pickle
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
import time


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


def double(point):
    return Point(point.x * 2)


FUNCTIONS = [
    os.read, os.system, os.waitpid, os._exit, os.execv, os.fdopen, time.sleep, threading.Lock,
    threading.RLock, threading.Thread, threading.Event, socket.getaddrinfo, socket.gethostbyname,
    socket.socket.recv, select.select, subprocess.run, subprocess.Popen, queue.SimpleQueue, input,
    signal.pause, fcntl.flock, double, Point,
]
if hasattr(select, "epoll"):
    FUNCTIONS += [select.poll, select.epoll]

if __name__ == "__main__":
    for function in FUNCTIONS:
        for protocol in (0, 2, 4):
            assert pickle.loads(pickle.dumps(function, protocol)) is function
            assert pickle.loads(pickle._dumps(function, protocol)) is function
    print(pickle.dumps(Point(3), 4))
    for method in ("spawn", "forkserver", "fork"):
        context = multiprocessing.get_context(method)
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            print(method, pool.submit(double, Point(3)).result() == Point(6))
            print(pool.submit(os.system, "exit 3").result(), pool.submit(time.sleep, 0).result())
            broken = pool.submit(double, None)
            print(type(broken.exception()).__name__, broken.exception())
    with multiprocessing.get_context("spawn").Manager() as manager:
        shared = manager.list([1])
        shared.append(2)
        print(list(shared), type(manager.Lock()).__name__)
    sys.stdout.flush()
