"""Threads and all that they wait for; each situation takes 0.3 s, in a thread that is named for it.
"""
import concurrent.futures
import fcntl
import os
import queue
import select
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from time import sleep

STEP = 0.3


def later(function, *arguments):
    timer = threading.Timer(STEP, function, arguments)
    timer.start()
    return timer


def of_sleep():
    time.sleep(STEP)


def of_imported_sleep():
    sleep(STEP)


def of_mapped_sleep():
    list(map(time.sleep, [STEP]))


def of_lock():
    lock = threading.Lock()
    lock.acquire()
    later(lock.release)
    with lock:
        pass


def of_lock_with_limit():
    lock = threading.Lock()
    lock.acquire()
    assert not lock.acquire(timeout=STEP)


def of_rlock():
    lock = threading.RLock()
    taken = threading.Event()

    def hold():
        with lock, lock:
            taken.set()
            time.sleep(STEP * 1.5)

    threading.Thread(target=hold, name="holder of the rlock").start()
    taken.wait()
    with lock:
        pass


def of_event():
    event = threading.Event()
    later(event.set)
    event.wait()


def of_condition():
    condition = threading.Condition()
    with condition:
        condition.wait(STEP)


def of_condition_on_lock():
    condition = threading.Condition(threading.RLock())

    def wake():
        with condition:
            condition.notify()

    later(wake)
    with condition:
        condition.wait_for(lambda: False, STEP)


def of_semaphore():
    semaphore = threading.Semaphore(0)
    later(semaphore.release)
    with semaphore:
        pass


def of_barrier():
    barrier = threading.Barrier(2)
    later(barrier.wait)
    barrier.wait()


def of_queue_get():
    things = queue.Queue()
    later(things.put, 1)
    things.get()


def of_queue_put():
    things = queue.Queue(1)
    things.put(0)
    later(things.get)
    things.put(1)


def of_queue_join():
    things = queue.Queue()
    things.put(0)
    later(things.task_done)
    things.join()


def of_simple_queue():
    things = queue.SimpleQueue()
    later(things.put, 1)
    things.get()


def of_join():
    thread = threading.Thread(target=time.sleep, args=(STEP,))
    thread.start()
    thread.join()


def of_result():
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(of_sleep).result()


def of_pool_exit():
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(time.sleep, STEP)


def of_futures_wait():
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        concurrent.futures.wait([pool.submit(time.sleep, STEP)])


def of_recv():
    left, right = socket.socketpair()
    later(right.send, b"x")
    left.recv(1)
    left.close()
    right.close()


def of_makefile():
    left, right = socket.socketpair()
    later(right.send, b"x\n")
    with left.makefile("r") as file:
        file.readline()
    left.close()
    right.close()


def of_accept():
    server = socket.create_server(("127.0.0.1", 0))
    later(lambda: socket.create_connection(server.getsockname()).close())
    server.accept()[0].close()
    server.close()


def of_url():
    server = socket.create_server(("127.0.0.1", 0))

    def answer():
        connection, _ = server.accept()
        connection.recv(1000)
        time.sleep(STEP)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
        connection.close()

    threading.Thread(target=answer, name="web server").start()
    urllib.request.urlopen("http://127.0.0.1:%d/" % server.getsockname()[1]).read()
    server.close()


def of_run():
    subprocess.run(["sleep", str(STEP)])


def of_popen_wait():
    subprocess.Popen(["sleep", str(STEP)]).wait()


def of_check_output():
    subprocess.check_output(["sleep", str(STEP)])


def of_system():
    os.system("sleep %s" % STEP)


def of_select():
    left, right = socket.socketpair()
    select.select([left], [], [], STEP)
    left.close()
    right.close()


def of_pipe():
    reading, writing = os.pipe()
    later(os.write, writing, b"x")
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)


def of_poll():
    left, right = socket.socketpair()
    later(right.send, b"x")
    poll = select.poll()
    poll.register(left, select.POLLIN)
    assert len(poll.poll()) == 1
    left.close()
    right.close()


def of_selector():
    selectors.SelectSelector().select(STEP)


def of_opened_pipe():
    reading, writing = os.pipe()
    later(os.write, writing, b"x\n")
    with os.fdopen(reading) as file:
        file.readline()
    os.close(writing)


def of_child_output():
    process = subprocess.Popen("sleep %s; echo done" % STEP, shell=True, stdout=subprocess.PIPE)
    assert list(process.stdout) == [b"done\n"]
    process.stdout.close()
    process.wait()


def of_child_input():
    process = subprocess.Popen(["sleep", str(STEP)], stdin=subprocess.PIPE, bufsize=0)
    try:
        while True:
            process.stdin.write(bytes(1 << 16))
    except BrokenPipeError:
        process.stdin.close()
    process.wait()


def of_file_lock():
    with tempfile.NamedTemporaryFile() as file, open(file.name) as again:
        fcntl.flock(file, fcntl.LOCK_EX)
        later(fcntl.flock, file, fcntl.LOCK_UN)
        fcntl.flock(again, fcntl.LOCK_EX)


def of_signal():
    signal.sigtimedwait([signal.SIGUSR1], STEP)


def of_sendall():
    left, right = socket.socketpair()

    def drain():
        while right.recv(1 << 16):
            pass

    drainer = later(drain)
    left.sendall(bytes(4_000_000))
    left.close()
    drainer.join()
    right.close()


def of_create_connection():
    # A server whose queue is full answers nobody.
    server = socket.create_server(("127.0.0.1", 0), backlog=0)
    waiting = [socket.socket() for _ in range(3)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(server.getsockname())
    try:
        socket.create_connection(server.getsockname(), timeout=STEP)
    except OSError:
        pass
    for one in waiting + [server]:
        one.close()


def of_futures_as_completed():
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        list(concurrent.futures.as_completed([pool.submit(time.sleep, STEP)]))


def of_shutdown():
    pool = concurrent.futures.ThreadPoolExecutor(1)
    pool.submit(time.sleep, STEP)
    pool.shutdown()


def of_priority_queue():
    things = queue.PriorityQueue()
    later(things.put, 1)
    things.get()


if hasattr(select, "epoll"):
    def of_epoll():
        with select.epoll() as poll:
            assert poll.poll(STEP) == []


situations = [(name, function) for name, function in list(globals().items())
              if name.startswith("of_")]
# All at once would be too much for a busy machine.
for begin in range(0, len(situations), 15):
    threads = [threading.Thread(target=function, name=name)
               for name, function in situations[begin:begin + 15]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
with concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="worker") as pool:
    futures = [pool.submit(pow, 2, number) for number in range(3)]
    failed = pool.submit(lambda: 1 / 0)
    print([future.result() for future in futures], type(failed.exception()).__name__)
failing = threading.Thread(target=lambda: sys.exit(3), name="failing")
failing.start()
failing.join()
print("end")
