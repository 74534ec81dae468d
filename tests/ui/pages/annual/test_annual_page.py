"""年度报告: every number tells what is behind it and can be written over, what does not add up leads to where it is
mended, texts are never lost, and the county sees who handed in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from app.exchange.roster import add_unit
from app.registers.annual_filing import filed_on
from app.registers.annual_report import annual_report
from app.registers.annual_texts import section_texts
from app.registers.annual_writing import correct_cells, fill_zeros, write_text
from app.registers.request_events import record_reply
from app.standards.annual_rules import CellName
from app.workspace import Workspace
from tests.app.registers.filing import ASKED, filed
from tests.app.registers.test_annual_units import document
from tests.support import COUNTY, Computer, computer
from tests.ui.pages.ledger.sitting import Sitting, sat_down
from tests.ui.support import RecordedMessages
from ui.pages.annual.page import AnnualPage
from ui.pages.annual.rows import GO, TAKE
from ui.pages.annual.shown import OWN, TOTAL, UNITS, Spot

YEAR = 2026
NEW = CellName("t2", "1", "natural")
REQUESTS, OVERVIEW, OTHERS = (Spot(OWN, key).key for key in ("requests", "overview", "others"))
Key = Qt.Key


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[..., Sitting]:
    """Sit down in front of the page, with what `prepare` wrote into the workspace."""

    def sit_down(prepare: Callable | None = None, at: Computer = township) -> Sitting:
        if prepare is not None:
            with at.working() as workspace:
                prepare(workspace)
        opened = desk(at)
        return sat_down(qtbot, opened, AnnualPage(opened).whole(), year=YEAR)

    return sit_down


def two_requests(workspace: Workspace) -> None:
    filed(workspace)
    filed(workspace, date(2026, 11, 3), asked="2023年部门决算")


def read(at: Sitting, work: Callable):
    found = []
    at.desk.session.ask(work, found.append)
    at.wait()
    return found[0]


def cell(at: Sitting, name: CellName = NEW, year: int = YEAR):
    return read(at, lambda workspace: annual_report(workspace, year).cells[name])


def choose(at: Sitting, key: str) -> None:
    """Go to a section as the clerk does: to its row in the list."""
    keys = [row.key for row in at.page.sections.list.rows()]
    at.page.sections.list.setCurrentIndex(at.page.sections.list.model().index(keys.index(key)))
    at.wait()


def point(at: Sitting, key: str) -> None:
    """Press the number with this key."""
    body = at.page.table.table.body
    spot = next(each for each in body.model().spots if each.key == key)
    place = body.visualRect(body.model().index(spot.row, spot.column)).center()
    at.qtbot.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    at.wait()


def press(at: Sitting, *keys: Key | str) -> None:
    """Press keys where the keyboard is; Chinese words come from an input method."""
    for key in keys:
        focused = at.page.window().focusWidget()
        if not isinstance(key, str):
            at.qtbot.keyClick(focused, key)
        elif key.isascii():
            at.qtbot.keyClicks(focused, key)
        else:
            focused.insert(key)
        at.wait()


def rest(at: Sitting) -> None:
    """Let what is typed reach the disk."""
    at.page.acts.drafts.keep()
    at.wait()


def codes(at: Sitting) -> list[str]:
    return [row.title for row in at.page.checks.list.rows()]


def test_a_number_opens_what_it_counts(sit):
    at = sit(two_requests)
    choose(at, REQUESTS)
    point(at, str(NEW))
    page = at.page
    assert page.table.table.figure(str(NEW)).text == "2" and page.cell.value.text() == "2 件"
    assert "从依申请公开的登记里数出来" in page.cell.words.plain_text()
    assert [ASKED in row.title for row in page.cell.behind.rows()] == [False, True]
    page.cell.behind.setFocus()
    press(at, Key.Key_Return)
    ((place, target),) = at.desk.went
    assert place == "requests" and target["case"] == cell(at).records[0]
    point(at, "t2/1/total")
    page.cell.parts.opened.emit("t2/1/company")
    at.wait()
    assert page.table.table.current_key() == "t2/1/company" and page.cell.parts_panel.isHidden()


def test_a_number_is_written_over_by_keyboard_alone_and_taken_back(sit, messages: RecordedMessages):
    at = sit(two_requests)
    page, table = at.page, at.page.table.table
    choose(at, REQUESTS)
    page.sections.list.setFocus()
    press(at, Key.Key_Tab)
    assert table.body.hasFocus() and table.current_key() == str(NEW)
    press(at, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up, Key.Key_End, Key.Key_Home)
    assert table.current_key() == str(NEW)
    press(at, "5")
    assert page.cell.number.hasFocus() and page.cell.number.text() == "5"
    press(at, Key.Key_Return)
    assert page.cell.reason.hasFocus()
    press(at, Key.Key_Return)
    assert "原因" in page.cell.reason_field.line() and cell(at).value == 2
    press(at, "有三件没有登记", Key.Key_Return)
    figure = table.figure(str(NEW))
    assert (cell(at).value, figure.text, figure.differs) == (5, "5", True) and figure.icon
    assert "人工填写" in figure.spoken and "对不上" in figure.spoken and table.body.hasFocus()
    assert "不改的话是 2。原因：有三件没有登记" in page.cell.notes.notes()[0].accessibleName()
    interface = QAccessible.queryAccessibleInterface(table.body)
    assert "收到和处理" in interface.text(QAccessible.Text.Name)
    index = table.body.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(
        "第三部分 一、本年新收政府信息公开申请数量 自然人，5 件"
    )
    (uneven,) = [row for row in page.checks.list.rows() if "“自然人”一列" in row.title]
    assert "先核对" in uneven.detail and "5加" in uneven.title
    choose(at, OTHERS)
    at.qtbot.keyClick(page.text.text, Key.Key_F8)
    at.click(page.cell.cancel)
    choose(at, REQUESTS)
    point(at, str(NEW))
    at.click(page.cell.cancel)
    assert cell(at).value == 2 and not table.figure(str(NEW)).differs
    messages.toast_actions[-1]()
    at.wait()
    assert cell(at).value == 5
    done = [(row.title, row.detail) for row in page.cell.changes.rows()]
    assert [title for title, _ in done] == ["写成 5 件", "取消改动", "写成 5 件"]
    assert done[0][1].endswith("有三件没有登记")


def test_tab_goes_through_what_is_seen_in_its_order(sit):
    def reached(count: int) -> list[str]:
        names = []
        for _ in range(count):
            at.qtbot.keyClick(at.page.window().focusWidget(), Key.Key_Tab)
            names.append(at.page.window().focusWidget().accessibleName())
        return names

    at = sit(two_requests)
    choose(at, REQUESTS)
    point(at, str(NEW))
    at.page.table.table.body.setFocus()
    assert reached(4) == ["背后的 2 件", "数", "为什么改", "改这个数"]
    choose(at, OVERVIEW)
    at.page.sections.list.setFocus()
    assert reached(5) == ["下一处要写的（7） F8", "重新起草", "正文", "草稿用到的数", "核对"]


def test_what_is_written_wrong_or_half_stays_in_the_form(sit, qtbot):
    at = sit(two_requests)
    choose(at, REQUESTS)
    page = at.page
    press(at)
    page.table.table.body.setFocus()
    press(at, Key.Key_F2)
    press(at, "三件", Key.Key_Return, "漏登", Key.Key_Return)
    assert "不是件数" in page.cell.number_field.line() and page.cell.number.hasFocus()
    page.cell.number.selectAll()
    press(at, "7")
    rest(at)
    again = sat_down(qtbot, at.desk, AnnualPage(at.desk).whole(), year=YEAR)
    choose(again, REQUESTS)
    point(again, str(NEW))
    assert (again.page.cell.number.text(), again.page.cell.reason.text()) == ("7", "漏登")
    point(again, "t2/1/company")
    assert again.page.cell.number.text() == ""
    assert cell(at).value == 2


def test_last_years_report_on_paper_is_taken_down_once(sit, messages: RecordedMessages):
    at = sit(two_requests)
    page = at.page
    assert any("没有2025年的年报" in words for words in codes(at))
    page.tools.carry.click()
    at.wait()
    form = page.table.form
    assert form.lines["natural"].hasFocus() and page.spot.key == REQUESTS
    press(at, "无", Key.Key_Return)
    at.click(form.confirm)
    assert form.fields["natural"].line() == "填整数" and page.table.form is form
    form.lines["natural"].setText("1")
    at.click(form.confirm)
    assert page.table.form is None and cell(at, CellName("t2", "2", "natural")).value == 1
    assert cell(at, CellName("t2", "4", "natural"), YEAR - 1).value == 1
    assert not any("2025年的年报" in words for words in codes(at))
    messages.toast_actions[-1]()
    at.wait()
    assert any("没有2025年的年报" in words for words in codes(at))


def test_the_draft_never_takes_the_place_of_what_was_written_unasked(sit, messages: RecordedMessages):
    at = sit(two_requests)
    page = at.page

    def stored() -> str | None:
        text = read(at, lambda workspace: section_texts(workspace, annual_report(workspace, YEAR)))[0]
        return text.written and text.written.text

    choose(at, OVERVIEW)
    text = page.text.text
    draft = text.toPlainText()
    assert "本年度新收政府信息公开申请2件" in draft and stored() is None
    at.qtbot.keyClick(text, Key.Key_F8)
    assert text.textCursor().selectedText().startswith("【")
    text.selectAll()
    text.insertPlainText("本年度新收申请2件。")
    rest(at)
    again = sat_down(at.qtbot, at.desk, AnnualPage(at.desk).whole(), year=YEAR)
    choose(again, OVERVIEW)
    assert again.page.text.text.toPlainText() == "本年度新收申请2件。"
    choose(at, OTHERS)
    assert stored() == "本年度新收申请2件。"
    choose(at, OVERVIEW)
    at.click(page.text.redraft)
    assert len(messages.confirms) == 1 and text.toPlainText() == "本年度新收申请2件。"
    text.insertPlainText("请电13912345678。")
    page.may_leave()
    at.wait()
    assert "手机号" in page.text.field.line() and stored() == "本年度新收申请2件。"
    assert "13912345678" in text.toPlainText()
    messages.says_yes = True
    at.click(page.text.redraft)
    assert text.toPlainText() == draft
    text.setPlainText("本年度新收申请2件。")
    page.may_leave()
    at.desk.session.act(filed)
    at.wait()
    assert not page.text.draft_panel.isHidden() and "新收政府信息公开申请3件" in page.text.draft.plain_text()
    assert text.toPlainText() == "本年度新收申请2件。"


def test_a_report_goes_out_as_a_draft_until_nothing_is_left_to_mend(
    sit, messages: RecordedMessages, tmp_path: Path, shot
):
    at = sit(two_requests)
    page = at.page
    messages.save_answer = tmp_path / "草案.pdf"
    at.click(page.files.pdf)
    assert messages.save_answer.stat().st_size and "写成的是“草案”" in messages.toasts[0]
    assert messages.suggested == ["兴隆镇人民政府2026年政府信息公开工作年度报告.pdf"]
    choose(at, Spot(OWN, "published").key)
    shot(page, "annual-published")
    messages.text_answer = "各科室报来都没有"
    page.tools.zeros.click()
    at.wait()
    assert cell(at, CellName("t1", "1.1.2", "in_force")).typed.reason == "各科室报来都没有"
    for section in ("overview", "problems", "others"):
        at.desk.session.act(lambda workspace, section=section: write_text(workspace, YEAR, section, "没有其他情况。"))
    at.wait()
    assert "对得上" in page.checks.head.title.text()
    messages.save_answer = tmp_path / "年报.docx"
    at.click(page.files.word)
    assert messages.save_answer.stat().st_size and "草案" not in messages.toasts[-1]
    # The year is not over yet: no day can be that on which its report was handed in.
    messages.text_answer = "11月20日"
    page.tools.filed.click()
    at.wait()
    assert "2026年过完了才报" in messages.troubles.pop().message and page.tools.filed.text() == "记报送、公布"
    page.choose_year(YEAR - 1)
    at.wait()
    page.tools.filed.click()
    at.wait()
    assert read(at, lambda workspace: filed_on(workspace, YEAR - 1)) == date(2026, 11, 20)
    assert page.tools.filed.text() == "11月20日已报送"


def test_what_does_not_add_up_leads_to_where_it_is_mended(sit):
    def prepare(workspace: Workspace) -> None:
        two_requests(workspace)
        fill_zeros(workspace, YEAR, "没有", "t1")
        correct_cells(workspace, YEAR, {CellName("t3", "litigation_after", "total"): "4"}, "抄错")

    at = sit(prepare)
    page = at.page
    row = next(row for row in page.checks.list.rows() if "复议后起诉" in row.title)
    page.checks.list.acted.emit(row.key, GO)
    at.wait()
    assert page.spot == Spot(OWN, "remedies") and page.table.table.current_key() == "t3/litigation_after/total"
    assert page.table.table.figure("t3/litigation_after/total").soft == "danger-soft"
    row = next(row for row in page.checks.list.rows() if row.title.startswith("第五部分"))
    page.checks.list.acted.emit(row.key, GO)
    at.wait()
    assert page.spot == Spot(OWN, "problems") and page.text.text.textCursor().selectedText().startswith("【")
    at.desk.session.act(
        lambda workspace: record_reply(workspace, cell_id(workspace), date(2026, 11, 20), "already_public", "邮寄")
    )
    at.wait()
    point_at = page.table.table
    choose(at, REQUESTS)
    assert point_at.figure("t2/3.1/natural").text == "1"


def cell_id(workspace: Workspace) -> str:
    return annual_report(workspace, YEAR).cells[NEW].records[0]


@pytest.fixture
def county(tmp_path: Path) -> Computer:
    """青山县 with two townships on its roster."""
    made = computer(tmp_path / "青山县", COUNTY)
    with made.working() as workspace:
        for name, code in (("兴隆镇", "990124101"), ("白云乡", "990124202")):
            add_unit(workspace, name, code)
    return made


def test_the_county_takes_reports_in_and_sees_who_is_behind_each_sum(
    sit, county: Computer, messages: RecordedMessages, tmp_path: Path, shot
):
    means = {NEW: "2", CellName("t2", "1", "total"): "2"}
    good = document(tmp_path / "a.docx", "兴隆镇人民政府", lambda name: "0")
    nobody = document(tmp_path / "b.docx", "某单位", lambda name: means.get(name, "0"))
    at = sit(at=county)
    page = at.page
    choose(at, Spot(UNITS).key)
    assert [row.right for row in page.units.list.rows() if not row.heading] == ["没交", "没交"]
    messages.files_answer = [good, nobody]
    at.click(page.units.take)
    told = [note.accessibleName() for note in page.units.notes.notes()]
    assert "已收下（来源未确认）" in told[0] and "看不出“b.docx”" in told[1]
    missing = next(row for row in page.units.list.rows() if row.right == "没交")
    messages.files_answer = [nobody]
    page.units.list.acted.emit(missing.key, TAKE)
    at.wait()
    assert [row.right for row in page.units.list.rows() if not row.heading] == ["2 处对不上", "对得上"]
    shot(page, "annual-units")
    choose(at, Spot(TOTAL, "requests").key)
    point(at, str(NEW))
    assert page.cell.value.text() == "2 件" and page.cell.form.isHidden()
    first, second = page.cell.behind.rows()
    assert (first.title, first.right, second.right) == ("白云乡人民政府", "2 件", "0 件")
    page.cell.behind.acted.emit(first.key, GO)
    at.wait()
    assert page.spot == Spot(first.key, "requests") and "白云乡人民政府报来的" in page.table.whose.text()
    assert page.table.table.figure(str(NEW)).soft == "danger-soft"
    assert all("再报一份" in row.detail for row in page.checks.list.rows() if row.icon_text == "必须改")
    messages.save_answer = tmp_path / "汇总.pdf"
    choose(at, Spot(TOTAL, "requests").key)
    at.click(page.files.pdf)
    assert messages.suggested == ["青山县人民政府2026年政府信息公开工作年度报告汇总表.pdf"]
