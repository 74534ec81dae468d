"""Other colours and another text size, while the clerk is in the middle of something."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.drafting.adopting import adopt
from app.notices.keeping import make_notice
from tests.support import VILLAGE, Computer, computer
from tests.ui.support import choose_look, wait_idle
from ui.application import Program
from ui.editors.form import Form
from ui.pages.drafting.entry_tools import EntryTools
from ui.pages.page import Page
from ui.theme import theme
from ui.theme.sheet import style_sheet
from ui.theme.theme import Theme

_BLANKS = {"start_date": "2026-11-24", "phone": "0990-6120118", "supervision_phone": "0990-6120012"}
_TARGETS = {"drafting": {"field": "05"}, "notices": {"template": "NT-34"}, "board": {}}
_TYPED, _BEFORE_LAST = "zhao biao gong gao", 6
_WITH_WORDS = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)


@pytest.fixture
def village(tmp_path: Path) -> Computer:
    """A computer of 白马村 with entries of one field and a kept notice."""
    made = computer(tmp_path / "白马村", VILLAGE)
    with made.working() as workspace:
        adopt(workspace, field="05")
        make_notice(workspace, "NT-34", _BLANKS)
    return made


@pytest.fixture
def half_typed(qtbot, at_work: Callable, village: Computer) -> Iterator[tuple[Program, dict[str, QWidget]]]:
    """A window with something half typed on three of its pages; the place is on the last."""
    program = at_work(village)
    fields = {place: _type(qtbot, program, place) for place in _TARGETS}
    yield program, fields
    program.window.pages.known()["notices"].filling.draft.is_touched = False


def _type(qtbot, program: Program, place: str) -> QWidget:
    """Type into the first field of a page, and step back into the middle of it."""
    page = program.window.go(place, **_TARGETS[place])
    qtbot.waitUntil(lambda: program.jobs.are_idle and bool(_fields(page)), timeout=20_000)
    field = _fields(page)[0]
    field.setFocus()
    QTest.keyClicks(field, _TYPED)
    for _ in range(_BEFORE_LAST):
        QTest.keyClick(field, Qt.Key.Key_Left)
    return field


def _fields(page: Page) -> list[QWidget]:
    found = page.findChildren(QPlainTextEdit) + page.findChildren(QLineEdit)
    return [each for each in found if each.isVisible() and each.isEnabled() and not each.isReadOnly()]


def _state(field: QWidget) -> tuple[str, int, bool]:
    if isinstance(field, QLineEdit):
        return field.text(), field.cursorPosition(), field.isUndoAvailable()
    return field.toPlainText(), field.textCursor().position(), field.document().isUndoAvailable()


def _ground(widget: QWidget) -> str:
    """The colour in the middle of the lower edge, where nothing is written."""
    image = widget.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() - 4).name()


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.0), ("light", 1.5), ("contrast", 2.0)])
def test_what_is_half_typed_stays_on_every_page_and_all_of_them_wear_the_new_look(
    half_typed, qtbot, shot, name: str, scale: float
):
    program, fields = half_typed
    window, before = program.window, {place: _state(field) for place, field in fields.items()}
    assert all(_TYPED in text for text, *_ in before.values())
    focused = window.focusWidget()
    choose_look(name, scale)
    wait_idle(qtbot, program.jobs)
    assert window.focusWidget() is focused
    for place, field in fields.items():
        window.go(place)
        wait_idle(qtbot, program.jobs)
        assert _state(field) == before[place], place
        assert field.font().pixelSize() == theme().font("body").pixelSize(), place
        assert _ground(field) == theme().colour("raised").name(), place
        shot(window, f"look-{name}-{place}")


def test_what_is_being_typed_can_still_be_taken_back_word_by_word(qtbot, at_work: Callable, village: Computer):
    field = _type(qtbot, at_work(village), "drafting")
    before = field.toPlainText()
    choose_look("dark", 1.5)
    assert field.hasFocus() and field.toPlainText() == before
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == before.replace(_TYPED, "")


def test_all_there_is_wears_what_qt_itself_would_dress_it_in(half_typed, qtbot, monkeypatch):
    program, _ = half_typed
    choose_look("dark", 1.5)
    program.window.go("workbench")
    # Nobody waits for the look before to be worn by all.
    for _ in range(5):
        theme().choose("light", 2.0)
        QCoreApplication.processEvents()
        assert theme().is_dressing
    choose_look("contrast", 1.15)
    worn = _worn(program.window)
    # All at once, as Qt does it; whoever it tells of a new look takes its word for it.
    monkeypatch.setattr(Theme, "is_telling", True)
    application = QApplication.instance()
    application.setStyleSheet("")
    application.setStyleSheet(style_sheet(theme()))
    theme().changed.emit()
    dressed = _worn(program.window)
    assert len(worn) > 300
    assert {_name(widget): worn[widget] for widget in worn if worn[widget] != dressed[widget]} == {}


def _worn(window: QWidget) -> dict[QWidget, tuple]:
    found = [widget for kind in _WITH_WORDS for widget in window.findChildren(kind)]
    return {widget: (widget.font().pixelSize(), widget.font().bold(), *_inks(widget.palette())) for widget in found}


def _inks(palette: QPalette) -> list[str]:
    roles = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.Base)
    return [palette.color(role).name() for role in roles]


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()} in {type(widget.parent()).__name__}"


def test_nothing_is_painted_before_all_that_is_seen_wears_the_new_look(qtbot, qapp):
    class Words(QLabel):
        """Writes down in which type it was painted."""

        def __init__(self) -> None:
            super().__init__("兴隆镇")
            self.painted: list[int] = []

        def paintEvent(self, event) -> None:
            super().paintEvent(event)
            self.painted.append(self.font().pixelSize())

    window, hidden = QWidget(), Words()
    seen = [Words() for _ in range(200)]
    column = QVBoxLayout(window)
    for words in (*seen, hidden):
        column.addWidget(words)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: all(words.painted for words in seen))
    hidden.hide()
    for words in seen:
        words.painted.clear()
    theme().choose(scale=1.5)
    qtbot.waitUntil(lambda: all(words.painted for words in seen))
    larger = theme().font("body").pixelSize()
    assert {size for words in seen for size in words.painted} == {larger}
    qtbot.waitUntil(lambda: not theme().is_dressing)
    assert hidden.font().pixelSize() == larger


def test_the_form_stands_inside_its_frame_after_one_column_became_three_unseen(qtbot, at_work, village: Computer):
    program = at_work(village)
    window = program.window
    page = window.go("drafting", field="05")
    qtbot.waitUntil(lambda: program.jobs.are_idle and bool(_fields(page)), timeout=20_000)
    frame = page.findChild(Form).parentWidget().parentWidget()
    assert frame.property("surface") == "panel" and frame.contentsRect().x() == 1
    tools = page.findChild(EntryTools)
    before = tools.contentsRect()
    choose_look(scale=1.5)
    qtbot.waitUntil(lambda: frame.property("surface") == "" and frame.contentsRect().x() == 0)
    window.go("workbench")
    choose_look(scale=1.0)
    window.go("drafting")
    qtbot.waitUntil(lambda: frame.property("surface") == "panel" and frame.contentsRect().x() == 1)
    qtbot.waitUntil(lambda: tools.contentsRect() == before)
