"""A checklist that somebody goes to while a narrow window shows the form of another one."""

from PySide6.QtWidgets import QApplication

from app.drafting.adopting import adopt
from tests.support import TOWNSHIP, computer
from ui.editors.editor import holds
from ui.widgets.buttons import Button


def test_another_checklist_opens_with_its_first_line_in_a_narrow_window(sit, tmp_path):
    made = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, field="05")
        adopt(workspace, checklist="basic-catalogue")
    at = sit(made, width=760, field="05")
    at.page.view.columns.show_content()
    at.wait()
    at.page.hide()
    at.page.show_place(checklist="basic-catalogue")
    at.page.show()
    at.wait()
    shown = at.page.view.entry
    assert at.page.table.place.checklist == "basic-catalogue" and shown.shown is not None
    assert shown.form.isVisible() and shown.form.guide.current


def test_who_adopts_in_a_narrow_window_goes_on_with_the_first_question(sit, qtbot, tmp_path):
    at = sit(computer(tmp_path / "新", TOWNSHIP), width=760, field="05")
    at.page.view.columns.show_content()
    at.page.activateWindow()
    button = next(each for each in at.page.view.findChildren(Button) if each.text() == "采用这 13 条")
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    button.click()
    at.wait()
    form = at.page.view.entry.form
    asked = form.editor(form.guide.current)
    qtbot.waitUntil(lambda: asked.isVisible() and holds(asked, QApplication.focusWidget()))
    assert form.verticalScrollBar().value() == 0
