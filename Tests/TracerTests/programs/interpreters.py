"""Two interpreters in one process (3.14 and later)."""
from concurrent.futures import InterpreterPoolExecutor

if __name__ == "__main__":
    with InterpreterPoolExecutor(2) as pool:
        print(list(pool.map(pow, [2, 3], [2, 2])))
