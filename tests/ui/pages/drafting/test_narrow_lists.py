"""A checklist that somebody goes to while a narrow window shows the form of another one."""

from app.drafting.adopting import adopt
from tests.support import TOWNSHIP, computer


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
