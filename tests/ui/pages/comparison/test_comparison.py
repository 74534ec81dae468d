"""The comparison: a file seen before it is taken in, and questions that wait, decided element by element or at once."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.backups import back_up, restore
from app.drafting.editing import remove_entry
from app.drafting.lookup import find_entry
from app.exchange.starting import new_from_work
from app.exchange.taking_in import read_batch
from tests.app.exchange.desks import trust_sender
from tests.support import Computer, dump, views
from tests.ui.pages.exchange_desks import Exchange
from ui.pages.comparison.choices import Choices
from ui.pages.comparison.page import ComparisonPage
from ui.widgets.buttons import Button


class Clerk:
    """The person in front of the comparison at the county."""

    def __init__(self, qtbot, desk, settle, messages):
        self.qtbot, self.desk, self.settle_desk, self.messages = qtbot, desk, settle, messages
        self.page = ComparisonPage(desk).whole()
        qtbot.addWidget(self.page)
        self.page.resize(1286, 640)
        self.page.show()

    def settle(self) -> None:
        self.settle_desk(self.desk)

    def show_file(self, path) -> None:
        found = []
        self.desk.session.ask(lambda workspace: read_batch(workspace, path), found.append)
        self.settle()
        self.page.show_place(batch=found[0])
        self.settle()
        assert self.page.list_pane.list.current_key()

    def show_waiting(self) -> None:
        self.page.show_place()
        self.settle()

    def entries(self) -> dict:
        found: list[dict] = []
        self.desk.session.ask(partial(views), found.append)
        self.settle()
        return found[0]

    def listed(self) -> list[tuple[str, str, str]]:
        """Number, kind and what becomes of it."""
        rows = [row for row in self.page.list_pane.list.rows() if not row.heading]
        return [(row.number, row.marks[0].text, row.right_detail) for row in rows]

    def table(self) -> dict[str, list[str]]:
        """The elements shown: base, ours, theirs, and which is taken."""
        model = self.page.sides.table.model()
        return {key: [cell.text for cell in row[1:5]] for key, row in zip(model.keys, model.cells, strict=True)}

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        self.qtbot.keyClick(widget or self.page, key, modifier)
        self.settle()

    def go_to(self, number: str) -> None:
        rows = self.page.list_pane.list.rows()
        key = next(row.key for row in rows if row.number == number)
        self.page.list_pane.list.setCurrentIndex(
            self.page.list_pane.list.model().index([row.key for row in rows].index(key))
        )


@pytest.fixture
def clerk(qtbot, desk, settle, messages, exchange: Exchange):
    return lambda: Clerk(qtbot, desk(exchange.county), settle, messages)


@pytest.fixture
def looking(clerk, exchange: Exchange) -> Clerk:
    """A county that looks at a fork it has not taken in."""
    path = exchange.fork()
    here = clerk()
    here.show_file(path)
    return here


@pytest.fixture
def waiting(clerk, exchange: Exchange) -> Clerk:
    """A county whose taken-in fork waits for a decision."""
    exchange.county.take_in(exchange.fork())
    here = clerk()
    here.show_waiting()
    return here


def test_a_file_is_seen_with_both_sides_before_anything_changes(clerk, exchange: Exchange, shot):
    path = exchange.fork()
    before = dump(exchange.county.path)
    here = clerk()
    here.show_file(path)
    assert here.listed() == [("003", "冲突", "没定，先留着"), ("005", "改", "默认取这次的")]
    assert here.table()["publisher"] == ["县级人民政府民政部门、兴隆镇人民政府", "丢失的一边", "恢复后的一边", "没定"]
    assert here.table()["channels"][1:] == ["政府网站、公开查阅点、政务服务中心", "政府网站、便民服务站", "这次的"]
    assert list(here.table()) == ["level3", "publisher", "channels"]
    shot(here.page, "comparison-file")
    assert dump(exchange.county.path) == before


def test_choosing_with_keys_and_finishing_takes_the_file_in_as_chosen(looking: Clerk):
    here = looking
    here.press(Qt.Key.Key_F8)
    table = here.page.sides.table
    assert table.current_key() == "publisher"
    here.press(Qt.Key.Key_2, widget=table)
    assert here.table()["publisher"][3] == "这次的"
    here.go_to("005")
    here.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert here.listed() == [("003", "冲突", "两边都有取"), ("005", "改", "取已收的")]
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.desk.went[-1][0] == "inbox"
    entries = here.entries()
    assert entries["05-003"]["values"]["publisher"] == "恢复后的一边"
    assert entries["05-003"]["values"]["level3"] == "只在丢失的一边"
    assert entries["05-005"]["values"]["publisher"] == "兴隆镇人民政府"


def test_what_is_left_open_waits(looking: Clerk):
    here = looking
    here.page.finish.click()
    here.settle()
    assert here.messages.toasts[-1] == "已收下兴隆镇第2轮，1 条有改动，1 条冲突先留着"
    here.show_waiting()
    assert here.listed() == [("003", "冲突", "没定，先留着")]
    assert not here.page.finish.isEnabled()


def test_a_waiting_question_is_decided_and_the_decision_taken_back(waiting: Clerk, shot):
    here = waiting
    assert not here.page.finish.isEnabled()
    here.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    shot(here.page, "comparison-decided")
    assert here.page.finish.text() == "定下 1 条"
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.messages.toasts[-1] == "定下了 1 条"
    assert here.listed() == []
    values = here.entries()["05-003"]["values"]
    assert (values["publisher"], values["level3"]) == ("恢复后的一边", None)
    here.messages.toast_actions[-1]()
    here.settle()
    assert [row[0] for row in here.listed()] == ["003"]
    assert here.entries()["05-003"]["values"]["publisher"] == "丢失的一边"


def test_choices_stay_when_the_page_is_left_and_change_nothing_until_done(waiting: Clerk, exchange: Exchange):
    here = waiting
    here.page.choose("publisher", "theirs")
    assert here.page.may_leave()
    here.show_waiting()
    assert here.table()["publisher"][3] == "这次的"
    assert here.entries()["05-003"]["values"]["publisher"] == "丢失的一边"


def test_ticked_ones_are_decided_together(looking: Clerk):
    here = looking
    here.page.list_pane.tick_all.click()
    assert here.page.sides.theirs.text() == "勾选的 2 条都取这次的"
    here.page.sides.ours.click()
    assert [row[2] for row in here.listed()] == ["取已收的", "取已收的"]


def test_filters_show_one_kind_and_equal_elements_fold(looking: Clerk):
    here = looking
    here.page.list_pane.tabs._buttons["changed"].click()
    assert [row[0] for row in here.listed()] == ["005"]
    assert list(here.table()) == ["publisher"]
    sides = here.page.sides
    assert sides.fold.text().startswith("另外 ")
    assert sides.same.isHidden()
    sides.fold.click()
    assert not sides.same.isHidden()


def test_a_first_round_shows_what_would_come(clerk, exchange: Exchange):
    path = exchange.admitted_first_round()
    here = clerk()
    here.show_file(path)
    assert {row[1:] for row in here.listed()} == {("新增", "整条收下")}
    model = here.page.sides.table.model()
    assert [head.text for head in model.heads] == ["", "这次报来的"]
    assert not here.page.sides.theirs.isEnabled()


def test_a_colleagues_work_is_ours_against_theirs(qtbot, desk, settle, messages, exchange: Exchange, tmp_path):
    ours = exchange.township
    work = ours.export("交接.zwgk", kind="work").path
    colleague = Computer(tmp_path / "同事", "王强")
    colleague.folder.mkdir()
    with colleague.keys():
        new_from_work(colleague.path, work, person="王强").close()
    colleague.set("05-004", publisher="王强写的")
    colleague.set("05-006", publisher="王强又写")
    ours.set("05-004", publisher="李梅写的")
    path = colleague.export("回来.zwgk", kind="work").path
    trust_sender(ours, path)
    here = Clerk(qtbot, desk(ours), settle, messages)
    here.show_file(path)
    assert here.listed() == [("004", "冲突", "没定，先留着"), ("006", "改", "默认取对方的")]
    here.go_to("004")
    assert here.table()["publisher"][1:] == ["李梅写的", "王强写的", "没定"]
    here.press(Qt.Key.Key_Right, widget=here.page.sides.table)
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.entries()["05-004"]["values"]["publisher"] == "王强写的"


def test_removed_and_cleared_ones_are_named_and_can_be_kept(clerk, exchange: Exchange, shot):
    exchange.county.take_in(exchange.admitted_first_round())
    exchange.township.set("05-004", publisher=None)
    with exchange.township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-006"))
    path = exchange.hand_in("兴隆镇_第2轮")
    here = clerk()
    here.show_file(path)
    assert [row[:2] for row in here.listed()] == [("004", "清空"), ("006", "删除")]
    here.go_to("006")
    assert here.table()["entry.removed"][1:3] == ["否", "是"]
    shot(here.page, "comparison-removed")
    here.page.sides.ours.click()
    here.page.finish.click()
    here.settle()
    entries = here.entries()
    assert entries["05-004"]["values"]["publisher"] is None
    assert "05-006" in entries


def test_changes_to_different_elements_are_joined(clerk, exchange: Exchange, shot):
    exchange.county.take_in(exchange.admitted_first_round())
    backup = exchange.stick / "旧.qdbak"
    with exchange.township.working() as workspace:
        back_up(workspace, backup)
    exchange.township.set("05-003", publisher="第一边")
    exchange.county.take_in(exchange.hand_in("兴隆镇_第2轮"))
    exchange.township.path.unlink()
    restore(backup, exchange.township.path)
    exchange.township.set("05-003", level3="第二边")
    path = exchange.hand_in("兴隆镇_又是第2轮")
    here = clerk()
    here.show_file(path)
    assert here.listed() == [("003", "冲突", "没定，先留着")]
    shot(here.page, "comparison-join")
    next(button for button in here.page.sides.findChildren(Button) if button.text() == "合在一起").click()
    here.page.finish.click()
    here.settle()
    values = here.entries()["05-003"]["values"]
    assert (values["publisher"], values["level3"]) == ("第一边", "第二边")


def test_deciding_forgets_only_what_was_decided(waiting: Clerk):
    choices = Choices({"decided": {"publisher": "ours"}, "half": {"publisher": "theirs"}})
    waiting.page._decided(choices, {"decided": {"publisher": "ours"}}, 1)
    assert choices.by_hand == {"half": {"publisher": "theirs"}}


def test_joining_with_nothing_current_does_nothing(looking: Clerk):
    looking.page.list_pane.list.setCurrentIndex(looking.page.list_pane.list.model().index(-1, 0))
    assert looking.page.current is None
    looking.page.sides.joined.emit()
    assert looking.page.choices.by_hand == {}
