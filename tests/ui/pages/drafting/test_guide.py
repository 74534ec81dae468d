"""The guide: one question after the other by the keyboard, and a whole field with few keys."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.drafting.tables import own_entries
from app.standards.models import STANDARD_CATALOGUE
from tests.support import TOWNSHIP, Computer, computer
from tests.ui.pages.drafting.conftest import Sitting
from ui.editors.folded import FoldedRow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUESTIONS = ["elements", "basis", "deadline", "publisher", "channels", "audience", "mode", "levels"]


class Keyboard:
    """Presses keys wherever the keyboard is, and counts them."""

    def __init__(self, at: Sitting) -> None:
        self._at, self.presses = at, 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._at.qtbot.keyClick(QApplication.focusWidget(), key, held)
        self._at.wait()
        self.presses += 1


def folded(at: Sitting) -> dict[str, str]:
    """What the folded questions say to a screen reader, by what they are about."""
    rows = [row for row in at.form.findChildren(FoldedRow) if row.isVisible()]
    return {row.facts.label: row.accessibleName() for row in rows}


def states(at: Sitting, field: str) -> list[str]:
    """The state of each entry of a field as it is stored."""
    return at._ask(
        lambda workspace: [content.state for _, content in own_entries(workspace, STANDARD_CATALOGUE, field)]
    )


# --- a whole field ---------------------------------------------------------------------------------------------------


def test_a_field_that_fits_is_finished_from_nothing_with_a_key_an_item(sit, tmp_path: Path, record_property: Callable):
    at = sit(computer(tmp_path / "镇", TOWNSHIP), field="05")
    keyboard = Keyboard(at)
    at.page.view.items.rows.setFocus()
    while len(states(at, "05")) < 13 or set(states(at, "05")) != {"ready"}:
        assert keyboard.presses < 30
        keyboard.press(Qt.Key.Key_Return, CTRL)
    assert "每一条都完成了" in at.messages.toasts[-1]
    record_property("key presses", keyboard.presses)
    # One to begin with the first item, and one for each of the 13.
    assert keyboard.presses == 14


def test_a_field_that_fits_is_looked_through_question_by_question(sit, township: Computer, record_property: Callable):
    at = sit(township, item="05-001", element="elements")
    keyboard = Keyboard(at)
    for _ in range(13):
        for _ in at.form.guide.asked:
            keyboard.press(Qt.Key.Key_Return)
        # Behind the last question the keyboard stands at 本条完成.
        keyboard.press(Qt.Key.Key_Return)
    assert states(at, "05") == ["ready"] * 13
    record_property("key presses", keyboard.presses)
    assert keyboard.presses < 13 * 12
