"""The first page as a new clerk uses it: by keyboard through four steps, and around them."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.backups import back_up
from app.demo_folder import demo_folder
from app.drafting.concern import not_concerned
from app.exchange.handing_in import export_start
from app.exchange.roster import add_unit
from app.opening import open_workspace
from app.workspace import Workspace
from tests.support import COUNTY, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.support import choose_look, end_program, seen_before_restoring, wait_idle
from ui.application import Application, Program
from ui.pages.welcome.page import WelcomePage
from ui.widgets.note import Note
from ui.widgets.progress import JobBox
from ui.widgets.stepper import Stepper

_ENTER, _SPACE, _LEFT = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Left


class Sitting:
    """A clerk in front of the first page."""

    def __init__(self, program: Program, qtbot) -> None:
        self.program, self.qtbot = program, qtbot

    @property
    def page(self) -> WelcomePage:
        return self.program.window._welcome

    def settle(self) -> None:
        wait_idle(self.qtbot, self.program.jobs)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.program.window.focusWidget(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        self.program.window.focusWidget().insert(text)

    def shown(self) -> str:
        """The heading of what is shown."""
        return self.page.view.stack.currentWidget().heading.text()

    def trouble(self) -> str:
        return " ".join(note.accessibleName() for note in self.page.findChildren(Note) if note.isVisible())

    def fill_unit(self, path: Path, name: str = "兴隆镇") -> None:
        unit = self.page.unit
        unit.name.clear()
        unit.name.insert(name)
        unit.person.clear()
        unit.person.insert("周丽")
        unit.set_path(path)
        self.settle()


@pytest.fixture
def begin(qtbot, qapp: Application) -> Iterator[Callable[..., Sitting]]:
    """Start the program without any file."""
    started: list[Program] = []

    def sit_down(*recent: Path) -> Sitting:
        program = Program(qapp)
        started.append(program)
        program.window.resize(1366, 698)
        for path in reversed(recent):
            program.preferences.remember_workspace(path, path.parent.name, "2026")
        program.window.show_welcome()
        program.window.show()
        program.window.activateWindow()
        sitting = Sitting(program, qtbot)
        sitting.settle()
        return sitting

    yield sit_down
    for program in started:
        end_program(qtbot, program)


def stored(sitting: Sitting, work: Callable[[Workspace], object]) -> object:
    found: list[object] = []
    sitting.program.session.ask(work, found.append)
    sitting.settle()
    return found[0]


def test_a_whole_first_run_by_keyboard(begin, tmp_path: Path, shot):
    clerk = begin()
    shot(clerk.program.window, "welcome-role")
    assert clerk.shown() == "您在哪里工作？"
    clerk.press(_ENTER)
    assert clerk.shown() == "单位和地方"
    unit = clerk.page.unit
    clerk.type("兴隆镇")
    assert unit.name_field.line() == "公开主体写作“兴隆镇人民政府”"
    assert unit.path.text().endswith("兴隆镇_" + str(datetime.date.today().year) + ".qd")
    unit.code.insert("４３０１２４ １０１")
    unit.parent.insert("清和县")
    unit.set_path(tmp_path / "兴隆镇.qd")
    clerk.settle()
    clerk.press(_ENTER)
    assert unit.person_field.line().startswith("请写您的姓名")
    clerk.type("周丽")
    clerk.press(_ENTER)
    assert clerk.shown() == "哪些领域与兴隆镇有关？"
    cards = clerk.page.fields.cards
    assert clerk.page.fields.count.text() == "选了 27 个领域，286 条"
    for _ in range(3):
        clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Right)
    assert cards.current_key() == "14"
    clerk.press(_SPACE)
    clerk.press(_ENTER)
    assert clerk.page.fields.reason_field.line() == "写一个理由，或者把它重新选上。"
    clerk.page.fields.reason.lineEdit().insert("本镇没有国有土地")
    shot(clerk.program.window, "welcome-fields")
    clerk.press(_ENTER)
    assert clerk.shown() == "文字和颜色"
    clerk.press(_ENTER)
    session = clerk.program.session
    assert (session.unit.name, session.unit.code, session.unit.parent_name) == ("兴隆镇", "430124101", "清和县")
    assert (session.person, session.unit.path) == ("周丽", tmp_path / "兴隆镇.qd")
    assert stored(clerk, not_concerned) == {"14": "本镇没有国有土地"}
    assert clerk.program.window.current.place == "workbench"


def test_nothing_can_be_pressed_before_it_is_known_what_to_ask(qapp: Application, qtbot):
    program = Program(qapp)
    page = program.window.show_welcome()
    program.window.show()
    assert not page.view.isVisible()
    wait_idle(qtbot, program.jobs)
    assert page.view.isVisible() and page.view.stack.currentWidget() is page.role
    assert program.window.focusWidget() is page.role.choices["town"]
    end_program(qtbot, program)


def test_no_later_question_is_made_ready_before_the_first_is_answered(begin):
    sitting = begin()
    assert sitting.shown() == "您在哪里工作？"
    assert vars(sitting.page).keys() & {"role", "unit", "fields", "look"} == {"role"}


def test_answers_stay_when_going_back_and_forth(begin, tmp_path: Path):
    clerk = begin()
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "甲.qd", "白马乡")
    clerk.press(_ENTER)
    clerk.press(_LEFT, Qt.KeyboardModifier.AltModifier)
    clerk.press(_LEFT, Qt.KeyboardModifier.AltModifier)
    assert clerk.shown() == "您在哪里工作？"
    clerk.press(_ENTER)
    unit = clerk.page.unit
    assert (unit.name.text(), unit.person.text(), unit.path.text()) == ("白马乡", "周丽", str(tmp_path / "甲.qd"))


def test_a_taken_place_is_said_and_nothing_typed_is_lost(begin, tmp_path: Path):
    other = computer(tmp_path / "村", VILLAGE)
    clerk = begin()
    clerk.press(_ENTER)
    clerk.fill_unit(other.path)
    clerk.press(_ENTER)
    unit = clerk.page.unit
    assert clerk.shown() == "单位和地方"
    assert "已经有" in unit.path_field.line()
    assert (unit.name.text(), unit.person.text()) == ("兴隆镇", "周丽")
    next(b for b in unit.findChildren(QPushButton) if b.text() == "打开它").click()
    clerk.settle()
    assert clerk.program.session.unit.name == VILLAGE.name


def test_a_refusal_at_the_end_is_told_and_answers_stay(begin, tmp_path: Path):
    clerk = begin()
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "文件.qd")
    clerk.press(_ENTER)
    clerk.press(_ENTER)
    # Somebody else was faster.
    computer(tmp_path / "村", VILLAGE).path.rename(tmp_path / "文件.qd")
    clerk.press(_ENTER)
    clerk.qtbot.waitUntil(lambda: "已经有了" in clerk.trouble(), timeout=5000)
    assert not clerk.program.session.is_open
    clerk.press(_LEFT, Qt.KeyboardModifier.AltModifier)
    clerk.press(_LEFT, Qt.KeyboardModifier.AltModifier)
    assert clerk.page.unit.name.text() == "兴隆镇"
    clerk.page.unit.set_path(tmp_path / "新文件夹" / "另一个.qd")
    clerk.settle()
    for _ in range(3):
        clerk.press(_ENTER)
    assert clerk.program.session.unit.path == tmp_path / "新文件夹" / "另一个.qd"


@pytest.mark.parametrize(
    ("group", "kind", "heading", "count"),
    [
        ("village", "village", "哪些领域与白马村有关？", "选了 11 个领域，60 条"),
        ("institution", "institution", "哪些领域与白马村有关？", "不用选"),
    ],
)
def test_each_kind_of_unit_gets_its_own_fields(begin, tmp_path: Path, group, kind, heading, count):
    clerk = begin()
    clerk.page.role.choices[group].setChecked(True)
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "文件.qd", "白马村")
    clerk.press(_ENTER)
    assert (clerk.shown(), clerk.page.fields.count.text()) == (heading, count)
    clerk.press(_ENTER)
    clerk.press(_ENTER)
    assert clerk.program.session.unit.kind == kind


def test_a_department_picks_the_few_fields_it_works_in(begin, tmp_path: Path):
    clerk = begin()
    clerk.page.role.choices["department"].setChecked(True)
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "文件.qd", "青山县民政局")
    clerk.press(_ENTER)
    fields = clerk.page.fields
    assert fields.count.text() == "选了 0 个领域，0 条"
    clerk.press(_ENTER)
    assert "至少选一个" in fields.reason_field.line() and clerk.shown() == fields.heading.text()
    fields.cards.set_current("05")
    clerk.press(_SPACE)
    assert fields.count.text() == "选了 1 个领域，11 条"
    clerk.press(_ENTER)
    clerk.press(_LEFT, Qt.KeyboardModifier.AltModifier)
    assert fields.count.text() == "选了 1 个领域，11 条"
    clerk.press(_ENTER)
    clerk.press(_ENTER)
    left_out: list[dict] = []
    clerk.program.session.ask(lambda workspace: dict(not_concerned(workspace)), left_out.append)
    clerk.settle()
    assert len(left_out[0]) == 31 and set(left_out[0].values()) == {"由其他县级部门办理并公开"}


def test_a_start_file_brings_the_unit_and_the_fields_wanted(begin, tmp_path: Path):
    county = computer(tmp_path / "县", COUNTY)
    start = tmp_path / "开始文件.zwgk"
    with county.working() as workspace:
        child = add_unit(workspace, "兴隆镇", "990124101")
        export_start(workspace, child, start, fields=["05", "23"], due=datetime.date(2026, 12, 31))
    clerk = begin()
    clerk.program.window.open_files([start])
    clerk.settle()
    assert clerk.shown() == "给兴隆镇建立工作文件"
    unit = clerk.page.unit
    assert not unit.name.isVisible()
    unit.person.insert("周丽")
    unit.set_path(tmp_path / "兴隆镇.qd")
    clerk.settle()
    clerk.press(_ENTER)
    ticked = {card.code for card in clerk.page.fields.cards.fields() if card.checked}
    assert ticked == {"05", "23"}
    assert "上级要求填" in next(card.detail for card in clerk.page.fields.cards.fields() if card.code == "05")
    clerk.press(_ENTER)
    clerk.press(_ENTER)
    assert (clerk.program.session.unit.parent_name, clerk.program.session.person) == ("青山县", "周丽")
    assert "05" not in stored(clerk, not_concerned)


def test_a_work_package_brings_what_the_colleague_has(begin, tmp_path: Path, township: Computer):
    clerk = begin()
    clerk.program.window.open_files([township.export("工作包.zwgk", kind="work").path])
    clerk.settle()
    unit = clerk.page.unit
    unit.person.insert("王强")
    unit.set_path(tmp_path / "第二台.qd")
    clerk.settle()
    for _ in range(3):
        clerk.press(_ENTER)
    assert (clerk.program.session.unit.name, clerk.program.session.person) == ("兴隆镇", "王强")
    assert len(stored(clerk, lambda workspace: list(workspace.store.entries.listed()))) == 13


def test_the_open_workspace_is_gone_back_to(begin, tmp_path: Path, township: Computer):
    clerk = begin(township.path)
    clerk.press(_ENTER)
    window = clerk.program.window
    window.go("welcome")
    clerk.settle()
    clerk.press(_ENTER)
    assert window.current.isVisible()
    assert window.windowTitle().startswith("兴隆镇")
    window.go("welcome", new=True)
    clerk.settle()
    clerk.press(_ENTER)
    assert clerk.page.unit.person.text() == clerk.program.session.person
    for _ in range(3):
        clerk.press(_LEFT, Qt.KeyboardModifier.AltModifier)
    assert window.current.isVisible()


def test_a_file_of_another_kind_says_who_opens_it(begin, township: Computer):
    clerk = begin()
    clerk.program.window.open_files([township.export("上报.zwgk").path])
    clerk.settle()
    clerk.qtbot.waitUntil(lambda: "由上级打开自己的工作文件" in clerk.trouble(), timeout=5000)
    assert clerk.shown() == "您在哪里工作？"


def test_a_backup_becomes_a_new_workspace(begin, tmp_path: Path, township: Computer, monkeypatch):
    backup, target = tmp_path / "备份.qdbak", tmp_path / "恢复.qd"
    with township.working() as workspace:
        back_up(workspace, backup)
    clerk = begin()
    monkeypatch.setattr(clerk.program.messages, "save_file", lambda title, suggested, filters, then: then(target))
    clerk.program.window.open_files([backup])
    clerk.settle()
    seen_before_restoring(clerk.qtbot)
    clerk.settle()
    assert (clerk.program.session.unit.name, clerk.program.session.unit.path) == (TOWNSHIP.name, target)


@pytest.mark.parametrize(
    ("damage", "words"),
    [("cut", "已经损坏"), ("newer", "更新版本"), ("locked", "已经在另一个窗口"), ("gone", "")],
)
def test_a_recent_file_that_does_not_open_leaves_the_list_usable(
    begin, qtbot, tmp_path: Path, township: Computer, damage: str, words: str
):
    at = computer(tmp_path / "村", VILLAGE)
    content = bytearray(at.path.read_bytes())
    holder = None
    if damage == "cut":
        at.path.write_bytes(content[: len(content) // 2])
    elif damage == "newer":
        content[60:64] = (9999).to_bytes(4, "big")
        at.path.write_bytes(content)
    elif damage == "locked":
        holder = open_workspace(at.path)
    else:
        at.path.unlink()
    clerk = begin(at.path, township.path)
    assert clerk.shown() == "接着用哪一个？"
    clerk.press(_ENTER)
    if damage == "gone":
        # What Enter does with a missing file is taking it off the list.
        assert [row.key for row in clerk.page.recent.list.rows()] == [str(township.path)]
    else:
        qtbot.waitUntil(lambda: words in clerk.trouble(), timeout=5000)
        clerk.page.recent.list.setFocus()
        clerk.press(Qt.Key.Key_Down)
    clerk.press(_ENTER)
    assert clerk.program.session.unit.name == TOWNSHIP.name
    if holder is not None:
        holder.close()


def test_the_demonstration_can_be_stopped_and_is_made_when_asked_again(begin, qtbot, monkeypatch):
    clerk = begin()
    clerk.page._show_demo()
    qtbot.waitUntil(lambda: any(b.text() == "停下" for b in clerk.page.findChildren(QPushButton)), timeout=5000)
    next(b for b in clerk.page.findChildren(QPushButton) if b.text() == "停下").click()
    clerk.settle()
    assert not demo_folder().exists()
    assert clerk.shown() == "您在哪里工作？"
    assert clerk.page.view.next.isEnabled()
    told: list[str] = []
    with monkeypatch.context() as patched:
        shown = JobBox.set_progress
        patched.setattr(JobBox, "set_progress", lambda box, *steps: (told.append(str(steps)), shown(box, *steps)))
        clerk.page.view.demo.click()
        qtbot.waitUntil(lambda: clerk.program.session.is_open, timeout=60_000)
    assert told and all("步" in words and ".qd" not in words for words in told)
    assert clerk.program.window.windowTitle().startswith("演示数据：兴隆镇")
    # From a file that is worked in there is a way to practise, too.
    clerk.program.session.close(lambda: None, lambda error: None)
    clerk.settle()
    clerk.program.window.go("welcome", practice=True)
    qtbot.waitUntil(lambda: clerk.program.session.is_open, timeout=60_000)
    assert clerk.program.window.status.practice.isVisibleTo(clerk.program.window)


def test_nothing_is_cut_in_a_narrow_window_with_large_text(begin, qapp: Application, shot, tmp_path: Path):
    clerk = begin()
    clerk.program.window.resize(700, 600)
    choose_look("light", 1.5)
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "文件.qd")
    clerk.press(_ENTER)
    step = clerk.page.fields
    shot(clerk.program.window, "welcome-narrow")
    assert clerk.page.findChildren(Stepper)[-1].isVisible()
    assert step.horizontalScrollBar().maximum() == 0
    assert step.inside.width() <= step.viewport().width()
    clerk.press(_SPACE)
    assert step.reason_panel.isVisible()
    bottom = step.reason_panel.mapTo(step.viewport(), step.reason_panel.rect().bottomLeft()).y()
    assert bottom <= step.viewport().height()
    assert step.cards.fields()[0].checked is False


def test_whoever_went_back_meanwhile_stays_there(begin, tmp_path: Path):
    clerk = begin()
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "兴隆镇.qd")
    # Before the disk has answered.
    clerk.page._go_on()
    clerk.page._go_back()
    clerk.settle()
    assert clerk.shown() == "您在哪里工作？"


def test_a_name_of_another_kind_of_unit_is_doubted(begin):
    clerk = begin()
    clerk.press(_ENTER)
    clerk.type("青山县民政局")
    unit = clerk.page.unit
    assert "类别选对没有" in unit.name_field.line() and "青山县民政局人民政府" in unit.name_field.line()
    unit.name.setText("兴隆镇")
    assert unit.name_field.line() == "公开主体写作“兴隆镇人民政府”"


def test_a_code_that_is_none_is_told_at_its_field(begin, tmp_path: Path):
    clerk = begin()
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "兴隆镇.qd")
    unit = clerk.page.unit
    assert "9 位" in unit.code_field.line()
    unit.code.insert("12345")
    clerk.press(_ENTER)
    assert clerk.shown() == "单位和地方" and "6 位、9 位或 12 位" in unit.code_field.line()
    assert clerk.program.window.focusWidget() is unit.code


def test_fields_side_by_side_stand_level_whatever_is_said_under_one(begin, tmp_path: Path):
    clerk = begin()
    clerk.press(_ENTER)
    clerk.fill_unit(tmp_path / "兴隆镇.qd")
    unit = clerk.page.unit
    unit.code.insert("12345")
    clerk.press(_ENTER)
    assert unit.code_field.line().endswith("。")
    clerk.qtbot.waitUntil(lambda: unit.code_field.height() > unit.name_field.sizeHint().height())
    assert unit.name_field.mapTo(unit, unit.name.pos()).y() == unit.code_field.mapTo(unit, unit.code.pos()).y()
