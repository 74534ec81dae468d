"""公开审查: three stages are recorded in the box, refused and begun anew, and the form is printed."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app.drafting.lookup import find_entry
from app.registers.publications import record_formed
from app.registers.reviews import review_of, standing_of
from app.registers.subjects import subject_named
from tests.support import Computer
from tests.ui.support import RecordedMessages, wait_idle
from ui.pages.ledger import review_box
from ui.pages.ledger.review_box import ReviewBox


class Reviewing:
    """A clerk in front of the box for one line of the ledger."""

    def __init__(self, qtbot, desk, box: ReviewBox, line: str) -> None:
        self.qtbot, self.desk, self.box, self.line = qtbot, desk, box, line

    def show(self) -> None:
        def read(workspace):
            subject = subject_named(workspace, self.line)
            return subject, review_of(workspace, subject)

        self.desk.session.ask(read, lambda found: self.box.show_subject(*found))
        wait_idle(self.qtbot, self.desk.jobs)

    def click(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        wait_idle(self.qtbot, self.desk.jobs)

    def stages(self) -> list[str]:
        rows = [self.box._stages.itemAt(n).widget() for n in range(self.box._stages.count())]
        return [row.layout().itemAt(1).widget().accessibleName() or _text(row) for row in rows]

    def stored(self):
        found = []
        read = lambda workspace: review_of(workspace, subject_named(workspace, self.line))  # noqa: E731
        self.desk.session.ask(read, found.append)
        wait_idle(self.qtbot, self.desk.jobs)
        return found[0]


def _text(row) -> str:
    return row.layout().itemAt(1).widget().text()


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[[], Reviewing]:
    def sit_down() -> Reviewing:
        with township.working() as workspace:
            line = record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 11, 9))
        opened = desk(township)
        box = ReviewBox(opened)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(box)
        qtbot.addWidget(area)
        area.resize(380, 900)
        area.show()
        at = Reviewing(qtbot, opened, box, line)
        at.area = area

        def another() -> ReviewBox:
            area.setWidget(ReviewBox(opened))
            return area.widget()

        at.box_anew = another
        at.show()
        return at

    return sit_down


def test_three_stages_are_recorded_each_under_its_name(sit, messages: RecordedMessages, shot):
    at = sit()
    box = at.box
    assert box.chip.accessibleName() == "没有送审" and box.stage == "initial"
    assert box.form.signer.person.currentText() == at.desk.session.person and not box.print.isEnabled()
    shot(box, "review-none")
    box.form.summary.insert("10月低保对象名单")
    at.click(box.passing)
    assert messages.toasts == ["已记下初审通过"]
    assert box.passing.text() == "保密审查通过"
    box.form.signer.person.lineEdit().selectAll()
    box.form.signer.person.lineEdit().insert("李建国")
    at.click(box.passing)
    box.form.signer.day.line_edit.setText("2026-11-20")
    at.click(box.passing)
    assert "在保密审查的日期" in box.form.signer.day.line() and box.stage == "issue"
    box.form.signer.day.show_day(date(2026, 11, 23))
    box.form.opinion.insertPlainText("同意公开")
    at.click(box.passing)
    assert standing_of(at.stored()) == "signed" and at.stored().stages[1].person == "李建国"
    assert box.stage is None and box.form.isHidden() and box.passing.isHidden()
    assert box.chip.accessibleName() == "已签发"
    assert [text.split("　")[0] for text in at.stages()] == ["初审", "保密审查", "签发"]
    messages.toast_actions[-1]()
    at.show()
    assert box.stage == "issue" and standing_of(at.stored()) == "begun"


def test_a_refusal_needs_its_opinion_and_begins_anew(sit, messages: RecordedMessages):
    at = sit()
    box = at.box
    at.click(box.refusing)
    assert box.form.fields["opinion"].line().startswith("没有通过的要写意见") and at.stored() is None
    box.form.opinion.insertPlainText("名单日期写错了")
    at.click(box.refusing)
    assert messages.toasts == ["已记下初审没有通过"] and standing_of(at.stored()) == "sent-back"
    assert box.stage == "initial" and box.form.opinion.toPlainText() == ""
    assert "名单日期写错了" in at.stages()[0] and "现在重新做" in at.stages()[0]


def test_what_is_withheld_asks_for_grounds_from_the_list(sit, shot):
    at = sit()
    box = at.box
    box.form.mode.setCurrentText("不予公开")
    assert box.form.fields["scope"].isHidden()
    box.form.mode.setCurrentText("部分公开")
    assert not box.form.fields["kept_back"].isHidden()
    at.click(box.passing)
    at.click(box.passing)
    at.click(box.passing)
    shot(at.area, "review-partial")
    assert box.form.fields["summary"].line() == "签发以前要写明内容概要，没有记下。请补上。"
    box.form.summary.insert("名单")
    at.click(box.passing)
    assert "理由、依据、哪一部分不公开" in box.form.fields["reason"].line()
    box.form.reason.insertPlainText("涉及个人隐私")
    box.form.kept_back.insert("银行账号")
    code = box.form.basis.itemText(0).split()[0]
    box.form.basis.setCurrentIndex(0)
    at.click(box.passing)
    stands = at.stored()
    assert (stands.mode, stands.basis, stands.kept_back) == ("partial", code, "银行账号")
    assert standing_of(stands) == "signed" and "不能有“银行账号”" in box.condition.text()
    at.click(box.again)
    assert box.stage == "initial" and box.form.mode.currentText() == "部分公开"


def test_a_sheet_that_all_have_signed_is_written_down_at_once(sit, messages: RecordedMessages, shot):
    at = sit()
    box = at.box
    box.form.whole.click()
    assert not box.refusing.isVisible() and box.passing.text() == "都记下，签发"
    at.click(box.passing)
    assert box.form.signers["secrecy"].person_field.line().startswith("请写保密审查的人") and at.stored() is None
    me = at.desk.session.person
    for stage in ("secrecy", "issue"):
        box.form.signers[stage].person.setEditText(me)
    assert box.form.fields["opinion"].line().startswith("三步写的是同一个人")
    shot(at.area, "review-whole")
    box.form.signers["issue"].person.setEditText("王强")
    assert box.form.fields["opinion"].line().startswith("通过的可以不写")
    box.form.signers["initial"].day.line_edit.setText("11.20")
    box.form.summary.insert("10月低保对象名单")
    at.click(box.passing)
    stands = at.stored()
    assert [(each.person, each.day.day) for each in stands.stages] == [(me, 20), (me, 23), ("王强", 23)]
    assert standing_of(stands) == "signed" and box.form.isHidden() and not box.again.isVisible()
    messages.toast_actions[-1]()
    wait_idle(at.qtbot, at.desk.jobs)
    assert at.stored() is None


def test_the_next_piece_begins_as_the_former_one_was_signed(sit):
    at = sit()
    box = at.box
    box.form.signer.person.setEditText("周丽")
    box.form.scope.setText("本村村民")
    box.form.summary.insert("名单")
    for _ in range(3):
        at.click(box.passing)
    at.line = "05-001"
    at.show()
    assert box.form.scope.text() == "全社会"

    def next_month(workspace):
        at.line = record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 11, 20), "11月名单")

    at.desk.session.act(next_month)
    wait_idle(at.qtbot, at.desk.jobs)
    at.show()
    assert (box.form.signer.person.currentText(), box.form.scope.text()) == ("周丽", "本村村民")
    assert box.chip.accessibleName() == "没有送审"


def test_what_is_half_typed_stays_when_the_store_changes_and_when_another_is_shown(sit):
    at = sit()
    box = at.box
    box.form.opinion.insertPlainText("同意，附件")
    at.show()
    assert box.form.opinion.toPlainText() == "同意，附件"
    mine, at.line = at.line, "05-002"
    at.show()
    assert box.form.opinion.toPlainText() == ""
    at.line = mine
    at.show()
    assert box.form.opinion.toPlainText() == "同意，附件"
    box._drafts.keep()
    wait_idle(at.qtbot, at.desk.jobs)
    at.box = at.box_anew()
    at.show()
    assert at.box.form.opinion.toPlainText() == "同意，附件"
    at.click(at.box.passing)
    assert at.box.form.opinion.toPlainText() == ""


def test_the_form_is_printed(sit, monkeypatch):
    at = sit()
    at.click(at.box.passing)
    printed = []
    monkeypatch.setattr(review_box, "print_out", lambda desk, parent, outgoing, save: printed.append(outgoing))
    at.click(at.box.print)
    assert printed[0].pages == 1 and printed[0].pdf.startswith(b"%PDF")
