"""各村: one table split by its village column, the month's sheets of all, the list of units."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from app.exchange.roster import add_unit
from app.notices.keeping import filled_of, kept_notices
from app.opening import open_workspace
from app.villages.making import make_notices
from app.villages.units import ExpectedSheet, expect_sheets, load_units, remove_unit
from app.workspace import utc_now
from tests.app.villages.conftest import BAIMA, DONGMEN, HEADS, QINGSHI, TEMPLATE, Office, make_office, row
from tests.support import TOWNSHIP
from ui.pages.villages import month_printing
from ui.pages.villages.page import EXPECTED, SHEETS, SPLIT, UNITS, VillagesPage
from ui.pages.villages.sheets_view import EACH

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Place:
    """A computer with one of the office's files open."""

    path: Path
    person: str = "陈静"
    clock: object = field(default=utc_now)


class Accountant:
    """The person in front of the page."""

    def __init__(self, qtbot, desk, settle, messages, office: Office, open_unit):
        self.qtbot, self.settle, self.messages, self.office = qtbot, settle, messages, office
        self.desk = desk(Place(office.path(open_unit)))
        self.page = VillagesPage(self.desk).whole()
        qtbot.addWidget(self.page)
        self.page.resize(1286, 640)
        self.page.show()
        self.page.activateWindow()
        self.wait()

    def wait(self) -> None:
        self.settle(self.desk)

    def show(self, mode: str) -> None:
        self.page.show_place(view=mode)
        self.page.take_focus()
        self.wait()

    def paste(self, rows, template: str = TEMPLATE) -> None:
        """Choose the notice and paste the list."""
        self.show(SPLIT)
        self.page.split.template_chosen.emit(template)
        self.wait()
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in (HEADS, *rows)))
        self.page.split.paste.click()
        self.wait()

    def questions(self) -> list[tuple[str, list[str]]]:
        return [(each.title, [action.text for action in each.actions]) for each in self.page.split.questions.rows()]

    def answer(self, number: int, action: int) -> None:
        """Press a mini button of a question."""
        asked = self.page.split.questions.rows()[number]
        self.page.split.questions.acted.emit(asked.key, asked.actions[action].code)
        self.wait()

    def split_table(self) -> list[tuple[str, str, str]]:
        """Village, rows and what becomes of it."""
        return [(line[0].text, line[1].text, line[3].text) for line in self.page.split.table.model().cells]

    def sheets(self) -> list[list[str]]:
        return [[cell.text for cell in line] for line in self.page.sheets.table.model().cells]

    def sheet(self) -> str:
        """The text of the sheet beside the table."""
        pdf = self.page.split_pane.preview.pdf
        if pdf is None:
            return ""
        with pypdfium2.PdfDocument(pdf) as document:
            return "".join(page.get_textpage().get_text_bounded() for page in document)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key, modifier)
        self.wait()

    def names(self, unit) -> list[list[str]]:
        """The names in the notices of a unit, read from the file by another program."""
        with open_workspace(self.office.path(unit), read_only=True) as workspace:
            return [[line.cells[2] for line in filled_of(each).table.rows] for each in kept_notices(workspace)]


@pytest.fixture
def accountant(qtbot, desk, settle, messages, tmp_path):
    """Sit down at the office's computer with one of its files open."""
    office = make_office(tmp_path)
    return lambda open_unit=TOWNSHIP: Accountant(qtbot, desk, settle, messages, office, open_unit)


