"""The window: how soon it can be used, and how long its thread is ever kept from answering.

    python -m tests.bench.window                       10,000 entries, five rounds
    python -m tests.bench.window --entries 500 --rounds 1

Start: from starting the process to the first page painted with what the store holds of it, and until everything that is
got ready after it is there, beside a bare PySide6 program (QMainWindow with a QTableView of 1,000 rows) started in turn
with it; the workspace has as many entries as asked for. Also on an X server where one is installed. Blocks: the longest
time between two turns of the window's loop while opening the workspace, going to every page, through the entries of the
crowded field, typing, searching, changing the look and the workspace (see `tests.bench.walk`), with twenty villages
kept on the computer; beside it the most processor time that the window's own thread spent between two turns. Every
round walks in a process of its own; of each step the median of all rounds is told, for a machine that halts once makes
any one turn long, and how far the rounds are apart. Where the machine does other work too, judge by the processor time:
the wall then also counts what others were given. Ratios travel, seconds do not. Grid: see `tests.bench.grid`.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from app.user_folder import DATA_HOME_VARIABLE
from tests.ui.drive.screen import Screen, is_available

# The least of the screens we draw for, without its task bar; one without a display is smaller by itself.
REFERENCE = (1366, 698)
TIMEOUT_S = 300
VILLAGES = 20
FRAME_MS = 16.7


def bare() -> None:
    """Start a bare PySide6 program and print when it has painted itself."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    application = QApplication([])
    window, table = QMainWindow(), QTableView()
    model = QStandardItemModel(1000, 5)
    for row in range(1000):
        for column in range(5):
            model.setItem(row, column, QStandardItem(f"{row} {column}"))
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(*REFERENCE)
    window.show()
    QTimer.singleShot(0, lambda: _tell_painted(window))
    application.exec()


def program(workspace: Path) -> None:
    """Start the program as `python -m ui` does; print when its first page is there, and when all is got ready."""
    from ui.application import Application, Program, keep_log

    keep_log()
    sys.excepthook = _end_with
    running = Program(Application(["公开清单助手"]))
    running.window.resize(*REFERENCE)
    running.begin([workspace])
    running.window.usable.connect(lambda: _once_painted(running, _tell_time))
    _once_at_rest(running, lambda: _once_painted(running, _tell_last_time))
    running.application.exec()


