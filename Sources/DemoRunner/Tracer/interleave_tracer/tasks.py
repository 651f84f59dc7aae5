"""Tasks as lanes: when they are first seen, and those that start eagerly."""

import sys
import weakref
from asyncio import tasks as asyncio_tasks

from . import clock, journal, lanes, places, text

PyTask = asyncio_tasks._PyTask


# A task carries the number of its lane as `_interleave`. A number and no object: with 10,000 tasks
# the garbage collector would notice the difference. The little else there is stands here.
names = {}                          # lane → name, as long as the task lives
cancellers = {}                     # lane → (lane, place, means) of who cancelled it last


def lane_of(task):
    """The lane of a task, which may have been met just now."""
    lane = getattr(task, "_interleave", None)
    return lane if lane is not None else meet(task, late=True)


def meet(task, late=False, queue=None):
    coro = task.get_coro()
    if queue is not None and queue.eager is not None and queue.eager[0] is coro:
        # Its first step is running right now, inside `create_task`.
        lane = task._interleave = queue.eager[1]
        return lane
    lane = task._interleave = next(lanes.numbers)
    # The frames of this function, the queue, `_call_soon` and `call_soon` can't be the learner's.
    announce(lane, coro, task.get_name(), queue, sys._getframe(3 if queue is None else 5),
             b',"late":1' if late else b"")
    return lane


def announce(lane, coro, name, queue, frame, mark=b""):
    names[lane] = name
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    described = _described.get(id(code)) or _describe(coro, code)
    quoted = b"null" if name is None else text.quote(name)
    place = places.of_frame(frame)
    by = lanes.current()
    journal.write(b'{"t":%d,"k":"task","l":%d,"n":%s,"lp":%d,"by":%d,"p":%d%s%s}\n' % (
        clock.now(), lane, quoted, 0 if queue is None else queue.number, by, place, described[0],
        mark))


_described = {}                     # id of a code object → (text of its keys, the code object)


def _describe(coro, code):
    """The keys of a task's line that are the same for all tasks of one coroutine function."""
    name = getattr(coro, "__qualname__", None) or type(coro).__name__
    keys = b',"fn":' + text.quote(name)
    file = places.file_number(code.co_filename) if code is not None else 0
    if file:
        keys += b',"f":%d,"ln":%d' % (file, code.co_firstlineno)
    if code is not None and len(_described) < 10000:
        _described[id(code)] = keys, code
    return keys, code


def forget():
    """In a forked child the numbers of files are other ones."""
    _described.clear()
    names.clear()
    cancellers.clear()


def watch_late_names():
    """`create_task` of 3.9 to 3.11 names a task after it has put it in the ready queue."""
    give = getattr(asyncio_tasks, "_set_task_name", None)
    if give is None:
        return

    def _set_task_name(task, name):
        give(task, name)
        lane = getattr(task, "_interleave", None)
        if name is not None and lane is not None:
            check_name(task, lane)

    asyncio_tasks._set_task_name = _set_task_name


def check_name(task, lane):
    name = task.get_name()
    if name != names.get(lane):
        names[lane] = name
        tell_name(lane, name)


def tell_name(lane, name):
    # Some versions of `create_task` give the name None, as a word, to what a task factory made.
    if name != "None":
        journal.write(b'{"t":%d,"k":"name","l":%d,"n":%s}\n' % (
            clock.now(), lane, text.quote(name)))


def watch_eager_tasks(base_events):
    """Eager tasks (3.12 and later) make their first step inside `create_task`.

    That step never passes through the ready queue, so `create_task` is where it is seen.
    """
    if sys.version_info < (3, 12):
        return
    loop_class = base_events.BaseEventLoop
    create = loop_class.create_task

    def create_task(self, coro, **options):
        queue = self._ready
        eager = options.get("eager_start")
        if eager is None:
            eager = "eager" in getattr(self._task_factory, "__qualname__", "")
        if not eager or getattr(queue, "thread", None) is None or not self.is_running():
            return create(self, coro, **options)
        return _create_eagerly(create, self, queue, coro, options)

    loop_class.create_task = create_task


def _create_eagerly(create, loop, queue, coro, options):
    by = lanes.current()
    name = options.get("name")
    lane = next(lanes.numbers)
    announce(lane, coro, None if name is None else str(name), queue, sys._getframe(2),
             b',"eager":1')
    journal.write(b'{"t":%d,"k":"s","l":%d,"eager":1,"by":%d}\n' % (clock.now(), lane, by))
    outer = queue.task, queue.lane, queue.gave_up, queue.eager
    queue.task, queue.lane, queue.gave_up, queue.eager = None, lane, False, (coro, lane)
    task = None
    try:
        task = create(loop, coro, **options)
        return task
    finally:
        half = b'"o":%d,"e":"failed"' % lane
        if task is not None:
            if getattr(task, "_interleave", None) is None:
                task._interleave = lane
            queue.task = task
            half = queue.stop()
            # It may get another name right after this.
            names[lane] = task.get_name()
            queue.unnamed.append((weakref.ref(task), lane))
        queue.task, queue.lane, queue.gave_up, queue.eager = outer
        back = b',"l":%d' % queue.lane if queue.lane else b""
        journal.write(b'{"t":%d,"k":"s",%s%s,"back":1}\n' % (clock.now(), half, back))
