"""Children that are Python, and one that is not; and a plain fork."""
import os
import subprocess
import sys

if len(sys.argv) > 1:
    print("child", sys.argv[1])
    sys.exit(5)

print(subprocess.run([sys.executable, __file__, "one"]).returncode, flush=True)
print(subprocess.run(["true"]).returncode, flush=True)
pid = os.fork()
if pid == 0:
    print("forked", flush=True)
    os._exit(7)
print(os.waitpid(pid, 0)[1] >> 8)
