"""An interpretation plan by real keys alone, from an empty register until it is on paper and on the workbench; then a
column of the website by the mouse.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.registers.columns import columns
from app.registers.plans import plans
from tests.support import Computer
from tests.ui.drive.deskmate import Deskmate
from tests.ui.pages.reading_pdf import pages_of

TITLE = "兴隆镇临时救助备用金管理办法"


def test_a_plan_from_nothing_to_paper_and_a_column_updated(sit, township: Computer, tmp_path: Path):
    paper = tmp_path / "方案.pdf"

    def scene(clerk: Deskmate) -> None:
        clerk.visit("ledger")
        go_on_by_switch(clerk, "plans")
        write_plan(clerk)
        clerk.push(clerk.stage.ask(lambda: clerk.page.plan.pdf))
        clerk.name_file(paper)
        clerk.wait(paper.is_file, "the paper")
        go_on_by_switch(clerk, "columns")
        clerk.by_mouse = True
        clerk.press("采用常见的栏目")
        row = clerk.wait(lambda: next(iter(clerk.page.lines.list.rows()), None), "the columns")
        clerk.act(clerk.page.lines.list, row.key, "今天更新了")
        clerk.look("更新了")
        clerk.go("workbench")
        clerk.wait(lambda: any(TITLE in row.title for row in clerk.page.view.tasks.rows()), "the plan to be done")

    sit(township.path, scene)
    with township.working() as workspace:
        (kept,) = plans(workspace)
        dated = [each for each in columns(workspace) if each.column.values.get("last_updated")]
    assert kept.plan.values["doc_kind"] == "行政规范性文件" and len(dated) == 1
    assert TITLE in "".join(text for _, _, text in pages_of(paper))


def go_on_by_switch(clerk: Deskmate, place: str) -> None:
    """Go to the part of the page that stands next on the switch, by Tab and an arrow."""
    chosen = clerk.stage.ask(lambda: next(b for b in clerk.page.header.buttons if b.isChecked()))
    clerk.tab_to(chosen)
    clerk.keys("Right")
    clerk.wait(lambda: clerk.page.place == place, place)
    clerk.settle()


def write_plan(clerk: Deskmate) -> None:
    """Begin a plan, leave it, go on with it: nothing is lost; then write it down."""
    published = date.today() - timedelta(1)
    clerk.keys("ctrl+n")
    form = clerk.wait(lambda: clerk.page.is_writing and clerk.page.acts.form, "the form")
    clerk.wait(first_of(form, "doc_kind").hasFocus, "the keyboard at the kind")
    clerk.keys("Down", "Down", "Tab")
    clerk.type(TITLE)
    clerk.keys("esc")
    clerk.wait(lambda: not clerk.page.is_writing, "the form left")
    clerk.keys("ctrl+n")
    clerk.wait(lambda: clerk.page.is_writing and form.form.value("doc_title") == TITLE, "what was begun")
    clerk.tab_to(first_of(form, "published_on"))
    clerk.keys("ctrl+a")
    clerk.type(f"{published.month}.{published.day}")
    clerk.look("写方案")
    clerk.keys("ctrl+enter")
    clerk.wait(lambda: clerk.page.current is not None and not clerk.page.is_writing, "the plan written down")
    clerk.look("写好的方案")


def first_of(form: QWidget, key: str) -> QWidget:
    """Where an element is typed."""
    return form.form.editor(key).inputs()[0]
