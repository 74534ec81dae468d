"""依申请公开: a request is taken down, completed and answered; each step tells its days and can be taken back."""

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.drafting.operations import operation
from app.registers.request_events import record_event
from app.registers.request_records import APPLICANT, REQUEST_EVENT
from app.registers.requests import requests, strike_request
from app.workspace import Workspace
from tests.app.registers.filing import ASKED, NAME, filed
from tests.support import Computer
from tests.ui.pages.ledger.sitting import Sitting, sat_down
from tests.ui.support import RecordedMessages
from ui.pages.requests.page import RequestsPage
from ui.pages.requests.register_form import RegisterForm
from ui.redaction import CONSEQUENCE, Redaction, ResultDialog
from ui.widgets.labels import Paragraph

TODAY = date(2026, 11, 23)


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[..., Sitting]:
    """Sit down in front of the page, with what `prepare` wrote into the workspace."""

    def sit_down(prepare: Callable | None = None) -> Sitting:
        if prepare is not None:
            with township.working() as workspace:
                prepare(workspace)
        opened = desk(township)
        return sat_down(qtbot, opened, RequestsPage(opened))

    return sit_down


def cases(at: Sitting) -> list:
    found = []
    at.desk.session.ask(requests, found.extend)
    at.wait()
    return [kept.case for kept in found]


def begin(at: Sitting, kind: str):
    at.click(at.page.case.buttons[kind])
    return at.page.case.form


def write_day(form, text: str) -> None:
    form.day.set_value(text)


def test_a_request_is_taken_down_completed_and_answered(sit, messages: RecordedMessages, shot):
    at = sit()
    page = at.page
    assert page.empty.isVisible()
    at.click(page.first)
    form: RegisterForm = page.side.adding
    at.click(form.confirm)
    assert form.fields["way"].line() == "选一种提交方式" and form.fields["name"].line() == "写上姓名或者名称"
    assert form.way.isAncestorOf(page.window().focusWidget())
    form.way._combo.setEditText("互联网渠道")
    assert form.fields["confirmed"].isVisible() and "确认以前期限不走" in form.reckoned.plain_text()
    form.way._combo.setEditText("当面提交")
    form.submitted.set_value("2026-11-02")
    form.submitted.typed.emit()
    assert "2026年11月2日（周一）算收到" in form.reckoned.plain_text() and form.fields["confirmed"].isHidden()
    assert form.number.placeholderText() == "2026-001"
    form.kind._combo.setEditText("自然人")
    form.asked.insertPlainText(ASKED)
    form.name.insert("赵建国")
    form.contact.insert("13800138000")
    form.proof.insert("居民身份证")
    form.last_four.insert("110101199003074530")
    at.click(form.confirm)
    assert "只记末四位" in form.fields["last_four"].line() and cases(at) == []
    form.last_four.setText("453x")
    assert form.fields["last_four"].line() == "整个号码不要录入。"
    shot(page, "requests-adding")
    at.click(form.confirm)
    assert messages.toasts == ["已登记"] and page.title not in messages.troubles
    (case,) = cases(at)
    assert (case.number, case.submitted) == ("2026-001", date(2026, 11, 2))
    assert "末四位 453X" in next(words for what, words in facts(page) if what == "申请人")

    form = begin(at, "completion-asked")
    write_day(form, "2026-11-09")
    form.editors["until"].set_value("2026-11-20")
    at.click(form.confirm)
    assert page.case.form is None and "补正 等到11月20日" in page.case.steps.words()
    assert not page.case.buttons["completion-asked"].isVisible() and "等申请人补正" in page.case.due.words.plain_text()
    form = begin(at, "completed")
    write_day(form, "2026-11-19")
    at.click(form.confirm)
    assert "到2026年12月17日" in page.case.due.words.plain_text()
    assert not page.case.due.reached.isVisible()
    at.click(page.case.due.fold)
    assert "重新计算（条例第三十条）" in page.case.due.reached.plain_text()

    form = begin(at, "replied")
    form.kinds.buttons[2].click()
    at.click(form.confirm)
    assert form.ground_field.line() == "选一种情形" and form.served_field.line() == "选怎么送达的"
    assert form.window().focusWidget() is form.grounds
    said = next(each for each in form.ground_field.findChildren(QLabel) if each.text() == "选一种情形")
    at.qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())
    form.grounds.chosen.emit("third_party")
    assert "年报第三部分（三）4" in form.grounds.rows()[3].detail
    form.served._buttons["邮寄"].click()
    shot(page, "requests-reply")
    at.click(form.confirm)
    assert cases(at)[0].last("replied").ground == "third_party"
    # It is not open any more, and its letter is written next.
    assert page.cases.tabs.current() == "all" and page.current.kept.case == cases(at)[0]
    assert page.case.steps.words()[-2:] == ["答复 11月23日", "送达 邮寄"]
    assert page.case.letters.which.currentText() == "政府信息不予公开告知书（保护第三方合法权益）"
    page.cases.tabs.buttons[0].click()
    at.wait()
    assert page.cases.list.rows() == []
    messages.toast_actions[-1]()
    at.wait()
    assert cases(at)[0].last("replied") is None


