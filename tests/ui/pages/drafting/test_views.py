"""The views of the page: one switch, one line, whichever is shown."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton

from tests.support import Computer
from tests.ui.pages.drafting.conftest import Sitting
from tests.ui.support import wait_idle
from ui.editors.form import Form
from ui.pages.drafting.guide_view import GuideView
from ui.pages.drafting.page import DraftingPage


class SecondForm(GuideView):
    """Another view, for want of one of another kind."""

    code = "second"
    title = "第二张"


def test_there_is_no_switch_for_one_view(sit, township: Computer, monkeypatch):
    monkeypatch.setattr(DraftingPage, "view_kinds", (GuideView,))
    assert sit(township, field="05").page.primary is None


def test_another_view_shows_the_same_line_with_what_is_typed(qtbot, sit, township: Computer, monkeypatch):
    monkeypatch.setattr(DraftingPage, "view_kinds", (GuideView, SecondForm))
    at: Sitting = sit(township, item="05-005", element="publisher")
    at.write("publisher", "还没离开这一格")
    second = next(each for each in at.page.primary.findChildren(QAbstractButton) if each.text() == "第二张")
    qtbot.addWidget(at.page.primary)
    at.page.primary.show()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    at.wait()
    assert isinstance(at.page.view, SecondForm) and at.title == "05-005"
    assert at.form.value("publisher") == at.stored("05-005")["values"]["publisher"] == "还没离开这一格"
    assert at.form.editor("publisher").isAncestorOf(at.page.focusWidget())
    assert at.desk.preferences.get("drafting.view") == "second"


def test_a_look_at_the_grid_leads_back_to_the_same_question(sit, township: Computer):
    at: Sitting = sit(township, item="05-005", element="publisher")
    for code in ("grid", "guide"):
        at.page.show_view(code)
        wait_idle(at.qtbot, at.desk.jobs)
    at.wait()
    assert at.page.view.element == at.form.guide.current == "publisher"


def test_a_form_is_made_over_several_turns(sit, township: Computer, monkeypatch):
    """Each row waits for a turn of its own, so that the window answers meanwhile."""
    made: list[str] = []
    make = Form.make_row
    monkeypatch.setattr(Form, "make_row", lambda form: made.append("row") or make(form))
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: made.append("turn"))
    timer.start()
    at = sit(township, item="05-005")
    timer.stop()
    assert at.title == "05-005"
    rows = [number for number, what in enumerate(made) if what == "row"]
    assert len(rows) > 5 and all(before + 1 < after for before, after in pairwise(rows[:-1]))
