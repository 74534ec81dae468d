"""The county's whole day and a township's there and back, by real keys and a real mouse.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import key_folder
from tests.ui.drive.county import COUNTY, PASSWORD, ROSTER, WRITTEN, Offices
from tests.ui.drive.deskmate import Deskmate
from tests.ui.drive.stage import Stage
from ui.application import Application, Program


@pytest.fixture
def sit(stage: Stage, qapp: Application, tmp_path: Path, monkeypatch) -> Callable:
    """Sit down at somebody's program: `sit(name, scene)`."""

    def sit_down(offices: Offices, name: str, by_mouse: bool, scene: Callable[[Deskmate], None]) -> None:
        shots = Path(os.environ.get("SHOTS") or tmp_path / "shots") / ("mouse" if by_mouse else "keyboard")
        shots.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv("HOME", str(offices.home(name)))
        # Nobody clicks so fast: two clicks into one place, with thirty digits typed between them, are not a double one.
        qapp.setDoubleClickInterval(1)
        with key_folder(offices.home(name) / "data"):
            program = Program(qapp)
            clerk = Deskmate(stage, program, shots)
            clerk.by_mouse = by_mouse
            try:
                program.begin([offices.workspace(name)])
                stage.play(lambda _: clerk.play(scene))
            finally:
                program.window.hide()
                program.end()

    return sit_down


@pytest.mark.parametrize("by_mouse", [True, False], ids=["mouse", "keyboard"])
def test_county_day(sit, tmp_path: Path, by_mouse: bool):
    offices = Offices(tmp_path)

    def morning(clerk: Deskmate) -> None:
        write_roster(clerk)
        write_starts(clerk, offices)

    def noon(clerk: Deskmate) -> None:
        look_at_files(clerk, offices)
        admit_senders(clerk, offices)
        take_in(clerk)
        survey(clerk, offices)
        compare(clerk)

    def afternoon(clerk: Deskmate) -> None:
        review(clerk)
        close_round(clerk, offices)

    def at_the_township(clerk: Deskmate) -> None:
        take_return_in(clerk, offices)
        answer(clerk)
        hand_in_again(clerk, offices)

    def evening(clerk: Deskmate) -> None:
        take_second_round(clerk, offices)
        publish(clerk, offices)

    sit(offices, COUNTY.name, by_mouse, morning)
    offices.found_all()
    offices.hand_in()
    sit(offices, COUNTY.name, by_mouse, noon)
    sit(offices, COUNTY.name, by_mouse, afternoon)
    sit(offices, "兴隆镇", by_mouse, at_the_township)
    sit(offices, COUNTY.name, by_mouse, evening)


# --- the roster ------------------------------------------------------------------------------------------------------


def write_roster(clerk: Deskmate) -> None:
    """Paste the units from a table."""
    clerk.look("工作台")
    clerk.visit("inbox")
    clerk.look("收件箱空的")
    clerk.press("单位名册")
    clerk.settle()
    clerk.look("名册空的")
    clerk.copy(ROSTER)
    clerk.do("粘贴名单", "ctrl+v")
    clerk.sees("登记 6 个")
    clerk.look("粘贴名单")
    clerk.do("登记 6 个", "ctrl+enter")
    clerk.read("已登记 6 个单位")
    clerk.look("登记了")


def write_starts(clerk: Deskmate, offices: Offices) -> None:
    """Write the start files of all units into a folder."""
    clerk.press("开始文件")
    clerk.sees("把 6 个开始文件写到文件夹")
    clerk.look("开始文件")
    clerk.do("把 6 个开始文件写到文件夹", "ctrl+enter")
    clerk.meet_file_dialog()
    clerk.look("选文件夹")
    clerk.name_file(offices.stick)
    clerk.read("已写好并核对 6 个开始文件")
    clerk.look("开始文件写好了")


# --- the inbox -------------------------------------------------------------------------------------------------------


def look_at_files(clerk: Deskmate, offices: Offices) -> None:
    """Choose the folder with everything that came."""
    clerk.visit("inbox")
    clerk.press("选文件夹")
    clerk.name_file(offices.stick / "报来的")
    clerk.wait(lambda: len(clerk.page.files.table.model().keys) == len(WRITTEN), "all files")
    clerk.look("报来的文件")


def verdicts(clerk: Deskmate) -> dict[str, str]:
    """How each file was found, by its name."""
    model = clerk.page.files.table.model()
    return {Path(key).stem: row[4].chip.text for key, row in zip(model.keys, model.cells, strict=True)}


