"""A walk through the running window, for `tests.bench.window`: one small thing a turn, and how long each turn kept it.

Every page of the window is gone to twice at leisure and once in a hurry, so that what a page still does after it was
left is felt on the next one; then a crowded field, typing, what lies over the window, other looks, another file.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.notices.keeping import kept_notices
from app.villages.units import load_units
from tests.bench.big_workspace import CROWDED_FIELD
from ui.opening import open_file
from ui.shell.places import PLACES, places_for
from ui.widgets.rows import RowList

TICK_MS = 2
KEYS_PRESSED = 40
# As long as it takes to make the other pages ahead of time.
TURNS_OF_READING = 900
# As long as it takes until a page has come to rest.
TURNS_OF_REST = 60
TYPED = "xingwu shenqing 0990-6120118 "
_TARGETS = {"copying": {"field": CROWDED_FIELD}}
_NO_REST_MS = 3_600_000
_REPORTED = "报告出错"
_Thing = tuple[str, Callable[[], object]]


@dataclass
class Walk:
    """Does one small thing a turn, the next when nothing is under way, and times the turns between.

    Of each step: the longest between two turns, and the most of the processor within one turn, in milliseconds.
    """

    running: Any
    longest_ms: dict[str, tuple[float, float]] = field(default_factory=dict)

    def begin(self) -> None:
        """Start walking. The window shall be shown already."""
        # Keys are pressed here without the window's system knowing: it must not take that for rest.
        self.running.application.garbage.collect_at_rest(self.running.window, _NO_REST_MS, _NO_REST_MS)
        self._steps, self._step = self._things(), "开始"
        self.longest_ms[self._step] = (0.0, 0.0)
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter(), time.thread_time()
        wall, processor = (1000 * (after - before) for before, after in zip(self._last, now, strict=True))
        longest = self.longest_ms[self._step]
        self.longest_ms[self._step] = max(longest[0], wall), max(longest[1], processor)
        self._last = now
        if not self.running.jobs.are_idle:
            return
        try:
            self._step, act = next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.running.application.quit()
            return
        self.longest_ms.setdefault(self._step, (0.0, 0.0))
        # A report of an error of ours would lie over all that follows.
        assert self._step == _REPORTED or QApplication.activeModalWidget() is None, self._step
        act()

    # --- where it goes -----------------------------------------------------------------------------------------------

    def _things(self) -> Iterator[_Thing]:
        """Each small thing with the name of the step it belongs to."""
        yield from self._stay("读第一页", TURNS_OF_READING)
        yield from self._places()
        yield from self._notice()
        yield from self._crowded_field()
        yield from self._over_the_window()
        yield from self._looks()
        yield from self._other_files()

    def _places(self) -> Iterator[_Thing]:
        codes = self._codes()
        for again in ("第一次", "再次"):
            for code in codes:
                yield from self._at_leisure(f"到{code}，{again}", lambda code=code: self._go(code))
        yield from self._in_a_hurry("赶着走")

    def _in_a_hurry(self, how: str) -> Iterator[_Thing]:
        for code in self._codes():
            yield f"到{code}，{how}", lambda code=code: self._go(code)
        yield from self._stay(f"{how}以后")

    def _notice(self) -> Iterator[_Thing]:
        """To a kept notice: who signed it, where it was posted, what was asked."""
        window, kept = self.running.window, []
        yield "到一份公示", lambda: self.running.session.ask(kept_notices, kept.extend)
        for again in ("第一次", "再次"):
            yield from self._at_leisure(f"到一份公示，{again}", lambda: window.desk.go("notices", notice=kept[0].id))
            yield from self._at_leisure("离开公示", lambda: window.desk.go("workbench"))

    def _crowded_field(self) -> Iterator[_Thing]:
        window = self.running.window
        yield from self._at_leisure("到满的领域", lambda: window.desk.go("drafting", field=CROWDED_FIELD))
        for _ in range(KEYS_PRESSED):
            yield "换条目", self._press_down
        for character in TYPED:
            yield "打字", lambda character=character: self._type(character)
        yield from self._at_leisure("打完离开", lambda: window.desk.go("workbench"))

    def _over_the_window(self) -> Iterator[_Thing]:
        window = self.running.window
        yield from self._at_leisure("按 Ctrl+K", lambda: self._press(Qt.Key.Key_K))
        for character in "jiuzhu":
            # The search waits for a pause in typing.
            yield from self._at_leisure("打字来找", lambda character=character: self._type_anywhere(character))
        yield from self._at_leisure("不找了", lambda: QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape))
        yield from self._at_leisure("按 Ctrl+U", lambda: self._press(Qt.Key.Key_U))
        for character in "cun":
            yield from self._at_leisure("打字换单位", lambda character=character: self._type_anywhere(character))
        yield from self._at_leisure("不换了", lambda: QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape))
        yield from self._at_leisure(_REPORTED, lambda: window.show_report(ValueError("测试")))
        yield _REPORTED, lambda: QApplication.activeModalWidget().accept()
        yield from self._stay("接着用")

    def _looks(self) -> Iterator[_Thing]:
        window = self.running.window
        for name in ("dark", "light"):
            yield from self._at_leisure("换颜色", lambda name=name: window.choose_theme(name))
        for scale in (1.5, 1.0):
            yield from self._at_leisure("换文字大小", lambda scale=scale: window.choose_theme(scale=scale))

    def _other_files(self) -> Iterator[_Thing]:
        """To a village and back, as from the list of units; then the page of first use."""
        desk, here = self.running.window.desk, self.running.session.unit.path
        for unit in load_units().units[:1]:
            yield from self._at_leisure("打开另一个文件", lambda path=unit.path: open_file(desk, path))
            yield from self._at_leisure("打开原来的文件", lambda: open_file(desk, here))
            yield from self._stay("打开以后", TURNS_OF_READING)
            yield from self._in_a_hurry("头一次就赶着走")
        yield from self._at_leisure("到第一次用的一页", lambda: desk.go("welcome"))
        yield from self._at_leisure("第一次用，新建", lambda: desk.go("welcome", new=True))

    # --- what it does ------------------------------------------------------------------------------------------------

    def _stay(self, step: str, turns: int = TURNS_OF_REST) -> Iterator[_Thing]:
        for _ in range(turns):
            yield step, lambda: None

    def _at_leisure(self, step: str, act: Callable[[], object]) -> Iterator[_Thing]:
        yield step, act
        yield from self._stay(step)

    def _codes(self) -> list[str]:
        """All that the unit has on its rail, then those that other pages lead to."""
        units = len(self.running.preferences.units.units)
        on_rail = [place.code for place in places_for(self.running.session.unit, units)]
        return on_rail + [place.code for place in PLACES if not place.on_rail]

    def _go(self, code: str) -> None:
        self.running.window.desk.go(code, **_TARGETS.get(code, {}))

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.running.window, key, Qt.KeyboardModifier.ControlModifier)

    def _press_down(self) -> None:
        QTest.keyClick(self._visible(RowList), Qt.Key.Key_Down)

    def _type(self, character: str) -> None:
        QTest.keyClicks(self._visible(QPlainTextEdit), character)

    def _type_anywhere(self, character: str) -> None:
        QTest.keyClicks(self.running.window.focusWidget(), character)

    def _visible(self, kind: type) -> Any:
        """The first widget of a kind that can be used on the page shown."""
        page = self.running.window.current
        usable = [each for each in page.findChildren(kind) if each.isVisible() and each.isEnabled()]
        assert usable, f"no {kind.__name__} at {page.place}"
        return usable[0]
