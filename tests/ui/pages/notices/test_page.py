"""A clerk makes a notice: chooses, fills, pastes a list, mends, prints. No personal number leaves the table."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import UserFacingError
from app.notices.keeping import filled_of, find_notice
from app.notices.unfinished import unfinished_file
from app.products.notice import DrawnNotice
from tests.app.notices.personal_numbers import identity_number
from tests.app.registers.signing import sign
from tests.support import Computer
from tests.ui.support import RecordedMessages, TestDesk
from ui.pages.notices import rows as row_texts
from ui.pages.notices import sheet as sheet_module
from ui.pages.notices.draft import Draft
from ui.pages.notices.page import CHECK, CHOOSE, FILL, LIST, NoticesPage
from ui.widgets.buttons import Button

ID_ONE, ID_TWO, CHILD = "11010519491231002X", "110105195203120017", identity_number("20150307", 3)
MOBILE, CARD = "13800138000", "6222020200112230008"
HEAD = "村民小组\t申请人姓名\t家庭人口数\t拟保障人数\t拟月保障金额（元）\t身份证号（重名时加）\t备注\t银行卡号\t电话"
PEOPLE = [
    f"王家冲组\t周桂兰\t2\t1\t420\t{ID_ONE}\t\t{CARD}\t{MOBILE}",
    f"王家冲组\t陈德明\t1\t1\t585\t{ID_ONE}\t\t\t{MOBILE}",
    f"塘湾组\t王小龙\t3\t1\t390\t{CHILD}\t\t\t",
    f"老屋组\t陈德明\t4\t2\t680\t{ID_TWO}\t\t\t",
]
ILL = "老屋组\t刘国强\t1\t1\t640\t\tA类（尿毒症）\t\t"
RAW = (ID_ONE, ID_TWO, CHILD, MOBILE, CARD)


class Clerk:
    """Somebody at the page, who sees it and uses keyboard and buttons."""

    def __init__(self, qtbot, desk: TestDesk, settle: Callable[[TestDesk], None]) -> None:
        self.bot, self.desk, self._settle = qtbot, desk, settle
        self.page = NoticesPage(desk)
        self.sheets: list[DrawnNotice] = []
        self.page.sheet.drawn.connect(self.sheets.append)
        qtbot.addWidget(self.page)
        self.page.resize(1286, 560)
        self.page.show()
        qtbot.waitExposed(self.page)
        settle(desk)

    @property
    def table(self):
        return self.page.fill.table

    @property
    def draft(self) -> Draft:
        return self.page.filling.draft

    def settled(self) -> None:
        drawing = self.page.sheet.drawing
        form = self.page.fill.form
        self.bot.waitUntil(lambda: self.desk.jobs.are_idle and not drawing.is_waiting and form.is_made, timeout=20_000)

    def press(self, button: QWidget) -> None:
        assert button.isEnabled(), button.toolTip()
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settled()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = self.page.window().focusWidget() or self.page
        self.bot.keyClick(target, key, modifiers)
        self.settled()

    def begin(self, code: str = "NT-01", **answers: str) -> None:
        """Begin a notice from a template and fill some blanks."""
        self.page.show_place(template=code)
        self._settle(self.desk)
        # The fields are made over several turns.
        self.bot.waitUntil(lambda: self.page.fill.form.is_made)
        for key, text in answers.items():
            self.type_into(self.page.fill.form.fields[key].editor.inputs()[0], text)

    def type_into(self, widget: QWidget, text: str) -> None:
        if isinstance(widget, QLineEdit):
            widget.insert(text)
            widget.textEdited.emit(widget.text())
        else:
            widget.insertPlainText(text)

    def paste(self, *lines: str) -> None:
        QGuiApplication.clipboard().setText("\r\n".join(lines))
        with self.bot.waitSignal(self.page.sheet.checked, timeout=10_000):
            self.press(self.page.fill.paste)
        self.settled()

    def checked(self, act: Callable[[], object]) -> None:
        """Do something and wait until the page has judged it."""
        with self.bot.waitSignal(self.page.sheet.checked, timeout=10_000):
            act()
        self.settled()

    def cells(self) -> list[list[str]]:
        """The words in the table."""
        model = self.table.model()
        return [
            [model.index(row, column).data() for column in range(1, model.columnCount())]
            for row in range(model.rowCount() - 1)
        ]

    def note_buttons(self) -> dict[str, Button]:
        return {button.text(): button for note in self.page.fill.notes.notes() for button in note.findChildren(Button)}

    def notes(self) -> str:
        return " ".join(note.accessibleName() for note in self.page.fill.notes.notes())

    def sheet_text(self) -> str:
        """What stands on the sheet shown, without spaces."""
        self.settled()
        with pypdfium2.PdfDocument(self.sheets[-1].outgoing.pdf) as document:
            pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        return "".join("".join(pages).split())


@pytest.fixture
def clerk(qtbot, desk, settle, township: Computer) -> Clerk:
    return Clerk(qtbot, desk(township), settle)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(document[0].get_textpage().get_text_range().split())


def test_without_notices_the_page_says_how_to_begin_and_templates_are_found_by_words(clerk: Clerk) -> None:
    page = clerk.page
    assert page.nothing.isVisible() and page.primary is None
    clerk.press(page.nothing.begin)
    assert page._mode == CHOOSE and page.templates.wanted.hasFocus()
    rows = page.templates.list.rows()
    assert rows[0].heading and rows[1].key == "NT-01" and rows[1].chip.text == "公示天数部分核对"
    theirs = next(number for number, row in enumerate(rows) if "张贴）" in row.title)
    assert all(not row.heading or "张贴）" in row.title for row in rows[theirs:])
    page.templates.wanted.insert("低保 拟")
    assert [row.key for row in page.templates.list.rows() if not row.heading] == ["NT-01"]
    clerk.key(Qt.Key.Key_Down)
    assert page.templates.list.hasFocus() and page.templates.list.current_key() == "NT-01"
    page.templates.wanted.setFocus()
    page.templates.wanted.clear()
    page.templates.wanted.insert("停水")
    assert [row.key for row in page.templates.list.rows() if not row.heading] == ["NT-49"]
    clerk.key(Qt.Key.Key_Return)
    assert page._mode == FILL and not clerk.table.isVisible()


def test_from_a_template_to_a_printed_file(clerk: Clerk, messages: RecordedMessages, tmp_path: Path) -> None:
    clerk.begin(village="双桥村", phone="0731-55502816")
    clerk.paste(HEAD, *PEOPLE)
    assert clerk.page.fill.form.period.words() == "从 11月24日 到 11月30日 张贴次日起算，7 个自然日"
    cells = clerk.cells()
    assert cells[0][5] == "—" and cells[1][5] == "*" * 14 + "002X" and cells[3][5] == "*" * 14 + "0017"
    assert cells[2][1] == "王某某"
    assert clerk.page.fill.totals.text() == "4 户 5 人，拟月保障金额合计 2,075.00 元"
    assert "“银行卡号”“电话”这 2 列模板不用" in clerk.page.fill.told.text().replace("&ldquo;", "“")
    assert "王某某" in clerk.sheet_text() and not any(raw in clerk.sheet_text() for raw in RAW)

    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == CHECK and clerk.page.check.title.text().startswith("关于双桥村2026年11月")
    assert clerk.page.check.list.model().rowCount() == 4
    target = tmp_path / "公示.pdf"
    messages.save_answer = target
    clerk.press(clerk.page.check.save)
    assert not any(raw in text_of(target) for raw in RAW)
    assert messages.suggested[-1].startswith("关于双桥村") and messages.toasts[-1] == "已存成 PDF：公示.pdf，2 张。"

    clerk.press(clerk.page.check.done)
    row = clerk.page.kept.rows()[0]
    assert row.icon_text == "已打印或存成 PDF" and row.right == "已打印或存成 PDF"
    assert clerk.page.begun.drafts == []
    said = " ".join([*messages.toasts, *messages.suggested])
    assert not any(raw in said for raw in RAW)


def test_nothing_raw_is_stored(clerk: Clerk, township: Computer) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.press(clerk.page.fill.check)
    files = {path: path.read_bytes() for path in township.path.parent.rglob("*") if path.is_file()}
    begun = unfinished_file(township.path)
    assert {path for path, content in files.items() for raw in (*RAW, "王小龙") if raw.encode() in content} <= {begun}
    assert not any(raw in repr((clerk.draft, clerk.desk.preferences._values)) for raw in RAW)


def test_a_refused_row_stops_the_notice_until_it_is_mended(clerk: Clerk, messages: RecordedMessages) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0], ILL)
    assert "第 2 行不能贴出去" in clerk.notes()
    assert clerk.page.fill.to_mend.text() == "还有 1 处必须改"
    assert "octagon-alert" in {clerk.table.model().cell(1, column).icon for column in range(1, 8)}
    assert [clerk.table.model().cell(row, 0).spoken() for row in (0, 1)] == ["1", "必须改，2"]
    assert "尿毒症" not in clerk.sheet_text() and "刘国强" not in clerk.sheet_text()
    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == FILL and clerk.table.currentIndex().row() == 1
    # It is said also where the keyboard was there already, and seems to have done nothing.
    assert messages.toasts[-1].startswith("还不能打印，先改好：") and "尿毒症" not in messages.toasts[-1]
    clerk.checked(lambda: clerk.press(clerk.note_buttons()["改成“A类”"]))
    assert clerk.cells()[1][6] == "A类" and "必须改" not in clerk.page.fill.to_mend.text()
    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == CHECK and "刘国强" in clerk.sheet_text()


def test_a_refused_row_can_be_left_out(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0], ILL)
    clerk.checked(lambda: clerk.press(clerk.note_buttons()["不列这一行"]))
    assert [row[1] for row in clerk.cells()] == ["周桂兰"] and "不能贴出去" not in clerk.notes()


def test_a_private_number_in_a_blank_is_refused_beside_the_field(clerk: Clerk) -> None:
    clerk.begin()
    clerk.checked(lambda: clerk.type_into(clerk.page.fill.form.fields["phone"].editor.inputs()[0], MOBILE))
    assert "手机号" in clerk.page.fill.form.fields["phone"].line()
    assert MOBILE not in clerk.sheet_text() and MOBILE not in clerk.notes()
    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == FILL
    assert MOBILE not in repr(clerk.desk.preferences._values)


def test_blanks_that_join_to_a_number_leave_the_preview_empty_and_say_why(
    clerk: Clerk, messages: RecordedMessages
) -> None:
    clerk.begin()
    refused: list[str] = []
    clerk.page.sheet.refused.connect(refused.append)
    clerk.checked(lambda: clerk.type_into(clerk.page.fill.form.fields["village"].editor.inputs()[0], "1380013"))
    assert "连在一起成了手机号" in refused[-1] and "连在一起" in clerk.notes()
    assert clerk.page.shown.preview.desk.page_count == 0
    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == FILL and messages.troubles[-1].code == "joined-personal-number"


def test_a_field_that_the_list_calls_for_stays_where_it_is(clerk: Clerk) -> None:
    clerk.begin()
    clerk.paste(HEAD, PEOPLE[0].replace("\t2\t1\t", "\t2\t\t"))
    field = clerk.page.fill.form.fields["person_count"]
    assert not field.isHidden(), "the list cannot tell it yet"
    model = clerk.table.model()
    clerk.checked(lambda: model.setData(model.index(0, 4), "1", Qt.ItemDataRole.EditRole))
    assert clerk.cells()[0][3] == "1" and "1人" in clerk.sheet_text()
    assert not field.isHidden() and field.line() == "不用填，程序自己算。"


def test_what_is_missing_is_named_and_reached_by_key(clerk: Clerk) -> None:
    clerk.begin()
    clerk.checked(lambda: clerk.type_into(clerk.page.fill.form.fields["address"].editor.inputs()[0], "人民路12号"))
    assert "还有 6 处没填" in clerk.notes() and "受理单位" in clerk.notes() and "地址" not in clerk.notes()
    assert clerk.page.fill.form.fields["household_count"].isHidden()
    clerk.page.fill.form.go_to("year")
    clerk.key(Qt.Key.Key_F8)
    assert clerk.page.fill.form.fields["village"].isAncestorOf(clerk.page.window().focusWidget())


def test_a_workbook_is_taken_in(clerk: Clerk, messages: RecordedMessages, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([HEAD, *PEOPLE[:2]]):
            sheet.write_row(number, 0, line.split("\t"))
    messages.files_answer = [path]
    clerk.begin(village="双桥村")
    clerk.checked(lambda: clerk.press(clerk.page.fill.take_file))
    assert [row[1] for row in clerk.cells()] == ["周桂兰", "陈德明"]
    assert messages.toasts[-1] == "名单读进 2 行，没有用上的列：银行卡号、电话。"


def test_lists_on_other_sheets_of_a_workbook_are_told(clerk: Clerk, messages: RecordedMessages, tmp_path: Path) -> None:
    messages.files_answer = [tmp_path / "名单.xlsx"]
    with xlsxwriter.Workbook(messages.files_answer[0]) as book:
        for name, people in (("一组", PEOPLE[:1]), ("二组", PEOPLE[1:2])):
            sheet = book.add_worksheet(name)
            for number, line in enumerate([HEAD, *people]):
                sheet.write_row(number, 0, line.split("\t"))
    clerk.begin(village="双桥村")
    clerk.checked(lambda: clerk.press(clerk.page.fill.take_file))
    assert [row[1] for row in clerk.cells()] == ["周桂兰"]
    told = "别的工作表里也有名单，没有读：二组。请把名单并到一张表里。"
    assert told in messages.toasts[-1] and told in clerk.page.fill.told.plain_text()


def test_rows_are_typed_and_pasted_without_titles(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.table.setFocus()
    clerk.table.go_to_row(1)
    clerk.bot.keyClick(clerk.table, Qt.Key.Key_F2)
    editor = clerk.table.findChild(QLineEdit)
    editor.insert("一组")
    clerk.checked(lambda: clerk.bot.keyClick(editor, Qt.Key.Key_Return))
    assert clerk.cells()[0][0] == "一组"
    clerk.table.go_to_row(1, "申请人姓名")
    QGuiApplication.clipboard().setText("何秀英\t1\r\n赵德全\t2\r\n")
    clerk.checked(lambda: clerk.bot.keyClick(clerk.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier))
    assert [row[1:3] for row in clerk.cells()] == [["何秀英", "1"], ["赵德全", "2"]]
    clerk.table.go_to_row(2)
    clerk.checked(lambda: clerk.bot.keyClick(clerk.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier))
    assert len(clerk.cells()) == 1


def test_an_unfinished_notice_waits_in_the_list(clerk: Clerk, messages: RecordedMessages) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.page.show_list()
    clerk.settled()
    rows = clerk.page.kept.rows()
    assert rows[1].title == "没做完的：最低生活保障拟保障对象公示" and "名单 4 行" in rows[1].detail
    clerk.page.kept.setFocus()
    clerk.page.kept.set_current(rows[1].key)
    clerk.key(Qt.Key.Key_Return)
    assert clerk.page._mode == FILL and len(clerk.cells()) == 4
    clerk.page.show_list()
    clerk.page.kept.acted.emit(rows[1].key, row_texts.THROW_AWAY)
    assert clerk.page.begun.drafts and messages.confirms
    messages.says_yes = True
    clerk.page.kept.acted.emit(rows[1].key, row_texts.THROW_AWAY)
    assert not clerk.page.begun.drafts and clerk.page.nothing.isVisible()


def test_a_kept_notice_is_changed_while_its_rows_are_here_and_undone(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.press(clerk.page.fill.check)
    first = clerk.page.releasing.opened.facts
    clerk.press(clerk.page.check.back)
    clerk.type_into(clerk.page.fill.form.fields["accept_unit"].editor.inputs()[0], "社会事务办公室")
    clerk.press(clerk.page.fill.check)
    second = clerk.page.releasing.opened.facts
    assert (second.id, len(clerk.page._overview.kept)) == (first.id, 1) and second.revision != first.revision
    clerk.desk.session.undo()
    clerk.desk.session.undo()
    clerk.settled()
    assert clerk.page._mode == FILL and clerk.page._overview.kept == ()


def test_a_notice_can_be_changed_another_day_until_it_is_printed(
    qtbot, desk, settle, township, messages: RecordedMessages, tmp_path: Path
) -> None:
    def next_day(before: Clerk) -> Clerk:
        before.page.begun.safekeeping.settle()
        before.desk.session.close()
        settle(before.desk)
        clerk = Clerk(qtbot, desk(township), settle)
        clerk.page.show_place(notice=notice)
        clerk.settled()
        assert clerk.page._mode == CHECK and "王某某" in clerk.sheet_text()
        return clerk

    clerk = Clerk(qtbot, desk(township), settle)
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.press(clerk.page.fill.check)
    notice = clerk.page.releasing.opened.facts.id

    clerk = next_day(clerk)
    clerk.press(clerk.page.check.back)
    assert clerk.page._mode == FILL and len(clerk.cells()) == 4
    clerk.press(clerk.page.fill.check)
    messages.save_answer = tmp_path / "公示.pdf"
    clerk.press(clerk.page.check.save)
    clerk.page.show_list()

    clerk = next_day(clerk)
    assert not unfinished_file(township.path).exists()
    assert not clerk.page.check.back.isEnabled() and "重新做一份" in clerk.page.check.back.toolTip()
    said: list[str] = []
    clerk.desk.session.ask(lambda workspace: repr(filled_of(find_notice(workspace, notice))), said.append)
    clerk.settled()
    assert said and not any(raw in said[0] for raw in (*RAW, "王小龙"))


def test_what_is_half_done_is_there_again_after_a_crash(
    qtbot, desk, settle, township, messages: RecordedMessages
) -> None:
    clerk = Clerk(qtbot, desk(township), settle)
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    # Without a word from the page: the program is killed.
    qtbot.waitUntil(unfinished_file(township.path).exists, timeout=5000)
    settle(clerk.desk)
    assert clerk.desk.session.unstored() == []
    clerk.desk.session.close()
    settle(clerk.desk)

    clerk = Clerk(qtbot, desk(township), settle)
    assert messages.toasts[-1] == "上次有 1 份公示没做完，内容和名单都还在，点“接着做”。"
    row = clerk.page.kept.rows()[1]
    assert "没做完的" in row.title and "名单 4 行" in row.detail and "30 天" in row.detail
    clerk.page.kept.opened.emit(row.key)
    clerk.settled()
    assert clerk.page._mode == FILL and clerk.draft.answers["village"] == "双桥村"
    assert [cells[1] for cells in clerk.cells()] == ["周桂兰", "陈德明", "王某某", "陈德明"]
    messages.says_yes = True
    clerk.page.show_list()
    clerk.page.kept.acted.emit(row.key, row_texts.THROW_AWAY)
    clerk.page.begun.safekeeping.settle()
    clerk.settled()
    assert not unfinished_file(township.path).exists()


def test_while_the_disk_refuses_the_clerk_is_asked_at_the_end(
    clerk: Clerk, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise UserFacingError("disk-full", "磁盘满了，没有写成。")

    monkeypatch.setattr("ui.pages.notices.safekeeping.store_unfinished", refuse)
    clerk.begin("NT-49")
    clerk.type_into(clerk.page.fill.form.fields["area"].editor.inputs()[0], "一组")
    clerk.page.begun.safekeeping.settle()
    clerk.settled()
    assert messages.troubles[-1].code == "disk-full"
    assert clerk.desk.session.unstored() == ["公示“停水通知”"]


def test_money_that_does_not_come_out_waits_for_a_reason(clerk: Clerk, messages: RecordedMessages) -> None:
    clerk.begin("NT-34", village="双桥村", period_name="10月")
    fields = clerk.page.fill.form.fields
    clerk.paste("摘要\t收入（元）\t支出（元）", "承包款\t8800\t", "路灯电费\t\t345.5")
    clerk.checked(lambda: clerk.type_into(fields["opening_amount"].editor.inputs()[0], "5000"))
    assert fields["closing_amount"].line() == "不填就是 13,454.50" and fields["sums_reason"].isHidden()
    assert [row[-2] for row in clerk.cells()] == ["13,800.00", "13,454.50"]
    clerk.checked(lambda: clerk.type_into(fields["closing_amount"].editor.inputs()[0], "13000"))
    assert "差454.50元" in clerk.notes() and not fields["sums_reason"].isHidden()
    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == FILL and fields["sums_reason"].isAncestorOf(clerk.page.window().focusWidget())
    clerk.checked(lambda: clerk.type_into(fields["sums_reason"].editor.inputs()[0], "一笔电费下月才付"))
    clerk.press(clerk.page.fill.check)
    assert clerk.page._mode == CHECK and "说明：一笔电费下月才付" in clerk.sheet_text()
    assert clerk.page.check.print.isEnabled()


def test_characters_that_no_font_has_are_named_before_printing(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0].replace("周桂兰", "周桂\ue815"))
    clerk.press(clerk.page.fill.check)
    notes = " ".join(note.accessibleName() for note in clerk.page.check.notes.notes())
    assert "名单序号1（原表第1行）的申请人姓名" in notes and "U+E815" in notes and "方正小标宋简体" in notes


def test_the_sheet_on_the_wall_is_printed_again_and_a_change_is_another_notice(
    clerk: Clerk, messages: RecordedMessages, tmp_path: Path
) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.press(clerk.page.fill.check)
    posted = clerk.page.releasing.opened.facts
    messages.save_answer = tmp_path / "送审.pdf"
    clerk.press(clerk.page.check.save)

    def ways() -> dict[str, Button]:
        return {each.text(): each for note in clerk.page.check.notes.notes() for each in note.findChildren(Button)}

    assert "再打印贴出去的那一份" not in ways()
    clerk.desk.session.act(lambda workspace: sign(workspace, posted.id))
    clerk.settled()
    messages.save_answer = tmp_path / "贴出.pdf"
    clerk.press(clerk.page.check.save)
    assert "再打印贴出去的那一份" in ways()
    # Whether a printer or a file was meant is not kept.
    assert any("打印过或存过 PDF" in note.accessibleName() for note in clerk.page.check.notes.notes())
    messages.save_answer = tmp_path / "再印.pdf"
    clerk.press(ways()["存成 PDF"])
    assert (tmp_path / "再印.pdf").read_bytes() == (tmp_path / "贴出.pdf").read_bytes()

    clerk.press(clerk.page.check.back)
    assert "那一份不变" in messages.toasts[-1]
    assert clerk.draft.answers["publish_date"] == date.today().isoformat()
    clerk.type_into(clerk.page.fill.form.fields["accept_unit"].editor.inputs()[0], "社会事务办公室")
    clerk.press(clerk.page.fill.check)
    assert clerk.page.releasing.opened.facts.id != posted.id and len(clerk.page._overview.kept) == 2


def test_without_a_printer_the_page_says_so_and_offers_a_file(
    clerk: Clerk, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.QPrinterInfo.availablePrinterNames", lambda: [])
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0])
    clerk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert clerk.page._mode == CHECK
    clerk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert messages.troubles[-1].code == "printer-missing"
    assert messages.trouble_buttons[-1][0][0] == "存成 PDF"
    assert clerk.page._overview.kept[0].printed_at is None


def test_a_printed_notice_counts_as_printed_and_keeps_its_sheet(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "印出.pdf"))
    monkeypatch.setattr("ui.outgoing.choose_printer", lambda parent, then: then(printer))
    clerk.begin("NT-49")
    clerk.press(clerk.page.fill.check)
    clerk.press(clerk.page.check.print)
    assert (tmp_path / "印出.pdf").exists() and clerk.page._overview.kept[0].printed_at
    assert "打印过或存过 PDF" in clerk.page.check.state.text() and clerk.page.check.print.isEnabled()
    assert clerk.sheets[-1] is clerk.sheets[-2]


def test_drawing_that_takes_long_can_be_stopped_and_begun_again(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, gate = sheet_module.draw_prepared_notice, threading.Event()

    def slowly(prepared, paper, progress):
        assert gate.wait(10)
        return draw(prepared, paper, progress)

    # Whoever waits for the page to come to rest must not meet the sheet that is held up.
    clerk.begin("NT-49")
    clerk.settled()
    clerk.sheets.clear()
    monkeypatch.setattr(sheet_module, "draw_prepared_notice", slowly)
    clerk.type_into(clerk.page.fill.form.fields["area"].editor.inputs()[0], "一组")
    pane = clerk.page.shown
    clerk.bot.waitUntil(lambda: pane.box is not None, timeout=10_000)
    pane.box.stopped.emit()
    gate.set()
    clerk.settled()
    assert pane.box is None and "停下" in pane.note.accessibleName() and clerk.sheets == []
    clerk.press(pane.note.findChildren(Button)[0])
    assert pane.note is None and len(clerk.sheets) == 1


def test_the_office_is_remembered_for_the_next_notice(clerk: Clerk) -> None:
    clerk.begin(village="双桥村", accept_unit="社会事务办公室")
    clerk.paste(HEAD, PEOPLE[0])
    clerk.press(clerk.page.fill.check)
    clerk.begin("NT-03")
    field = clerk.page.fill.form.fields["accept_unit"]
    assert clerk.draft.answers["accept_unit"] == "社会事务办公室" and field.line() == "与上一份相同"


def test_the_paper_chosen_is_the_paper_drawn(clerk: Clerk) -> None:
    clerk.begin("NT-49")
    clerk.bot.waitUntil(lambda: bool(clerk.sheets), timeout=10_000)
    papers = clerk.page.shown.papers
    with clerk.bot.waitSignal(clerk.page.sheet.drawn, timeout=10_000):
        papers._buttons["A3"].click()
    clerk.settled()
    with pypdfium2.PdfDocument(clerk.sheets[-1].outgoing.pdf) as document:
        assert [round(side) for side in document[0].get_size()] == [842, 1191]


def test_pressing_twice_leaves_out_one_row_only(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, ILL, PEOPLE[0])
    button = clerk.note_buttons()["不列这一行"]
    clerk.checked(lambda: (button.click(), button.click()))
    assert [row[1] for row in clerk.cells()] == ["周桂兰"]


def test_what_stands_in_an_open_cell_is_kept_with_the_notice(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0])
    clerk.table.setFocus()
    clerk.table.go_to_row(1, "备注")
    clerk.bot.keyClick(clerk.table, Qt.Key.Key_F2)
    clerk.table.findChild(QLineEdit).insert("已复核")
    clerk.page.filling.keep()
    clerk.settled()
    assert "已复核" in clerk.sheet_text()


def test_tab_goes_on_in_the_row_that_was_begun_and_enter_goes_below(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.table.go_to_row(1, "村民小组")
    for text, key in [("一组", Qt.Key.Key_Tab), ("张三丰", Qt.Key.Key_Return), ("李四光", Qt.Key.Key_Return)]:
        if clerk.page.window().focusWidget() is clerk.table:
            clerk.key(Qt.Key.Key_F2)
        clerk.page.window().focusWidget().insert(text)
        clerk.checked(partial(clerk.key, key))
    assert clerk.draft.rows == [{"group_name": "一组", "name": "张三丰"}, {"name": "李四光"}]


def test_an_open_cell_does_not_trouble_whoever_begins_another_notice(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0])
    clerk.table.setFocus()
    clerk.table.go_to_row(1, "备注")
    clerk.bot.keyClick(clerk.table, Qt.Key.Key_F2)
    clerk.table.findChild(QLineEdit).insert("已复核")
    draft = clerk.draft
    clerk.bot.keyClick(clerk.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    clerk.settled()
    assert draft.rows[0][draft.columns[-1].key] == "已复核"


def test_an_answer_fetches_nobody_back_who_has_left(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.press(clerk.page.fill.check)
    notice, followed = clerk.page.releasing.opened.facts.id, []
    clerk.page.show_list()
    clerk.page.open_notice(notice, lambda: followed.append(True))
    clerk.page.choose_template()
    clerk.settled()
    assert clerk.page._mode == CHOOSE
    clerk.page.choosing.take("NT-49")
    clerk.page.show_list()
    clerk.settled()
    assert clerk.page._mode == LIST and len(clerk.page.begun.drafts) == 1
    clerk.page.open_notice(notice, lambda: followed.append(True))
    clerk.page.hide()
    clerk.settled()
    assert clerk.page._mode == LIST and followed == []


def test_what_follows_the_drawing_is_not_done_behind_another_page(clerk: Clerk, monkeypatch) -> None:
    clerk.begin("NT-49")
    clerk.press(clerk.page.fill.check)
    notice, followed, gate = clerk.page.releasing.opened.facts.id, [], threading.Event()
    clerk.page.show_list()
    clerk.page.sheet.clear("")
    draw = sheet_module.draw_prepared_notice
    monkeypatch.setattr(sheet_module, "draw_prepared_notice", lambda *given: gate.wait(10) and draw(*given))
    clerk.page.open_notice(notice, lambda: followed.append(True))
    clerk.bot.waitUntil(lambda: clerk.page._mode == CHECK)
    clerk.page.hide()
    gate.set()
    clerk.settled()
    assert followed == []
    clerk.page.show()
    clerk.settled()
    assert clerk.page.check.print.isEnabled()


def test_a_list_pasted_where_the_first_blank_is_stands_in_the_table(clerk: Clerk, messages: RecordedMessages) -> None:
    clerk.begin()
    assert clerk.page.fill.form.fields["village"].editor.isAncestorOf(clerk.page.window().focusWidget())
    QGuiApplication.clipboard().setText("姓名\t村组\t人数\t序列\r\n周桂兰\t王家冲组\t2\t甲\r\n")
    clerk.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert clerk.cells()[0][:2] == ["王家冲组", "周桂兰"]
    assert not clerk.draft.answers.get("village")
    assert messages.toasts[-1] == "名单读进 1 行，没有用上的列：序列。"


def test_a_list_pasted_where_a_filled_in_blank_is_stands_in_the_table(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    year = clerk.page.fill.form.fields["year"].editor.inputs()[0]
    year.setFocus()
    before = year.toPlainText()
    QGuiApplication.clipboard().setText("姓名\t村组\t人数\t序列\r\n周桂兰\t王家冲组\t2\t甲\r\n")
    year.paste()
    clerk.settled()
    assert before and year.toPlainText() == before
    assert clerk.cells()[0][:2] == ["王家冲组", "周桂兰"]


def test_cells_without_titles_stand_where_they_were_pasted(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.table.setFocus()
    clerk.table.go_to_row(1, "申请人姓名")
    QGuiApplication.clipboard().setText("何秀英\r\n赵德全")
    clerk.page.filling.paste()
    clerk.table.go_to_row(4, "备注")
    clerk.settled()
    assert [row[1] for row in clerk.cells()] == ["何秀英", "赵德全", "王某某", "陈德明"]


def test_a_list_that_cannot_be_printed_is_refused_beside_the_table(clerk: Clerk, messages: RecordedMessages) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, PEOPLE[0])
    for text, told in (
        (f"{HEAD}\n王家冲组\t周桂兰\t2\t1\t420\t\t{'长' * 100_000}", "第 2 行的“备注”有 100000 个字"),
        ("长" * 501, "第 1 行的“村民小组”有 501 个字"),
        ("一组\n" * 20_000, "超过 20000 行"),
        ("\n", "剪贴板里没有表格"),
    ):
        QGuiApplication.clipboard().setText(text)
        clerk.table.go_to_row(2)
        clerk.press(clerk.page.fill.paste)
        (note,) = clerk.page.fill.refusal.notes()
        assert told in note.accessibleName()
        clerk.bot.waitUntil(note.isVisible)
        assert len(clerk.draft.rows) == 1
    clerk.paste("二组\t何秀英")
    assert clerk.page.fill.refusal.notes() == [] and messages.troubles == []


def test_what_nobody_sees_and_what_has_no_place_stays_outside_the_list(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.table.go_to_row(1, "身份证号（重名时加）")
    clerk.paste("\x07\tA\x00类\x1b\t多\t余")
    assert clerk.draft.rows[0] == {"id_tail": "", "remark": "A类"}
    assert "右边多出来的 2 列没有地方放" in clerk.page.fill.told.text()


def test_a_cell_takes_no_more_than_fits_and_says_so(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.pages.notices.list_table.QToolTip.showText", lambda place, text, *rest: said.append(text))
    clerk.begin(village="双桥村")
    clerk.table.setFocus()
    clerk.table.go_to_row(1, "备注")
    clerk.bot.keyClick(clerk.table, Qt.Key.Key_F2)
    QGuiApplication.clipboard().setText("长" * 100_000)
    editor = clerk.table.findChild(QLineEdit)
    editor.paste()
    assert len(editor.text()) == 500 and said == ["一格最多 500 个字，多出来的没有放进来。"]
    editor.setText("A\x07类")
    clerk.table.finish_editing()
    assert clerk.draft.rows[0]["remark"] == "A类"


def test_rows_far_down_are_as_high_as_their_words(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    long = f"老屋组\t刘国强\t1\t1\t640\t\t{'上月新增，已经复核。' * 8}"
    clerk.paste(HEAD, *([PEOPLE[0]] * 400), long)
    usual = clerk.table.rowHeight(1)
    clerk.table.go_to_row(401)
    clerk.bot.waitUntil(lambda: clerk.table.rowHeight(400) > usual * 1.5)


def test_a_last_day_moved_by_a_day_off_is_said_on_the_page(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    period, line = clerk.page.fill.form.period, clerk.page.fill.form.fields["publish_date"].editor.inputs()[0]

    def posted(day: str) -> None:
        line.clear()
        clerk.type_into(line, day)

    clerk.checked(lambda: posted("2026-09-26"))
    assert period.words() == "从 9月27日 到 10月8日 张贴次日起算，7 个自然日 最后一天是休息日，顺延到 10月8日"
    assert period._moved.isVisible()
    clerk.press(clerk.page.fill.check)
    assert "顺延到 10月8日" in clerk.page.check.reminders.text()
    clerk.press(clerk.page.check.back)
    clerk.checked(lambda: posted("2026-11-23"))
    assert "顺延" not in period.words() and not period._moved.isVisible()


def test_in_a_narrow_window_titles_are_whole_and_the_list_has_the_keyboard(clerk: Clerk) -> None:
    clerk.begin(village="双桥村")
    clerk.paste(HEAD, *PEOPLE)
    clerk.press(clerk.page.fill.check)
    page = NoticesPage(clerk.desk)
    clerk.bot.addWidget(page)
    page.resize(560, 400)
    page.show()
    page.activateWindow()
    page.take_focus()
    clerk.bot.waitUntil(lambda: bool(page.kept.rows()))
    assert page.kept.hasFocus()
    assert not page.kept.itemDelegate().layout_of(0).cut
    assert page.kept.current_key()
    assert page.kept.selectionModel().selectedRows() == [page.kept.currentIndex()]
    clerk.bot.waitUntil(lambda: page.sheet._shown is not None, timeout=10_000)
    assert page.next_area() and page.shown.isVisible() and not page.kept.isVisible()
    assert not page.next_area()
