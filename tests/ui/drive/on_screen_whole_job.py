"""The whole job by real keys and a real mouse: a township founds, drafts, prints and hands in; its county takes in.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QLineEdit

from app.drafting.concern import not_concerned
from app.opening import open_workspace
from tests.support import key_folder, views
from tests.ui.drive.clerk import Clerk
from tests.ui.drive.program import Program as OtherProgram
from tests.ui.drive.stage import Stage
from tests.ui.pages.reading_pdf import pages_of
from ui.application import Application, Program
from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.view import View
from ui.theme import theme

WRITTEN = "5个工作日内，公示7个工作日"
# 重大建设项目 has 5 items for a township, 社会救助 13; the latter are handed in.
HANDED_IN = 13
ADOPTED = 5 + HANDED_IN


class Town:
    """Two offices with a computer each, and the folder in which files travel."""

    def __init__(self, folder: Path) -> None:
        self.township, self.county, self.stick = (folder / name for name in ("周丽", "王主任", "U盘"))
        for made in (self.township, self.county, self.stick):
            made.mkdir()
        self.pdf = self.stick / "兴隆镇 社会救助.pdf"
        self.package = self.stick / "兴隆镇上报.zwgk"
        self.fingerprint = ""

    def workspace(self, home: Path) -> Path:
        """The one workspace of a person."""
        (found,) = home.rglob("*.qd")
        return found


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """The offices before anything was done."""
    return Town(tmp_path)


@pytest.fixture
def sit(stage: Stage, qapp: Application, tmp_path: Path, monkeypatch) -> Callable:
    """Sit down at the program as a person with a home folder: `sit(home, scene)`."""
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)

    def sit_down(home: Path, scene: Callable[[Clerk], None]) -> None:
        monkeypatch.setenv("HOME", str(home))
        with key_folder(home / "data"), _running(qapp) as program:
            clerk = Clerk(stage, program, shots)
            stage.play(lambda _: _watched(clerk, scene))

    return sit_down


@contextmanager
def _running(qapp: Application) -> Iterator[Program]:
    program = Program(qapp)
    program.begin([])
    try:
        yield program
    finally:
        program.window.hide()
        program.end()


def _watched(clerk: Clerk, scene: Callable[[Clerk], None]) -> None:
    """Play a scene; where it fails, the last picture shows how the screen looked."""
    try:
        scene(clerk)
    except BaseException:
        clerk.stage.screenshot(clerk.shots / "failed.png")
        raise


def test_whole_job(sit, town: Town):
    def at_the_township(clerk: Clerk) -> None:
        found_township(clerk)
        adopt_fields(clerk)
        change_deadline(clerk)
        work_in_the_grid(clerk)
        look_over_everything(clerk)
        save_paper(clerk, town)
        hand_in(clerk, town)
        meet_bad_input(clerk, town)
        clerk.close()

    def at_the_county(clerk: Clerk) -> None:
        found_county(clerk)
        refuse_junk(clerk, town)
        admit_township(clerk, town)
        take_in(clerk)
        clerk.close()

    sit(town.township, at_the_township)
    assert stored(town, town.township)["05-005"]["values"]["deadline"]["count"] == 5
    sit(town.county, at_the_county)
    received = stored(town, town.county)
    assert len(received) == HANDED_IN
    assert WRITTEN in received["05-005"]["values"]["deadline"]["text"]
    open_again(town)


def stored(town: Town, home: Path) -> dict:
    """What somebody else reads in a person's workspace: its entries by item."""
    with key_folder(home / "data"), open_workspace(town.workspace(home), read_only=True) as workspace:
        return views(workspace)


# --- the township ----------------------------------------------------------------------------------------------------


