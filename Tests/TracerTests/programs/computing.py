"""Two threads that compute, with one interpreter lock between them."""
import threading


def burn():
    total = 0
    for number in range(600000):
        total += number * number % 7


threads = [threading.Thread(target=burn, name="burner %d" % number) for number in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("end")
