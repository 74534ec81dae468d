"""抄过来: choosing a source, comparing, deciding, and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.editions import start_edition
from app.drafting.lookup import find_entry
from app.standards.models import STANDARD_CATALOGUE
from tests.support import OTHER_TOWNSHIP, Computer, computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.comparison.page import ComparisonPage
from ui.pages.copying.page import CopyingPage
from ui.widgets.note import Note


@pytest.fixture
def neighbour(tmp_path: Path) -> Computer:
    """白云乡, which wrote something of its own into field 05."""
    made = computer(tmp_path / "白云乡", OTHER_TOWNSHIP, person="赵刚")
    with made.working() as workspace:
        adopt(workspace, field="05")
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "白云乡人民政府民政办"})
        set_entry(workspace, find_entry(workspace, "05-004"), {"publisher": "白云乡民政办"})
    return made


@dataclass
class Sitting:
    """A clerk in front of the two pages."""

    qtbot: object
    desk: TestDesk
    page: CopyingPage
    messages: RecordedMessages

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)

    def choose(self, key: str) -> None:
        """Press Enter on a source."""
        assert self.page.sources.set_current(key)
        self.qtbot.keyClick(self.page.sources, Qt.Key.Key_Return)
        self.wait()

    def from_file(self, path: Path) -> None:
        self.messages.files_answer = [path]
        self.choose("file")

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

    def publisher(self, code: str) -> str:
        """Return what is stored."""
        found: list[str] = []
        self.desk.session.ask(
            lambda workspace: find_entry(workspace, code).content["values"]["publisher"], found.append
        )
        self.wait()
        return found[0]

    def said(self) -> str:
        """Return what the note on the page says, once it is shown."""
        self.qtbot.waitUntil(lambda: any(note.isVisible() for note in self.page.findChildren(Note)))
        return "".join(note.accessibleName() for note in self.page.findChildren(Note) if note.isVisible())


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., Sitting]:
    """Open the page: `sit(computer, field="05")`."""

    def sit_down(at: Computer, **target) -> Sitting:
        opened = desk(at)
        page = CopyingPage(opened).whole()
        for part in (page, page.header):
            qtbot.addWidget(part)
        page.resize(1286, 600)
        page.show()
        sitting = Sitting(qtbot, opened, page, messages)
        page.show_place(**target)
        sitting.wait()
        return sitting

    return sit_down


def test_a_neighbours_file_is_compared_decided_and_copied_in_one_step(sit, township: Computer, neighbour: Computer):
    township.set("05-003", publisher="兴隆镇便民服务中心")
    at: Sitting = sit(township, field="05")
    at.from_file(neighbour.path)
    page = at.compare()
    assert page.list_pane.list.rows()[0].title == "兴隆镇 · 05 社会救助"
    assert "来源未确认" in page.list_pane.findChild(Note).accessibleName()
    assert page.sides.back.text() == "不抄了" and page.finish.text() == "抄过来"
    page.choose("publisher", "theirs")
    page.finish_all()
    at.wait()
    assert at.publisher("05-003") == "兴隆镇人民政府民政办" and at.publisher("05-004") == "兴隆镇民政办"
    assert at.messages.toasts == ["已从白云乡2026年的工作文件（来源未确认）抄了 2 条"]
    assert at.desk.went[-1] == ("drafting", {"checklist": STANDARD_CATALOGUE, "field": "05"})
    at.messages.toast_actions[-1]()
    at.wait()
    assert at.publisher("05-003") == "兴隆镇便民服务中心"


def test_what_both_wrote_and_nobody_decided_waits(sit, township: Computer, neighbour: Computer):
    township.set("05-003", publisher="兴隆镇便民服务中心")
    at: Sitting = sit(township, field="05")
    at.from_file(neighbour.path)
    page = at.compare()
    page.finish_all()
    at.wait()
    assert at.messages.toasts[-1].endswith("抄了 1 条，1 条冲突先留着")
    page.show_place()
    at.wait()
    assert page.current.code == "05-003"
    assert page.sides.ours.text() == "都取现在的" and page.sides.theirs.text() == "都取抄来的"


def test_last_years_edition_and_other_fields_are_offered(sit, township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="19")
        start_edition(workspace, "2027")
    township.set("05-004", publisher="兴隆镇民政办")
    at: Sitting = sit(township, field="05")
    keys = [row.key for row in at.page.sources.rows() if not row.heading]
    assert keys == ["edition 2026", "file", "field 19"]
    at.page.show_place()
    at.wait()
    assert [row.key for row in at.page.sources.rows() if not row.heading] == ["edition 2026", "file"]
    assert at.page.choice.currentText() == "全部领域"


def test_a_source_without_anything_new_says_so_and_stays(sit, township: Computer):
    with township.working() as workspace:
        start_edition(workspace, "2027")
    at: Sitting = sit(township, field="05")
    at.choose("edition 2026")
    assert at.said().startswith("2026 年的目录里没有这里还没有的内容，什么也没有改。") and not at.desk.went


def test_a_file_that_cannot_be_copied_from_is_told_at_the_place(sit, township: Computer):
    at: Sitting = sit(township, field="05")
    at.from_file(township.path)
    assert "就是正在用的工作文件" in at.said() and not at.messages.troubles
    damaged = township.folder / "坏的.zwgk"
    damaged.write_bytes(b"no package")
    at.from_file(damaged)
    assert "坏的.zwgk" in at.said()
    at.qtbot.keyClick(at.page, Qt.Key.Key_Escape)
    assert at.desk.went == [("drafting", {"checklist": STANDARD_CATALOGUE, "field": "05"})]
