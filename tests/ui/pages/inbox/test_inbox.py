"""The inbox: files are judged, taken in or not, senders admitted; nothing changes by looking."""

import threading
import uuid
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from app.drafting.adopting import adopt
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.handing_in import export_entries, export_start
from app.exchange.returning import export_receipt, export_return
from app.exchange.roster import add_unit, find_unit
from app.exchange.roster_changes import revoke
from app.exchange.verdicts import judge
from app.proposals.proposals import Batch
from app.tables.sources.reading import read_source
from tests.app.exchange.desks import admit_sender, fingerprint_of, trust_sender
from tests.support import OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, Computer, computer, dump, views
from tests.ui.pages.exchange_desks import Exchange, other_township
from ui.pages.inbox import reading
from ui.pages.inbox.page import InboxPage
from ui.pages.inbox.words import many_taken_text
from ui.shell.arrivals import Arrivals
from ui.widgets.note import Note


class Clerk:
    """The person in front of the inbox."""

    def __init__(self, qtbot, desk, settle, messages):
        self.qtbot, self.desk, self.settle, self.messages = qtbot, desk, settle, messages
        self.page = InboxPage(desk).whole()
        qtbot.addWidget(self.page)
        self.page.resize(1286, 640)
        self.page.show()
        settle(desk)

    def open(self, *files: Path) -> None:
        self.page.show_place(files=list(files))
        self.settle(self.desk)

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Unit, round, comparison and verdict of each file."""
        cells = self.page.files.table.model().cells
        return [(row[1].text, row[2].text, row[3].text, row[4].chip.text) for row in cells]

    def register(self) -> list[str]:
        return [row[3].text for row in self.page.files.register.table.model().cells]

    def entries(self) -> dict:
        """What the county holds now."""
        found: list[dict] = []
        self.desk.session.ask(views, found.append)
        self.settle(self.desk)
        return found[0]

    def act(self, code: str, row: int = 0) -> None:
        table = self.page.files.table
        table.acted.emit(table.model().keys[row], code)
        self.settle(self.desk)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        self.qtbot.keyClick(widget or self.page, key, modifier)
        self.settle(self.desk)


@pytest.fixture
def clerk(qtbot, desk, settle, messages, exchange: Exchange):
    """Sit down at the county's inbox, once its computer is as it shall be."""

    def sit_down(computer: Computer | None = None) -> Clerk:
        return Clerk(qtbot, desk(computer or exchange.county), settle, messages)

    return sit_down


def test_looking_changes_nothing_and_ctrl_enter_takes_in(clerk, exchange: Exchange, shot):
    path = exchange.admitted_first_round()
    before = dump(exchange.county.path)
    here = clerk()
    here.open(path)
    assert here.rows() == [("兴隆镇", "第1轮", "新 13 条", "完整，签名认得")]
    assert "1 个文件，1 个可以收下" in here.page.context
    assert here.page.hints[0] == "Enter 收下"
    shot(here.page, "inbox-file")
    assert dump(exchange.county.path) == before
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.rows() == []
    assert here.register() == ["新 13 条"]
    assert not any(hint.startswith("Enter") for hint in here.page.hints)
    table = here.page.files.register.table
    assert here.page.focusWidget() is table and table.currentIndex().row() == 0
    # Enter there takes nothing back before it was chosen.
    here.press(Qt.Key.Key_Return, widget=table)
    assert here.register() == ["新 13 条"]
    QApplication.activePopupWidget().close()
    assert here.messages.toasts[-1] == "已收下兴隆镇第1轮，13 条有改动"
    assert len(here.entries()) == 13
    here.messages.toast_actions[-1]()
    here.settle(here.desk)
    assert here.register() == ["导入已撤销（新 13 条）"]
    assert here.entries() == {}


