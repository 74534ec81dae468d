"""政策解读: a plan begins with its template, tells until when, is printed, and what was typed is not lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.drafting.adopting import adopt
from app.drafting.operations import operation
from app.registers.plan_records import PLAN
from app.registers.plans import add_plan, plans
from tests.app.registers.test_plans import doubled_in_ledger
from tests.support import Computer
from tests.ui.pages.ledger.sitting import Sitting, sat_down
from tests.ui.support import RecordedMessages, choose_look
from ui.pages.plans.page import PlansPage
from ui.widgets.labels import Paragraph

TITLE = "兴隆镇耕地地力保护补贴实施办法"


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[..., Sitting]:
    """Sit down in front of the page, with what `prepare` wrote into the workspace."""

    def sit_down(prepare: Callable | None = None, **target) -> Sitting:
        if prepare is not None:
            with township.working() as workspace:
                prepare(workspace)
        opened = desk(township)
        return sat_down(qtbot, opened, PlansPage(opened), **target)

    return sit_down


def stored(at: Sitting) -> list:
    found = []
    at.desk.session.ask(plans, found.extend)
    at.wait()
    return [kept.plan for kept in found]


def one(workspace) -> None:
    add_plan(workspace, {"doc_title": TITLE, "published_on": "2026-11-16"}, template="IP-002")


def write(at: Sitting, key: str, value) -> None:
    editor = at.page.acts.form.form.editor(key)
    editor.set_value(value)
    editor.typed.emit()
    at.wait()


def test_a_plan_is_written_from_its_template_and_what_was_typed_stays(sit, messages: RecordedMessages, shot):
    at = sit()
    page = at.page
    assert page.empty.isVisible() and page.hints == ("Ctrl+N 写方案",)
    at.click(page.first)
    write(at, "doc_kind", "惠民惠农政策")
    assert page.acts.form.form.value("outline")[0] == "补给谁"
    write(at, "doc_title", TITLE)
    shot(page, "plans-writing")
    at.click(page.acts.form.cancel)
    assert page.empty.isVisible() and stored(at) == []
    at.click(page.first)
    assert page.acts.form.form.value("doc_title") == TITLE and page.acts.form.form.value("outline")[0] == "补给谁"
    write(at, "published_on", "2026-11-19")
    write(at, "planned_on", "2026-11-18")
    at.click(page.acts.form.confirm)
    assert "没有记下" in page.acts.form.said and stored(at) == []
    # The one of the two days that is named first has the keyboard.
    assert page.acts.form.form.editor("planned_on").isAncestorOf(page.window().focusWidget())
    write(at, "planned_on", "2026-11-20")
    assert page.acts.form.said == ""
    at.click(page.acts.form.confirm)
    (plan,) = stored(at)
    assert (plan.template, plan.values["forms"][0]) == ("IP-002", "简明问答")
    assert messages.toasts[-1] == "已记下解读方案" and not page.is_writing and len(page.hints) == 3
    assert page.plan.title.text() == TITLE and "2026年11月24日（周二）以前解读" in page.plan.due.words.plain_text()
    at.desk.session.undo()
    at.wait()
    assert page.empty.isVisible()


def test_the_kind_chosen_stays_however_often_it_is_gone_on_with(sit):
    at = sit()
    page = at.page
    at.click(page.first)
    write(at, "doc_kind", "惠民惠农政策")
    for title in (TITLE[:4], TITLE):
        at.click(page.acts.form.cancel)
        at.click(page.first)
        write(at, "doc_title", title)
    at.click(page.acts.form.cancel)
    at.click(page.first)
    form = page.acts.form.form
    assert (form.value("doc_kind"), form.value("doc_title")) == ("惠民惠农政策", TITLE)
    assert form.value("outline")[0] == "补给谁"


def test_tab_goes_from_the_last_question_to_writing_it_down(sit, qtbot):
    at = sit()
    at.click(at.page.first)
    form = at.page.acts.form
    at.page.activateWindow()
    form.take_keyboard(form.definition.elements[-1].key)
    last = form.form.editor(form.definition.elements[-1].key).inputs()[-1]
    last.setFocus()
    reached = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached[:2] == [form.confirm, form.cancel] and not form.isAncestorOf(reached[2])


def test_an_overdue_plan_says_what_is_wrong_and_is_done(sit, messages: RecordedMessages, shot):
    at = sit(one)
    page = at.page
    row = page.plans.list.rows()[0]
    assert (row.title, row.right) == (TITLE, "已超期 4 天") and "没有咨询电话" in row.detail
    told = [part.plain_text() for note in page.plan.notes.notes() for part in note.findChildren(Paragraph)]
    assert any("没有写咨询电话" in words for words in told) and any("三同步" in words for words in told)
    shot(page, "plans-overdue")
    at.click(page.plan.done)
    page.plan.form.day.set_value("2026-11-18")
    at.click(page.plan.form.confirm)
    assert "没有写咨询电话" in messages.troubles[-1].message and stored(at)[0].values["done_on"] is None
    at.click(page.plan.change)
    write(at, "contact_phone", "0830-1234567")
    page.go_on()
    at.wait()
    at.click(page.plan.done)
    page.plan.form.day.set_value("2026-11-18")
    at.click(page.plan.form.confirm)
    assert stored(at)[0].values["done_on"] == "2026-11-18"
    assert page.plans.tabs.current() == "open" and "没有等着解读" in page.plans.nothing.text()


def test_a_day_that_no_calendar_knows_is_shown_as_it_came(sit):
    def prepare(workspace) -> None:
        one(workspace)
        (kept,) = plans(workspace)
        content = workspace.store.records.get(PLAN, kept.id).content
        with operation(workspace, "plan", "来自别处") as act:
            act.write(PLAN, kept.id, content | {"values": content["values"] | {"planned_on": "9999-12-31"}})

    shown = sit(prepare).page.plan.facts.shown()
    assert "9999-12-31" in [words for _, words in shown]


def test_an_interpretation_goes_into_the_ledger(sit, messages: RecordedMessages):
    def prepare(workspace) -> None:
        one(workspace)
        adopt(workspace, item="19-001")

    at = sit(prepare)
    at.click(at.page.plan.ledger)
    form = at.page.plan.form
    form.wanted.setText("19-001")
    form.asked.emit("19-001")
    at.wait()
    form._take(form._choices[0].id)
    at.click(form.accept)
    (line,) = at.stored()
    assert line.line.title == f"《{TITLE}》解读" and stored(at)[0].line == line.id
    assert at.page.plan.open_line.isVisible() and not at.page.plan.done.isVisible()
    at.click(at.page.plan.open_line)
    assert at.desk.went[-1] == ("ledger", {"line": line.id})


def test_a_plan_is_saved_for_signing(sit, messages: RecordedMessages, tmp_path: Path):
    at = sit(one)
    messages.save_answer = tmp_path / "方案.pdf"
    at.click(at.page.plan.pdf)
    at.wait()
    assert messages.save_answer.read_bytes().startswith(b"%PDF-")


def test_an_interpretation_that_stands_in_the_ledger_twice_becomes_one_line(sit, messages: RecordedMessages, shot):
    def prepare(workspace):
        one(workspace)
        doubled_in_ledger(workspace, plans(workspace)[0])

    at = sit(prepare)
    (note,) = at.page.plans.notes.notes()
    assert note.isVisible() and any("记了 2 行" in part.plain_text() for part in note.findChildren(Paragraph))
    shot(at.page, "plans-doubled")
    at.click(note._buttons[0])
    assert at.page.plans.notes.notes() == [] and messages.toasts == ["已合成一行"]


def test_with_large_text_whoever_leaves_the_form_goes_on_with_the_plan(sit):
    at = sit(one)
    choose_look(scale=2.0)
    at.page.resize(700, 400)
    at.page.acts.add()
    at.wait()
    at.page.acts.form.cancelled.emit()
    at.wait()
    assert at.page.window().focusWidget() is at.page.plan.change and at.page.plan.change.isVisible()