def found_township(clerk: Clerk) -> None:
    """The first run, by keyboard alone."""
    clerk.read("您在哪里工作？")
    clerk.keys("Right", "Left")
    clerk.look("第一步")
    clerk.keys("enter")
    clerk.read("单位和地方")
    unit = clerk.first_page.unit
    clerk.type("兴隆镇")
    clerk.tab_to(unit.person)
    clerk.type("周丽")
    clerk.read("公开主体写作“兴隆镇人民政府”")
    clerk.look("单位")
    clerk.keys("enter")
    leave_a_field_out(clerk)
    clerk.keys("enter")
    clerk.read("文字和颜色")
    clerk.keys("Right", "space")
    clerk.wait(lambda: theme().scale == 1.15, "larger text")
    clerk.look("文字大")
    clerk.keys("Left", "space")
    clerk.wait(lambda: theme().scale == 1.0, "the usual text")
    clerk.keys("enter")
    clerk.wait(lambda: clerk.page and clerk.page.place == "workbench", "the workbench")
    clerk.look("工作台")
    assert clerk.stage.ask(lambda: clerk.window.focusWidget().text()) == "编制目录", "the keyboard where work begins"
    assert "周丽" in clerk.stage.ask(clerk.window.windowTitle)


def leave_a_field_out(clerk: Clerk) -> None:
    """Untick a field that does not concern the town, with a reason."""
    clerk.read("哪些领域与兴隆镇有关？")
    cards = clerk.first_page.fields.cards
    clerk.keys("Down", "Down", "Down", "Right")
    clerk.wait(lambda: cards.current_key() == "14", "the card 14")
    clerk.keys("space", "Tab")
    clerk.type("本镇没有国有土地")
    clerk.look("领域")


def adopt_fields(clerk: Clerk) -> None:
    """Adopt 重大建设项目, whose publishers are asked about, and all of 社会救助."""
    clerk.go("drafting")
    clerk.look("目录编制")
    clerk.press("采用这 5 条")
    clerk.read("有 5 条的公开主体不是本级")
    clerk.look("公开主体怎么写")
    clerk.press("本单位公开")
    clerk.wait(lambda: not clerk.page.table.open_publishers, "the question answered")
    clerk.look("本单位公开")
    choose_field(clerk)
    clerk.look("社会救助")
    clerk.press("采用整个领域")
    clerk.wait(lambda: all(item.entry for item in clerk.page.table.items), "all of it adopted")
    clerk.look("采用以后")


def choose_field(clerk: Clerk) -> None:
    """Choose 05 from the list of fields."""
    choice = clerk.page.choice
    clerk.stage.click(choice)
    clerk.wait(lambda: choice.view().isVisible(), "the fields to choose from")
    clerk.look("选领域")
    clerk.keys("0", "5", "enter")
    clerk.wait(lambda: clerk.page.table.place.field == "05", "the field 05")


def change_deadline(clerk: Clerk) -> None:
    """Go through the guide to another number of days; take it back and do it again."""
    clerk.choose(clerk.page.view.items.rows, "05-005")
    clerk.look("05-005")
    form, status = clerk.page.view.entry.form, clerk.window.status
    clerk.keys("enter")
    clerk.wait(lambda: form.guide.current == "elements" and form.isAncestorOf(clerk.window.focusWidget()), "a question")
    clerk.keys("enter", "enter")
    clerk.wait(lambda: form.guide.current == "deadline", "the question of the deadline")
    clerk.look("问到时限")
    count = clerk.stage.ask(lambda: part(form.editor("deadline"), "多少"))
    clerk.tab_to(count)
    clerk.keys("ctrl+a", "5")
    clerk.wait(lambda: status.saved_text.startswith("已保存"), "已保存")
    clerk.wait(lambda: "标准是" in form.line("deadline"), "the difference from the standard")
    clerk.look("改了时限")
    clerk.stage.click(clerk.page.view.items.rows.viewport())
    clerk.keys("ctrl+z")
    clerk.wait(lambda: count.text() == "10", "the deadline of before")
    clerk.look("撤销")
    clerk.keys("ctrl+y")
    clerk.wait(lambda: count.text() == "5", "the new deadline again")
    clerk.look("重做")


