"""Drawing for previews: what nobody can see any more is not asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from tests.support import Computer
from ui.drawing import Drawing


def test_nothing_is_asked_of_a_file_that_was_closed_meanwhile(qtbot, desk: Callable, settle, township: Computer):
    sitting, page, told = desk(township), QObject(), []
    drawing = Drawing(sitting.session, sitting.jobs, page)
    drawing.failed.connect(told.append)
    drawing.drawn.connect(told.append)
    drawing.ask(lambda workspace: workspace.edition, lambda edition, watch: edition)
    sitting.session.close()
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in drawing.findChildren(QTimer)))
    settle(sitting)
    assert told == []


def test_what_is_seen_first_is_finished_unless_another_wish_came(qtbot, desk: Callable, settle, township: Computer):
    sitting, page, seen, drawn = desk(township), QObject(), [], []
    drawing = Drawing(sitting.session, sitting.jobs, page)
    drawing.drawn.connect(drawn.append)

    def wish(name: str) -> None:
        drawing.ask(lambda workspace: name, lambda material, watch: material, lambda result, watch: f"{result}完")

    def look(result: str) -> None:
        seen.append((result, drawing.is_finishing))
        if result == "一":
            wish("二")

    drawing.seen.connect(look)
    wish("一")
    qtbot.waitUntil(lambda: drawn == ["二完"])
    settle(sitting)
    assert seen == [("一", True), ("二", True)] and drawn == ["二完"] and not drawing.is_finishing


def test_the_first_wish_is_read_at_once_and_only_the_last_of_a_quick_row(qtbot, desk: Callable, settle, township):
    sitting, page, reads, drawn = desk(township), QObject(), [], []
    drawing = Drawing(sitting.session, sitting.jobs, page)
    drawing.drawn.connect(drawn.append)

    def wish(name: str) -> None:
        drawing.ask(lambda workspace: reads.append(name) or name, lambda material, watch: material)

    wish("一")
    qtbot.waitUntil(lambda: drawn == ["一"])
    wish("二")
    wish("三")
    qtbot.waitUntil(lambda: drawn == ["一", "三"])
    assert reads == ["一", "三"]