def test_a_pasted_list_goes_to_the_villages_once_every_name_is_certain(accountant):
    clerk = accountant(BAIMA)
    clerk.paste([row("白马村委会", "赵一"), row("青石", "钱二"), row("东门杜区", "孙三"), row("北山村", "李四")])
    page, split = clerk.page, clerk.page.split
    assert clerk.questions() == [
        ("“东门杜区”是哪个村？", ["是东门社区", "选一个村…", "这些行不要"]),
        ("“北山村”是哪个村？", ["选一个村…", "这些行不要"]),
    ]
    assert page.focusWidget() is split.questions
    assert not split.make.isEnabled()
    assert "先说明" in split.make.toolTip()
    assert "“村名”这一列" in split.told.text()
    assert not split._form_part.isHidden()
    clerk.press(Qt.Key.Key_Return)
    clerk.answer(0, 1)
    assert clerk.split_table() == [("白马村", "1", "做一份"), ("青石村", "1", "做一份"), ("东门社区", "1", "做一份")]
    assert split.make.text() == "做 3 个村的公示"
    split.table.set_current(QINGSHI.id)
    clerk.qtbot.waitUntil(lambda: "钱二" in clerk.sheet())
    assert "赵一" not in clerk.sheet()
    assert clerk.desk.session.unstored() == ["各村的名单“惠农补贴发放结果公布”"]
    clerk.press(Qt.Key.Key_Return, CONTROL)
    assert [line[2] for line in clerk.split_table()] == ["做好了"] * 3
    assert [clerk.names(unit) for unit in (BAIMA, QINGSHI, DONGMEN)] == [[["赵一"]], [["钱二"]], [["孙三"]]]
    assert page.splitting.table is None
    assert clerk.desk.session.unstored() == []
    assert clerk.messages.toasts[-1] == "做好了 3 个村的公示。"
    clerk.messages.toast_actions[-1]()
    assert page.tabs.current() == SHEETS
    assert clerk.desk.session.undo_label is not None


def test_the_office_s_own_telephone_is_remembered_for_the_next_list_and_nothing_else(accountant):
    clerk = accountant(BAIMA)
    clerk.paste([row("青石", "钱二")])
    form = clerk.page.split.form
    clerk.qtbot.waitUntil(lambda: form.is_made and "phone" in form.fields)
    form.typed.emit("phone", "0990-6120118")
    form.typed.emit("check_until", "2026-12-01")
    clerk.page.split.make.click()
    clerk.wait()
    with open_workspace(clerk.office.path(QINGSHI), read_only=True) as workspace:
        assert "0990-6120118" in " ".join(part.text for part in filled_of(kept_notices(workspace)[0]).paragraphs)
    assert clerk.desk.preferences.get("villages.contact") == {"phone": "0990-6120118"}
    clerk.page.split.back.click()
    clerk.paste([row("青石", "孙三")])
    clerk.qtbot.waitUntil(lambda: form.is_made and "phone" in form.fields)
    assert form.fields["phone"].editor.value() == "0990-6120118"


def test_what_could_not_be_made_is_told_and_made_later_without_doubling(accountant):
    clerk = accountant()
    rows = [row("白马村", "赵一"), row("青石村", "钱二"), row("东门社区", "孙三13912345678")]
    with open_workspace(clerk.office.path(QINGSHI)):
        clerk.paste(rows)
        assert [line[2] for line in clerk.split_table()] == ["做一份", "做一份", "1 处不能公开，要先改"]
        clerk.page.split.make.click()
        clerk.wait()
    assert [line[2] for line in clerk.split_table()] == ["做好了", "没有做", "没有做"]
    assert "在另一个窗口" in clerk.page.split.table.model().cells[1][3].detail
    assert clerk.page.split.make.text() == "再做没做成的"
    clerk.page.split.make.click()
    clerk.wait()
    assert [line[2] for line in clerk.split_table()] == ["已经有一样的，没有再做", "做好了", "没有做"]
    clerk.paste([*rows[:2], row("东门社区", "孙三")])
    assert [line[2] for line in clerk.split_table()] == ["已经有一样的，不再做"] * 2 + ["做一份"]
    clerk.page.split.make.click()
    clerk.wait()
    assert [len(clerk.names(unit)) for unit in (BAIMA, QINGSHI, DONGMEN)] == [1, 1, 1]


def test_another_list_under_the_same_title_waits_for_a_word_for_one_or_for_all(accountant):
    clerk = accountant()
    rows = [row("白马村", "赵一"), row("青石村", "钱二")]
    make_notices(clerk.office.parted(rows), TEMPLATE, {})
    clerk.paste([*rows, row("白马村", "孙三"), row("青石村", "李四")])
    split = clerk.page.split
    assert [line[2] for line in clerk.split_table()] == ["请选", "请选"]
    assert not split.make.isEnabled()
    split.for_all[0].click()
    split.table.acted.emit(QINGSHI.id, "again")
    split.table.acted.emit(QINGSHI.id, "add")
    assert [line[2] for line in clerk.split_table()] == ["改原来那一份", "另做一份"]
    split.make.click()
    clerk.wait()
    assert clerk.names(BAIMA) == [["赵一", "孙三"]]
    assert clerk.names(QINGSHI) == [["钱二"], ["钱二", "李四"]]


