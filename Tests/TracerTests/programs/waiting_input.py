"""Reads from standard input."""
import sys

print(repr(input("name? ")))
print(repr(sys.stdin.readline()))
try:
    input()
except EOFError as problem:
    print("end:", problem)