def admit_senders(clerk: Deskmate, offices: Offices) -> None:
    """Open what has a password, and admit everybody by the fingerprint read out on the telephone."""
    files, folder = clerk.page.files, offices.stick / "报来的"
    clerk.act(files.table, str(folder / "云溪乡上报.zwgk"), "输入密码…")
    clerk.tell(PASSWORD, "输入密码")
    clerk.wait(lambda: verdicts(clerk)["云溪乡上报"] == "电脑没认可", "the file opened")
    for name in ("云溪乡", "兴隆镇", "柳河镇", "石桥镇"):
        clerk.act(files.table, str(folder / f"{name}上报.zwgk"), "认可…")
        clerk.wait(lambda: files.admission.typed.hasFocus(), "the keyboard where the fingerprint is typed")
        clerk.type(offices.fingerprints[name])
        clerk.read("六组都对上了")
        clerk.look(f"认可{name}")
        clerk.keys("enter")
        clerk.wait(lambda name=name: verdicts(clerk)[f"{name}上报"] == "完整，签名认得", "the sender admitted")
    clerk.look("都认可了")


def take_in(clerk: Deskmate) -> None:
    """Take in what can be taken in, and see how the units stand."""
    clerk.do("收下 4 个完整的", "ctrl+enter")
    clerk.read("已收下 4 个文件")
    clerk.look("收下了")
    clerk.tab(clerk.page.tools.switch, "各单位进度")
    clerk.look("各单位进度")


# --- the county as a whole -------------------------------------------------------------------------------------------


def survey(clerk: Deskmate, offices: Offices) -> None:
    """Look over all units, filter, remind, save the table, and go to the entries behind a cell."""
    clerk.visit("matrix")
    page = clerk.page
    table, tools = page.view.table, page.tools
    clerk.look("全县总表")
    clerk.tab(tools.tabs, "没交")
    clerk.look("没交的")
    clerk.tab(tools.tabs, "全部")
    clerk.press(clerk.stage.ask(page.remind.text))
    clerk.wait(lambda: page.view.reminding.isVisible(), "who is to be reminded")
    clerk.look("催报")
    late = clerk.stage.ask(lambda: page.view.reminding.list.rows()[0].key)
    clerk.act(page.view.reminding.list, late, "复制这段话")
    clerk.read("复制好了")
    clerk.look("复制了催报的话")
    for words, name in (("存成 Excel 表", "总表.xlsx"), ("存成 PDF", "总表.pdf")):
        clerk.press(words)
        clerk.name_file(offices.stick / name)
        clerk.wait((offices.stick / name).is_file, name)
        clerk.look(words)
    clerk.reach(table.main)
    clerk.keys("ctrl+Home", "F8")
    clerk.look("下一处问题")
    clerk.keys("enter")
    clerk.wait(lambda: clerk.page.place == "review", "the entries behind the cell")
    clerk.look("格子后面的条目")


def compare(clerk: Deskmate) -> None:
    """See who wrote an item otherwise than the others."""
    clerk.visit("item-compare")
    clerk.look("同项对比")
    clerk.unfold(clerk.page._fields)
    clerk.keys("0", "5", "enter")
    clerk.wait(lambda: clerk.page._fields.currentText().startswith("05"), "the field 05")
    clerk.settle()
    clerk.look("同项对比05")
    for key in ("05-003", "05-004", "05-005"):
        clerk.go_to(clerk.page.view.items.list, key)
        clerk.look(f"对比{key}")


# --- the review ------------------------------------------------------------------------------------------------------


def row_of(clerk: Deskmate, code: str) -> str:
    """The key of an entry of the list, by its number."""
    rows = clerk.page.list_pane.list
    return clerk.wait(lambda: next((r.key for r in rows.rows() if r.number == code), None), f"the entry {code}")


def show_entry(clerk: Deskmate, code: str) -> None:
    """Show an entry of the list."""
    key, rows = row_of(clerk, code), clerk.page.list_pane.list
    clerk.go_to(rows, key)
    clerk.wait(lambda: clerk.page._shown and clerk.page._shown.row.entry == key, f"the entry {code} shown")


def review(clerk: Deskmate) -> None:
    """Accept one, send one back with a sentence of the house, one with a suggestion, and the rest in bulk."""
    clerk.visit("review")
    clerk.look("审核")
    page = clerk.page
    show_entry(clerk, "001")
    clerk.do("通过", "ctrl+enter")
    clerk.read("通过了 1 条")
    clerk.look("通过了一条")
    show_entry(clerk, "003")
    clerk.look("审核003")
    clerk.act(page.entry_pane.table, "publisher", "建议用标准的")
    clerk.settle()
    clerk.look("建议用标准的")
    clerk.do("退回", "ctrl+r")
    clerk.read("退回了 1 条")
    show_entry(clerk, "005")
    clerk.reach(page.words.comment)
    clerk.keys("alt+1")
    clerk.wait(lambda: page.words.comment.toPlainText(), "the sentence put in")
    clerk.look("常用意见")
    clerk.do("退回", "ctrl+r")
    clerk.wait(lambda: sum(r.right == "退回" for r in page.list_pane.list.rows()) == 2, "two sent back")
    clerk.look("退回了")
    clerk.tab(page.list_pane.tabs, "待审")
    clerk.push(page.list_pane.tick_all)
    clerk.sees("通过勾选的 10 条")
    clerk.look("勾选了")
    clerk.do("通过勾选的 10 条", "ctrl+enter")
    clerk.read("通过了 10 条")
    clerk.look("一起通过了")


