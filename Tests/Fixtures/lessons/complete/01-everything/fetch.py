"""Three calls, one after another."""
import time

CALLS = 3  # knob 1..20: how many calls


def fetch(number):
    time.sleep(0.1)
    return number


for number in range(CALLS):
    fetch(number)
