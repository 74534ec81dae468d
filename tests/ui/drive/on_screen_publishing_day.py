"""A day of publishing by real keys alone: the ledger, a review, the website, a notice from the wall back.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.notices.keeping import kept_facts
from app.registers.corrections import COPIES, CORRECTED, LEDGER, PERSONAL
from app.registers.postings import find_posting
from app.registers.publications import publications
from app.registers.reviews import standing_of
from tests.support import Computer
from tests.ui.drive.deskmate import Deskmate
from tests.ui.pages.reading_pdf import pages_of
from ui.pages.ledger.review_box import ReviewBox
from ui.pages.notices.page import CHECK, FILL
from ui.pages.notices.posting_panel import DOWN, OBJECT, POST, PROOF, WITHDRAW
from ui.widgets.rows import RowList

ITEM, TITLE, RIGHT_TITLE = "05-003", "低保政策文件", "低保政策文件（第一批）"
LINK = "https://www.example.gov.cn/11/1.html"
IDENTITY = "11010519491231002X"
LIST = "村民小组\t申请人姓名\t家庭人口数\t拟保障人数\t拟月保障金额（元）\r\n塘湾组\t陈德明\t1\t1\t585"
NAME = "陈德明"
FOREVER = "删去以后不能恢复"


def test_a_line_of_the_ledger_until_it_is_on_the_website(sit, township: Computer, tmp_path: Path):
    def scene(clerk: Deskmate) -> None:
        clerk.visit("ledger")
        add_line(clerk)
        publish_unsigned(clerk)
        sign(clerk, clerk.stage.ask(lambda: clerk.page.line.review), "低保的政策法规文件")
        publish_on_the_board(clerk)
        correct_title(clerk)
        sign(clerk, clerk.stage.ask(lambda: clerk.page.line.review), "低保的政策法规文件")
        export(clerk, tmp_path)
        bring_to_the_website(clerk)

    sit(township.path, scene)
    with township.working() as workspace:
        (line,) = publications(workspace)
    assert line.line.title == RIGHT_TITLE and {"政府网站"} < set(line.places)
    assert LINK in {each.link for each in line.outlets}
    assert len(pages_of(tmp_path / "月报.pdf")) == 1


def add_line(clerk: Deskmate) -> None:
    """Write a line down by keyboard, take it back and do it again."""
    clerk.look("空的台账")
    clerk.keys("ctrl+n")
    form = clerk.stage.ask(lambda: clerk.page.acts.adding)
    clerk.wait(form.wanted.hasFocus, "the keyboard where an entry is looked for")
    clerk.type(ITEM)
    clerk.wait(form.found.isVisible, "what was found")
    clerk.keys("Down")
    clerk.wait(form.found.hasFocus, "the keyboard at what was found")
    clerk.keys("enter")
    clerk.wait(form.formed.line_edit.hasFocus, "the keyboard at the day")
    clerk.keys("ctrl+a")
    clerk.type("11.9")
    clerk.tab_to(form.title_line)
    clerk.type(TITLE)
    clerk.look("记一条")
    clerk.keys("ctrl+enter")
    clerk.wait(lambda: clerk.page.current, "the line")
    clerk.look("应公开的日子")
    clerk.keys("ctrl+z")
    clerk.wait(lambda: clerk.page.current is None, "nothing")
    clerk.keys("ctrl+y")
    clerk.wait(lambda: clerk.page.detail, "the line again")


def publish_unsigned(clerk: Deskmate) -> None:
    """What is not signed is refused, and the way to the review leads where it is seen."""
    clerk.keys("ctrl+enter")
    clerk.read("还没有签发")
    form = clerk.stage.ask(lambda: clerk.page.acts.publishing)
    clerk.tab_to(form.other)
    clerk.type("村公示栏")
    clerk.look("记公开")
    clerk.keys("ctrl+enter")
    clerk.read("没有送审")
    clerk.look("没有签发")
    go_to_trouble(clerk, "去审查")
    person = clerk.stage.ask(lambda: clerk.page.line.review.form.signer.person)
    clerk.wait(lambda: person.hasFocus() and not person.visibleRegion().isEmpty(), "the review in sight")


def go_to_trouble(clerk: Deskmate, words: str) -> None:
    """Go round the areas to the note on top of the page, and press its button."""
    way = clerk.wait(lambda: clerk._button(words), f"a button “{words}”")
    clerk.reach(way)
    clerk.keys("space")


def sign(clerk: Deskmate, box: ReviewBox, summary: str) -> None:
    """Write all stages down at once, by keyboard."""
    clerk.stage.ask(box.take_keyboard)
    clerk.wait(lambda: box.form.signer.person.hasFocus(), "the keyboard in the review")
    clerk.keys("shift+Tab", "space")
    clerk.wait(lambda: box.form.is_whole, "all stages at once")
    for stage, person in (("initial", "周丽"), ("secrecy", "李建国"), ("issue", "王强")):
        clerk.tab_to(box.form.signers[stage].person)
        clerk.keys("ctrl+a")
        clerk.type(person)
    clerk.tab_to(box.form.summary)
    clerk.keys("ctrl+a")
    clerk.type(summary)
    clerk.look("三步一起记")
    push_seen(clerk, box.passing)
    clerk.wait(lambda: standing_of(box._review) == "signed", "signed")
    clerk.look("签发了")


def push_seen(clerk: Deskmate, button: QWidget, *, settles: bool = True) -> None:
    """Go to a button by Tab, see it, and press it."""
    clerk.tab_to(button)
    clerk.wait(lambda: not button.visibleRegion().isEmpty(), f"{button} in sight")
    clerk.keys("space")
    if settles:
        clerk.settle()


def publish_on_the_board(clerk: Deskmate) -> None:
    """The form that stood open all the while is written down now: the board alone."""
    form = clerk.stage.ask(lambda: clerk.page.acts.publishing)
    clerk.stage.ask(form.take_keyboard)
    clerk.keys("ctrl+enter")
    clerk.wait(lambda: clerk.page.current.kept.outlets, "published")
    clerk.look("记成已公开")
    assert "没写完" not in clerk.stage.ask(lambda: clerk.page.lines.list.rows()[0].detail)


def correct_title(clerk: Deskmate) -> None:
    """Correct what it is called; that asks for another review."""
    clerk.stage.ask(clerk.page.line.go_to_top)
    push_seen(clerk, clerk.stage.ask(lambda: clerk.page.line.correct))
    form = clerk.stage.ask(lambda: clerk.page.acts.correcting)
    clerk.wait(form.title_line.hasFocus, "the keyboard at the title")
    clerk.keys("ctrl+a")
    clerk.type(RIGHT_TITLE)
    clerk.tab_to(form.reason)
    clerk.type("漏了批次")
    clerk.look("更正")
    clerk.keys("ctrl+enter")
    clerk.wait(lambda: clerk.page.current.kept.line.title == RIGHT_TITLE, "the right title")
    clerk.wait(lambda: clerk.page.line.review.stage == "initial", "to be reviewed anew")
    clerk.look("更正以后")


def export(clerk: Deskmate, folder: Path) -> None:
    """The month's page, the table and the calendar, one after the other from the menu."""
    for down, name in ((1, "月报.pdf"), (3, "台账.xlsx"), (4, "到期.ics")):
        push_seen(clerk, clerk.stage.ask(lambda: clerk.page.tools.export), settles=False)
        clerk.wait(QApplication.activePopupWidget, "the menu")
        clerk.look(f"导出 {down}")
        clerk.keys(*["Down"] * down, "enter")
        clerk.name_file(folder / name)
        clerk.wait((folder / name).is_file, name)
    clerk.look("导出以后")