def facts(page: RequestsPage) -> list[tuple[str, str]]:
    return page.case.facts.shown()


def test_what_is_out_of_order_is_refused_with_a_sentence(sit, messages: RecordedMessages):
    def prepare(workspace):
        filed(workspace, way="互联网渠道", submitted=date(2026, 11, 10), asked="兴隆镇2025年决算")
        filed(workspace, submitted=date(2026, 10, 8))

    at = sit(prepare)
    page = at.page
    assert [row.right for row in page.cases.list.rows()] == ["已逾期 19 天", "等与申请人确认"]
    form = begin(at, "replied")
    write_day(form, "2026-09-28")
    form.choose("provide")
    form.served._buttons["当面"].click()
    at.click(form.confirm)
    assert "在收到申请的2026年10月8日（周四）以前" in form.day_field.line() and not messages.troubles
    assert page.case.form is form and cases(at)[1].last("replied") is None
    page.cases.list.set_current(page.cases.list.rows()[1].key)
    page.cases.list.chosen.emit(page.cases.list.rows()[1].key)
    at.wait()
    assert page.case.form is None
    reply = page.case.buttons["replied"]
    assert not reply.isEnabled() and "与申请人确认" in reply.toolTip()
    form = begin(at, "confirmed")
    write_day(form, "2026-11-11")
    at.click(form.confirm)
    assert page.case.buttons["replied"].isEnabled() and not page.case.buttons["confirmed"].isVisible()


def test_a_fee_comes_to_what_the_rules_say(sit):
    at = sit(lambda workspace: filed(workspace))
    form = begin(at, "fee-asked")
    form.way._buttons["按量"].click()
    for pages, yuan in (("130", "1300"), ("12", "")):
        form.count.selectAll()
        form.count.insert(pages)
        form.count.textEdited.emit(pages)
        assert form.editors["amount"].text() == yuan
    assert form.count_field.line() == "这么多不收费，不用发收费通知。"
    form.editors["amount"].setText("0")
    at.click(form.confirm)
    assert "没有写收多少" in form.fields["amount"].line()


