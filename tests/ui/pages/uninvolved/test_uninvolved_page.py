"""不涉及领域说明: it follows from what was said, and goes out as paper, file and text."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.drafting.concern import say_concern
from tests.support import Computer
from tests.ui.pages.reading_pdf import pages_of
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.uninvolved.page import UninvolvedPage


@dataclass
class Sitting:
    """A clerk in front of the page."""

    qtbot: object
    desk: TestDesk
    page: UninvolvedPage
    messages: RecordedMessages

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)
        self.qtbot.waitUntil(lambda: not self.page.drawing.is_waiting)
        wait_idle(self.qtbot, self.desk.jobs)

    def click(self, button) -> None:
        assert button.isEnabled(), button.toolTip()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., Sitting]:
    def sit_down(at: Computer) -> Sitting:
        opened = desk(at)
        page = UninvolvedPage(opened).whole()
        for part in (page, page.tools, page.print):
            qtbot.addWidget(part)
        page.resize(1286, 600)
        page.show()
        page.show_place()
        sitting = Sitting(qtbot, opened, page, messages)
        sitting.wait()
        return sitting

    return sit_down


def test_it_is_saved_as_paper_and_as_text_and_copied(sit, township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有征收项目"})
    at: Sitting = sit(township)
    rows = at.page.fields.rows()
    assert (rows[1].number, rows[1].detail) == ("14", "本镇没有征收项目")
    assert rows[2].title.startswith("没动过也没说明的")
    at.messages.save_answer = township.folder / "说明.pdf"
    at.click(at.page.tools.pdf)
    assert "本镇没有征收项目" in pages_of(township.folder / "说明.pdf")[0][2]
    at.messages.save_answer = township.folder / "说明.txt"
    at.click(at.page.tools.text)
    assert "一、" in (township.folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert at.messages.suggested == [f"兴隆镇基层政务公开不涉及领域说明.{kind}" for kind in ("pdf", "txt")]
    at.click(at.page.tools.copy)
    assert "兴隆镇人民政府" in QGuiApplication.clipboard().text()


def test_a_reason_is_changed_where_it_was_said(sit, township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有征收项目"})
    at: Sitting = sit(township)
    at.page.fields.set_current("14")
    at.qtbot.keyClick(at.page.fields, Qt.Key.Key_Return)
    at.page.fields.set_current("stand-ins")
    at.qtbot.keyClick(at.page.fields, Qt.Key.Key_Return)
    assert "方正小标宋" in at.page.fields.rows()[-1].detail
    assert at.desk.went == [("drafting", {"field": "14", "every": True})]


def test_personal_data_in_a_reason_keeps_it_in_the_house(sit, township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "请找 13812345678"})
    at: Sitting = sit(township)
    assert not at.page.print.isEnabled() and not at.page.tools.pdf.isEnabled()
    assert "个人信息" in at.page.shown.note.accessibleName()
    at.messages.save_answer = township.folder / "说明.txt"
    at.click(at.page.tools.text)
    assert at.messages.troubles and not (township.folder / "说明.txt").exists()


def test_without_a_field_left_out_it_says_where_to_begin(sit, township: Computer):
    at: Sitting = sit(township)
    assert at.page.toolbar is None and at.page.primary is None
    assert at.page._stack.currentWidget() is at.page._empty