def test_a_whole_file_can_be_refused(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    before = dump(exchange.county.path)
    here = clerk()
    here.open(path)
    assert [action.text for action in here.page.files.table.model().cells[0][5].actions] == ["收下", "细看", "不收"]
    here.act("drop")
    assert here.rows() == []
    assert path.exists()
    assert dump(exchange.county.path) == before


def test_the_keys_named_are_those_of_the_current_row(clerk, exchange: Exchange, tmp_path: Path):
    known = exchange.admitted_first_round()
    broken = exchange.stick / "白马乡上报(2).zwgk"
    broken.write_bytes(known.read_bytes()[:-300])
    here = clerk()
    here.open(exchange.hand_in("白云乡_第1轮", other_township(tmp_path)))
    assert here.page.hints == ("Enter 认可", "Ctrl+O 打开文件")
    here.open(known, broken)
    # What needs a person stands first, what can be taken in last.
    assert [row[3] for row in here.rows()] == ["单位没登记", "文件不完整", "完整，签名认得"]
    assert here.page.hints[:2] == ("Enter 请重交", "Ctrl+Enter 收下完整的")
    here.page.files.table.setFocus()
    here.press(Qt.Key.Key_End, widget=here.page.files.table)
    assert here.page.hints[0] == "Enter 收下"


def test_enter_takes_in_the_current_row(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    here = clerk()
    here.open(path)
    here.press(Qt.Key.Key_Return, widget=here.page.files.table)
    assert here.register() == ["新 13 条"]


def test_a_damaged_file_is_told_on_top_and_changes_nothing(clerk, exchange: Exchange, shot):
    path = exchange.admitted_first_round()
    broken = exchange.stick / "白马乡上报(2).zwgk"
    broken.write_bytes(path.read_bytes()[:-300])
    before = dump(exchange.county.path)
    here = clerk()
    here.open(broken)
    assert here.rows() == [("不知道", "", "读到一半断了，没有导入任何内容", "文件不完整")]
    note = here.page.files.findChild(Note)
    assert note.accessibleName().startswith("这个文件没有导入，您的内容一个字也没动 “白马乡上报(2).zwgk”不完整")
    assert "怎么办：请从原来的地方重新拷贝一次" in note.accessibleName()
    shot(here.page, "inbox-damaged")
    here.act("resend")
    assert "白马乡上报(2).zwgk”没有收下" in QGuiApplication.clipboard().text()
    here.act("drop")
    assert here.rows() == []
    assert dump(exchange.county.path) == before


def test_in_a_low_window_a_note_leaves_room_for_the_files(clerk, exchange: Exchange, shot):
    path = exchange.admitted_first_round()
    broken = exchange.stick / "白马乡上报(2).zwgk"
    broken.write_bytes(path.read_bytes()[:-300])
    here = clerk()
    here.page.resize(560, 350)
    here.open(broken)
    here.qtbot.waitUntil(lambda: len(notes(here)) == 1)
    (note,) = [each for each in here.page.files.findChildren(Note) if each.isVisible()]
    here.qtbot.waitUntil(lambda: 0 < note.height() < here.page.files.height() / 3)
    assert "怎么办：" in note.accessibleName()
    here.page.resize(1286, 640)
    here.qtbot.waitUntil(lambda: len(notes(here)) == 1 and not note.isVisible())


def test_in_a_low_window_the_table_with_the_keyboard_has_the_room(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    content = path.read_bytes()[:-300]
    broken = [exchange.stick / f"白马乡上报({number}).zwgk" for number in range(6)]
    for each in broken:
        each.write_bytes(content)
    here = clerk()
    # A screen of 1920×1080 at 200 %.
    here.page.resize(858, 386)
    here.open(path)
    here.act("take")
    files = here.page.files
    files.results.closed.emit()
    here.open(*broken)
    assert files.register.table.isVisible()
    files.table.setFocus()
    here.qtbot.waitUntil(lambda: files.table.height() > 2 * files.register.height())
    files.show_results(shown=True)
    here.qtbot.waitUntil(lambda: not files.table.isVisible() and files.results.height() > 250)
    files.results.closed.emit()
    here.qtbot.waitUntil(lambda: files.table.isVisible() and files.register.isVisible())
    files.register.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    files.register.setFocus()
    here.qtbot.waitUntil(lambda: files.register.height() > files.table.height())


def test_an_unknown_unit_is_admitted_by_its_fingerprint_and_taken_in(clerk, exchange: Exchange, shot):
    path = exchange.hand_in("兴隆镇_第1轮")
    here = clerk()
    here.open(path)
    assert here.rows()[0][3] == "单位没登记"
    here.act("admit")
    panel = here.page.files.admission
    fingerprint = here.page._files[path].fingerprint
    panel.typed.insert(f"{fingerprint[:11]} 00000")
    shot(here.page, "inbox-admission")
    assert not panel.yes.isEnabled()
    assert "第 3 组对不上" in panel._typed.line()
    panel.typed.clear()
    panel.typed.insert(fingerprint.replace(" ", "-"))
    assert (panel.unit.currentText(), panel.name.text(), panel.kind.currentText()) == ("登记成新单位", "兴隆镇", "乡镇")
    here.press(Qt.Key.Key_Return, widget=panel.typed)
    assert here.rows()[0][3] == "完整，签名认得"
    assert not here.page.files.is_admitting
    here.act("take")
    assert len(here.entries()) == 13


def test_a_unit_founded_from_a_start_file_reports_for_the_first_time(clerk, exchange: Exchange):
    with exchange.county.working() as workspace, operation(workspace, "roster", "按开始文件建立的") as act:
        act.write("organisation", TOWNSHIP.id, TOWNSHIP.as_content())
    path = exchange.hand_in("兴隆镇_第1轮")
    here = clerk()
    here.open(path)
    assert here.rows()[0][2].startswith("第一次报来")
    here.act("admit")
    panel = here.page.files.admission
    assert panel._title.text() == "“兴隆镇”第一次报来"
    panel.typed.insert(here.page._files[path].fingerprint)
    here.press(Qt.Key.Key_Return, widget=panel.typed)
    assert here.rows()[0][3] == "完整，签名认得"


def test_a_unit_registered_before_is_offered_for_its_first_file(clerk, exchange: Exchange):
    path = exchange.hand_in("兴隆镇_第1轮")
    here = clerk()
    here.page.tools.switch.chosen.emit("roster")
    here.page.roster.open_form()
    form = here.page.roster.form
    form.name.insert("兴隆镇")
    here.press(Qt.Key.Key_Return, widget=form.name)
    assert [row[0].text for row in here.page.roster.table.model().cells] == ["兴隆镇"]
    here.open(path)
    here.act("admit")
    panel = here.page.files.admission
    assert panel.unit.currentText() == "兴隆镇"
    panel.typed.insert(here.page._files[path].fingerprint)
    panel.yes.click()
    here.settle(here.desk)
    assert here.rows()[0][3] == "完整，签名认得"
    assert here.page.roster.table.model().cells[0][3].text == "1 台"


def test_one_sender_after_the_other_is_admitted_by_the_keyboard(clerk, exchange: Exchange, tmp_path: Path):
    here = clerk()
    here.open(exchange.hand_in("兴隆镇_第1轮"), exchange.hand_in("白云乡_第1轮", other_township(tmp_path)))
    files = here.page.files
    first, second = files.table.model().keys
    here.press(Qt.Key.Key_Return, widget=files.table)
    assert here.page.hints == ("Enter 认可", "Esc 先不认")
    here.press(Qt.Key.Key_Escape, widget=files.admission.typed)
    assert files.table.current_key() == first
    here.press(Qt.Key.Key_Return, widget=files.table)
    files.admission.typed.insert(here.page._files[Path(first)].fingerprint)
    here.press(Qt.Key.Key_Return, widget=files.admission.typed)
    # The next that asks, not what could be taken in by a further Enter.
    assert files.table.current_key() == second
    assert here.page.hints[0] == "Enter 认可"


def test_same_file_and_older_round_are_recognised(clerk, exchange: Exchange):
    first = exchange.admitted_first_round()
    exchange.township.set("05-003", publisher="兴隆镇民政办")
    second = exchange.hand_in("兴隆镇_第2轮")
    exchange.county.take_in(second)
    here = clerk()
    here.open(first, second)
    assert [row[2:] for row in here.rows()] == [
        ("比已收的第2轮旧，不会盖掉新的", "旧的一轮"),
        ("这份文件收过了，内容没有变化", "已收过"),
    ]
    assert here.page.primary is here.page.open_button


def test_a_folder_with_other_files_and_many_units_in_one_go(clerk, exchange: Exchange, tmp_path: Path, shot):
    exchange.admitted_first_round()
    other = other_township(tmp_path)
    exchange.admit(exchange.hand_in("白云乡_第1轮", other), "白云乡")
    (exchange.stick / "照片.jpg").write_bytes(b"x")
    (exchange.stick / "不是.zwgk").write_bytes(b"PK not ours at all")
    here = clerk()
    here.messages.save_answer = exchange.stick
    here.page.tools.folder.click()
    here.settle(here.desk)
    assert sorted(row[3] for row in here.rows()) == ["不是交换文件", "完整，签名认得", "完整，签名认得"]
    assert here.page.take_button.text() == "收下 2 个完整的"
    shot(here.page, "inbox-folder")
    here.page.take_button.click()
    here.settle(here.desk)
    assert here.messages.toasts[-1] == "已收下 2 个文件，26 条有改动"
    assert here.register() == ["新 13 条", "新 13 条"]
    here.page.files.register.table.acted.emit(here.page.files.register.table.model().keys[0], "undo")
    here.settle(here.desk)
    assert here.register()[0] == "导入已撤销（新 13 条）"
    assert here.messages.toasts[-1] == "已撤销：收下白云乡第1轮"


def test_a_fork_waits_and_leads_to_the_comparison(clerk, exchange: Exchange):
    path = exchange.fork()
    here = clerk()
    badges: list[int] = []
    here.page.badge_changed.connect(lambda place, count: badges.append(count))
    here.open(path)
    assert here.rows()[0][2] == "改 1 条，没变 11 条，冲突 1 条；已收过第2轮，这一份和它不一样"
    here.act("look")
    (place, target) = here.desk.went[-1]
    assert (place, len(target["batch"].proposals)) == ("comparison", 13)
    here.act("take")
    assert here.messages.toasts[-1] == "已收下兴隆镇第2轮，1 条有改动，1 条冲突等您定"
    assert here.register()[0] == "改 1 条，没变 11 条，1 条冲突等您定"
    assert badges[-1] == 1
    table = here.page.files.register.table
    table.set_current(table.model().keys[0])
    here.press(Qt.Key.Key_Return, widget=table)
    assert here.desk.went[-1] == ("comparison", {})


def test_stopping_leaves_everything_as_it_was(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    before = dump(exchange.county.path)
    here = clerk()
    busy = threading.Event()
    here.desk.session.ask(lambda workspace: busy.wait())
    here.desk.session.long_started.connect(lambda job, title: (job.cancel(), busy.set()))
    here.open(path)
    assert here.messages.toasts == ["停下了，看了 0 个文件，什么也没有收"]
    assert here.rows() == []
    assert dump(exchange.county.path) == before


def test_the_keyboard_goes_to_the_roster_once_its_units_are_known(clerk):
    here = clerk()
    here.page.show_place(roster=True)
    here.desk.session.act(lambda workspace: add_unit(workspace, "兴隆镇"))
    here.settle(here.desk)
    assert here.page.focusWidget() is here.page.roster.table


def test_an_empty_inbox_says_what_to_do_first(clerk, shot):
    here = clerk()
    shot(here.page, "inbox-empty")
    here.page.show_place(roster=True)
    assert here.page.hints == ("Ctrl+V 粘贴名单", "Ctrl+O 打开文件")
    assert not here.page.roster.add.isVisible()
    here.page.roster.open_form()
    here.page.roster.form.no.click()
    assert here.page.roster._first.isVisible()
    here.page.tools.switch.chosen.emit("files")
    assert "还没有收过文件" in [label.text() for label in here.page.findChildren(QLabel) if label.isVisible()]


def test_dropping_a_folder_looks_at_what_is_in_it(clerk, exchange: Exchange):
    exchange.admitted_first_round()
    here = clerk()
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(exchange.stick))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(here.page, QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, urls, left, none))
    QApplication.sendEvent(here.page, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, urls, left, none))
    here.settle(here.desk)
    assert [row[3] for row in here.rows()] == ["完整，签名认得"]


def test_a_note_about_a_damaged_file_stays_while_others_are_taken_in(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    (exchange.stick / "坏的.zwgk").write_bytes(path.read_bytes()[:-300])
    here = clerk()
    here.open(exchange.stick)
    here.page.take_button.click()
    here.settle(here.desk)
    assert here.register() == ["新 13 条"]
    # A note that was added a moment ago is laid out in a turn of its own.
    here.qtbot.waitUntil(lambda: here.page.files.findChild(Note).isVisible())


def test_a_parents_start_file_lets_a_child_know_its_parent(clerk, exchange: Exchange):
    exchange.admitted_first_round()
    with exchange.county.working() as workspace:
        start = export_start(workspace, find_unit(workspace, "兴隆镇"), exchange.stick / "开始.zwgk").path
    here = clerk(exchange.township)
    here.open(start)
    assert here.rows()[0][3] == "上级没认可"
    here.act("admit")
    panel = here.page.files.admission
    panel.typed.insert(here.page._files[start].fingerprint)
    panel.yes.click()
    here.settle(here.desk)
    assert (here.rows(), here.messages.toasts[-1]) == ([], "已认可上级“青山县”")
    assert here.desk.session.unit.parent_name == "青山县"


def test_an_import_is_not_taken_back_in_place_of_what_was_done_since(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    exchange.county.take_in(path)
    here = clerk()
    register = here.page.files.register.table
    here.desk.session.keep(lambda workspace: adopt(workspace, field="05"), lambda _: None, lambda _: None)
    register.acted.emit(register.model().keys[0], "undo")
    here.settle(here.desk)
    assert "又改过别的，没有撤销" in here.messages.troubles[0].message
    assert here.register() == ["新 13 条"]
    assert register.model().cells[0][4].actions == ()


def test_pressing_twice_takes_in_once(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    here = clerk()
    here.open(path)
    here.page.take_button.click()
    here.page.take_button.click()
    here.settle(here.desk)
    assert here.messages.toasts == ["已收下兴隆镇第1轮，13 条有改动"]


def test_a_file_opened_meanwhile_is_the_one_to_work_on(clerk, exchange: Exchange):
    first = exchange.admitted_first_round()
    exchange.township.set("05-003", publisher="兴隆镇民政办")
    second = exchange.hand_in("兴隆镇_第2轮")
    broken = exchange.stick / "坏的.zwgk"
    broken.write_bytes(first.read_bytes()[:-300])
    here = clerk()
    here.open(first, second)
    busy = threading.Event()
    here.desk.session.ask(lambda workspace: busy.wait(20))
    table = here.page.files.table
    table.acted.emit(str(first), "take")
    here.page.show_place(files=[broken])
    busy.set()
    here.settle(here.desk)
    # What was taken in has the other file of its sender looked at anew, after the one just opened.
    assert table.current_key() == str(broken)


def notes(here: Clerk) -> list[str]:
    return [note.accessibleName() for note in here.page.files.findChildren(Note) if note.isVisible()]


def test_a_note_tells_of_all_files_that_went_wrong(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    broken = [exchange.stick / f"坏的{number}.zwgk" for number in (1, 2)]
    for each in broken:
        each.write_bytes(path.read_bytes()[:-300])
    here = clerk()
    here.open(broken[0])
    here.open(broken[1])
    here.qtbot.waitUntil(lambda: "2 个文件没有导入" in "".join(notes(here)))
    here.act("drop")
    here.qtbot.waitUntil(lambda: "坏的2.zwgk" in "".join(notes(here)))


def test_a_batch_goes_on_past_what_cannot_be_taken_in_and_tells_of_every_file(
    clerk, exchange: Exchange, tmp_path: Path, shot
):
    first = exchange.admitted_first_round()
    other = other_township(tmp_path)
    second = exchange.hand_in("白云乡_第1轮", other)
    exchange.admit(second, "白云乡")
    (exchange.stick / "坏的.zwgk").write_bytes(first.read_bytes()[:-300])
    here = clerk()
    here.open(exchange.stick)
    assert [button.text() for button in here.page.files.tabs.buttons] == [
        "全部 3",
        "要您看 0",
        "收不了 1",
        "可以收下 2",
        "不用收 0",
    ]
    here.page.files.tabs.buttons[2].click()
    assert [row[3] for row in here.rows()] == ["文件不完整"]
    here.page.files.tabs.buttons[0].click()
    # What goes wrong with one file between looking and taking in is its row's reason; the others go on.
    look = here.page._files[first]
    here.page._files.renew([replace(look, batch=broken_batch(look.batch))])
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    results = here.page.files.results
    assert results.isVisible()
    assert here.page.window().focusWidget() is here.page.files.table, "what is left wants something"
    told = {each.file: (each.whose, each.word) for each in results.became}
    assert told == {
        first.name: ("兴隆镇", "没有收"),
        second.name: ("白云乡", "收下"),
        "坏的.zwgk": ("不知道", "没有收"),
    }
    assert here.messages.toasts[-1] == "已收下 1 个文件，13 条有改动，还有 1 个没有收"
    assert here.register() == ["新 13 条"]
    shot(here.page, "inbox-results")
    results.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "文件\t单位\t结果\t说明"
    here.messages.save_answer = tmp_path / "清单.xlsx"
    results.save.click()
    here.settle(here.desk)
    sheet = read_source(tmp_path / "清单.xlsx").sheets[0]
    assert {row[0] for row in sheet.cells[1:]} == set(told)
    results.close_button.click()
    assert here.page.files.register.isVisible()
    here.page.files.register.results.click()
    assert results.isVisible()


def broken_batch(batch: Batch) -> Batch:
    """A batch that the store refuses, as it refuses one whose disk has gone."""

    class Broken(tuple):
        def __iter__(self):
            raise UserFacingError("package-unreadable", "“U盘”读不出来，没有收。")

    return replace(batch, proposals=Broken(batch.proposals))


def test_a_file_under_a_password_is_opened_in_its_row(clerk, exchange: Exchange):
    exchange.admitted_first_round().unlink()
    with exchange.township.working() as workspace:
        path = export_entries(workspace, exchange.stick / "有密码.zwgk", password="青山县 2026 石桥").path
    here = clerk()
    here.open(path)
    assert here.rows() == [("不知道", "", "加了密码，输入密码才能看里面是什么", "有密码")]
    assert notes(here) == []
    here.messages.text_answer = "猜一个试试看"
    here.act("unlock")
    assert here.rows()[0][3] == "密码不对"
    here.messages.text_answer = "青山县 2026 石桥"
    here.act("unlock")
    assert here.rows() == [("兴隆镇", "第1轮", "新 13 条", "完整，签名认得")]
    plain = here.page._files.readable(path)
    assert plain.is_file() and plain != path
    here.act("take")
    assert here.register() == ["新 13 条"]
    assert here.rows() == []
    assert not plain.exists()


def test_what_a_parent_sends_back_is_told_in_plain_words_and_leads_to_the_returned(clerk, exchange: Exchange):
    first = exchange.admitted_first_round()
    exchange.county.take_in(first)
    with exchange.county.working() as workspace:
        unit = find_unit(workspace, "兴隆镇")
        ids = [row.id for row in workspace.store.entries.listed(organisation=unit.id, edition=workspace.edition)]
        judge(workspace, ids[:3], "returned", "请写清楚时限")
        judge(workspace, ids[3:], "accepted")
        back = export_return(workspace, unit, exchange.stick / "意见.zwgk").path
        receipt = export_receipt(workspace, unit, exchange.stick / "回执.zwgk").path
        start = export_start(workspace, unit, exchange.stick / "开始.zwgk").path
    trust_sender(exchange.township, start)
    here = clerk(exchange.township)
    here.open(back, receipt)
    rows = here.rows()
    assert rows[0][2] == "退回 3 条、通过 10 条" or rows[0][2] == "通过 10 条、退回 3 条"
    assert "收到了第 1 轮" in rows[1][2]
    cells = here.page.files.table.model().cells
    assert [row[1].detail for row in cells] == ["审核意见", "回执"]
    # On the stick lies what was handed in, too.
    here.open(first)
    assert here.rows()[-1][2:] == ("是本单位自己写给别的单位的", "自己导出的") and notes(here) == []
    here.act("take")
    assert here.messages.toasts[-1].startswith("已收下青山县的审核意见，")
    here.messages.toast_actions[-1]()
    here.settle(here.desk)
    assert here.desk.went[-1][0] == "drafting" and here.desk.went[-1][1]["entry"] in ids[:3]
    here.act("take")
    assert here.register() == ["记下了回执", "13 条审核意见"]
    table = here.page.files.register.table
    table.acted.emit(table.model().keys[1], "returned")
    here.settle(here.desk)
    assert here.desk.went[-1][0] == "drafting"


def test_what_a_parent_said_is_not_told_as_changes_of_our_own():
    def done(kind: str, new: int):
        return SimpleNamespace(kind=kind), SimpleNamespace(counts={"new": new})

    assert many_taken_text([done("return", 13), done("receipt", 1)], 0) == "已收下 2 个文件"
    assert many_taken_text([done("submission", 13), done("return", 2)], 1) == (
        "已收下 2 个文件，13 条有改动，还有 1 个没有收"
    )


def test_a_revoked_computer_is_named_in_its_row(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    with exchange.county.working() as workspace:
        revoke(workspace, find_unit(workspace, "兴隆镇"), fingerprint_of(path))
    here = clerk()
    here.open(path)
    assert here.rows()[0][3] == "电脑停用了"
    assert here.page.primary is here.page.open_button


def test_what_is_not_held_in_memory_is_read_again_when_it_is_taken_in(
    clerk, exchange: Exchange, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(reading, "_HELD", 13)
    first = exchange.admitted_first_round()
    others = []
    for name in ("白云乡", "石桥镇", "梅岭乡"):
        made = computer(tmp_path / name, replace(OTHER_TOWNSHIP, id=str(uuid.uuid4()), name=name))
        with made.working() as workspace:
            adopt(workspace, field="05")
        others.append(exchange.hand_in(f"{name}_第1轮", made))
        exchange.admit(others[-1], name)
    here = clerk()
    here.open(first, *others)
    held = [len(look.batch.proposals) for look in here.page._files]
    assert held == [13, 0, 0, 0]
    assert {row[2] for row in here.rows()} == {"新 13 条"}
    # The stick is pulled out, or another file lies there: one row's reason each.
    others[0].unlink()
    exchange.township.set("05-003", publisher="改过")
    exchange.hand_in("别的").replace(others[1])
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    told = {each.file: (each.word, each.says) for each in here.page.files.results.became}
    assert told[first.name][0] == told[others[2].name][0] == "收下"
    assert "读不出来" in told[others[0].name][1]
    assert "换成了另一份" in told[others[1].name][1]
    assert here.register() == ["新 13 条", "新 13 条"]


def test_a_village_gets_what_its_township_sends_by_dropping_it(qtbot, desk, settle, messages, tmp_path: Path):
    township = computer(tmp_path / "镇", TOWNSHIP, person="陈静")
    village = computer(tmp_path / "村", VILLAGE, person="会计")
    with village.working() as workspace:
        adopt(workspace, field="05")
    handed = village.export("第1轮.zwgk").path
    admit_sender(township, handed, "白马村")
    township.take_in(handed)
    with township.working() as workspace:
        unit = find_unit(workspace, "白马村")
        ids = [row.id for row in workspace.store.entries.listed(organisation=unit.id, edition=workspace.edition)]
        judge(workspace, ids[:2], "returned", "请写清楚时限")
        back = export_return(workspace, unit, tmp_path / "意见.zwgk").path
        start = export_start(workspace, unit, tmp_path / "开始.zwgk").path
    trust_sender(village, start)
    here = desk(village)
    Arrivals(here).take([back])
    place, target = here.went[-1]
    assert place == "inbox"
    page = InboxPage(here).whole()
    qtbot.addWidget(page)
    page.show()
    page.show_place(**target)
    settle(here)
    assert page.tools.switch.isHidden()
    (row,) = page.files.table.model().cells
    assert (row[1].text, row[1].detail, row[3].text) == ("兴隆镇", "审核意见", "退回 2 条")
    page.take_button.click()
    settle(here)
    messages.toast_actions[-1]()
    settle(here)
    place, target = here.went[-1]
    assert place == "drafting" and target["entry"] in ids[:2]


def test_stopping_while_files_are_taken_in_leaves_the_rest_in_the_table(clerk, exchange: Exchange, tmp_path: Path):
    first = exchange.admitted_first_round()
    second = exchange.hand_in("白云乡_第1轮", other_township(tmp_path))
    exchange.admit(second, "白云乡")
    here = clerk()
    here.open(first, second)
    busy = threading.Event()
    here.desk.session.ask(lambda workspace: busy.wait(20))
    here.desk.session.long_started.connect(lambda job, title: (job.cancel(), busy.set()))
    here.page.take_button.click()
    here.settle(here.desk)
    assert {each.word for each in here.page.files.results.became} == {"没有收"}
    assert here.messages.toasts[-1] == "停下了，什么也没有收"
    assert len(here.rows()) == 2
    assert here.entries() == {}


def test_no_plain_copy_outlives_the_workspace(clerk, exchange: Exchange):
    exchange.admitted_first_round().unlink()
    with exchange.township.working() as workspace:
        path = export_entries(workspace, exchange.stick / "有密码.zwgk", password="青山县 2026 石桥").path
    here = clerk()
    here.open(path)
    here.messages.text_answer = "青山县 2026 石桥"
    here.act("unlock")
    plain = here.page._files.readable(path)
    assert plain.is_file()
    here.desk.session.close()
    here.settle(here.desk)
    here.qtbot.waitUntil(lambda: not plain.exists())
