import threading
import time

lock = threading.Lock()


def work():
    with lock:
        time.sleep(0.1)


first = threading.Thread(target=work, name="first")
second = threading.Thread(target=work, name="second")
first.start()
time.sleep(0.02)
second.start()
first.join()
second.join()
print("done")
