"""The grid of the drafting page with very many entries of one field, for `tests.bench.window`.

Each step is timed until what it asks for is painted; beside it stands the most processor time that the window's thread
spent between two turns meanwhile. Where the machine does other work too, judge by the processor time.
"""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.drafting.grid_filters import TITLE, Contains, Filter, LongerThan, Sort
from tests.bench.big_workspace import CROWDED_FIELD

FIRST_PAINT_MS, SCROLL_MS, SIFT_MS = 300, 50, 200
TURNS = 60
WAITED_MOST_S = 60
# As long as it takes to make the other pages ahead of time.
PAGES_MADE_MS = 5000
TYPED = "xingwu shenqing"
_TICK_MS = 2
_Key = Qt.Key


class GridWalk:
    """Opens the grid in a running program, scrolls, filters, sorts and types; `taken` has milliseconds by step.

    Of each step: until it was painted, the longest turn by the processor, and the budget of the first or the second.
    """

    def __init__(self, running: Any) -> None:
        self._running = running
        self.taken: dict[str, tuple[float, float, str]] = {}
        self._longest, self._last = 0.0, time.thread_time()
        self._clock = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)

    def walk(self) -> dict[str, tuple[float, float, str]]:
        """Do everything once."""
        self._clock.start()
        self._running.window.go("drafting", field=CROWDED_FIELD)
        self._rest()
        QTest.qWait(PAGES_MADE_MS)
        page = self._running.window.current
        self._step("第一次打开表格", lambda: page.show_view("grid"), self._has_lines, f"画出来 {FIRST_PAINT_MS}")
        self._rest()
        self._scroll()
        self._sift()
        self._type()
        return self.taken

    def _scroll(self) -> None:
        bar = self._view.table.main.verticalScrollBar()
        budget = f"一轮 {SCROLL_MS}"
        self._step("滚轮", lambda: self._turns(lambda turn: bar.setValue(bar.value() + 60)), budget=budget)
        drag = lambda turn: bar.setValue(bar.maximum() * turn // TURNS)  # noqa: E731
        self._step("拖滚动条", lambda: self._turns(drag), budget=budget)
        self._step("翻页", lambda: self._turns(lambda turn: self._press(_Key.Key_PageUp)), budget=budget)
        self._step("到第一格", lambda: self._press(_Key.Key_Home, Qt.KeyboardModifier.ControlModifier), budget=budget)
        self._step("换行", lambda: self._turns(lambda turn: self._press(_Key.Key_Down)), budget=budget)

    def _sift(self) -> None:
        filters: dict[str, tuple[str, Filter]] = {
            "筛选文字": ("elements", Contains("elements", "公示")),
            "筛选时限": ("deadline", LongerThan("deadline", 9)),
        }
        for name, (column, each) in filters.items():
            self._sifted(name, lambda column=column, each=each: self._view.filtering.set_filters(column, (each,)))
            self._sifted(f"{name}，清除", lambda: self._view.filtering.clear_filters())
        for column in (TITLE, "elements", "publisher"):
            self._sifted(f"按{column}排序", lambda column=column: self._view.filtering.set_order(Sort(column, True)))
        self._sifted("不排序", lambda: self._view.filtering.set_order(None))

    def _type(self) -> None:
        view, budget = self._view, f"一轮 {SCROLL_MS}"
        view.table.go_to(3, view.table.model.column_of("publisher"))
        self._rest()
        self._step("打开格子", lambda: self._press(_Key.Key_F2), budget=budget)
        self._step("打字", lambda: [self._write(character) for character in TYPED], budget=budget)
        self._step(
            "离开格子，到看见新的值",
            lambda: QTest.keyClick(self._focused, _Key.Key_Return),
            lambda: TYPED in str(view.table.model.row_at(3).values["publisher"]),
            f"一轮 {SCROLL_MS}",
        )
        self._rest()

    def _sifted(self, name: str, act: Callable[[], object]) -> None:
        before = self._view.table.model.shown
        self._step(name, act, lambda: self._view.table.model.shown is not before, f"画出来 {SIFT_MS}")
        self._rest()

    def _step(
        self, name: str, act: Callable[[], object], is_there: Callable[[], bool] = lambda: True, budget: str = ""
    ) -> None:
        # Somebody is there: otherwise the program goes through all its memory after a while.
        QTest.mouseMove(self._running.window.windowHandle(), QPoint(5, 5 + len(self.taken)))
        QApplication.processEvents()
        self._longest, self._last = 0.0, time.thread_time()
        begin = time.perf_counter()
        act()
        self._wait(is_there)
        self._view.table.main.viewport().repaint()
        painted = 1000 * (time.perf_counter() - begin)
        self._rest()
        self.taken[name] = (painted, self._longest, budget)

    def _turns(self, act: Callable[[int], object]) -> None:
        for turn in range(TURNS):
            act(turn)
            QApplication.processEvents()

    def _write(self, character: str) -> None:
        QTest.keyClicks(self._focused, character)
        QApplication.processEvents()

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._view.table.main, key, modifiers)

    def _rest(self) -> None:
        """Go on until everything asked for is there, and a little longer for what waits for a pause."""
        for _ in range(3):
            self._wait(lambda: self._running.jobs.are_idle)
            QTest.qWait(60)

    def _wait(self, is_there: Callable[[], bool]) -> None:
        end = time.monotonic() + WAITED_MOST_S
        while not is_there():
            assert time.monotonic() < end, "what was waited for never came"
            # Waiting in a circle would keep the lock of the interpreter from the thread of the store.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _has_lines(self) -> bool:
        return self._view.table.model.rowCount() > 0

    def _tick(self) -> None:
        now = time.thread_time()
        self._longest, self._last = max(self._longest, 1000 * (now - self._last)), now

    @property
    def _view(self) -> Any:
        return self._running.window.current.view

    @property
    def _focused(self) -> Any:
        return QApplication.focusWidget()