def test_the_missing_sheets_are_seen_and_the_month_is_printed_for_all(accountant, tmp_path):
    clerk = accountant(BAIMA)
    make_notices(clerk.office.parted([row("青石村", "钱二")]), TEMPLATE, {})
    expect_sheets([ExpectedSheet(TEMPLATE, "quarter"), ExpectedSheet("NT-34", "month")])
    clerk.page.reload()
    clerk.wait()
    assert clerk.sheets() == [
        ["白马村", "没有", "没有", "0 份"],
        ["青石村", "有，还没打印", "没有", "1 份"],
        ["东门社区", "没有", "没有", "0 份"],
    ]
    clerk.messages.save_answer = tmp_path / "本月.pdf"
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert "青石村：还有" in clerk.messages.confirms[-1]
    assert not (tmp_path / "本月.pdf").exists()
    clerk.messages.says_yes = True
    clerk.press(Qt.Key.Key_S, CONTROL)
    today = date.today()
    assert clerk.messages.suggested[-1] == f"各村_{today.year}年{today.month}月公示.pdf"
    with pypdfium2.PdfDocument(tmp_path / "本月.pdf") as pdf:
        assert "钱二" in pdf[0].get_textpage().get_text_bounded()
    assert clerk.sheets()[1][1] == "已打印"
    assert "1 个村 1 份公示存成了 PDF" in clerk.messages.toasts[-1]

    clerk.page.sheets.form.set_current(EACH)
    clerk.page.sheets.only_unprinted.setChecked(False)
    clerk.messages.save_answer = tmp_path
    with open_workspace(clerk.office.path(QINGSHI)):
        clerk.press(Qt.Key.Key_S, CONTROL)
    note = clerk.page.sheets.notes.notes()[0].accessibleName()
    assert "一份也没有印" in note
    assert "青石村：" in note
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert len(list(tmp_path.glob("青石村_*公示.pdf"))) == 1
    assert clerk.page.sheets.notes.isHidden()


def test_the_month_goes_to_a_printer_and_counts_as_printed_once_all_of_it_did(accountant, tmp_path, monkeypatch):
    clerk = accountant(BAIMA)
    clerk.messages.says_yes = True
    make_notices(clerk.office.parted([row("青石村", "钱二"), row("东门社区", "孙三")]), TEMPLATE, {})
    expect_sheets([ExpectedSheet(TEMPLATE, "quarter")])
    clerk.page.reload()
    clerk.wait()
    clerk.press(Qt.Key.Key_P, CONTROL)
    assert clerk.messages.troubles[-1].code == "printer-missing"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    printer.setResolution(72)
    monkeypatch.setattr(month_printing, "choose_printer", lambda parent, then: then(printer))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    clerk.press(Qt.Key.Key_P, CONTROL)
    assert clerk.messages.toasts[-1] == "已送到打印机 1 张，共 2 张。只印了一部分，没有记作已打印。"
    assert [line[1] for line in clerk.sheets()] == ["没有", "有，还没打印", "有，还没打印"]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    clerk.press(Qt.Key.Key_P, CONTROL)
    assert "2 个村 2 份公示送到了打印机，共 2 页" in clerk.messages.toasts[-1]
    assert [line[1] for line in clerk.sheets()] == ["没有", "已打印", "已打印"]
    with pypdfium2.PdfDocument(tmp_path / "纸.pdf") as pdf:
        assert len(pdf) == 2


def test_a_notice_of_the_township_s_asks_who_publishes(accountant):
    clerk = accountant(BAIMA)
    clerk.show(SPLIT)
    clerk.page.split.template_chosen.emit("NT-01")
    clerk.wait()
    clerk.qtbot.waitUntil(lambda: "publisher" in clerk.page.split.form.fields)
    assert "village" not in clerk.page.split.form.fields
    clerk.page.split.template_chosen.emit(TEMPLATE)
    clerk.wait()
    clerk.qtbot.waitUntil(lambda: "publisher" not in clerk.page.split.form.fields)


