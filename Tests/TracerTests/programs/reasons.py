"""Every way of waiting in asyncio, each in a task that is named for it."""
import asyncio
import os
import socket
import sys
import time

SHORT = 0.02


async def nap(seconds=SHORT, value=None):
    await asyncio.sleep(seconds)
    return value


async def named(name, coro):
    return await asyncio.create_task(coro, name=name)


async def of_sleep():
    await asyncio.sleep(SHORT)


async def of_task():
    await asyncio.create_task(nap(), name="inner task")


async def of_gather():
    await asyncio.gather(nap(), nap())


async def of_wait():
    await asyncio.wait([asyncio.ensure_future(nap()), asyncio.ensure_future(nap(0.03))],
                       return_when=asyncio.FIRST_COMPLETED)


async def of_as_completed():
    for result in asyncio.as_completed([nap(0.03), nap()]):
        await result


async def of_wait_for():
    await asyncio.wait_for(nap(), 5)


async def of_time_limit():
    try:
        await asyncio.wait_for(nap(5), SHORT)
    except asyncio.TimeoutError:
        pass


async def of_shield():
    await asyncio.shield(nap())


async def of_future():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(SHORT, future.set_result, 1)
    await future


async def holder(lock):
    async with lock:
        await asyncio.sleep(SHORT)


async def taker(lock):
    async with lock:
        pass


async def of_lock():
    lock = asyncio.Lock()
    asyncio.create_task(holder(lock), name="holder")
    await asyncio.sleep(0)
    await named("lock taker", taker(lock))


async def of_semaphore():
    gate = asyncio.Semaphore(1)
    asyncio.create_task(holder(gate))
    await asyncio.sleep(0)
    await taker(gate)


async def of_event():
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(SHORT, event.set)
    await event.wait()


async def of_condition():
    condition = asyncio.Condition()

    async def notify():
        await asyncio.sleep(SHORT)
        async with condition:
            condition.notify_all()

    asyncio.create_task(notify())
    async with condition:
        await condition.wait()


async def of_queue_get():
    queue = asyncio.Queue()
    asyncio.get_running_loop().call_later(SHORT, queue.put_nowait, 1)
    await queue.get()


async def of_queue_put():
    queue = asyncio.Queue(1)
    queue.put_nowait(0)
    asyncio.get_running_loop().call_later(SHORT, queue.get_nowait)
    await queue.put(1)


async def of_queue_join():
    queue = asyncio.Queue()
    queue.put_nowait(0)
    asyncio.get_running_loop().call_later(SHORT, queue.task_done)
    await queue.join()


async def of_to_thread():
    await asyncio.to_thread(time.sleep, SHORT)


async def of_executor():
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, SHORT)


async def letters():
    for letter in "ab":
        await asyncio.sleep(SHORT)
        yield letter


async def of_async_for():
    async for _ in letters():
        pass


async def of_async_comprehension():
    return [letter async for letter in letters()]


async def of_barrier():
    barrier = asyncio.Barrier(2)
    other = asyncio.create_task(late_arrival(barrier))
    await barrier.wait()
    await other


async def late_arrival(barrier):
    await asyncio.sleep(SHORT)
    await barrier.wait()


async def of_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(nap())


async def of_timeout():
    try:
        async with asyncio.timeout(SHORT):
            await asyncio.sleep(5)
    except TimeoutError:
        pass


async def answer(reader, writer):
    line = await reader.readline()
    await asyncio.sleep(SHORT)
    writer.write(line)
    await writer.drain()
    writer.close()


async def of_streams():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello\n")
    await writer.drain()
    assert await reader.readline() == b"hello\n"
    writer.close()
    await writer.wait_closed()
    server.close()


async def of_socket():
    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    right.setblocking(False)
    loop.call_later(SHORT, right.send, b"x")
    await loop.sock_recv(left, 1)
    left.close()
    right.close()


async def of_child():
    process = await asyncio.create_subprocess_exec(sys.executable, "-S", "-c", "")
    await process.wait()


async def of_pipe():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-S", "-c", "print(1)", stdout=asyncio.subprocess.PIPE)
    await process.communicate()


async def main():
    for name, function in list(globals().items()):
        if not name.startswith("of_"):
            continue
        if sys.version_info < (3, 11) and name in ("of_barrier", "of_group", "of_timeout"):
            continue
        await named(name, function())
    print("end", os.getpid() > 0)


asyncio.run(main())
