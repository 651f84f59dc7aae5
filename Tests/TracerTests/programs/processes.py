"""multiprocessing with the start method that is named on the command line."""
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def work(number):
    time.sleep(0.05)
    return number * number


def announce(lock, queue):
    with lock:
        queue.put("child of " + multiprocessing.current_process().name)


if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    solo = context.Process(target=work, args=(3,), name="solo")
    solo.start()
    solo.join()
    lock, queue = context.Lock(), context.Queue()
    talker = context.Process(target=announce, args=(lock, queue), name="talker")
    talker.start()
    print(queue.get())
    talker.join()
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        print(sum(pool.map(work, [1, 2, 3])))
    with context.Pool(2) as pool:
        print(pool.map(work, [1, 2]))
        pool.close()
        pool.join()
    print(solo.exitcode, solo.name)