def work_in_the_grid(clerk: Clerk) -> None:
    """Filter, fill a column down, and take it back."""
    clerk.press("表格")
    clerk.wait(lambda: clerk.page.view.code == "grid", "the grid")
    view = clerk.page.view
    clerk.wait(lambda: len(view.table.model.shown) == HANDED_IN, "every line")
    clerk.look("表格")
    go_to_column(clerk, "deadline")
    clerk.keys("alt+Down")
    clerk.wait(QApplication.activePopupWidget, "the menu of the column")
    clerk.type("5个工作日内，公示")
    clerk.look("筛选")
    clerk.keys("enter")
    clerk.wait(lambda: view.table.model.keys() == ["05-005"], "the one line with that deadline")
    clerk.look("筛选以后")
    clerk.press("清除筛选")
    clerk.wait(lambda: len(view.table.model.shown) == HANDED_IN, "every line")
    clerk.keys("ctrl+Home")
    go_to_column(clerk, "publisher")
    clerk.type("兴隆镇民政办")
    clerk.keys("enter")
    clerk.wait(lambda: publishers(view)[0] == "兴隆镇民政办", "the publisher written")
    clerk.keys("Up", "ctrl+space", "ctrl+d")
    clerk.wait(lambda: set(publishers(view)) == {"兴隆镇民政办"}, "every publisher written")
    clerk.look("向下填充")
    clerk.keys("ctrl+z")
    clerk.wait(lambda: len(set(publishers(view))) > 1, "the publishers of before")
    clerk.keys("ctrl+z")
    clerk.wait(lambda: "兴隆镇民政办" not in publishers(view), "the first publisher of before")
    clerk.look("填充撤销了")


def go_to_column(clerk: Clerk, element: str) -> None:
    """Press the arrow key until the cell of an element is the current one."""
    view = clerk.page.view
    clerk.keys("Home")
    clerk.wait(lambda: view.table.selection.current[1] == NAME, "the first column")
    clerk.keys(*["Right"] * (clerk.stage.ask(lambda: view.table.model.column_of(element)) - NAME))
    clerk.wait(lambda: view.cells.current_element == element, f"the column {element}")


def publishers(view: View) -> list[str]:
    """What the grid shows as publisher, line by line."""
    return [row.values["publisher"] for row in view.table.model.grid.rows]


def look_over_everything(clerk: Clerk) -> None:
    """See all fields at once, and go back to the guide."""
    clerk.press("总览")
    clerk.wait(lambda: clerk.page.view.code == "overview" and clerk.page.view.cards.cards(), "the overview")
    clerk.look("总览")
    clerk.press("引导")
    clerk.wait(lambda: clerk.page.view.code == "guide" and clerk.page.view.shown, "the guide")


def part(editor, name: str) -> QLineEdit:
    """The input of an editor that is called so."""
    return next(each for each in editor.inputs() if each.property("part") == name)


def save_paper(clerk: Clerk, town: Town) -> None:
    """See the catalogue on paper, find no printer, and save it as PDF."""
    clerk.go("printing")
    page = clerk.page
    clerk.wait(page.print.isEnabled, "the catalogue drawn")
    clerk.look("打印目录")
    assert not QPrinterInfo.availablePrinterNames(), "the screen has no printers"
    clerk.press("打印")
    clerk.read("这台电脑没有装打印机")
    clerk.look("没有打印机")
    clerk.press("知道了")
    clerk.press("存成 PDF")
    clerk.meet_file_dialog()
    clerk.look("存成PDF")
    clerk.name_file(town.pdf)
    clerk.read("已存成 PDF")
    clerk.wait(page.tools.pdf.hasFocus, "the keyboard where it was before")
    clerk.look("存好了")
    assert WRITTEN in "".join(text for _, _, text in pages_of(town.pdf))


def hand_in(clerk: Clerk, town: Town) -> None:
    """Write the package, and read the fingerprint that the county will ask for."""
    clerk.go("hand-in")
    clerk.look("上报")
    clerk.choose(clerk.page.view.lists, "01")
    clerk.keys("space")
    clerk.press("存到别处")
    clerk.name_file(town.package)
    clerk.read("已写好并核对")
    clerk.look("写好并核对")
    assert town.package.is_file()
    clerk.go("settings")
    clerk.look("设置")
    town.fingerprint = clerk.page.view.fingerprint.fingerprint


