"""Parts placed by the millimetre: where they snap to, by mouse and by number, and the way back."""

import pytest
from PySide6.QtCore import QPoint, Qt

from app.boards.stored_board import Place, StoredBoard
from app.printing.board import BoardReport, ColumnFrame, PanelFrame
from ui.pages.board.placing import MOVE, Snaps, dragged, grip_at, snaps

from .test_board_page import columns, drawn, kept, opened, village

__all__ = ["opened", "village"]

LINES = Snaps((0.0, 300.0, 1200.0), (0.0, 400.0, 800.0), 8.0)
PLACE = Place(100, 100, 150, 80)


@pytest.mark.parametrize(
    ("grip", "across", "down", "expected"),
    [
        (MOVE, 31, 22, Place(130, 120, 150, 80)),
        (MOVE, 46, 0, Place(150, 100, 150, 80)),
        (MOVE, 195, 215, Place(300, 320, 150, 80)),
        (MOVE, -500, -500, Place(0, 0, 150, 80)),
        ("right", 47, 90, Place(100, 100, 200, 80)),
        ("right", -500, 0, Place(100, 100, 20, 80)),
        ("left top", -96, 33, Place(0, 135, 250, 45)),
        ("bottom", 0, 216, Place(100, 100, 150, 300)),
    ],
)
def test_edges_go_to_those_of_others_else_to_the_grid(grip: str, across: float, down: float, expected: Place):
    assert dragged(PLACE, grip, across, down, LINES) == expected


def test_a_part_is_held_by_its_edges_or_in_the_middle():
    held = [grip_at(x, y, 100, 50, 7) for x, y in ((50, 25), (2, 25), (98, 49), (50, 3), (3, 48))]
    assert held == [MOVE, "left", "right bottom", "top", "left bottom"]


def test_lines_are_those_of_the_board_and_of_all_other_parts():
    report = BoardReport(
        1, (), (), (), (), (), frozenset(), (PanelFrame("a", 1, 25, 170, 300, 200), PanelFrame("b", 2, 1, 2, 3, 4)),
        (ColumnFrame(0, 25, 130, 300, 500),),
    )  # fmt: skip
    assert snaps(StoredBoard("栏"), report, "x", 5) == Snaps((0, 25, 325, 1200), (0, 130, 170, 370, 630, 800), 5)
    assert snaps(StoredBoard("栏"), report, "a", 5).down == (0, 130, 630, 800)


def test_a_part_is_freed_dragged_resized_and_given_back(opened, qtbot, village, shot):
    sitting, page = opened(village)
    key = columns(page)[0][0]
    page.view.rows.set_current(key)
    form = page.view.form.place
    qtbot.mouseClick(form.free, Qt.MouseButton.LeftButton)
    drawn(qtbot, sitting, page)
    freed = page.board.part(key).place
    assert freed is not None and form.x.value() == freed.x and not form.free.isVisible()
    form.width_mm.setValue(500)
    form.height_mm.setValue(300)
    form.x.setValue(330)
    form.y.setValue(250)
    drawn(qtbot, sitting, page)
    assert page.board.part(key).place == Place(330, 250, 500, 300)
    desk, frames = page.view.shown.preview.desk, page.view.ruled.frames
    [rect] = frames.chosen_rects()
    shot(page, "board-placed")
    scale = rect.width() / 500

    def drag(start: QPoint, end: QPoint) -> None:
        qtbot.mousePress(desk.viewport(), Qt.MouseButton.LeftButton, pos=start)
        for place in (start, (start + end) / 2, end):
            qtbot.mouseMove(desk.viewport(), place)
        assert frames._outline is not None
        qtbot.mouseRelease(desk.viewport(), Qt.MouseButton.LeftButton, pos=end)
        drawn(qtbot, sitting, page)

    start = rect.center().toPoint()
    drag(start, start + QPoint(round(100 * scale), round(-40 * scale)))
    moved = page.board.part(key).place
    assert moved.x == pytest.approx(430, abs=12) and moved.y == pytest.approx(210, abs=12)
    assert (moved.width, moved.height) == (500, 300)
    [rect] = frames.chosen_rects()
    drag(rect.bottomRight().toPoint() - QPoint(2, 2), rect.bottomRight().toPoint() - QPoint(round(100 * scale), 2))
    resized = page.board.part(key).place
    assert resized.width == pytest.approx(400, abs=12) and (resized.x, resized.y) == (moved.x, moved.y)
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_Down, shift)
    stepped = page.board.part(key).place
    assert (stepped.x, stepped.y) == (resized.x + 1, resized.y + 10)
    assert kept(qtbot, sitting)[0].board.part(key).place == stepped
    qtbot.mouseClick(form.back, Qt.MouseButton.LeftButton)
    drawn(qtbot, sitting, page)
    assert page.board.part(key).place is None and form.free.isVisible()
    sitting.session.undo()
    drawn(qtbot, sitting, page)
    assert page.board.part(key).place == stepped


def test_what_a_placed_part_covers_is_named_with_the_way_back(opened, qtbot, village, shot):
    sitting, page = opened(village)
    key = columns(page)[0][0]
    page.view.rows.set_current(key)
    page.composing.place(key, Place(900, 20, 400, 200))
    drawn(qtbot, sitting, page)
    told = [point.text for point in page.view.legibility._points if point.part is None]
    assert any("伸到了板面外：右边100毫米" in text for text in told) and any("压住了抬头" in text for text in told)
    shot(page, "board-over-the-edge")
    [point] = [point for point in page.view.legibility._points if "伸到了" in point.text]
    [(words, _, back)] = point.ways
    assert words == "改回自动排"
    back()
    drawn(qtbot, sitting, page)
    assert page.board.part(key).place is None
