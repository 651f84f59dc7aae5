"""The programs that `screen` runs: an animation in three other tools, a text in one, and a lesson."""

MODEL = """
import time
DISHES = [("tea", 2.0), ("toast", 1.0), ("eggs", 1.5), ("juice", 1.5)]
PERIOD = sum(takes for _, takes in DISHES)
BEGAN = time.monotonic()
def parts(now):
    begun, in_turn = 0.0, []
    for _, takes in DISHES:
        in_turn.append(min(max((now - begun) / takes, 0), 1))
        begun += takes
    return in_turn, [min(now / takes, 1) for _, takes in DISHES]
def pace(count):
    time.sleep(max(0, BEGAN + count / 30 - time.monotonic()))
"""

CURSES = MODEL + """
import curses, locale
locale.setlocale(locale.LC_ALL, "")
def main(screen):
    curses.curs_set(0)
    screen.nodelay(True)
    count = 0
    while screen.getch() == -1:
        now = (time.monotonic() - BEGAN) % PERIOD
        screen.erase()
        height, width = screen.getmaxyx()
        for side, (title, values) in enumerate(zip(("sync", "async"), parts(now))):
            panel = screen.derwin(height, width // 2, 0, side * (width // 2))
            panel.box()
            panel.addstr(0, 2, f" {title} {now:.1f} s ")
            room = width // 2 - 24
            for row, ((dish, _), value) in enumerate(zip(DISHES, values)):
                full = int(value * room)
                panel.addstr(4 + row * 6, 3, dish)
                panel.addstr(4 + row * 6, 12, "█" * full + "░" * (room - full))
                panel.addstr(4 + row * 6, width // 2 - 10, f"{value * 100:5.1f}%")
        screen.refresh()
        count += 1
        pace(count)
curses.wrapper(main)
"""

RICH = MODEL + """
from rich.columns import Columns
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
def panel(title, now, values):
    table = Table.grid(padding=(2, 1))
    for (dish, _), value in zip(DISHES, values):
        table.add_row(dish, ProgressBar(1, value, width=70), f"{value * 100:5.1f}%")
    return Panel(table, title=f"{title} {now:.1f} s", width=98)
with Live(screen=True, auto_refresh=False) as live:
    count = 0
    while True:
        now = (time.monotonic() - BEGAN) % PERIOD
        sides = zip(("sync", "async"), parts(now))
        live.update(Columns([panel(title, now, side) for title, side in sides]), refresh=True)
        count += 1
        pace(count)
"""

TEXTUAL_ANIMATION = MODEL + """
from textual.app import App
from textual.containers import Horizontal, Vertical
from textual.widgets import ProgressBar, Static
class Kitchen(App):
    CSS = "Vertical { border: solid white; height: 100%; } ProgressBar { margin: 1 2; } Bar { width: 60; }"
    def compose(self):
        self.titles, self.bars = [], []
        with Horizontal():
            for side in ("sync", "async"):
                with Vertical():
                    title = Static(side)
                    self.titles.append((side, title))
                    yield title
                    bars = []
                    for dish, _ in DISHES:
                        yield Static(dish)
                        bar = ProgressBar(total=1, show_eta=False)
                        bars.append(bar)
                        yield bar
                    self.bars.append(bars)
    def on_mount(self):
        self.set_interval(1 / 30, self.step)
    def step(self):
        now = (time.monotonic() - BEGAN) % PERIOD
        for (side, title), bars, values in zip(self.titles, self.bars, parts(now)):
            title.update(f"{side} {now:.1f} s")
            for bar, value in zip(bars, values):
                bar.update(progress=value)
Kitchen().run()
"""

TEXTUAL = """
import sys
from textual.app import App
from textual.widgets import MarkdownViewer
class Reader(App):
    def compose(self):
        yield MarkdownViewer(open(sys.argv[1]).read())
Reader().run()
"""

# A lesson whose demo has ten thousand tasks that sleep and wake all the time, out of step.
LIVE = """---
format: 1
id: live
title: Many tasks
minutes: 1
---
## Ten thousand tasks
<!-- id: tasks -->

```python demo=tasks timeout=60
import asyncio
import random


async def worker(number):
    while True:
        await asyncio.sleep(random.uniform(1, 9))


async def main():
    await asyncio.wait([asyncio.create_task(worker(n)) for n in range(10000)], timeout=40)


asyncio.run(main())
```
"""