def test_which_sheets_are_owed_is_chosen_by_ticks(accountant):
    clerk = accountant()
    clerk.page.sheets.choose.click()
    ticked = [each.number for each in clerk.page.expected.list.rows() if each.checked]
    assert ticked == ["02", "34", "42"]
    clerk.page.expected.list.set_current("NT-02")
    clerk.page.expected.list.setFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.page.expected.list.set_current("NT-34")
    clerk.press(Qt.Key.Key_Return)
    assert load_units().expected == (ExpectedSheet("NT-34", "quarter"), ExpectedSheet("NT-42", "quarter"))
    clerk.press(Qt.Key.Key_Escape)
    heads = [head.text for head in clerk.page.sheets.table.model().heads]
    assert heads[1:3] == ["每季度 村级财务收支公布", "每季度 村干部报酬和误工补贴发放公布"]
    clerk.show(EXPECTED)
    clerk.page.expected.usual.click()
    clerk.wait()
    assert load_units().expected is None


def test_without_villages_the_page_says_how_to_begin(accountant):
    clerk = accountant()
    for unit in clerk.office.mine.units:
        remove_unit(unit)
    clerk.page.reload()
    clerk.wait()
    buttons = {each.text(): each for each in clerk.page.findChildren(QPushButton) if each.isVisible()}
    assert {"添加工作文件", "去建立"} <= set(buttons)
    buttons["去建立"].click()
    assert clerk.desk.went == [("inbox", {"roster": True})]
    clerk.desk.session.act(lambda workspace: add_unit(workspace, "河东村"))
    clerk.wait()
    buttons["去建立"].click()
    assert [row.title for row in clerk.page.units.list.rows() if not row.heading] == ["河东村"]


def test_units_come_onto_the_list_and_go_from_it_and_villages_are_made_from_the_roster(accountant, tmp_path):
    clerk = accountant()
    clerk.show(UNITS)
    page, titles = clerk.page, lambda: [each.title for each in clerk.page.units.list.rows() if not each.heading]
    assert titles() == ["白马村", "青石村", "东门社区", "兴隆镇"]
    page.units.list.acted.emit(f"unit {DONGMEN.id}", "drop")
    clerk.wait()
    assert titles() == ["白马村", "青石村", "兴隆镇"]
    clerk.messages.files_answer = [clerk.office.path(DONGMEN)]
    clerk.press(Qt.Key.Key_N, CONTROL)
    assert titles()[-1] == "东门社区"
    clerk.desk.session.act(lambda workspace: add_unit(workspace, "河东村"))
    clerk.wait()
    assert "河东村" in titles()
    clerk.messages.save_answer = tmp_path
    page.units.found_all.click()
    clerk.wait()
    assert (tmp_path / "河东村.qd").is_file()
    assert [unit.name for unit in load_units().villages][-1] == "河东村"
    assert clerk.messages.troubles == []
    page.units.list.set_current(f"unit {BAIMA.id}")
    page.units.list.setFocus()
    clerk.press(Qt.Key.Key_Return)
    assert clerk.desk.session.unit.name == "白马村"


def test_a_file_that_is_gone_is_told_in_every_view_and_the_other_villages_go_on(accountant):
    clerk = accountant()
    clerk.office.path(DONGMEN).unlink()
    clerk.page.reload()
    clerk.wait()
    assert clerk.sheets()[2][1] == "不知道"
    assert "找不到“东门社区.qd”" in clerk.sheets()[2][-1]
    clerk.paste([row("东门社区", "孙三"), row("青石村", "钱二")])
    assert [line[2] for line in clerk.split_table()] == ["做一份", "做不了"]
    clerk.page.split.make.click()
    clerk.wait()
    assert [line[2] for line in clerk.split_table()] == ["做好了", "没有做"]
    clerk.show(UNITS)
    assert "文件不在了" in next(each for each in clerk.page.units.list.rows() if each.title == "东门社区").detail
