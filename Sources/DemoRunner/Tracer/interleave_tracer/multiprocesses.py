"""Calls of multiprocessing that wait for another process."""

from . import blocking
from .blocking import Description, fixed, known


def watch_processes(module):
    def describe(variables):
        process = variables["self"]
        return Description("join", "Process.join", b',"pid":%d' % (process.pid or 0))

    known(module.BaseProcess.join, describe)
    known(module.BaseProcess.start, fixed("child", "a child process to start"))


def watch_queues(module):
    def wait(args, options):
        block = args[1] if len(args) > 1 else options.get("block", True)
        return Description("queue-get", "multiprocessing.Queue.get") if block else None

    # It waits for a lock and twice for the pipe, and is one wait to whoever calls it.
    blocking.wrap_method(module.Queue, "get", wait)
    known(module.Queue.put, fixed("queue-put", "multiprocessing.Queue.put"))
    known(module.SimpleQueue.get, fixed("queue-get", "multiprocessing.SimpleQueue.get"))
    known(module.JoinableQueue.join, fixed("queue-join", "multiprocessing.JoinableQueue.join"))


def watch_connections(module):
    known(module._ConnectionBase.recv, fixed("read", "Connection.recv"))
    known(module._ConnectionBase.recv_bytes, fixed("read", "Connection.recv_bytes"))
    known(module._ConnectionBase.poll, fixed("read", "Connection.poll"))
    known(module.wait, fixed("select", "multiprocessing.connection.wait"))


def watch_managers(module):
    def call(variables):
        name = type(variables["self"]).__name__.replace("AutoProxy[", "").replace("]", "")
        return Description("read", "%s.%s in the manager" % (name, variables["methodname"]))

    known(module.BaseProxy._callmethod, call)
    known(module.BaseManager.start, fixed("child", "the manager to start"))


def watch_pools(module):
    for name in ("map", "starmap", "apply"):
        known(getattr(module.Pool, name), fixed("job", "Pool.%s" % name))
    known(module.ApplyResult.get, fixed("job", "AsyncResult.get"))
    known(module.ApplyResult.wait, fixed("job", "AsyncResult.wait"))
    known(module.IMapIterator.next, fixed("job", "the pool's next result"))
    known(module.Pool.join, fixed("shutdown", "Pool.join"))
    known(module.Pool.terminate, fixed("shutdown", "Pool.terminate"))


def watch_locks(module):
    """Locks of multiprocessing are C objects; their methods are attributes of the Python ones."""
    lock_class = module.SemLock
    make = lock_class._make_methods
    enter = lock_class.__enter__

    def contended(lock, take):
        def acquire(block=True, timeout=None):
            if not block or take(False):
                return True if block else take(False)
            return blocking.run(_of_lock(lock), take, (block, timeout), {})
        return acquire

    def _make_methods(self):
        make(self)
        self.acquire = contended(self, self._semlock.acquire)

    def __enter__(self):
        if self._semlock.acquire(False):
            return True
        return blocking.run(_of_lock(self), enter, (self,), {})

    known(module.Condition.wait, fixed("condition", "multiprocessing.Condition"))
    known(module.Event.wait, fixed("event", "multiprocessing.Event"))
    blocking.dress(__enter__, enter)
    lock_class._make_methods = _make_methods
    lock_class.__enter__ = __enter__


def _of_lock(lock):
    name = type(lock).__name__
    return Description("semaphore" if "Semaphore" in name else "lock", "multiprocessing.%s" % name)
