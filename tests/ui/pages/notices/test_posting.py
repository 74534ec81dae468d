"""The posting record on the page of notices: from review to result, by button and keyboard."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.calendar.office_calendar import add_local_holiday
from app.notices.keeping import filled_notice, find_template, keep_notice, known_answers, make_notice
from app.notices.least_periods import set_least_period
from app.registers.objections import record_objection
from app.registers.postings import Objection, find_posting, record_down, record_posted
from app.tables.rows import ListRows
from app.workspace import Workspace
from tests.app.notices.template_examples import rows_for
from tests.app.printing.test_photos import camera_file
from tests.app.registers.signing import sign
from tests.app.registers.test_postings import Day
from tests.app.registers.test_reviews import BLANKS
from tests.support import Computer
from tests.ui.support import TestDesk
from ui.pages.notices.page import CHECK, FILL, NoticesPage
from ui.pages.notices.posting_panel import DOWN, OBJECT, POST, PROOF, RESULT, REVIEW, WITHDRAW
from ui.pages.notices.posting_words import ANSWER, CORRECT, DONE, UNDONE
from ui.widgets.note import Note


class Clerk:
    """Somebody at the page of a kept notice."""

    def __init__(self, qtbot, desk: TestDesk, settle: Callable[[TestDesk], None], notice: str) -> None:
        self.bot, self.desk, self._settle, self.notice = qtbot, desk, settle, notice
        self.page = NoticesPage(desk)
        qtbot.addWidget(self.page)
        self.page.resize(1286, 560)
        self.page.show()
        self.settled()
        self.page.open_notice(notice)
        self.settled()

    @property
    def panel(self):
        return self.page.check.posting

    @property
    def form(self):
        return self.panel.form

    def settled(self) -> None:
        self._settle(self.desk)
        self.bot.waitUntil(lambda: not self.page.sheet.drawing.is_waiting, timeout=20_000)
        self._settle(self.desk)

    def press(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled(), button.toolTip()
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settled()

    def ask(self, code: str) -> None:
        self.press(self.panel.buttons[code])

    def confirm(self) -> None:
        self.press(self.form.confirm)

    def write_day(self, text: str) -> None:
        line = self.form.day.inputs()[0]
        line.clear()
        line.insert(text)
        line.textEdited.emit(line.text())
        self.settled()

    def notes(self) -> str:
        return " ".join(note.accessibleName() for note in self.form.notes.notes())

    def record(self):
        found = []
        self.desk.session.ask(lambda workspace: find_posting(workspace, self.notice), found.append)
        self.settled()
        return found[0]

    def shown(self) -> set[str]:
        return {code for code, button in self.panel.buttons.items() if button.isVisible()}


@pytest.fixture
def day(township: Computer) -> Day:
    township.clock = Day()
    return township.clock


@pytest.fixture
def clerk(qtbot, desk, settle, township: Computer, day: Day) -> Callable[..., Clerk]:
    def sit_down(*, signed: bool = True, publish_date: str = "2026-11-23", listed: bool = False) -> Clerk:
        with township.working() as workspace:
            notice = make_notice(workspace, "NT-01", BLANKS | {"publish_date": publish_date}).id
            if listed:
                template = find_template(workspace, "NT-01")
                answers = known_answers(workspace, template) | BLANKS
                notice = keep_notice(workspace, filled_notice(workspace, template, answers, rows_for(template)))
            if signed:
                sign(workspace, notice)
        return Clerk(qtbot, desk(township), settle, notice)

    return sit_down


def test_a_notice_is_hung_gets_an_objection_comes_down_and_ends_with_a_result(clerk, day: Day, tmp_path: Path) -> None:
    at = clerk()
    assert at.shown() == {POST, REVIEW} and at.panel.chip.accessibleName() == "已签发"
    at.ask(POST)
    assert at.notes() == "" and at.form.usual, "a period that is long enough is not warned of"
    at.bot.mouseClick(at.form.usual[0], Qt.MouseButton.LeftButton, pos=at.form.usual[0].rect().center())
    at.form.usual[0].setChecked(True)
    at.form.others.insert("王家冲组公示牌、镇便民服务中心")
    photo, broken = camera_file(tmp_path / "墙上.jpg"), tmp_path / "坏的.jpg"
    broken.write_bytes(b"\xff\xd8 a photo")
    at.desk.messages.files_answer = [photo, broken]
    at.press(at.form.photos.add)
    at.bot.waitUntil(lambda: bool(at.form.photos.files))
    assert [button.text() for button in at.form.photos.strip.buttons.values()] == ["墙上.jpg"]
    (refusal,) = at.form.photos.findChildren(Note)
    assert refusal.accessibleName().startswith("“坏的.jpg”打不开")
    at.confirm()
    record = at.record()
    assert record.places[1:] == ("王家冲组公示牌", "镇便民服务中心") and len(record.photos) == 1
    assert at.form is None and at.panel.chip.accessibleName() == "公示中"
    assert "照片 1 张" in at.panel.told.plain_text() and at.desk.messages.toasts[-1] == "已记下张贴"
    (shown,) = at.panel.photos.buttons.values()
    # Taken in twice, it is one photo all the same.
    twice = at.page.posting.facts.photos * 2
    for _ in range(2):
        at.panel.photos.show_postings(twice)
        at.settled()
    assert len(_seen(at.panel.photos)) == 1
    (shown,) = at.panel.photos.buttons.values()
    at.bot.waitUntil(lambda: shown.icon().pixmap(40, 40).toImage().pixelColor(5, 5).red() > 150)
    at.press(shown)
    assert "照片里的字程序认不出来" in at.page.shown.note.accessibleName() and not at.page.check.print.isEnabled()
    assert not at.panel.buttons[RESULT].isEnabled() and "才满" in at.panel.buttons[RESULT].toolTip()
    at.ask(OBJECT)
    at.form.said.insertPlainText("第三户已经搬走")
    at.confirm()
    (row,) = at.panel.objections.rows()
    assert row.detail == "还没有写怎样处理。"
    at.panel.objections.acted.emit(row.key, ANSWER)
    for editor, words in ((at.form.dealt, "核实后去掉"), (at.form.outcome, "成立")):
        editor.insertPlainText(words)
    at.form.by.setText("周主任")
    at.confirm()
    (row,) = at.panel.objections.rows()
    assert row.detail == "处理：核实后去掉（周主任）；结论：成立。" and at.record().objections[0].by == "周主任"
    day.days = 9
    at.page.posting.read()
    at.settled()
    at.ask(DOWN)
    at.confirm()
    at.ask(RESULT)
    assert "1 件" in at.form.result.toPlainText()
    at.confirm()
    assert at.panel.chip.accessibleName() == "已结束" and at.record().result.startswith("公示期满")
    at.page.show_list()
    at.settled()
    assert at.page.kept.rows()[0].chip.text == "已结束"


def _seen(strip: QWidget) -> list[QToolButton]:
    return [button for button in strip.findChildren(QToolButton) if button.isVisible()]


def test_a_period_too_short_is_told_before_it_is_written_down(clerk, township: Computer) -> None:
    with township.working() as workspace:
        set_least_period(workspace, "all", 7, "workday", "青山县公示办法")
    at = clerk()
    at.ask(POST)
    assert "青山县公示办法" in at.notes() and at.form.confirm.text() == "已经这样贴了，记下"
    at.confirm()
    assert at.form.other_field.line().startswith("勾选或者写上"), "without a place nothing is written down"
    assert (at.form.usual[0] if at.form.usual else at.form.others).hasFocus()
    at.bot.keyClicks(at.form.others, "x")
    assert at.form.other_field.line() == ""
    at.write_day("第三天")
    at.form.others.insert("村务公开栏")
    at.confirm()
    assert at.form.day_field.line() == "写清哪一天，例：11月23日"


def test_why_a_tall_form_is_not_written_down_is_in_sight(clerk) -> None:
    at = clerk()
    at.ask(POST)
    at.form.others.insert("村务公开栏")
    at.confirm()
    at.ask(OBJECT)
    at.form.said.insertPlainText("张三13900001111说有车")
    at.confirm()
    (note,) = at.form.notes.notes()
    for part in (note, at.form.confirm):
        at.bot.waitUntil(lambda part=part: part.visibleRegion().boundingRect() == part.rect())


def test_without_a_review_it_is_not_hung_and_the_way_there_is_shown(clerk) -> None:
    at = clerk(signed=False)
    assert not at.page.check.review.isVisible() and at.panel.buttons[REVIEW].text() == "去审查"
    at.ask(POST)
    at.form.others.insert("村务公开栏")
    at.confirm()
    (note,) = at.form.findChildren(Note)
    assert "没有送审" in note.accessibleName() and at.form is not None
    at.press(note.findChildren(type(at.form.confirm))[0])
    review = at.page.check.review
    assert review.isVisible() and review.isAncestorOf(at.page.window().focusWidget())
    review.form.summary.insert("低保公示")
    draft = at.page.releasing._drawn.outgoing.pdf
    for _ in range(3):
        review.form.signer.person.setCurrentText("李梅")
        at.press(review.passing)
    assert at.panel.chip.accessibleName() == "已签发"
    assert at.page.releasing._drawn.outgoing.pdf != draft, "the sheet to be printed is no draft for review any more"
    at.confirm()
    assert at.panel.chip.accessibleName() == "公示中"


def test_a_wrong_notice_is_withdrawn_and_the_corrected_one_is_written_down_once_it_is_kept(clerk) -> None:
    at = clerk(listed=True)
    at.ask(POST)
    at.form.others.insert("村务公开栏")
    at.confirm()
    at.ask(WITHDRAW)
    assert "没有打印" in at.form.copies.plain_text()
    at.confirm()
    assert at.form.reason_field.line() == "写清哪里错了"
    at.form.reason.insertPlainText("第三户人数写错")
    at.confirm()
    page = at.page
    left = [row.key for row in at.panel.steps.rows() if row.icon_text == "还没做"]
    assert left == ["copies", "personal", "corrected", "ledger"]
    for key in ("copies", "personal", "ledger"):
        at.panel.steps.acted.emit(key, DONE)
        at.settled()
    at.panel.steps.acted.emit("personal", UNDONE)
    at.settled()
    assert "还有 2 步" in at.panel.told.plain_text()
    at.panel.steps.acted.emit("corrected", CORRECT)
    at.settled()
    assert page._mode == FILL and page._draft.corrects == at.notice and page._draft.template.code == "NT-01"
    at.bot.waitUntil(lambda: page.fill.form.is_made)
    assert page.fill.form.fields["village"].editor.value() == "白马村", "what the wrong one shows is not typed again"
    assert page.context == "白马村 · 更正的一份"
    page.show_list()
    at.settled()
    page.open_notice(at.notice)
    at.settled()
    at.panel.steps.acted.emit("corrected", CORRECT)
    at.settled()
    assert [row["name"] for row in page._draft.rows][:2] == ["周桂兰", "周桂兰"]
    assert not any("*" in text for row in page._draft.rows for text in row.values())
    assert "填好了 6 行。“身份证号（重名时加）”没有存原来的" in page.fill.told.plain_text()
    page._draft.take_list(ListRows(tuple(rows_for(page._draft.template, 3))))
    assert len(page._draft.rows) == 3, "the whole list taken again stands in their place"
    page.filling.keep()
    at.settled()
    assert page._mode == CHECK and at.record().corrected_by == page._opened.facts.id != at.notice
    page.open_notice(at.notice)
    at.settled()
    told = {row.key: (row.icon_text, row.detail) for row in at.panel.steps.rows()}
    assert told["corrected"][0] == "做好了" and told["corrected"][1].startswith("更正的一份：关于")
    assert at.panel.chip.accessibleName() == "撤下更正"


def test_the_proof_is_seen_beside_and_saved_and_esc_leaves_a_form(clerk, tmp_path: Path) -> None:
    at = clerk()
    at.ask(POST)
    at.form.others.insert("村务公开栏")
    at.confirm()
    at.ask(OBJECT)
    at.bot.keyClick(at.page.window().focusWidget(), Qt.Key.Key_Escape)
    assert at.form is None and not at.record().objections
    at.ask(PROOF)
    note = at.page.shown.note
    assert note.accessibleName().startswith("公示情况证明") and not at.page.check.print.isEnabled()
    at.desk.messages.save_answer = tmp_path / "证明.pdf"
    save, _, back = note.findChildren(type(at.page.check.print))
    at.press(save)
    assert at.desk.messages.save_answer.read_bytes().startswith(b"%PDF")
    assert at.page._opened.facts.printed_at is None, "a proof that went out is not the notice"
    at.press(back)
    assert at.page.check.print.isEnabled() and at.page.shown.note is None


def test_what_is_half_written_is_there_again_and_a_moved_end_is_taken(clerk, township: Computer) -> None:
    at = clerk()
    at.ask(POST)
    at.form.others.insert("村务公开栏")
    at.bot.keyClick(at.page.window().focusWidget(), Qt.Key.Key_Escape)
    at.page.posting.drafts.keep()
    at.settled()
    other = Clerk(at.bot, at.desk, at._settle, at.notice)
    other.ask(POST)
    assert other.form.others.text() == "村务公开栏"
    other.confirm()
    assert other.form is None
    other.desk.session.act(lambda workspace: add_local_holiday(workspace, date(2026, 11, 30), "本地节", "自治条例"))
    other.settled()
    (note,) = other.panel.ending.notes()
    assert "现在算到2026年12月1日" in note.accessibleName() and "本地节" in note.accessibleName()
    other.press(note.findChildren(type(other.form or other.page.check.print))[0])
    assert not other.panel.ending.notes() and other.record().until == date(2026, 12, 1)
    other.ask(POST if POST in other.shown() else OBJECT)
    assert other.form.typed() == other.form._begun


def test_what_stood_in_the_way_is_told_no_more_once_it_is_done(clerk) -> None:
    at = clerk(signed=False)
    at.ask(POST)
    at.form.others.insert("村务公开栏")
    at.confirm()
    assert "签发" in at.notes()
    at.desk.session.act(lambda workspace: sign(workspace, at.notice), owner=at.page)
    at.settled()
    assert at.notes() == "" and at.form.confirm.text() == "记下"


def test_a_notice_taken_down_early_is_not_called_over(clerk) -> None:
    at = clerk()
    at.desk.session.act(lambda workspace: _hang_and_take_down(workspace, at.notice), owner=at.page)
    at.settled()
    assert at.panel.chip.accessibleName() == "还没办完" and "提前撤下，还没有记结果" in at.panel.told.plain_text()
    at.ask(RESULT)
    assert at.form.result.toPlainText() == "提前撤下，收到异议 1 件，还没有处理。"
    at.confirm()
    assert at.panel.chip.accessibleName() == "已结束"


def _hang_and_take_down(workspace: Workspace, notice: str) -> None:
    record_posted(workspace, notice, workspace.today(), ["村务公开栏"])
    record_objection(workspace, notice, Objection(workspace.today(), "第三户已经搬走"))
    record_down(workspace, notice, workspace.today())