def test_what_is_half_written_is_there_after_the_program_ended(sit, qtbot):
    at = sit(lambda workspace: filed(workspace))
    form = begin(at, "replied")
    form.kinds.buttons[2].click()
    form.choose("internal")
    form.note.insert("等签字")
    form.note.textChanged.emit(form.note.text())
    letters = at.page.case.letters
    letters.text.set_text(letters.text.toPlainText().replace("另行告知", "另行书面告知"))
    at.click(at.page.new)
    at.page.side.adding.name.insert("孙丽")
    at.page.acts.drafts.keep()
    at.wait()
    again = sat_down(qtbot, at.desk, RequestsPage(at.desk))
    assert again.page.cases.list.rows()[0].detail.endswith("有一张表没写完")
    form = begin(again, "replied")
    assert (form.ground, form.note.text(), form.kinds.current()) == ("internal", "等签字", "refuse")
    letters = again.page.case.letters
    assert "另行书面告知" in letters.text.toPlainText() and letters.again.isVisible()
    again.click(letters.copy)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("政府信息公开申请登记回执\n") and "\n赵建国：\n" in copied and "另行书面告知" in copied
    again.click(letters.again)
    assert "另行书面告知" not in letters.text.toPlainText()
    again.click(again.page.new)
    assert again.page.side.adding.name.text() == "孙丽"


def test_a_letter_is_finished_let_out_and_keeps_its_number(sit, messages: RecordedMessages, tmp_path: Path):
    at = sit(lambda workspace: filed(workspace))
    page, letters = at.page, at.page.case.letters
    letters.which.setCurrentIndex(letters.which.findText("政府信息公开申请补正告知书"))
    at.wait()
    assert letters.field.line().startswith("还要写：【写明哪里不明确】等 3 处")
    for blank in ("【写明哪里不明确】", "【写明要补充的名称、文号或者其他特征性描述】", "【写明补正的期限】"):
        letters.text.set_text(letters.text.toPlainText().replace(blank, "哪一年的"))
    letters.to.clear()
    at.click(letters.files.pdf)
    assert "没有写给谁" in letters._places["letter-empty"].line()
    letters.to.insert("赵建国")
    letters.number.setText("公开告〔2026〕7号")
    for button, name in ((letters.files.pdf, "补正.pdf"), (letters.files.word, "补正.docx")):
        messages.save_answer = tmp_path / name
        at.click(button)
        assert messages.save_answer.stat().st_size > 1000
    assert messages.suggested[0] == "依申请公开 2026-001 政府信息公开申请补正告知书.pdf"
    assert "存过或者打印过" in letters.foot.text() and "哪一年的" in letters.text.toPlainText()
    assert begin(at, "completion-asked").editors["number"].text() == "公开告〔2026〕7号"
    assert not messages.troubles and page.case.form is not None


def test_several_that_ask_for_the_same_are_shown_together_and_a_name_finds_its_case(sit, messages: RecordedMessages):
    def prepare(workspace):
        filed(workspace, name="赵建国")
        filed(workspace, asked=f"申请公开{ASKED}", name="李秀英")
        other = filed(workspace, asked="兴隆镇2025年高标准农田建设招标文件", name="孙丽")
        record_event(workspace, other, "replied", TODAY, ground="provide", choice="当面")

    at = sit(prepare)
    page = at.page
    (note,) = page.cases.notes.notes()
    assert note.accessibleName().startswith("2 件申请问的是同一件事，可以考虑主动公开")
    at.click(note._buttons[0])
    assert len([row for row in page.cases.list.rows() if not row.heading]) == 2
    at.click(page.cases.notes.notes()[0]._buttons[0])
    page.cases.tabs.buttons[2].click()
    page.cases.wanted.insert("孙丽")
    at.wait()
    assert [row.title for row in page.cases.list.rows() if not row.heading] == ["兴隆镇2025年高标准农田建设招标文件"]
    page.cases.wanted.clear()
    at.click(page.case.change)
    form = page.case.form
    form.handler.insert("民政办")
    at.click(form.confirm)
    messages.text_answer = "依申{年}{号3}"
    page.cases.numbers.menu().actions()[0].trigger()
    at.wait()
    assert page.seen.numbers[2026] == "依申2026001" and messages.toasts.pop() == "已改登记编号的规则"
    assert messages.toasts[-1] == "已改登记" and page.current.kept.case.handler == "民政办"
    before = len(cases(at))
    at.click(page.case.strike)
    assert len(cases(at)) == before - 1 and "的登记" in messages.toasts[-1]


