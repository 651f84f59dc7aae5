"""Threads and all that they wait for; each situation takes 0.2 s, in a thread that is named for it.
"""
import concurrent.futures
import os
import queue
import select
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from time import sleep

STEP = 0.2


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


threads = []
for name, function in list(globals().items()):
    if name.startswith("of_"):
        thread = threading.Thread(target=function, name=name)
        threads.append(thread)
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
