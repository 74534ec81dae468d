"""Work in turns: what else is due comes between, nothing is lost, nothing is done for what is gone."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QListView, QWidget
from shiboken6 import delete

from tests.ui.support import wait_idle
from ui.jobs import PAPER, STORE, Jobs
from ui.shell.painting import PaintedInTurns
from ui.turns import Turns, turns


@pytest.fixture
def beside(qapp) -> list[str]:
    """What was done, with "tick" for each look that the loop took at anything else."""
    done: list[str] = []
    tick = QTimer(interval=0)
    tick.timeout.connect(lambda: done.append("tick"))
    tick.start()
    yield done
    tick.stop()


def without_neighbours(done: list[str]) -> list[str]:
    """What was done, one "tick" for many."""
    return [each for before, each in zip(["", *done], done, strict=False) if (before, each) != ("tick", "tick")]


def test_the_loop_looks_at_all_else_between_two_turns(qtbot, beside: list[str]):
    turns = Turns()
    for name in ("一", "二", "三"):
        turns.do(lambda name=name: beside.append(name))
    assert beside[-1] == "一" and not turns.are_over
    qtbot.waitUntil(lambda: turns.are_over)
    first = beside.index("一")
    assert without_neighbours(beside[first:])[:5] == ["一", "tick", "二", "tick", "三"]


def test_what_comes_first_is_done_before_all_that_waits(qtbot, beside: list[str]):
    turns = Turns()
    turns.do(lambda: beside.append("一"))
    turns.do(lambda: beside.append("三"))
    turns.do_first(lambda: beside.append("二"))
    qtbot.waitUntil(lambda: turns.are_over)
    first = beside.index("一")
    assert without_neighbours(beside[first:])[:5] == ["一", "tick", "二", "tick", "三"]


def test_after_a_rest_everything_waits_for_a_turn_of_its_own(qtbot, beside: list[str]):
    turns = Turns()
    turns.rest()
    turns.do(lambda: beside.append("一"))
    assert "一" not in beside
    qtbot.waitUntil(lambda: "一" in beside)


class Painted(QWidget):
    """Says when it is painted."""

    def __init__(self, word: str, seen: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._seen = word, seen

    def paintEvent(self, event: QPaintEvent) -> None:
        self._seen.append(self._word)


class PaintedList(QListView):
    """Says when it is painted."""

    def __init__(self, seen: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._seen = seen

    def paintEvent(self, event: QPaintEvent) -> None:
        self._seen.append("行")


@pytest.fixture
def shown(qtbot) -> tuple[PaintedInTurns, list[str]]:
    """A window that was painted, and what is painted of it from now on."""
    seen: list[str] = []
    window = PaintedInTurns()
    qtbot.addWidget(window)
    window.setCentralWidget(Painted("画", seen))
    window.show()
    qtbot.waitUntil(lambda: "画" in seen and turns().are_over)
    seen.clear()
    return window, seen


def test_a_window_is_painted_in_a_turn_of_its_own_and_before_what_waits(qtbot, shown: tuple[PaintedInTurns, list[str]]):
    window, seen = shown
    inside = window.centralWidget()
    turns().do(lambda: (inside.update(), turns().do(lambda: seen.append("二")), seen.append("一")))
    qtbot.waitUntil(lambda: "二" in seen)
    assert seen == ["一", "画", "二"]


def test_results_that_come_together_are_not_shown_together(qtbot, jobs: Jobs, beside: list[str]):
    at_work = [threading.Event(), threading.Event()]
    for lane, ready in zip((STORE, PAPER), at_work, strict=True):
        jobs.run(lane, lambda watch, ready=ready: ready.set(), lambda _, lane=lane: beside.append(lane))
    assert all(ready.wait(5) for ready in at_work)
    wait_idle(qtbot, jobs)
    shown = without_neighbours(beside)
    first, second = sorted((shown.index(STORE), shown.index(PAPER)))
    assert "tick" in shown[first:second]


def test_what_a_turn_asks_for_waits_for_its_end_but_not_for_its_dialog(qtbot):
    turns, done, dialog = Turns(), [], QEventLoop()

    def first() -> None:
        turns.do(lambda: (done.append("二"), dialog.quit()))
        done.append("一")
        dialog.exec()
        done.append("一以后")

    turns.do(first)
    assert done == ["一", "二", "一以后"]


def test_an_error_stops_nothing_and_what_is_gone_is_left_alone(qtbot):
    turns, done, owner = Turns(), [], QObject()

    def fail() -> None:
        raise ValueError("测试")

    with pytest.raises(ValueError):
        turns.do(fail)
    turns.do(lambda: done.append("没了的"), owner)
    turns.do(lambda: done.append("还在的"))
    delete(owner)
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["还在的"]


def test_what_a_key_or_a_timer_changes_is_painted_in_a_turn_after_it(qtbot, shown: tuple[PaintedInTurns, list[str]]):
    window, seen = shown
    qtbot.waitUntil(lambda: turns().are_over)
    window.centralWidget().update()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["画"])


def test_a_part_that_comes_late_is_painted_in_the_turn_after_the_rest(qtbot, shown: tuple[PaintedInTurns, list[str]]):
    window, seen = shown
    window.late = Painted("后", seen, window.centralWidget())
    window.late.show()
    qtbot.waitUntil(lambda: "后" in seen and turns().are_over)
    seen.clear()
    window.paint_late()
    turns().do(lambda: (window.centralWidget().update(), turns().do(lambda: seen.append("二"))))
    qtbot.waitUntil(lambda: "二" in seen)
    assert seen[0] == "画" and seen[-2:] == ["后", "二"] and window.late.updatesEnabled()


def test_lists_in_the_part_that_comes_late_are_painted_in_yet_another_turn(
    qtbot, shown: tuple[PaintedInTurns, list[str]]
):
    window, seen = shown
    window.late = Painted("后", seen, window.centralWidget())
    rows = PaintedList(seen, window.late)
    window.late.show()
    qtbot.waitUntil(lambda: "行" in seen and turns().are_over)
    seen.clear()
    window.paint_late()
    turns().do(window.centralWidget().update)
    qtbot.waitUntil(lambda: "行" in seen)
    assert [*dict.fromkeys(seen)] == ["画", "后", "行"]
    assert window.late.updatesEnabled() and rows.updatesEnabled()
