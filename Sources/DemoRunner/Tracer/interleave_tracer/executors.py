"""Jobs of thread and process pools: queued, run, ended."""

import itertools

from . import journal, lanes, text

_numbers = itertools.count(1)


def watch_threads(module):
    item_class = module._WorkItem
    initialise = item_class.__init__
    execute = item_class.run

    # The number is given here and not in `submit`: a worker can run the job before that returns.
    def __init__(self, future, *args, **options):
        initialise(self, future, *args, **options)
        _queue(future, lanes.function_name(_function_of(self)), "thread")

    def run(self, *args, **options):
        job = getattr(self.future, "_interleave_job", None)
        if job is None:
            return execute(self, *args, **options)
        future = self.future
        _begin(job[0], job[1])
        try:
            return execute(self, *args, **options)
        finally:
            _end(job[0], getattr(future, "_exception", None))

    item_class.__init__ = __init__
    item_class.run = run


def watch_processes(module):
    item_class = module._WorkItem
    initialise = item_class.__init__

    def __init__(self, future, fn, *args, **options):
        initialise(self, future, fn, *args, **options)
        _queue(future, lanes.function_name(_without_chunks(fn)), "process")

    item_class.__init__ = __init__
    queue_class = getattr(module, "_SafeQueue", None)
    report = getattr(module, "_sendback_result", None)
    if queue_class is None or report is None:
        return
    get = queue_class.get
    running = {}                    # work item's number → number of the job in this process

    def get_and_tell(self, *args, **options):
        item = get(self, *args, **options)
        function = getattr(item, "fn", None)
        if function is not None and hasattr(item, "work_id"):
            number = running[item.work_id] = next(_numbers)
            _begin(number, lanes.function_name(_without_chunks(function)), item.work_id)
        return item

    def _sendback_result(result_queue, work_id, *args, **options):
        number = running.pop(work_id, None)
        if number is not None:
            _end(number, options.get("exception"))
        return report(result_queue, work_id, *args, **options)

    get_and_tell.__name__ = "get"
    queue_class.get = get_and_tell
    module._sendback_result = _sendback_result


def _function_of(item):
    """What a thread pool's work item calls. 3.14 packs function and arguments into a tuple."""
    function = getattr(item, "fn", None)
    if function is None:
        task = getattr(item, "task", None)
        function = task[0] if isinstance(task, tuple) else task
    return function


def _without_chunks(function):
    """`Executor.map` wraps the function into one that works on a chunk of the arguments."""
    inner = getattr(function, "func", None)
    if getattr(inner, "__name__", "") == "_process_chunk" and function.args:
        return function.args[0]
    return function


def _queue(future, name, kind):
    number = next(_numbers)
    future._interleave_job = number, name
    place = lanes.here(2)
    journal.tell("jq", (
        ("j", number), ("fn", name), ("by", lanes.current()), ("p", place or None),
        ("c", kind)))


def _begin(number, name, work_id=None):
    journal.tell("job", (
        ("j", number), ("l", lanes.current()), ("fn", name), ("id", work_id)))


def _end(number, exception):
    journal.tell("jx", (
        ("j", number), ("l", lanes.current()),
        ("x", text.exception_words(exception) if exception is not None else None)))
