"""A program that traces, profiles and monitors itself."""
import sys
import threading

seen = []


def work(number):
    half = number // 2
    return half + 1


def trace(frame, event, argument):
    if frame.f_code is work.__code__:
        seen.append((event, frame.f_lineno))
        return trace
    return None


def profile(frame, event, argument):
    if frame.f_code is work.__code__:
        seen.append((event, "profiled"))


def show(title):
    print(title, seen)
    seen.clear()


print(sys.gettrace(), sys.getprofile())
sys.settrace(trace)
work(1)
sys.settrace(None)
show("traced")
threading.settrace(trace)
thread = threading.Thread(target=work, args=(2,))
thread.start()
thread.join()
threading.settrace(None)
show("in a thread")
sys.setprofile(profile)
work(3)
sys.setprofile(None)
show("profiled")
print(sys.gettrace(), sys.getprofile())
if hasattr(sys, "monitoring"):
    print([sys.monitoring.get_tool(number) for number in range(6)])
    for tool in range(6):
        sys.monitoring.use_tool_id(tool, "mine")
    events = sys.monitoring.events
    sys.monitoring.register_callback(
        3, events.PY_START, lambda code, offset: seen.append(code.co_name))
    sys.monitoring.set_local_events(3, work.__code__, events.PY_START)
    work(4)
    show("monitored")


def audit(event, arguments):
    if event == "open" and "no_such" in str(arguments[0]):
        seen.append(event)


sys.addaudithook(audit)
try:
    open("no_such_file")
except OSError as problem:
    print(problem)
show("audited")
