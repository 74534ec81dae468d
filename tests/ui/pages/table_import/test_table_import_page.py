"""导入表格: a table beside what was read from it, corrected, compared, taken in and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.drafting.lookup import find_entry
from tests.support import Computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.comparison.page import ComparisonPage
from ui.pages.table_import.items_pane import ItemsPane
from ui.pages.table_import.page import TableImportPage
from ui.pages.table_import.words import shown_of
from ui.widgets.note import Note

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
_HEADS = ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "备注栏"]


def csv_file(folder: Path, *rows: list[str], title: str = "社会救助领域基层政务公开标准目录") -> Path:
    """Write a small catalogue."""
    file = folder / "石桥镇目录.csv"
    lines = [[title, *[""] * (len(_HEADS) - 1)], _HEADS, *rows]
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), encoding="utf-8-sig")
    return file


def item(number: int, name: str, publisher: str = "石桥镇人民政府", remark: str = "") -> list[str]:
    """A row of it."""
    return [
        str(number),
        "最低生活保障",
        name,
        "办理条件；申请材料；办理流程",
        "《社会救助暂行办法》",
        "制定或获取信息之日起20个工作日内",
        publisher,
        "■政府网站 □公开查阅点",
        remark,
    ]


def tab(items: ItemsPane, words: str) -> QAbstractButton:
    """The tab of that name."""
    return next(button for button in items.tabs.buttons if words in button.text())


@dataclass
class Sitting:
    """A clerk in front of the page."""

    qtbot: object
    desk: TestDesk
    page: TableImportPage
    messages: RecordedMessages

    def open(self, file: Path) -> None:
        """Choose a file with the button."""
        self.messages.files_answer = [file]
        before = self.page.reading
        self.qtbot.mouseClick(
            self.page.choose_file if before is None else self.page.other_file, Qt.MouseButton.LeftButton
        )
        self.shown_after(before)

    def shown_after(self, before: object) -> None:
        self.qtbot.waitUntil(lambda: self.page.reading is not before or bool(self.notes()), timeout=20_000)
        wait_idle(self.qtbot, self.desk.jobs)

    def notes(self) -> str:
        return "".join(note.accessibleName() for note in self.page.findChildren(Note) if not note.isHidden())

    def titles(self) -> list[str]:
        return [row.title for row in self.page.view.items.list.rows() if not row.heading]

    def choose(self, title: str) -> None:
        """Go to an item with the keyboard, as typing its name does."""
        listed = self.page.view.items.list
        key = next(row.key for row in listed.rows() if row.title == title)
        listed.setCurrentIndex(listed.model().index(listed.model().row_of(key)))

    def framed(self) -> set[str]:
        """The texts of the cells that are framed."""
        table = self.page.view.source.table
        return {table.model().sheet.cells[row][column] for row, column in table.delegate.chosen} - {""}

    def click(self, text: str) -> None:
        """Press a cell of the source with the mouse."""
        table, model = self.page.view.source.table, self.page.view.source.table.model()
        place = next(
            (row, column)
            for row, line in enumerate(model.sheet.cells)
            for column, cell in enumerate(line)
            if cell == text
        )
        index = model.index(*place)
        table.scrollTo(index)
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())

    def pick_meaning(self, words: str) -> None:
        """Choose in the menu that is open."""
        before, menu = self.page.reading, QApplication.activePopupWidget()
        next(action for action in menu.actions() if action.text().partition("\t")[0] == words).trigger()
        menu.close()
        self.shown_after(before)

    def said(self, element: str) -> str:
        """What the current item says under a head."""
        cells = self.page.view.items.detail.model().cells
        return next((line[1].text for line in cells if line[0].text == element), "")

    def compare(self) -> ComparisonPage:
        """Press the way forward and follow, as the window does."""
        self.qtbot.keyClick(self.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        place, target = self.desk.went[-1]
        assert place == "comparison"
        page = ComparisonPage(self.desk).whole()
        for part in (page, page.finish):
            self.qtbot.addWidget(part)
        page.resize(1286, 600)
        page.show()
        page.show_place(**target)
        wait_idle(self.qtbot, self.desk.jobs)
        return page

    def stored(self, code: str) -> dict:
        """The values stored of an entry."""
        found: list[dict] = []
        self.desk.session.ask(lambda workspace: find_entry(workspace, code).content["values"], found.append)
        wait_idle(self.qtbot, self.desk.jobs)
        return found[0]


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., Sitting]:
    """Open the page: `sit(computer)`."""

    def sit_down(at: Computer) -> Sitting:
        opened = desk(at)
        page = TableImportPage(opened).whole()
        for part in (page, page.steps, page.other_file):
            qtbot.addWidget(part)
        page.resize(1286, 574)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.show_place()
        wait_idle(qtbot, opened.jobs)
        return Sitting(qtbot, opened, page, messages)

    return sit_down


def test_items_and_cells_lead_to_each_other(sit, township: Computer):
    at: Sitting = sit(township)
    assert not at.page.start.isHidden()
    at.open(SAMPLES / "merged-everywhere-broken-words.xlsx")
    assert len(at.titles()) == 13
    at.choose("最低生活保障 · 办事指南")
    assert "镇人民政府" in {text.replace("\n", "") for text in at.framed()}
    at.click("初审对象名单及相\n关信息")
    assert at.page.view.items.list.current_key() == "item 0 4"
    assert "初审对象名单及相关信息" in at.said("公开内容（要素）")
    at.page.view.items.detail.selectRow(0)
    assert {text.replace("\n", "") for text in at.framed()} == {"最低生活保障"}


def test_a_column_is_corrected_once_and_everything_is_read_anew(sit, qtbot, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    at.open(csv_file(tmp_path, *(item(n, name, remark="每季度更新") for n, name in ((1, "办事指南"), (2, "审核信息")))))
    at.choose("最低生活保障 · 办事指南")
    assert at.said("公开主体") == "石桥镇人民政府"
    at.click("公开主体")
    header = at.page.view.source.table.header
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.box_rect(6).center())
    at.pick_meaning("表里另有的栏目")
    assert at.said("公开主体") == "石桥镇人民政府"
    assert all(column.meaning != "publisher" for column in at.page.reading.read.tables[0].columns)
    table = at.page.view.source.table
    at.click("每季度更新")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    at.pick_meaning("公开主体")
    assert at.said("公开主体") == "每季度更新"
    at.open(csv_file(tmp_path, item(1, "办事指南", remark="县民政局")))
    at.choose("最低生活保障 · 办事指南")
    assert at.said("公开主体") == "县民政局"


def test_what_was_not_understood_is_listed_leads_to_its_cell_and_can_go_along(sit, qtbot, township: Computer):
    at: Sitting = sit(township)
    at.open(SAMPLES / "extra-columns-office-and-phone.xlsx")
    items = at.page.view.items
    at.qtbot.mouseClick(tab(items, "没认出来"), Qt.MouseButton.LeftButton)
    rows = items.list.rows()
    assert rows[0].title == "Q4" and rows[0].detail == "#REF!" and "公式出错" in rows[0].note
    assert at.page.view.source.table.current_place() == (3, 16)
    head = next(row for row in rows if row.title == "“咨询电话”这一列")
    assert head.checked is False
    before = at.page.reading
    items.list.checked.emit(head.key, True)
    at.shown_after(before)
    assert next(row for row in items.list.rows() if row.key == head.key).checked is True
    taken = at.page.reading.batch.proposals[0].theirs["values"]["elements"]
    assert any(line.startswith("咨询电话：") for line in taken)


def test_a_table_is_compared_taken_in_and_taken_back_in_one_step(sit, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    before = at.stored("05-004")
    at.open(csv_file(tmp_path, item(1, "办事指南", "兴隆镇民政办"), item(2, "本镇自己加的一项", "兴隆镇民政办")))
    details = [row.detail for row in at.page.view.items.list.rows()]
    assert any(detail.startswith("同名") for detail in details) and "本地增加" in details
    page = at.compare()
    assert page.sides.back.text() == "返回看表格" and page.finish.text() == "导入"
    assert at.stored("05-004") == before
    page.finish_all()
    wait_idle(at.qtbot, at.desk.jobs)
    assert at.stored("05-004")["publisher"] == "兴隆镇民政办"
    assert at.messages.toasts[-1].startswith("已从石桥镇目录.csv导入了 2 条")
    assert at.desk.went[-1][0] == "drafting"
    at.messages.toast_actions[-1]()
    wait_idle(at.qtbot, at.desk.jobs)
    assert at.stored("05-004") == before


def test_rows_that_were_not_compared_are_not_called_the_same(sit, qtbot, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    number = "11010519491231002X"
    same, kept_out = (["", "最低生活保障", name, *[""] * 6] for name in ("办事指南", f"{number}的申请"))
    at.open(csv_file(tmp_path, same))
    qtbot.keyClick(at.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "表里的和这里的一样，没有要改的" in at.notes()
    at.open(csv_file(tmp_path, same, kept_out))
    assert len(at.titles()) == 2 and number not in "".join(at.titles())
    qtbot.keyClick(at.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "比过的 1 条和这里的一样" in at.notes() and "还有 1 条没有比：名称里像是有个人信息 1 条" in at.notes()


def test_the_field_of_a_table_can_be_chosen(sit, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    at.open(csv_file(tmp_path, item(1, "兴隆镇夜市管理"), item(2, "兴隆镇河道清理"), title="公开目录"))
    items = at.page.view.items
    assert {row.detail for row in items.list.rows()} == {"没认出领域"} and not items.forward.isEnabled()
    before = at.page.reading
    items.field.setCurrentIndex(items.field.findData("05"))
    items.field.activated.emit(items.field.currentIndex())
    at.shown_after(before)
    assert {row.detail for row in items.list.rows()} == {"本地增加"} and items.forward.isEnabled()


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(sit, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    damaged = tmp_path / "坏的目录.xlsx"
    damaged.write_bytes(b"PK\x03\x04" + b"x" * 200)
    at.open(damaged)
    assert "坏的目录.xlsx" in at.notes() and at.page.reading is None and not at.messages.troubles
    assert at.page._stack.currentWidget() is at.page.start


def test_a_pasted_table_is_read(sit, qtbot, township: Computer):
    at: Sitting = sit(township)
    copied = QMimeData()
    copied.setText("\n".join("\t".join(line) for line in (_HEADS, item(1, "办事指南"), item(2, "审核信息"))))
    QGuiApplication.clipboard().setMimeData(copied)
    qtbot.keyClick(at.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    at.shown_after(None)
    assert at.titles() == ["最低生活保障 · 办事指南", "最低生活保障 · 审核信息"]


def test_two_ticks_in_a_hurry_both_count(sit, township: Computer):
    at: Sitting = sit(township)
    at.open(SAMPLES / "extra-columns-office-and-phone.xlsx")
    items, before = at.page.view.items, at.page.reading
    for head in ("咨询电话", "网址"):
        items.list.checked.emit(f"head {head}", True)
    at.shown_after(before)
    at.qtbot.waitUntil(lambda: at.page.reading.choices.heads == {"咨询电话", "网址"})


def test_what_to_know_of_a_table_stands_there_before_going_on(sit, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    row = item(1, "审核信息")
    row[4] = "《最低生活保障审核审批办法（试行）》"
    at.open(csv_file(tmp_path, row))
    items = at.page.view.items
    at.qtbot.mouseClick(tab(items, "要知道的"), Qt.MouseButton.LeftButton)
    told = [f"{each.title}{each.note}" for each in items.list.rows()]
    assert any("已由《最低生活保障审核确认办法》代替" in each for each in told)
    assert any(each.startswith("这里有、表里没有的") for each in told)
    assert items.detail.isHidden()


def village_affairs(folder: Path) -> Path:
    """A table of another checklist than the catalogue."""
    file = folder / "村务公开目录.csv"
    lines = [
        ["兴隆镇村务公开目录"],
        ["序号", "类别", "公开事项", "公开内容", "公开形式", "公开时间", "责任人", "备注"],
        ["1", "村级财务", "财务收支", "收入；支出", "村务公开栏", "每季度", "李某", "按时"],
        ["2", "村级财务", "集体资产", "资产台账；承包合同", "村务公开栏", "每年", "李某", ""],
    ]
    file.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8-sig")
    return file


def test_another_checklist_is_recognised_and_can_be_changed(sit, qtbot, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    at.open(village_affairs(tmp_path))
    items, model = at.page.view.items, at.page.view.source.table.model()
    assert items.checklist.currentText() == "村务公开目录" and items.checklist.currentData() == "village-affairs"
    assert items.field.isHidden() or not items.field.isVisible()
    assert items.forward.isEnabled() and len(at.page.reading.batch.proposals) == 2
    assert {each.theirs["checklist"] for each in at.page.reading.batch.proposals} == {"village-affairs"}
    assert "没认出来" not in "".join(button.text() for button in items.tabs.buttons)
    assert all(model.meaning(column) for column in range(8)) and "乡级" not in model.meaning(4)
    before = at.page.reading
    items.checklist.setCurrentIndex(items.checklist.findData("standard-catalogue"))
    items.checklist.activated.emit(items.checklist.currentIndex())
    at.shown_after(before)
    assert items.field.isVisible() and at.page.reading.is_standard
    assert "责任人" in "".join(row.title for row in at.page._stack.currentWidget().items._rows["unread"])


def test_where_two_checklists_fit_alike_the_clerk_says_which(sit, qtbot, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    file = tmp_path / "目录.csv"
    lines = [
        ["公开类别", "公开事项", "公开内容", "公开依据", "公开时限", "责任单位", "公开渠道", "更新周期"],
        ["机构职能", "机构设置", "名称；地址", "《政府信息公开条例》", "20个工作日内", "镇党政办", "政府网站", "每年"],
        ["财政信息", "部门预算", "收支总表；说明", "《预算法》", "20个工作日内", "镇财政所", "政府网站", "每年"],
    ]
    file.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8-sig")
    at.open(file)
    items = at.page.view.items
    assert "没有写是哪种清单" in at.notes() and "也像“" in at.notes() and not items.forward.isEnabled()
    assert at.page.view.items.wanted_choice() is items.checklist
    before = at.page.reading
    items.checklist.setCurrentIndex(items.checklist.findData("basic-catalogue"))
    items.checklist.activated.emit(items.checklist.currentIndex())
    at.shown_after(before)
    items = at.page.view.items
    assert "没有写是哪种清单" not in at.notes() and items.forward.isEnabled()
    assert {each.theirs["checklist"] for each in at.page.reading.batch.proposals} == {"basic-catalogue"}


def test_a_file_in_which_nothing_was_recognised_is_read_once_the_clerk_says_how(sit, qtbot, township, tmp_path: Path):
    at: Sitting = sit(township)
    file = tmp_path / "旧表.csv"
    rows = ["石桥镇的,,", "甲,乙,丙", "夜市管理,摊位；时间,石桥镇人民政府", "河道清理,河段；时间,石桥镇人民政府"]
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    at.open(file)
    assert "没有认出目录表格" in at.notes() and not at.titles()
    assert "哪一行是表头" in at.page.view.items.summary.text()
    assert not at.page.view.items.forward.isEnabled()
    at.click("乙")
    press = next(button for button in at.page.findChildren(QAbstractButton) if button.text() == "选中的这一行是表头")
    before = at.page.reading
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    at.shown_after(before)
    header = at.page.view.source.table.header
    for column, meaning in ((0, "一级事项"), (1, "公开内容（要素）")):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.box_rect(column).center())
        at.pick_meaning(meaning)
    assert at.titles() == ["夜市管理", "河道清理"] and "有 2 条看不出是哪个领域" in at.notes()
    source = at.page.view.source
    source._offer_heads()
    assert [each.text() for each in source._heads_menu.actions()][-1] == "还是照程序看的"
    at.open(file)
    press = next(b for b in at.page.findChildren(QAbstractButton) if b.text() == "选中的这一行是表头")
    at.click("乙")
    before = at.page.reading
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    at.shown_after(before)
    assert at.titles() == ["夜市管理", "河道清理"]


def test_no_personal_number_of_the_file_is_shown_or_spoken(sit, qtbot, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    number, phone = "11010519491231002X", "13812345678"
    row = item(1, "办事指南", remark=f"找张三{phone}")
    row[3] = f"材料：{number}；流程"
    at.open(csv_file(tmp_path, row, item(2, "审核信息")))
    at.choose("最低生活保障 · 办事指南")
    model = at.page.view.source.table.model()
    shown = []
    for line in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(line, column)
            shown += [model.data(index), model.data(index, Qt.ItemDataRole.AccessibleTextRole)]
            shown.append(model.told((line, column)))
    shown += [cell.text for cells in at.page.view.items.detail.model().cells for cell in cells]
    told = "".join(shown)
    assert number not in told and phone not in told
    assert "**************002X" in told and "138****5678" in told and "D3" in told


def test_a_table_of_several_units_says_that_a_group_is_to_be_chosen(sit, township: Computer):
    at: Sitting = sit(township)
    at.open(SAMPLES / "one-sheet-per-field-1000-rows.xlsx")
    assert "还不知道哪一组是本单位的" in at.notes()
    assert "还没选哪一组" in at.page.view.items.list.rows()[1].detail
    before, section = at.page.reading, at.page.view.items.section
    go = next(button for button in at.page.findChildren(QAbstractButton) if button.text() == "去选")
    at.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert section.hasFocus()
    section.setCurrentIndex(2)
    section.activated.emit(2)
    at.shown_after(before)
    assert not at.notes() and at.page.view.items.forward.isEnabled()


def test_in_a_narrow_pane_the_summary_is_read_in_full(sit, qtbot, township: Computer):
    at: Sitting = sit(township)
    at.open(SAMPLES / "several-fields-one-sheet.xlsx")
    pane = ItemsPane().whole()
    qtbot.addWidget(pane)
    pane.resize(330, 600)
    pane.show()
    pane.show_reading(shown_of(at.page.reading))
    wait_idle(qtbot, at.desk.jobs)
    summary = pane.summary
    qtbot.waitUntil(lambda: summary.height() >= summary.heightForWidth(summary.width()))
    assert summary.visibleRegion().boundingRect().size() == summary.size()
    below = summary.mapTo(pane, summary.rect().bottomLeft()).y()
    assert below < pane.forward.mapTo(pane, pane.forward.rect().topLeft()).y()


def test_in_a_narrow_window_what_was_read_is_shown_first(sit, township: Computer):
    at: Sitting = sit(township)
    at.page.resize(900, 574)
    at.open(SAMPLES / "merged-everywhere-broken-words.xlsx")
    at.qtbot.waitUntil(at.page.view.items.forward.isVisible)
    assert not at.page.view.source.isVisible() and at.page.view.items.list.hasFocus()


def test_reading_a_large_file_is_stopped_at_once_and_nothing_is_said_of_it(sit, township: Computer, tmp_path: Path):
    at: Sitting = sit(township)
    at.page.read(csv_file(tmp_path, *(item(number, f"第{number}项指南") for number in range(5_000))))
    at.page._job.cancel()
    wait_idle(at.qtbot, at.desk.jobs)
    assert at.page.reading is None and not at.notes() and not at.messages.troubles
    assert at.page._stack.currentWidget() is at.page.start


def test_the_keyboard_stays_in_the_table_when_the_heads_were_pointed_out(
    sit, qtbot, township: Computer, tmp_path: Path
):
    at: Sitting = sit(township)
    file = tmp_path / "旧表.csv"
    file.write_text("甲,乙\n夜市管理,摊位；时间\n河道清理,河段；时间", encoding="utf-8-sig")
    at.open(file)
    before = at.page.reading
    press = next(button for button in at.page.findChildren(QAbstractButton) if button.text() == "选中的这一行是表头")
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    at.shown_after(before)
    assert at.page.view.source.table.hasFocus() and at.page.view.items.current is not None
