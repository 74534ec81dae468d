"""新一年的目录: what will happen is said, a year is begun, another is gone to, and both can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.app.drafting.test_editions import age_standard
from tests.support import Computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.editions.page import EditionsPage


@dataclass
class Sitting:
    """A clerk in front of the page."""

    qtbot: object
    desk: TestDesk
    page: EditionsPage
    messages: RecordedMessages

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)

    def years(self) -> list[tuple[str, str]]:
        return [(row.key, row.right) for row in self.page.years.rows()]

    def begin(self, year: str) -> None:
        self.page.year.selectAll()
        self.page.year.insert(year)
        self.page.year.textEdited.emit(year)
        self.qtbot.keyClick(self.page.year, Qt.Key.Key_Return)
        self.wait()


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[..., Sitting]:
    def sit_down(at: Computer) -> Sitting:
        opened = desk(at)
        page = EditionsPage(opened).whole()
        qtbot.addWidget(page)
        page.resize(1286, 600)
        page.show()
        sitting = Sitting(qtbot, opened, page, messages)
        page.show_place()
        sitting.wait()
        return sitting

    return sit_down


def test_a_year_is_begun_after_it_was_said_what_will_happen(sit, township: Computer):
    at: Sitting = sit(township)
    assert at.page.year.text() == "2027" and at.page.start.text() == "开始编 2027 年的目录"
    assert at.page.words[0].plain_text() == "2026 年的 13 条都带到 2027 年，内容、顺序、不涉及的理由照旧。"
    at.qtbot.keyClick(at.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.wait()
    assert at.messages.toasts[0].startswith("已新建 2027 年的目录，接过来 13 条。")
    assert at.desk.session.unit.edition == "2027" and at.desk.went == [("drafting", {"every": True})]
    assert at.years() == [("2027", "正在编"), ("2026", "")]
    at.messages.toast_actions[0]()
    at.wait()
    assert at.desk.session.unit.edition == "2026"


def test_ctrl_z_in_the_year_is_left_to_the_window_once_the_year_is_begun(sit, township: Computer):
    at, undone = sit(township), []
    QShortcut(QKeySequence.StandardKey.Undo, at.page).activated.connect(lambda: undone.append(True))
    at.page.activateWindow()
    at.qtbot.waitUntil(at.page.isActiveWindow)
    at.page.year.setFocus()
    at.begin("2027")
    at.qtbot.keyClick(at.page.year, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_another_year_is_gone_to_and_back(sit, township: Computer):
    at: Sitting = sit(township)
    at.begin("2027")
    at.page.years.acted.emit("2026", "switch")
    at.wait()
    assert at.years() == [("2027", ""), ("2026", "正在编")] and at.messages.toasts[-1] == "现在编的是 2026 年的目录。"
    assert at.page.context == "正在编 2026 年的目录"
    at.messages.toast_actions[-1]()
    at.wait()
    assert at.desk.session.unit.edition == "2027"


def test_what_the_standard_changed_since_is_listed_and_led_to(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "兴隆镇民政办"})
        age_standard(workspace, "05-003")
        entry = find_entry(workspace, "05-003").id
    at: Sitting = sit(township)
    at.qtbot.keyClick(at.page.year, Qt.Key.Key_Return)
    at.wait()
    (row,) = at.page.changes.rows()
    assert at.page.changed.isVisible() and row.number == "05-003" and not at.desk.went
    assert row.key != entry and row.detail == "标准改过了，请对照看一遍"
    at.page.changes.acted.emit(row.key, "open")
    assert at.desk.went == [("drafting", {"entry": row.key})]


@pytest.mark.parametrize(("typed", "said"), [("明年", "不是年份"), ("2026", "已经有了"), ("", "写明是哪一年")])
def test_what_is_no_new_year_is_said_at_the_place(sit, township: Computer, typed: str, said: str):
    at: Sitting = sit(township)
    at.begin(typed)
    assert said in at.page.field.line() and at.page.year.text() == typed
    assert not at.messages.troubles and at.desk.session.unit.edition == "2026"


def test_the_digits_of_an_input_method_are_a_year(sit, township: Computer):
    at: Sitting = sit(township)
    at.begin("２０２８年")
    assert at.desk.session.unit.edition == "2028"
