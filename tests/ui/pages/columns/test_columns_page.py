"""网站栏目: taken over at once, dated in a click or from a table, measured as an inspection does."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from app.registers.columns import add_column, change_column, columns, date_columns, find_column, take_columns
from tests.support import Computer
from tests.ui.pages.ledger.sitting import Sitting, sat_down
from tests.ui.support import RecordedMessages
from ui.pages.columns.page import ColumnsPage


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[..., Sitting]:
    """Sit down in front of the page, with what `prepare` wrote into the workspace."""

    def sit_down(prepare: Callable | None = None, **target) -> Sitting:
        if prepare is not None:
            with township.working() as workspace:
                prepare(workspace)
        opened = desk(township)
        return sat_down(qtbot, opened, ColumnsPage(opened), **target)

    return sit_down


def stored(at: Sitting) -> dict:
    found = []
    at.desk.session.ask(columns, found.extend)
    at.wait()
    return {kept.column.values["column"]: kept.column.values for kept in found}


def taken(workspace) -> None:
    take_columns(workspace)
    for number in range(4):
        add_column(workspace, {"column": f"部门动态{number}", "column_kind": "动态要闻"})
    names = ("工作动态", *(f"部门动态{number}" for number in range(4)))
    date_columns(workspace, {find_column(workspace, name).id: date(2026, 11, 5) for name in names})
    date_columns(workspace, {find_column(workspace, "通知公告").id: date(2026, 11, 5)})


def choose(at: Sitting, name: str) -> None:
    row = next(row for row in at.page.lines.list.rows() if row.title == name)
    at.page.lines.list.set_current(row.key)
    at.page.lines.list.chosen.emit(row.key)
    at.wait()


def test_the_usual_columns_are_taken_over_and_dated_in_a_click(sit, messages: RecordedMessages, shot):
    at = sit()
    page = at.page
    at.click(page.first)
    assert messages.toasts == ["采用了 27 个栏目"] and not page.empty.isVisible()
    choose(at, "工作动态")
    assert "还没有写过最近更新日期" in page.column.due.words.plain_text()
    at.click(page.column.updated)
    assert stored(at)["工作动态"]["last_updated"] == "2026-11-23"
    assert "工作动态" not in [row.title for row in page.lines.list.rows()]
    at.desk.session.undo()
    at.wait()
    assert stored(at)["工作动态"]["last_updated"] is None


def test_messages_are_answered_in_a_click_and_not_dated(sit, messages: RecordedMessages):
    at = sit(
        lambda workspace: (take_columns(workspace), change_column(workspace, "CU-025", {"last_updated": "2026-07-01"}))
    )
    name = "政务咨询类栏目留言"
    choose(at, name)
    assert at.page.column.updated.text() == "都回应了"
    at.click(at.page.column.updated)
    assert stored(at)[name]["last_updated"] is None
    at.page.lines.tabs.set_current("all")
    at.page._show_lines()
    at.wait()
    choose(at, name)
    assert not at.page.column.updated.isVisible()
    at.click(at.page.column.day)
    at.page.column.form.day.set_value("2026-11-20")
    at.click(at.page.column.form.confirm)
    assert stored(at)[name]["last_updated"] == "2026-11-20"


def test_measures_that_are_met_stand_above_and_open_what_counts(sit, shot):
    at = sit(taken)
    page = at.page
    assert len(page.lines.notes.notes()) == 1
    assert (page.lines.list.rows()[0].right, page.lines.list.rows()[0].title) == ("超期 4 天", "工作动态")
    shot(page, "columns-overdue")
    at.click(page.lines.measures)
    rows = {row.key: row for row in page.side.part("measures").list.rows()}
    assert rows["T1"].right == "到了" and "部门动态3" in rows["T1"].note and "核对程度" in rows["T1"].note
    assert rows["T4"].right == "另外看"
    shot(page, "columns-measures")
    at.click(page.side.part("measures").back)
    assert page.side.is_shown("record")


def test_days_come_from_a_pasted_table_once_they_were_looked_at(sit, messages: RecordedMessages, shot):
    at = sit(taken)
    QGuiApplication.clipboard().setText(
        "栏目\t最近更新日期\n工作动态\t2026-11-20\n没有的栏\t2026-11-20\n通知公告\t去年\n"
    )
    at.page.acts.paste_table()
    at.wait()
    pane = at.page.side.part("importing")
    assert pane.list.rows()[0].right == "2026年11月20日" and "可以记下 1 个" in pane.told.plain_text()
    assert stored(at)["工作动态"]["last_updated"] == "2026-11-05"
    shot(at.page, "columns-importing")
    at.click(pane.accept)
    assert stored(at)["工作动态"]["last_updated"] == "2026-11-20"
    QGuiApplication.clipboard().setText("只有一栏")
    at.page.acts.paste_table()
    at.wait()
    assert messages.troubles[-1].code in ("columns-no-header", "no-table")


def test_a_column_of_ones_own_begins_with_the_cycle_of_its_kind(sit, messages: RecordedMessages, shot):
    at = sit(taken)
    page = at.page
    at.click(page.new)
    form = page.acts.form
    for key, value in (("column", "通知公告"), ("column_kind", "会议")):
        form.form.editor(key).set_value(value)
        form.form.editor(key).typed.emit()
    assert form.form.value("max_age_days") == "183"
    at.click(form.confirm)
    assert "已经有一个栏目叫" in form.said
    form.form.editor("column").set_value("镇长办公会")
    form.form.editor("column").typed.emit()
    shot(page, "columns-writing")
    at.click(form.confirm)
    assert stored(at)["镇长办公会"]["cycle"]["count"] == 6 and messages.toasts[-1] == "已加栏目"
    at.click(page.column.strike)
    assert "镇长办公会" not in stored(at)


def test_what_was_not_taken_over_is_offered(sit):
    def some(workspace) -> None:
        take_columns(workspace, ["CU-001", "CU-002"])
        change_column(workspace, "CU-001", {"is_empty": True})

    at = sit(some)
    page = at.page
    page.lines.tabs.set_current("offered")
    page._show_lines()
    at.wait()
    assert len(page.lines.list.rows()) == 25 and page.side.part("offer").title.text() == "领导活动"
    at.click(page.side.part("offer").take)
    assert "领导活动" in stored(at)
