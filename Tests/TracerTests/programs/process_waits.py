"""Everything that waits for another process; each situation in a thread that is named for it."""
import concurrent.futures
import multiprocessing
import multiprocessing.connection
import sys
import threading
import time

STEP = 0.2


def nap(*unused):
    time.sleep(STEP)


def send(connection):
    time.sleep(STEP)
    connection.send(1)


def put(queue):
    time.sleep(STEP)
    queue.put(1)


def finish(queue):
    queue.get()
    time.sleep(STEP)
    queue.task_done()


def wake(event):
    time.sleep(STEP)
    event.set()


def hold(lock, taken):
    with lock:
        taken.set()
        time.sleep(STEP)


def arrive(barrier):
    time.sleep(STEP)
    barrier.wait()


def child(function, *arguments):
    process = context.Process(target=function, args=arguments)
    process.start()
    return process


def of_join():
    child(nap).join()


def of_recv():
    left, right = context.Pipe()
    process = child(send, right)
    left.recv()
    process.join()


def of_poll():
    left, _ = context.Pipe()
    left.poll(STEP)


def of_queue():
    queue = context.Queue()
    process = child(put, queue)
    queue.get()
    process.join()


def of_simple_queue():
    queue = context.SimpleQueue()
    process = child(put, queue)
    queue.get()
    process.join()


def of_queue_join():
    queue = context.JoinableQueue()
    queue.put(1)
    process = child(finish, queue)
    queue.join()
    process.join()


def of_event():
    event = context.Event()
    process = child(wake, event)
    event.wait()
    process.join()


def of_lock():
    lock, taken = context.Lock(), context.Event()
    process = child(hold, lock, taken)
    taken.wait()
    with lock:
        pass
    process.join()


def of_semaphore():
    semaphore, taken = context.Semaphore(1), context.Event()
    process = child(hold, semaphore, taken)
    taken.wait()
    semaphore.acquire()
    process.join()


def of_condition():
    condition = context.Condition()
    with condition:
        condition.wait(STEP)


def of_barrier():
    barrier = context.Barrier(2)
    process = child(arrive, barrier)
    barrier.wait()
    process.join()


def of_pool_map():
    with context.Pool(2) as pool:
        pool.map(nap, [1, 2])


def of_pool_get():
    with context.Pool(1) as pool:
        pool.apply_async(nap).get()


def of_pool_next():
    with context.Pool(1) as pool:
        list(pool.imap_unordered(nap, [1]))


def of_pool_join():
    pool = context.Pool(1)
    pool.apply_async(nap)
    pool.close()
    pool.join()


def of_result():
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        pool.submit(nap).result()


def of_manager():
    with context.Manager() as manager:
        queue = manager.Queue()
        process = child(put, queue)
        queue.get()
        process.join()


def of_sentinel():
    process = child(nap)
    multiprocessing.connection.wait([process.sentinel])
    process.join()


if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    # One after another: a fork in a process of many threads is a gamble.
    for name, function in list(globals().items()):
        if name.startswith("of_"):
            thread = threading.Thread(target=function, name=name)
            thread.start()
            thread.join()
    print("end")