def bring_to_the_website(clerk: Deskmate) -> None:
    """Copy the parts, paste the link back, and mark it published."""
    push_seen(clerk, clerk.stage.ask(lambda: clerk.page.tools.portal))
    clerk.wait(lambda: clerk.page.place == "portal" and clerk.page._piece, "the portal")
    pane = clerk.page.pane
    for number, words in enumerate(("已复制标题", "已复制正文", "已复制表格"), start=1):
        clerk.keys(f"alt+{number}")
        clerk.read(words)
    clerk.look("发到网站")
    clerk.tab_to(pane.link)
    clerk.type(LINK)
    clerk.keys("ctrl+enter")
    clerk.wait(lambda: clerk.page.current.is_out, "marked published")
    clerk.look("已发布")
    clerk.keys("esc")
    clerk.wait(lambda: clerk.page.place == "ledger", "back at the ledger")
    clerk.look("两处公开")


def test_a_notice_from_the_wall_back(sit, township: Computer, tmp_path: Path):
    walls = [tmp_path / f"墙{number}.jpg" for number in (1, 2)]
    for number, wall in enumerate(walls):
        Image.new("RGB", (800, 600), (120, 140 + 40 * number, 160)).save(wall)

    def until_it_hangs(clerk: Deskmate) -> None:
        clerk.visit("notices")
        make_notice(clerk)
        hang(clerk, walls)
        object_to(clerk)

    def taken_back(clerk: Deskmate) -> None:
        clerk.wait(clerk.page.view.tasks.hasFocus, "the keyboard at what is to be done")
        clerk.look("工作台")
        clerk.keys("enter")
        clerk.wait(lambda: clerk.page.place == "notices", "the notice whose period runs")
        clerk.wait(lambda: clerk.page._mode == CHECK and clerk.page.posting.facts, "the notice")
        answer(clerk)
        prove(clerk, tmp_path / "证明.pdf")
        withdraw(clerk)

    sit(township.path, until_it_hangs)
    # What was begun is there when the program is started again.
    sit(township.path, taken_back)
    with township.working() as workspace:
        (facts,) = kept_facts(workspace)
        record = find_posting(workspace, facts.id)
    assert record.taken_down == date.today() and len(record.photos) == len(walls)
    assert NAME not in record.objections[0].text and record.objections[0].by == "周主任"
    assert "公示情况证明" in "".join(text for _, _, text in pages_of(tmp_path / "证明.pdf"))


