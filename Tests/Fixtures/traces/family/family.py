import multiprocessing
import time


def work():
    time.sleep(0.05)


if __name__ == "__main__":
    child = multiprocessing.get_context("fork").Process(target=work, name="child")
    child.start()
    time.sleep(0.02)
    child.join()
    print(child.exitcode)