def meet_bad_input(clerk: Clerk, town: Town) -> None:
    """A file that is nothing of ours, and the program started a second time on the file that is open."""
    junk = town.stick / "照片.jpg"
    junk.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    clerk.keys("ctrl+o")
    clerk.name_file(junk)
    clerk.read("“照片.jpg”不是本程序的文件")
    clerk.look("别的文件")
    clerk.press("知道了")
    screen = os.environ["DISPLAY"]
    with OtherProgram(screen, town.township, town.workspace(town.township)) as second:
        window = second.wait_for_window("公开清单助手")
        second.wait_for_colour(window, clerk.stage.ask(lambda: colour("danger-soft")))
        clerk.look("第二个窗口")
        assert second.close_window(window) == 0
    # The log tells which refusal it was, and nothing of what was said.
    assert "workspace-locked" in (town.township / "data" / "logs" / "window.log").read_text(encoding="utf-8")


def colour(role: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour of the light theme."""
    return theme().colour(role).getRgb()[:3]


# --- the county ------------------------------------------------------------------------------------------------------


def found_county(clerk: Clerk) -> None:
    """The first run as a county."""
    clerk.read("您在哪里工作？")
    clerk.press("县（市、区）")
    clerk.press("下一步")
    clerk.read("单位和地方")
    unit = clerk.first_page.unit
    clerk.type("清和县")
    clerk.tab_to(unit.person)
    clerk.type("王主任")
    clerk.keys("enter")
    clerk.read("哪些领域与清和县有关？")
    clerk.keys("enter")
    clerk.read("文字和颜色")
    clerk.press("开始使用")
    clerk.wait(lambda: clerk.page and clerk.page.place == "workbench", "the workbench")
    clerk.look("县里工作台")


def refuse_junk(clerk: Clerk, town: Town) -> None:
    """A file that only has the name of a package."""
    junk = town.stick / "坏的.zwgk"
    junk.write_bytes(town.package.read_bytes()[:-300])
    clerk.go("inbox")
    clerk.look("收件箱")
    clerk.press("打开文件")
    clerk.name_file(junk)
    clerk.read("这个文件没有导入，您的内容一个字也没动")
    clerk.look("坏文件")


def admit_township(clerk: Clerk, town: Town) -> None:
    """Register the sender by its fingerprint, as read on the telephone."""
    files = clerk.page.files
    clerk.press("打开文件")
    clerk.name_file(town.package)
    clerk.wait(lambda: verdicts(files.table) == ["单位没登记", "文件不完整"], "the package looked at")
    clerk.look("单位没登记")
    clerk.keys("enter")
    # Asked on the window's thread: the panel is made when it is first asked for.
    clerk.wait(lambda: files.admission.typed.hasFocus(), "the keyboard where the fingerprint is typed")
    clerk.type(town.fingerprint)
    clerk.read("六组都对上了")
    clerk.look("指纹")
    clerk.keys("enter")
    clerk.wait(lambda: verdicts(files.table) == ["完整，签名认得", "文件不完整"], "the sender admitted")
    clerk.look("认可了")


def take_in(clerk: Clerk) -> None:
    """Take the package in."""
    clerk.keys("ctrl+enter")
    clerk.read("已收下兴隆镇第1轮，13 条有改动")
    register = clerk.page.files.register.table
    clerk.wait(lambda: [row[3].text for row in register.model().cells] == ["新 13 条"], "the package in the register")
    clerk.look("收下了")
    clerk.go("workbench")
    clerk.look("县里收下以后")


def verdicts(table) -> list[str]:
    """How each file was found."""
    return sorted(row[4].chip.text for row in table.model().cells)


# --- and again -------------------------------------------------------------------------------------------------------


def open_again(town: Town) -> None:
    """The program opens the township's file by itself, with everything in it, and ends in order."""
    with OtherProgram(os.environ["DISPLAY"], town.township) as again:
        window = again.wait_for_window("兴隆镇 · 2026版 · 周丽")
        again.wait_for_colour(window, colour("rail"))
        assert again.close_window(window) == 0
    path = town.workspace(town.township)
    assert not list(path.parent.glob("*.qd-*")), "the file is complete by itself"
    with key_folder(town.township / "data"), open_workspace(path, read_only=True) as workspace:
        assert not_concerned(workspace) == {"14": "本镇没有国有土地"}
        assert workspace.person == "周丽"
    assert len(stored(town, town.township)) == ADOPTED