def make_notice(clerk: Deskmate) -> None:
    """A notice whose blank has a personal number does not go on until it is mended."""
    clerk.sees("新公示")
    clerk.keys("ctrl+n")
    clerk.wait(lambda: clerk.page.templates.wanted.hasFocus(), "the keyboard where a kind is looked for")
    clerk.type("低保 拟")
    clerk.settle()
    clerk.keys("enter")
    clerk.wait(lambda: clerk.page._mode == FILL and clerk.page.fill.form.is_made, "the blanks")
    fill = clerk.page.fill
    village = clerk.stage.ask(lambda: fill.form.fields["village"])
    clerk.tab_to(village.editor.inputs()[0])
    clerk.type(f"双桥村{IDENTITY}")
    clerk.read("这里有身份证号")
    clerk.look("写了身份证号")
    clerk.keys("ctrl+p")
    clerk.settle()
    assert clerk.stage.ask(lambda: clerk.page._mode) == FILL, "it does not go on"
    clerk.keys("F8")
    clerk.wait(lambda: village.editor.inputs()[0].hasFocus(), "the keyboard at what is wrong")
    clerk.keys("ctrl+a")
    clerk.type("双桥村")
    clerk.wait(lambda: not village.line(), "nothing wrong any more")
    clerk.copy(LIST)
    push_seen(clerk, fill.paste)
    clerk.read("1 户 1 人")
    clerk.look("名单")
    clerk.keys("ctrl+p")
    clerk.wait(lambda: clerk.page._mode == CHECK and clerk.page.posting.facts, "the notice kept")
    clerk.look("核对")


def open_act(clerk: Deskmate, code: str) -> QWidget:
    """Open the form of an act by its button and return it."""
    panel = clerk.stage.ask(lambda: clerk.page.check.posting)
    push_seen(clerk, panel.buttons[code])
    return clerk.wait(lambda: panel.form, f"the form of {code}")


def hang(clerk: Deskmate, walls: list[Path]) -> None:
    """It is not hung before it is signed; then it hangs, with two photos."""
    form = open_act(clerk, POST)
    clerk.tab_to(form.others)
    clerk.type("村务公开栏")
    for wall in walls:
        push_seen(clerk, form.photos.add)
        clerk.name_file(wall)
    clerk.wait(lambda: len(form.photos.files) == len(walls), "the photos")
    push_seen(clerk, form.confirm)
    clerk.read("没有送审")
    clerk.look("没有签发，不能张贴")
    sign(clerk, open_review(clerk), "拟新增低保一户")
    push_seen(clerk, form.confirm)
    clerk.wait(lambda: clerk.page.posting.facts.record, "hung")
    clerk.look("张贴了")


def open_review(clerk: Deskmate) -> ReviewBox:
    """Go to the review by the button beside the refusal."""
    form = clerk.stage.ask(lambda: clerk.page.check.posting.form)
    way = clerk.stage.ask(lambda: next(b for b in form.findChildren(QAbstractButton) if b.text() == "去审查"))
    push_seen(clerk, way)
    box = clerk.stage.ask(lambda: clerk.page.check.review)
    clerk.wait(lambda: box.form.signer.person.hasFocus(), "the keyboard in the review")
    return box