def close_round(clerk: Deskmate, offices: Offices) -> None:
    """Write returns and receipts, and see the register."""
    back = offices.stick / "发回的"
    back.mkdir()
    clerk.push(clerk.page.primary)
    clerk.sees("选一个文件夹")
    clerk.look("结束这一轮")
    clerk.press("选一个文件夹")
    clerk.name_file(back)
    clerk.read("给 4 个单位写好")
    clerk.look("写好了")
    clerk.visit("inbox")
    clerk.tab(clerk.page.tools.switch, "各单位进度")
    clerk.look("审过以后的进度")


# --- there and back --------------------------------------------------------------------------------------------------


def take_return_in(clerk: Deskmate, offices: Offices) -> None:
    """Take in what came back."""
    (sent,) = (offices.stick / "发回的").glob("兴隆镇*审核意见*")
    (receipt,) = (offices.stick / "发回的").glob("兴隆镇*回执*")
    clerk.look("乡镇工作台")
    for path in (receipt, sent):
        clerk.keys("ctrl+o")
        clerk.name_file(path)
        clerk.wait(lambda: clerk.page.place == "inbox", "the inbox")
        clerk.look(f"收到{path.stem}")
        clerk.keys("ctrl+enter")
        clerk.settle()
        clerk.look(f"收下{path.stem}")
    clerk.visit("workbench")
    clerk.look("乡镇工作台有退回")


def go_mend(clerk: Deskmate, title: str) -> None:
    """Go from the workbench to an entry that was sent back."""
    clerk.visit("workbench")
    tasks = clerk.page.view.tasks
    key = clerk.wait(lambda: next((r.key for r in tasks.rows() if title in r.title), None), f"the task {title}")
    clerk.act(tasks, key, "去改")
    clerk.wait(lambda: clerk.page.place == "drafting", "the entry")
    clerk.wait(lambda: clerk.page.view.shown and clerk.page.view.shown.returned, "what the county said")
    clerk.settle()


def answer(clerk: Deskmate) -> None:
    """See what was sent back, take the suggestion over, and answer the other one."""
    go_mend(clerk, "政策法规文件")
    clerk.look("退回的条目有建议")
    clerk.do("照建议改", "alt+enter")
    clerk.wait(lambda: not clerk.page.view.shown.returned, "the suggestion taken over")
    clerk.look("照建议改了")
    go_mend(clerk, "审核信息")
    clerk.look("退回的条目")
    clerk.press("写回复…")
    clerk.tell("本镇由柳河镇代办，有委托书。", "写回复")
    clerk.read("已经回复")
    clerk.look("回复了")


def hand_in_again(clerk: Deskmate, offices: Offices) -> None:
    """Hand in once more."""
    clerk.visit("hand-in")
    clerk.look("再报")
    clerk.press("存到别处")
    clerk.name_file(offices.stick / "兴隆镇第2轮.zwgk")
    clerk.read("已写好并核对")
    clerk.look("再报写好了")


# --- the second round ------------------------------------------------------------------------------------------------


def take_second_round(clerk: Deskmate, offices: Offices) -> None:
    """Take in what was mended, and see the answers."""
    clerk.visit("inbox")
    clerk.keys("ctrl+o")
    clerk.name_file(offices.stick / "兴隆镇第2轮.zwgk")
    clerk.sees("收下 1 个完整的")
    clerk.look("第二轮")
    clerk.do("收下 1 个完整的", "ctrl+enter")
    clerk.read("已收下兴隆镇第2轮")
    clerk.look("收下第二轮")
    clerk.visit("review")
    clerk.tab(clerk.page.list_pane.tabs, "待审")
    clerk.look("第二轮审核")
    show_entry(clerk, "003")
    clerk.look("改过的条目")
    clerk.do("通过", "ctrl+enter")
    clerk.tab(clerk.page.list_pane.tabs, "退回")
    show_entry(clerk, "005")
    clerk.look("回复过的条目")
    clerk.do("通过", "ctrl+enter")
    clerk.wait(lambda: clerk.page.list_pane.list.isHidden(), "nothing sent back any more")
    clerk.look("都审过了")


def publish(clerk: Deskmate, offices: Offices) -> None:
    """Save the county's whole catalogue in all its forms."""
    clerk.visit("whole-catalogue")
    clerk.sees("存成 PDF")
    clerk.look("全县目录")
    stick = offices.stick
    for words, named in (("存成 PDF", stick / "全县.pdf"), ("存成 Excel 表", stick / "全县.xlsx")):
        clerk.press(words)
        clerk.name_file(named)
        clerk.wait(named.is_file, str(named))
        clerk.look(f"全县{words}")
    for words in ("做成网页", "导出数据"):
        clerk.press(words)
        clerk.name_file(stick)
        clerk.look(f"全县{words}")
    assert list(stick.glob("*网页/index.html"))
    assert list(stick.glob("*数据/*.csv"))
