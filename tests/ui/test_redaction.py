"""Taking something out in the window: what it does is told and typed before, what is left to do after."""

import pytest
from PySide6.QtWidgets import QWidget

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.app.checks.seeded_numbers import MOBILE
from tests.support import Computer
from tests.ui.support import choose_look
from ui.redaction import CONSEQUENCE, Redaction, ResultDialog, open_redaction
from ui.widgets.fitting_scroll import FittingScroll


def _dialog(parent: QWidget, kind: type):
    return next(each for each in parent.children() if isinstance(each, kind))


def _chain(first: QWidget) -> list[QWidget]:
    """What Tab comes to from a widget on, hidden ones too."""
    found = [first]
    while (following := found[-1].nextInFocusChain()) is not first:
        found.append(following)
    return found


@pytest.mark.parametrize(("look", "scale"), [("light", 1.0), ("dark", 1.5)])
def test_a_value_goes_once_the_consequence_was_typed(
    qtbot, desk, settle, messages, shot, monkeypatch, township: Computer, look, scale
):
    choose_look(look, scale)
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    made: list[Redaction] = []
    monkeypatch.setattr("ui.redaction.Redaction", lambda *given: made.append(Redaction(*given)) or made[-1])
    township.path.with_name("兴隆镇.qdbak").write_bytes(b"")
    held: list[str] = []

    def write(workspace) -> str:
        row = find_entry(workspace, "05-003")
        set_entry(workspace, row, {"level3": f"找{MOBILE}"})
        return row.id

    sitting.session.act(write, held.append)
    settle(sitting)
    open_redaction(sitting, parent, "entry", held[0], what="level3", then=lambda: held.append("读过了"))
    settle(sitting)
    asked = made[0]
    qtbot.waitUntil(lambda: "个版本" in asked.overwritten.text())
    scrolls = asked.dialog.findChild(FittingScroll).verticalScrollBar()
    highest = asked.dialog.screen().availableSize().height()
    # The dialog grows with what was found, as far as the screen goes.
    qtbot.waitUntil(lambda: scrolls.maximum() == 0 or asked.dialog.height() > highest * 0.8)
    lines = (asked.text, asked.dialog.person, asked.dialog.reason, asked.typed)
    assert [each for each in _chain(asked.choice) if each in lines] == list(lines)
    asked.dialog.person.setText("吴敏")
    asked.dialog.reason.setPlainText(f"写了{MOBILE}")
    assert not asked.dialog.yes.isEnabled() and "照着写一遍" in asked.dialog.yes.toolTip()
    asked.typed.setText(CONSEQUENCE)
    shot(asked.dialog, f"删去-{look}")
    asked.dialog.yes.click()
    settle(sitting)
    assert "个人信息" in asked.dialog.fields["reason"].line() and asked.dialog.isVisible()
    asked.dialog.reason.setPlainText("误填")
    asked.dialog.yes.click()
    settle(sitting)
    result = _dialog(parent, ResultDialog)
    shot(result, f"删去以后-{look}")
    assert "不能撤销" in result.told.text() and "兴隆镇.qdbak" in result.told.text()
    result.read.click()
    assert held[1:] == ["读过了"] and not messages.troubles
    kept: list = []
    sitting.session.ask(lambda workspace: find_entry(workspace, "05-003").content["values"]["level3"], kept.append)
    settle(sitting)
    assert kept == [None]