def test_who_asks_is_taken_out_of_a_case(sit, shot, qtbot, monkeypatch, messages: RecordedMessages):
    made: list[Redaction] = []
    monkeypatch.setattr("ui.redaction.Redaction", lambda *given: made.append(Redaction(*given)) or made[-1])
    at = sit(filed)
    shot(at.page, "requests-case")
    assert NAME in applicants(at)
    at.click(at.page.case.take_out)
    (asked,) = made
    qtbot.waitUntil(lambda: "个版本" in asked.overwritten.text())
    asked.dialog.person.setText("吴敏")
    asked.dialog.reason.setPlainText("申请人要求")
    asked.typed.setText(CONSEQUENCE)
    shot(asked.dialog, "requests-take-out")
    asked.dialog.yes.click()
    at.wait()
    next(each for each in at.page.children() if isinstance(each, ResultDialog)).read.click()
    at.wait()
    assert NAME not in applicants(at) and not messages.troubles
    (case,) = cases(at)
    assert case.asked == ASKED


def applicants(at: Sitting) -> str:
    def read(workspace: Workspace) -> str:
        return "".join(str(row.content) for row in workspace.store.records.of_kind(APPLICANT))

    found: list[str] = []
    at.desk.session.ask(read, found.append)
    at.wait()
    return found[0]


def test_what_two_clerks_wrote_that_does_not_fit_is_shown_and_one_is_struck_out(sit, shot, messages: RecordedMessages):
    def merged(workspace: Workspace) -> None:
        id = filed(workspace)
        told = {"days": 5, "by": "李主任"}
        (event,) = record_event(workspace, id, "extended", date(2026, 11, 10), **told).events
        later = replace(event.kept, event=replace(event.kept.event, on=date(2026, 11, 12)), position=0)
        with operation(workspace, "import", "收工作包") as act:
            act.write(REQUEST_EVENT, str(uuid.uuid4()), to_builtins(later))

    at = sit(merged)
    page = at.page
    (row,) = page.cases.list.rows()
    assert "办理记录对不上" in row.detail and "已经延长过一次" in row.tip
    second, first = page.case.events.rows()
    assert "和别的记录对不上" in second.detail and "对不上" not in first.detail
    told = [part.plain_text() for note in page.case.notes.notes() for part in note.findChildren(Paragraph)]
    assert any("把记错的一条划去" in text for text in told)
    shot(page, "requests-two-clerks")
    page.case.events.acted.emit(first.key, "strike")
    at.wait()
    (left,) = page.case.events.rows()
    assert "对不上" not in left.detail + page.cases.list.rows()[0].detail and messages.toasts == ["已划去"]


def test_a_case_that_was_struck_out_while_a_colleague_worked_on_it_comes_back(sit, shot, messages: RecordedMessages):
    def struck(workspace: Workspace) -> None:
        id = filed(workspace)
        (event,) = record_event(workspace, id, "acknowledged", date(2026, 11, 10)).events
        strike_request(workspace, id)
        later = replace(event.kept, event=replace(event.kept.event, kind="organ-asked", on=date(2026, 11, 12)))
        with operation(workspace, "import", "收工作包") as act:
            act.write(REQUEST_EVENT, str(uuid.uuid4()), to_builtins(later))

    at = sit(struck)
    (note,) = at.page.cases.notes.notes()
    assert note.isVisible()
    assert any("征求其他机关意见 2026-11-12" in part.plain_text() for part in note.findChildren(Paragraph))
    shot(at.page, "requests-struck")
    at.click(note._buttons[0])
    assert [event.kind for event in cases(at)[0].events] == ["acknowledged", "organ-asked"]
    assert at.page.cases.notes.notes() == [] and messages.toasts == ["已恢复"]