def _once_at_rest(running: Any, then: Callable[[], None]) -> None:
    """Call `then` when a page is shown and nothing is under way any more."""
    from PySide6.QtCore import Qt, QTimer

    def look() -> None:
        is_at_rest = running.jobs.are_idle and running.application.turns.are_over
        if running.window.current is not None and is_at_rest:
            timer.stop()
            then()

    timer = QTimer(running.window, interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(look)
    timer.start()


def _once_painted(running: Any, then: Callable[[], None]) -> None:
    """Call `then` when all of the window is painted, which takes a turn of its own."""
    running.window.repaint()
    running.application.turns.do(then)


def _tell_painted(window: Any) -> None:
    window.repaint()
    _tell_last_time()


def _tell_last_time() -> None:
    _tell_time()
    os._exit(0)


def _tell_time() -> None:
    # The same clock for every process, so the caller can take its own starting time from it.
    print(time.monotonic(), flush=True)


def _end_with(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End this process with an error that a slot raised: there is nobody to read a report."""
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def blocks(workspace: Path) -> None:
    """Walk through the window and print the longest that its loop was kept, by step, as JSON.

    Two numbers of milliseconds for each step: between two turns, and of the processor within one turn.
    """
    from tests.bench.walk import Walk
    from ui.application import Application, Program

    sys.excepthook = _end_with
    running = Program(Application(["公开清单助手"]))
    walk = Walk(running)
    running.window.resize(*REFERENCE)
    running.begin([workspace])
    walk.begin()
    running.application.exec()
    print(json.dumps(walk.longest_ms, ensure_ascii=False))
    os._exit(0)


def grid(workspace: Path) -> None:
    """Work in the grid of the crowded field and print what each step took, as JSON."""
    from ui.application import Application, Program

    def walk() -> None:
        from tests.bench.grid import GridWalk

        print(json.dumps(GridWalk(running).walk(), ensure_ascii=False), flush=True)
        os._exit(0)

    sys.excepthook = _end_with
    running = Program(Application(["公开清单助手"]))
    running.window.resize(*REFERENCE)
    running.begin([workspace])
    _once_at_rest(running, walk)
    running.application.exec()


def seconds_to_start(variables: dict[str, str], *arguments: str) -> list[float]:
    """Start this module in a process of its own and return the seconds until each time that it told."""
    begin = time.monotonic()
    return [float(told) - begin for told in _run(variables, *arguments).split()]


def _run(variables: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "tests.bench.window", *arguments]
    return subprocess.run(
        command, env=variables, stdout=subprocess.PIPE, encoding="utf-8", check=True, timeout=TIMEOUT_S
    ).stdout


def compare_starts(platforms: dict[str, dict[str, str]], workspace: Path, rounds: int) -> None:
    """Start the bare program and ours in turn and print medians, ranges and ratios, a line for each."""
    ours = ("--one", "program", "--workspace", str(workspace))
    for platform, variables in platforms.items():
        seconds: dict[str, list[float]] = {"bare": [], "usable": [], "all ready": []}
        for _ in range(rounds):
            taken = seconds_to_start(variables, "--one", "bare") + seconds_to_start(variables, *ours)
            for way, one in zip(seconds, taken, strict=True):
                seconds[way].append(one)
        least = statistics.median(seconds["bare"])
        for way, taken in seconds.items():
            median = statistics.median(taken)
            between = f"[{min(taken):.2f}-{max(taken):.2f}]"
            print(f"start  {platform:10} {way:9} {median:6.2f} s {between:12} x{median / least:5.2f}", flush=True)


def report_blocks(variables: dict[str, str], workspace: Path, rounds: int) -> None:
    """Walk once a round and print of each step the longest block: its median, and the least and the most of it."""
    walks, untouched = [], workspace.parent.with_name("untouched")
    shutil.copytree(workspace.parent, untouched)
    for _ in range(rounds):
        # What a walk types and makes shall not be there for the next one.
        shutil.rmtree(workspace.parent)
        shutil.copytree(untouched, workspace.parent)
        walks.append(json.loads(_run(variables, "--one", "blocks", "--workspace", str(workspace))))
    medians = {step: [_spread([walk[step][kind] for walk in walks]) for kind in (0, 1)] for step in walks[0]}
    worst = [max(spreads, key=lambda spread: spread[1]) for spreads in zip(*medians.values(), strict=True)]
    for step, (wall, processor) in [*medians.items(), ("longest of all", worst)]:
        frames = f"x{wall[1] / FRAME_MS:5.1f} frames"
        print(f"block  {_told_spread(wall)}  {frames}  processor {_told_spread(processor)}  {step}")


def _spread(values: list[float]) -> tuple[float, float, float]:
    return min(values), statistics.median(values), max(values)


def _told_spread(spread: tuple[float, float, float]) -> str:
    least, median, most = spread
    return f"{median:7.1f} ms [{least:.0f}-{most:.0f}]".ljust(24)


def report_grid(variables: dict[str, str], workspace: Path) -> None:
    """Print for each step in the grid when it was painted, the longest turn by the processor, and its budget."""
    taken = json.loads(_run(variables, "--one", "grid", "--workspace", str(workspace)))
    for step, (painted, processor, budget) in taken.items():
        print(f"grid   {painted:7.1f} ms  longest turn {processor:7.1f} ms  {step}  ({budget})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", choices=["bare", "program", "blocks", "grid"], help=argparse.SUPPRESS)
    parser.add_argument("--workspace", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        ways = {"bare": lambda _: bare(), "program": program, "blocks": blocks, "grid": grid}
        ways[chosen.one](chosen.workspace)
        return
    # What the program is measured with shall import nothing that it has not asked for itself.
    from tests.bench.big_workspace import make_big_workspace, make_villages

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "files"
        folder.mkdir()
        workspace = folder / "兴隆镇.qd"
        os.environ[DATA_HOME_VARIABLE] = str(folder / "home")
        make_big_workspace(workspace, chosen.entries)
        make_villages(folder, VILLAGES)
        # As users run it: compiled once, not at every start.
        usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        platforms = {"offscreen": usual | {"QT_QPA_PLATFORM": "offscreen"}}
        if is_available():
            screen = stack.enter_context(Screen())
            platforms["xcb"] = usual | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.name}
        compare_starts(platforms, workspace, chosen.rounds)
        report_blocks(platforms["offscreen"], workspace, chosen.rounds)
        report_grid(platforms["offscreen"], workspace)


if __name__ == "__main__":
    main()
