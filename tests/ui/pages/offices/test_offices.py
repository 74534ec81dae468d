"""分办: the list of offices, handing tables out, collecting them through the comparison, reminding."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.drafting.adopting import adopt
from app.drafting.lookup import find_entry
from tests.app.offices.conftest import OfficeTable
from tests.support import TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.comparison.page import ComparisonPage
from ui.pages.offices.page import OfficesPage
from ui.widgets.note import Note


@pytest.fixture
def township(tmp_path: Path) -> Computer:
    """兴隆镇 with field 05 adopted."""
    made = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, field="05")
    return made


@dataclass
class Sitting:
    """A clerk in front of the page."""

    qtbot: object
    desk: TestDesk
    page: OfficesPage
    messages: RecordedMessages

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)

    def choose(self, name: str) -> None:
        """Put the list on an office with the arrow keys."""
        listed, wanted = self.page.view.list, self.row(name).key
        self.qtbot.keyClick(listed, Qt.Key.Key_Home)
        for _ in listed.rows():
            if listed.current_key() != wanted:
                self.qtbot.keyClick(listed, Qt.Key.Key_Down)
        assert listed.current_key() == wanted

    def row(self, name: str):
        return next(row for row in self.page.view.list.rows() if row.title == name)

    def hand(self, name: str, folder: Path) -> OfficeTable:
        """Hand an office its table and open it."""
        self.choose(name)
        self.messages.save_answer = folder
        self.qtbot.mouseClick(self.page.view.give, Qt.MouseButton.LeftButton)
        self.wait()
        return OfficeTable(next(folder.glob(f"{name}_*.xlsx")))

    def collect(self, *files: Path) -> None:
        self.messages.files_answer = list(files)
        self.qtbot.mouseClick(self.page.view.collect, Qt.MouseButton.LeftButton)
        self.wait()

    def compare(self) -> ComparisonPage:
        """Follow to the comparison, as the window does."""
        place, target = self.desk.went[-1]
        assert place == "comparison"
        page = ComparisonPage(self.desk).whole()
        for part in (page, page.primary):
            self.qtbot.addWidget(part)
        page.resize(1286, 600)
        page.show()
        page.show_place(**target)
        self.wait()
        return page

    def said(self) -> list[str]:
        return [note.accessibleName() for note in self.page.findChildren(Note) if note.isVisible()]


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., Sitting]:
    """Open the page: `sit(computer)`."""

    def sit_down(at: Computer) -> Sitting:
        opened = desk(at)
        page = OfficesPage(opened).whole()
        qtbot.addWidget(page)
        page.resize(1286, 600)
        page.show()
        page.show_place()
        wait_idle(qtbot, opened.jobs)
        return Sitting(qtbot, opened, page, messages)

    return sit_down


def test_usual_offices_are_listed_and_fields_move_between_them(township, sit):
    at = sit(township)
    assert at.row("民政办").detail.startswith("社会救助、养老服务") and at.row("民政办").right == "还没有发"
    at.choose("民政办")
    fields = at.page.view.fields
    assert {row.key for row in fields.rows() if row.checked} == {"05", "06"}
    assert fields.set_current("04")
    at.qtbot.keyClick(fields, Qt.Key.Key_Space)
    at.wait()
    assert at.row("民政办").detail.startswith("户籍管理、社会救助、养老服务")
    assert at.row("派出所").detail.startswith("还没有领域")
    at.desk.session.undo()
    at.wait()
    assert at.row("派出所").detail.startswith("户籍管理")


def test_a_single_item_goes_to_another_office_and_back(township, sit):
    at = sit(township)
    at.choose("派出所")
    at.messages.text_answer = " 05-003 "
    at.qtbot.mouseClick(at.page.view.single, Qt.MouseButton.LeftButton)
    at.wait()
    assert "另有单独的 1 项" in at.row("派出所").detail and "· 14 项" in at.row("民政办").detail
    fields = at.page.view.fields
    assert fields.set_current("item 05-003")
    at.qtbot.keyClick(fields, Qt.Key.Key_Space)
    at.wait()
    assert "单独" not in at.row("派出所").detail and "· 15 项" in at.row("民政办").detail
    at.messages.text_answer = "99-999"
    at.qtbot.mouseClick(at.page.view.single, Qt.MouseButton.LeftButton)
    at.wait()
    assert "单独" not in at.row("派出所").detail


def test_a_village_without_offices_is_told_what_to_do(tmp_path, sit):
    at = sit(computer(tmp_path / "白马村", VILLAGE))
    assert at.page.view.empty.isVisible()
    at.messages.text_answer = "村委会"
    at.qtbot.mouseClick(at.page.view.first, Qt.MouseButton.LeftButton)
    at.wait()
    assert at.row("村委会") and not at.page.view.empty.isVisible()


def test_handed_out_filled_in_collected_and_decided(township, sit, tmp_path):
    at = sit(township)
    folder = tmp_path / "发"
    folder.mkdir()
    table = at.hand("民政办", folder)
    assert at.row("民政办").right == "等着交回" and "1 份" in at.messages.toasts[-1]
    table.say("政策法规文件", publisher="兴隆镇民政办", 看过了吗="改过了", audience="火星人")
    at.collect(table.save("填好了.xlsx"))
    page = at.compare()
    assert "火星人" in "".join(note.accessibleName() for note in page.findChildren(Note))
    page.finish_all()
    at.wait()
    assert at.desk.went[-1][0] == "offices"
    stored: list[str] = []
    at.desk.session.ask(lambda w: find_entry(w, "05-001").content["values"]["publisher"], stored.append)
    at.wait()
    assert stored == ["兴隆镇民政办"]
    assert at.row("民政办").right == "还差 14 项"
    at.collect(table.path.with_name("填好了.xlsx"))
    assert "没有新的内容" in at.said()[0] and "收过了" in at.said()[0]


def test_another_checklist_is_handed_out_whole_to_the_office_chosen(township, sit, tmp_path):
    at = sit(township)
    folder = tmp_path / "发"
    folder.mkdir()
    combo = at.page.view.checklist
    assert combo.currentData() == "standard-catalogue" and combo.isVisible()
    combo.setCurrentIndex(combo.findData("basic-catalogue"))
    combo.activated.emit(combo.currentIndex())
    table = at.hand("民政办", folder)
    assert "主动公开基本目录" in table.path.name and "1 份" in at.messages.toasts[-1]
    assert combo.currentData() == "basic-catalogue" and at.row("民政办").right == "等着交回"


def test_several_files_are_taken_together_in_one_step(township, sit, tmp_path):
    at = sit(township)
    folder = tmp_path / "发"
    folder.mkdir()
    table = at.hand("民政办", folder)
    first = table.say("政策法规文件", publisher="兴隆镇民政办", 看过了吗="改过了").save("甲.xlsx")
    second = table.say("监督检查", publisher="兴隆镇民政所", 看过了吗="改过了").save("乙.xlsx")
    stray = folder / "别的.csv"
    stray.write_text("姓名,金额\n张三,1\n", encoding="utf-8")
    at.collect(first, second, stray)
    pane = at.page.view.together
    assert pane.isVisible() and not at.page.view.columns.isVisible()
    told = [(row.right, row.right_detail, row.note) for row in pane.list.rows()]
    assert [right for right, _, _ in told] == ["改 1 项", "改 2 项", "不能收"]
    assert "不是发给科室的分办表" in told[2][2] and "有 1 项几份都写了" in at.said()[0]
    assert pane.take.text() == "收下能收的 2 份"
    at.qtbot.keyClick(at.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.wait()
    assert publishers(at) == ["兴隆镇民政办", "兴隆镇民政所"] and not pane.isVisible()
    assert at.messages.toasts[-1] == "收下了 2 份：改 2 项"
    at.messages.toast_actions[-1]()
    at.wait()
    assert not {"兴隆镇民政办", "兴隆镇民政所"} & set(publishers(at))


def publishers(at: Sitting) -> list[str]:
    found: list[list[str]] = []
    codes = ("05-001", "05-002")
    at.desk.session.ask(lambda w: [find_entry(w, code).content["values"]["publisher"] for code in codes], found.append)
    at.wait()
    return found[0]


def test_one_of_several_files_is_looked_at_alone_and_the_rest_taken_after_it(township, sit, tmp_path):
    at = sit(township)
    folder = tmp_path / "发"
    folder.mkdir()
    table = at.hand("民政办", folder)
    first = table.say("政策法规文件", publisher="兴隆镇民政办", 看过了吗="改过了").save("甲.xlsx")
    second = table.say("监督检查", publisher="兴隆镇民政所", 看过了吗="改过了").save("乙.xlsx")
    at.collect(first, second)
    at.page.view.together.list.acted.emit("0", "alone")
    at.compare().finish_all()
    at.wait()
    assert at.desk.went[-1][0] == "offices"
    at.page.show_place()
    at.wait()
    assert [row.right for row in at.page.view.together.list.rows()] == ["收过了", "改 1 项"]
    at.qtbot.mouseClick(at.page.view.together.back, Qt.MouseButton.LeftButton)
    assert not at.page.view.together.isVisible() and at.page.view.columns.isVisible()
    at.page.show_place()
    at.wait()
    assert not at.page.view.together.isVisible()


def test_reminders_are_offered_only_when_something_is_out(township, sit, tmp_path):
    at = sit(township)
    assert not at.page.view.remind.isEnabled()
    folder = tmp_path / "发"
    folder.mkdir()
    at.hand("派出所", folder)
    at.messages.save_answer = tmp_path / "催办单.pdf"
    at.page.view.save_reminder.trigger()
    at.wait()
    assert (tmp_path / "催办单.pdf").read_bytes().startswith(b"%PDF")
    at.choose("派出所")
    at.qtbot.mouseClick(at.page.view.by_hand, Qt.MouseButton.LeftButton)
    at.wait()
    assert at.row("派出所").right.endswith("交回")
