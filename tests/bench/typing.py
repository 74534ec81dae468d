"""Typing: how long a key waits for the disk while a clerk types on and on.

    python -m tests.bench.typing                     10,000 entries, 300 keys
    python -m tests.bench.typing --entries 500 --keys 40

From the key, as the window gets it, to the draft that holds it being committed, as anybody else who reads the file
would see it. Beside it what a commit of one draft alone takes on the same disk. The budget is 300 ms and one commit.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.drafting.typing_drafts import keep_draft
from app.opening import open_workspace
from app.user_folder import DATA_HOME_VARIABLE
from app.workspace import Workspace
from tests.bench.big_workspace import CROWDED_FIELD, make_big_workspace
from tests.support import EDITION

ELEMENT = "publisher"
# About as fast as people who were trained for it.
PAUSE_MS = 90
BUDGET_MS = 300
TIMEOUT_S = 300
COMMITS = 50


def keys_to_disk(workspace: Path, entry: str, keys: int) -> None:
    """Run the program, type into an entry and print for each key the milliseconds to the disk, as JSON."""
    import ui.typed_text
    from ui.application import Application, Program

    running = Program(Application(["公开清单助手"]))
    typist = Typist(running, entry, keys)
    # The moment at which a batch is committed; the window is told of it only later.
    ui.typed_text.keep_draft = typist.watched(ui.typed_text.keep_draft)
    running.window.usable.connect(typist.begin)
    running.begin([workspace])
    running.application.exec()
    print(json.dumps(typist.waited_ms))
    os._exit(0)


class Typist:
    """Presses keys at a steady pace and notes when each is on the disk."""

    def __init__(self, running: Any, entry: str, keys: int) -> None:
        self._running, self._entry, self._keys = running, entry, keys
        self._pressed: list[tuple[int, float]] = []
        self._length = 0
        self.waited_ms: list[float] = []

    def watched(self, keep: Callable[..., None]) -> Callable[..., None]:
        """Return `keep_draft` that also notes what it brought to the disk."""

        def kept(workspace: Workspace, entry: str, element: str, value: Any, *others: Any) -> None:
            keep(workspace, entry, element, value, *others)
            now = time.perf_counter()
            while self._pressed and self._pressed[0][0] <= len(value):
                self.waited_ms.append(1000 * (now - self._pressed.pop(0)[1]))

        return kept

    def begin(self) -> None:
        """Go to the entry; type once the keyboard is there."""
        from PySide6.QtCore import QTimer

        self._running.window.go("drafting", entry=self._entry, element=ELEMENT)
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QPlainTextEdit

        view = self._running.window.current.view
        self._editor = QApplication.focusWidget()
        is_there = view.shown is not None and (view.shown.entry, view.element) == (self._entry, ELEMENT)
        if is_there and isinstance(self._editor, QPlainTextEdit) and self._running.jobs.are_idle:
            QTest.keyClick(self._editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
            self._length = len(self._editor.toPlainText())
            self._timer.timeout.disconnect()
            self._timer.timeout.connect(self._press)
            self._timer.start(PAUSE_MS)

    def _press(self) -> None:
        from PySide6.QtTest import QTest

        if self._keys:
            self._keys -= 1
            self._length += 1
            self._pressed.append((self._length, time.perf_counter()))
            QTest.keyClicks(self._editor, "a")
        elif not self._pressed:
            self._running.application.quit()


def commits_ms(workspace: Path, entry: str) -> list[float]:
    """Return how many milliseconds each of some drafts takes to the disk, with nothing else going on."""
    taken = []
    with open_workspace(workspace, person="陈静") as opened:
        for number in range(COMMITS):
            begin = time.perf_counter()
            keep_draft(opened, entry, ELEMENT, f"第{number}次")
            taken.append(1000 * (time.perf_counter() - begin))
    return taken


def an_entry(workspace: Path) -> str:
    """Return an entry of the field that has most."""
    with open_workspace(workspace, read_only=True) as opened:
        rows = opened.store.entries.listed(edition=EDITION)
        return next(row.id for row in rows if row.content["field"] == CROWDED_FIELD)


def report(workspace: Path, keys: int) -> None:
    """Print the wait of a key and of a commit alone: median, range, the latest of twenty."""
    entry = an_entry(workspace)
    command = [sys.executable, "-m", "tests.bench.typing", "--one", entry, "--workspace", str(workspace)]
    # As users run it: compiled once, not at every start.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [*command, "--keys", str(keys)],
        env=usual | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        timeout=TIMEOUT_S,
    )
    for name, taken in {"key to disk": json.loads(done.stdout), "one commit": commits_ms(workspace, entry)}.items():
        between = f"[{min(taken):.1f}-{max(taken):.1f}]"
        late = statistics.quantiles(taken, n=20)[-1]
        budget = f"  budget {BUDGET_MS} + one commit" if name == "key to disk" else ""
        print(f"typing {statistics.median(taken):7.1f} ms {between:15} 19 of 20 in {late:7.1f} ms{budget}  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--one", metavar="ENTRY", help=argparse.SUPPRESS)
    parser.add_argument("--workspace", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        keys_to_disk(chosen.workspace, chosen.one, chosen.keys)
        return
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "兴隆镇.qd"
        os.environ[DATA_HOME_VARIABLE] = str(Path(folder) / "home")
        make_big_workspace(workspace, chosen.entries)
        report(workspace, chosen.keys)


if __name__ == "__main__":
    main()
