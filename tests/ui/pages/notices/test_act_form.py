"""A small form is gone through by Enter."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from ui.editors.line import Line
from ui.pages.notices.act_form import ActForm

TODAY = date(2026, 11, 23)


class WhoForm(ActForm):
    """A day, and who."""

    def __init__(self) -> None:
        super().__init__("记一件事", "记下", "哪一天", TODAY)
        self.why, self.who, self.hidden = Line(), Line(), Line()
        self.tick = QCheckBox("也贴出去")
        for line in (self.hidden, self.who, self.tick, self.why):
            self.inside.addWidget(line)
        # Not in the order in which they stand.
        self.follow(why=self.why, who=self.who, hidden=self.hidden)
        self.hidden.hide()


def test_enter_leads_from_the_day_on_to_writing_it_down(qtbot):
    form = WhoForm()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.take_keyboard()
    qtbot.keyClicks(QApplication.focusWidget(), "11.20")
    assert form.chosen_day() == date(2026, 11, 20)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form.who.hasFocus()
    qtbot.keyClick(form.who, Qt.Key.Key_Return)
    assert form.tick.hasFocus()
    qtbot.keyClick(form.tick, Qt.Key.Key_Tab)
    assert form.why.hasFocus()
    qtbot.keyClick(form.why, Qt.Key.Key_Return)
    assert form.confirm.hasFocus()
    with qtbot.waitSignal(form.confirmed):
        qtbot.keyClick(form.confirm, Qt.Key.Key_Return)
