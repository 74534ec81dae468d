"""The table of keys in `docs/drafting-desk.md`, pressed as it stands there in the whole window.

A row says what is to be done, which keys do it here and which in a spreadsheet, and how many they are. Here the keys
are pressed one by one where the keyboard is, and what comes of it is looked up in the store or on the screen; the
numbers of both sides are counted from the steps that are written out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.drafting.adopting import add_local, adopt
from app.drafting.concern import not_concerned
from app.drafting.editing import set_entry
from app.drafting.editions import start_edition, switch_edition
from app.drafting.entry import EntryContent
from app.drafting.lookup import find_entry
from app.drafting.tables import own_entries
from app.opening import open_workspace
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import TOWNSHIP, Computer, computer
from tests.ui.support import end_program
from ui.application import Application, Program

PAGE = Path(__file__).parents[4] / "docs" / "drafting-desk.md"
OURS, REASON = "兴隆镇民政办", "本镇没有这类事项"
_ROW = re.compile(r"^\| (.+?) \| (`.+?) \| ([^|]*) \| (.+?) \| ([^|]*) \|$", re.MULTILINE)
_STEP = re.compile(r"`(?P<chord>[^`]+)`(?:×(?P<times>\d+))?|“(?P<text>[^”]+)”")
_COUNT = re.compile(r"(\d+) 键(?:，(\d+) 字)?")
_KEYS = {
    "↑": "Up",
    "↓": "Down",
    "←": "Left",
    "→": "Right",
    "空格": "Space",
    "Enter": "Return",
    "Esc": "Escape",
}
MENU_KEY = "菜单键"
_HELD = {"Ctrl": "ControlModifier", "Shift": "ShiftModifier", "Alt": "AltModifier"}
_SOON_MS = 500


@dataclass(frozen=True)
class Steps:
    """What is pressed: chords such as "Ctrl+D", and texts, which are marked as such."""

    chords: tuple[tuple[str, bool], ...]

    @classmethod
    def read(cls, words: str) -> "Steps":
        found: list[tuple[str, bool]] = []
        for step in _STEP.finditer(words):
            if step["text"]:
                found.append((step["text"], True))
            else:
                found += [(step["chord"], False)] * int(step["times"] or 1)
        return cls(tuple(found))

    @property
    def count(self) -> tuple[int, int]:
        """How many keys are pressed, and how many characters written."""
        keys = sum(not is_text for _, is_text in self.chords)
        return keys, sum(len(words) for words, is_text in self.chords if is_text)


def _stated(words: str) -> tuple[int, int]:
    keys, characters = _COUNT.fullmatch(words.strip()).groups()
    return int(keys), int(characters or 0)


ROWS = {row[1]: row for row in _ROW.finditer(PAGE.read_text(encoding="utf-8"))}
PLAYED: set[str] = set()


def _steps(task: str) -> Steps:
    """What the table says of a task, which is played below."""
    PLAYED.add(task)
    return Steps.read(ROWS[task][2])


FILL_A_FIELD = _steps("填完 05 社会救助 13 条，都照标准")
LOOK_AT_EVERY_QUESTION = _steps("同上，每一问都停下来看一眼")
CHANGE_ONE_ELEMENT = _steps("把 05-005 的公开主体写成“兴隆镇民政办”")
ONE_PUBLISHER = _steps("200 条的公开主体写成一样")
LONG_DEADLINES = _steps("在 12 农村集体土地征收里找出时限长于 20 个工作日的")
DECLINE_AN_ITEM = _steps("一条标为不涉及，选现成的理由")
DECLINE_SOME_ITEMS = _steps("3 条一起标为不涉及")
DECLINE_A_FIELD = _steps("22 安全生产整个领域标为不涉及")
NEW_YEAR = _steps("接着去年的编新一年的目录")
COPY_LAST_YEAR = _steps("抄去年这个领域的答案")


class Clerk:
    """Sits in front of the window with a keyboard and no mouse."""

    def __init__(self, qtbot: Any, program: Program) -> None:
        self._qtbot, self.program = qtbot, program

    @property
    def page(self) -> Any:
        return self.program.window.current

    @property
    def view(self) -> Any:
        return self.page.view

    def press(self, chord: str) -> None:
        """Press a key together with those held, as the screen hands it to the window."""
        if chord == MENU_KEY:
            self._ask_for_menu()
            return
        *held, key = chord.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= getattr(Qt.KeyboardModifier, _HELD[name])
        QTest.keyClick(self.program.window.windowHandle(), getattr(Qt.Key, f"Key_{_KEYS.get(key, key)}"), modifiers)
        self.wait()

    def _ask_for_menu(self) -> None:
        """Do what a screen does for the menu key: only it, not Qt, knows which key that is."""
        focused = QApplication.focusWidget()
        middle = focused.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, focused.mapToGlobal(middle))
        QApplication.sendEvent(focused, event)
        self.wait()

    def write(self, text: str) -> None:
        """Write as an input method does: letters that are not text yet, then the characters they stand for."""
        QApplication.sendEvent(QApplication.focusObject(), QInputMethodEvent("pinyin", []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusObject(), event)
        self.wait()

    def play(self, steps: Steps) -> None:
        for words, is_text in steps.chords:
            (self.write if is_text else self.press)(words)

    def go(self, view: str = "", **target: Any) -> None:
        """Be at a place when the clerk begins."""
        self.program.window.go("drafting", **target)
        self.wait()
        if view:
            self.page.show_view(view)
            self.wait()
            self.view.take_keyboard()
        if view == "grid":
            # The table counts from the first cell; coming from a question it is the cell of that.
            self._qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
            self.wait()

    def wait(self) -> None:
        """Look until nothing moves any more."""
        self._qtbot.waitUntil(self._is_still, timeout=20_000)

    def ask(self, work: Callable[[Workspace], Any]) -> Any:
        """Return what stands in the store."""
        found: list[Any] = []
        self.program.session.typing.settle()
        self.program.session.ask(work, found.append)
        self.wait()
        return found[0]

    def entries(self, field: str) -> list[EntryContent]:
        return self.ask(lambda ws: [content for _, content in own_entries(ws, STANDARD_CATALOGUE, field)])

    def entry(self, item: str) -> dict[str, Any]:
        return self.ask(lambda ws: find_entry(ws, item).content)

    def _is_still(self) -> bool:
        if not self.program.jobs.are_idle:
            return False
        timers = self.program.window.findChildren(QTimer)
        return not any(each.isActive() and each.isSingleShot() and each.interval() <= _SOON_MS for each in timers)


@pytest.fixture
def sit(qtbot, qapp: Application) -> Iterator[Callable[[Computer], Clerk]]:
    """Sit down at the program: `sit(computer)`."""
    program = Program(qapp)
    program.window.resize(1366, 698)

    def sit_down(at: Computer) -> Clerk:
        program.window.show()
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        program.session.start(lambda: open_workspace(at.path, person=at.person, now=at.clock))
        clerk = Clerk(qtbot, program)
        clerk.wait()
        return clerk

    yield sit_down
    end_program(qtbot, program)


@pytest.fixture
def clean(tmp_path: Path) -> Computer:
    """兴隆镇 before anything was adopted."""
    return computer(tmp_path / "新的", TOWNSHIP)


# --- the table itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", ROWS)
def test_the_numbers_of_the_table_are_those_of_its_steps(task: str):
    _, ours, our_count, theirs, their_count = ROWS[task].groups()
    assert Steps.read(ours).count == _stated(our_count)
    assert Steps.read(theirs).count == _stated(their_count)


def test_every_row_of_the_table_is_played():
    assert set(ROWS) == PLAYED


# --- the tasks -------------------------------------------------------------------------------------------------------


@pytest.mark.drill
def test_fill_a_field(sit, clean: Computer):
    clerk = sit(clean)
    clerk.go("guide", field="05")
    clerk.play(Steps(FILL_A_FIELD.chords[:-1]))
    assert [content.state for content in clerk.entries("05")].count("ready") == 12
    clerk.play(Steps(FILL_A_FIELD.chords[-1:]))
    assert [content.state for content in clerk.entries("05")] == ["ready"] * 13


@pytest.mark.drill
def test_look_at_every_question(sit, clean: Computer):
    with clean.working() as workspace:
        adopt(workspace, field="05")
    clerk = sit(clean)
    clerk.go("guide", field="05")
    clerk.play(Steps(LOOK_AT_EVERY_QUESTION.chords[:-1]))
    assert [content.state for content in clerk.entries("05")].count("ready") == 12
    clerk.play(Steps(LOOK_AT_EVERY_QUESTION.chords[-1:]))
    assert [content.state for content in clerk.entries("05")] == ["ready"] * 13


def test_change_one_element(sit, township: Computer):
    clerk = sit(township)
    clerk.go("guide", field="05")
    clerk.play(CHANGE_ONE_ELEMENT)
    assert clerk.entry("05-005")["values"]["publisher"] == OURS


@pytest.mark.drill
def test_one_publisher_for_200_lines(sit, township: Computer):
    with township.working() as workspace:
        for number in range(200 - 13):
            add_local(workspace, {"level1": "本镇的", "level2": f"第 {number} 项"}, field="05")
    clerk = sit(township)
    clerk.go("grid", field="05")
    clerk.play(ONE_PUBLISHER)
    assert [content.values["publisher"] for content in clerk.entries("05")] == [OURS] * 200
    clerk.press("Ctrl+Z")
    assert sum(content.values.get("publisher") == OURS for content in clerk.entries("05")) == 1


def test_find_long_deadlines(sit, clean: Computer):
    with clean.working() as workspace:
        adopt(workspace, field="12")
    clerk = sit(clean)
    clerk.go("grid", field="12")
    clerk.play(LONG_DEADLINES)
    (row,) = clerk.view.table.model.shown
    assert "45日" in clerk.view.table.model.grid.rows[row].values["deadline"]["text"]


def test_an_item_does_not_concern_us(sit, township: Computer):
    clerk = sit(township)
    clerk.go("guide", field="05")
    clerk.play(DECLINE_AN_ITEM)
    assert clerk.entry("05-001")["not_applicable"] == REASON


@pytest.mark.drill
def test_some_items_do_not_concern_us(sit, township: Computer):
    clerk = sit(township)
    clerk.go("grid", field="05")
    clerk.play(DECLINE_SOME_ITEMS)
    assert [content.not_applicable for content in clerk.entries("05")] == [REASON] * 3 + [None] * 10


@pytest.mark.drill
def test_a_field_does_not_concern_us(sit, township: Computer):
    clerk = sit(township)
    clerk.go("guide", field="05")
    clerk.play(DECLINE_A_FIELD)
    assert clerk.ask(not_concerned) == {"22": REASON}


@pytest.mark.drill
def test_go_on_from_last_year(sit, township: Computer):
    township.set("05-005", publisher=OURS)
    clerk = sit(township)
    clerk.go("guide", field="05")
    clerk.play(NEW_YEAR)
    assert clerk.program.session.unit.edition == "2027"
    assert clerk.entry("05-005")["values"]["publisher"] == OURS


@pytest.mark.drill
def test_copy_from_last_year(sit, township: Computer):
    with township.working() as workspace:
        start_edition(workspace, "2027")
        switch_edition(workspace, "2026")
        set_entry(workspace, find_entry(workspace, "05-005"), {"publisher": OURS})
        switch_edition(workspace, "2027")
    clerk = sit(township)
    clerk.go("guide", field="05")
    clerk.play(COPY_LAST_YEAR)
    assert clerk.program.session.unit.edition == "2027" and clerk.page.place == "drafting"
    assert clerk.entry("05-005")["values"]["publisher"] == OURS
