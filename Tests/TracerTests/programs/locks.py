"""Two threads and one lock: 0 to 0.3 s the first holds it, 0.3 to 0.6 s the second."""
import threading
import time

lock = threading.Lock()
started = threading.Event()


def first():
    with lock:
        started.set()
        print("first has it")
        time.sleep(0.3)
    print("first has released it")


def second():
    started.wait()
    with lock:
        print("second has it")
        time.sleep(0.3)


threads = [threading.Thread(target=first, name="first"),
           threading.Thread(target=second, name="second")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