def object_to(clerk: Deskmate) -> None:
    """An objection, taken back and written again."""
    form = open_act(clerk, OBJECT)
    clerk.tab_to(form.said)
    clerk.type(f"{NAME}家有一辆小轿车")
    push_seen(clerk, form.confirm)
    clerk.wait(lambda: clerk.page.posting.facts.record.objections, "the objection")
    clerk.keys("ctrl+z")
    clerk.wait(lambda: not clerk.page.posting.facts.record.objections, "none")
    clerk.keys("ctrl+y")
    clerk.wait(lambda: clerk.page.posting.facts.record.objections, "the objection again")
    clerk.look("异议")


def answer(clerk: Deskmate) -> None:
    """Write later how it was dealt with."""
    panel = clerk.stage.ask(lambda: clerk.page.check.posting)
    act_in(clerk, panel.objections, "0", "写处理")
    form = clerk.wait(lambda: panel.form, "the form")
    clerk.wait(form.dealt.hasFocus, "the keyboard where it is dealt with")
    clerk.type("入户核实，车是亲戚的")
    clerk.tab_to(form.by)
    clerk.type("周主任")
    clerk.look("写处理")
    push_seen(clerk, form.confirm)
    clerk.wait(lambda: clerk.page.posting.facts.record.objections[0].by, "dealt with")
    assert clerk.stage.ask(lambda: panel.buttons[DOWN].isVisible())


def act_in(clerk: Deskmate, rows: RowList, key: str, words: str) -> None:
    """Do what a button in a row says, by keyboard."""
    clerk.by_mouse = False
    clerk.tab_to(rows)
    clerk.act(rows, key, words)


def prove(clerk: Deskmate, path: Path) -> None:
    """Look at the proof beside, and save it."""
    push_seen(clerk, clerk.stage.ask(lambda: clerk.page.check.posting.buttons[PROOF]))
    clerk.read("照片里的字程序认不出来")
    clerk.look("公示情况证明")
    way = clerk.stage.ask(
        lambda: next(b for b in clerk.page.shown.findChildren(QAbstractButton) if b.text() == "存成 PDF")
    )
    push_seen(clerk, way)
    clerk.name_file(path)
    clerk.wait(path.is_file, "the proof saved")


def withdraw(clerk: Deskmate) -> None:
    """The five steps, one after the other."""
    form = open_act(clerk, WITHDRAW)
    clerk.type("金额写错")
    clerk.look("撤下更正")
    push_seen(clerk, form.confirm)
    steps = clerk.stage.ask(lambda: clerk.page.check.posting.steps)
    clerk.wait(lambda: clerk.page.posting.facts.steps, "the steps")
    clerk.look("五步")
    act_in(clerk, steps, COPIES, "都收回了")
    act_in(clerk, steps, PERSONAL, "去删")
    take_out(clerk)
    act_in(clerk, steps, LEDGER, "台账里没有")
    act_in(clerk, steps, CORRECTED, "不再公示")
    clerk.wait(lambda: all(step.is_done for step in clerk.page.posting.facts.steps), "every step done")
    clerk.look("都做完了")


def take_out(clerk: Deskmate) -> None:
    """Take a name out for good; what has to be seen to elsewhere is told."""
    dialog = clerk.wait(QApplication.activeModalWidget, "the dialog")
    clerk.look("删去")
    for name, text in (("要删去的文字", NAME), ("为什么", "当事人要求"), ("照着写一遍", FOREVER)):
        clerk.tab_to(clerk.stage.ask(lambda name=name: _input_of(dialog, name)))
        clerk.type(text)
    push_seen(
        clerk, clerk.stage.ask(lambda: next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "删去"))
    )
    clerk.wait(lambda: QApplication.activeModalWidget() not in (None, dialog), "what was done")
    clerk.look("删去以后")
    clerk.keys("enter")
    clerk.wait(lambda: QApplication.activeModalWidget() is None, "the page again")
    clerk.settle()


def _input_of(dialog: QWidget, name: str) -> QWidget:
    inputs = (each for each in dialog.findChildren(QWidget) if each.isVisible() and each.focusPolicy().value)
    return next(each for each in inputs if each.accessibleName().startswith(name))
