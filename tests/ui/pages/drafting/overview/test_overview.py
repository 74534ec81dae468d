"""总览: every field as a card, from which it is opened, declined, adopted; the check of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import isValid

from app.checks.finding import Finding
from app.checks.table_findings import TableFindings
from app.drafting.concern import say_concern
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.drafting.tables import own_entries
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from tests.support import INSTITUTION, VILLAGE, Computer, computer
from tests.ui.support import RecordedMessages, TestDesk, choose_look, wait_idle
from ui.jobs import Job, Watch
from ui.pages.drafting.overview.checking import CheckPanel, TableCheck, check_begun
from ui.pages.drafting.overview.reading import read_overview
from ui.pages.drafting.overview.view import OverviewView
from ui.pages.drafting.page import DraftingPage
from ui.pages.drafting.records import Place
from ui.theme import theme


@dataclass
class Sitting:
    """A clerk in front of the overview."""

    qtbot: object
    desk: TestDesk
    page: DraftingPage
    messages: RecordedMessages

    @property
    def view(self) -> OverviewView:
        return self.page.view

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.view.cards, key)
        self.wait()

    def click_check(self) -> None:
        """Have everything checked by the button."""
        self.view.toolbar.check.click()
        self.wait()

    def said(self, key: str) -> str:
        """Return what a card says."""
        return next(card.spoken for card in self.view.cards.cards() if card.key == key)

    def choose(self, key: str, *path: str) -> None:
        """Choose from the menu of a card."""
        self.view.cards.set_current(key)
        self.view.cards.menu_asked.emit(key, self.view.mapToGlobal(self.view.rect().center()))
        menu = top = next(each for each in self.view.findChildren(QMenu) if each.isVisible())
        for words in path[:-1]:
            menu = next(each for each in menu.findChildren(QMenu) if each.title().startswith(words))
        _action(menu, path[-1]).trigger()
        if isValid(top):
            top.close()
        self.wait()


def _action(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(words))


@pytest.fixture
def sit(qtbot, desk: Callable, messages: RecordedMessages) -> Callable[[Computer], Sitting]:
    """Open the page at the overview."""

    def sit_down(at: Computer, width: int = 1286) -> Sitting:
        opened = desk(at)
        opened.preferences.put("drafting.view", "overview")
        page = DraftingPage(opened).whole()
        for part in (page, page.primary, page.toolbar):
            qtbot.addWidget(part)
        page.resize(width, 560)
        page.show()
        sitting = Sitting(qtbot, opened, page, messages)
        sitting.wait()
        page.show_place()
        sitting.wait()
        return sitting

    return sit_down


def test_every_field_and_checklist_says_how_far_it_is(sit, township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有征收项目"})
        for row, _ in own_entries(workspace, STANDARD_CATALOGUE, "05")[:3]:
            set_entry(workspace, row, not_applicable="由县里办理")
    at = sit(township)
    cards = at.view.cards.cards()
    assert sum(not card.heading for card in cards if len(card.key) == 2) == 32
    assert [card.title for card in cards if card.heading] == ["其他清单"]
    assert at.said("05").startswith("05 社会救助，编制中，3 条做完，共 13 条，其中不涉及 3 条")
    assert "没动过，0 条做完" in at.said("01") and "不涉及，理由：本镇没有征收项目" in at.said("14")
    assert at.said("18") == "18 市政服务，县级事项，没有乡级事项"
    assert at.page.hints[0].startswith("已完成 0，不涉及 3，共 ") and at.page.choice.currentText() == "全部领域"


def test_each_kind_of_unit_sees_its_own_tables(sit, tmp_path: Path):
    """A hospital fills in one checklist, a village its own before the fields, which are mostly above it."""
    at = sit(computer(tmp_path / "医院", INSTITUTION))
    assert [card.key for card in at.view.cards.cards()] == ["public-institutions"]
    at = sit(computer(tmp_path / "村", VILLAGE))
    cards = at.view.cards.cards()
    assert (cards[0].key, cards[1].title) == ("village-affairs", "标准目录的领域")
    assert at.said("09") == "09 就业，上级事项，没有村级事项"


def test_tabs_show_the_fields_of_a_state_and_count_them(qtbot, sit, township: Computer):
    at = sit(township)
    tabs = at.view.toolbar.tabs
    drafting = next(button for button in tabs.children() if getattr(button, "text", str)() == "编制中 1")
    qtbot.mouseClick(drafting, Qt.MouseButton.LeftButton)
    assert [card.key for card in at.view.cards.cards()] == ["05"]


def test_arrows_go_from_card_to_card_and_enter_opens_the_field(sit, township: Computer):
    at = sit(township)
    columns = at.view.cards.width() // (theme().scaled(248) + 12)
    at.view.cards.set_current("01")
    at.press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left)
    assert at.view.cards.current_key() == f"{columns + 1:02}"
    at.press(Qt.Key.Key_End, Qt.Key.Key_Home)
    at.view.cards.set_current("05")
    at.press(Qt.Key.Key_Return)
    assert at.page.table.place == Place(STANDARD_CATALOGUE, "05") and not at.page.view.is_of_all
    assert at.desk.preferences.get("drafting.view") == at.page.view.code
    at.page.choice.setCurrentIndex(0)
    at.page.choice.activated.emit(0)
    at.wait()
    assert at.page.view.is_of_all and at.view.cards.current_key() == "05"


def test_arrows_cross_the_heading_between_fields_and_checklists(sit, township: Computer):
    at = sit(township)
    cards = at.view.cards.cards()
    heading = next(number for number, card in enumerate(cards) if card.heading)
    at.view.cards.set_current(cards[heading - 1].key)
    at.press(Qt.Key.Key_Right)
    assert at.view.cards.current_key() == cards[heading + 1].key
    at.press(Qt.Key.Key_Up)
    assert at.view.cards.current_key() < "33"


def test_a_field_is_declined_with_a_usual_reason_and_taken_up_again(sit, township: Computer):
    at = sit(township)
    at.choose("22", "整个领域标为不涉及", "本镇没有这类企业")
    assert "不涉及，理由：本镇没有这类企业" in at.said("22") and at.messages.toasts == ["“安全生产”已标为不涉及。"]
    at.choose("22", "恢复为涉及")
    assert "没动过" in at.said("22")
    at.choose("22", "整个领域标为不涉及", "写别的理由")
    assert at.view.decline.isVisible()
    at.view.decline.reason.line.insert("本镇没有矿")
    at.qtbot.keyClick(at.view.decline.reason.line, Qt.Key.Key_Return)
    at.wait()
    assert "理由：本镇没有矿" in at.said("22") and at.page.focusWidget() is at.view.cards
    at.messages.toast_actions[-1]()
    at.wait()
    assert "没动过" in at.said("22")


def test_the_menu_key_opens_the_menu_of_the_current_card_and_a_double_click_the_field(sit, township: Computer):
    at = sit(township)
    at.view.cards.set_current("22")
    QApplication.sendEvent(at.view.cards, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3)))
    menu = next(each for each in at.view.findChildren(QMenu) if each.isVisible())
    assert _action(menu, "采用整个领域").text() == "采用整个领域（11 条）"
    menu.close()
    card = at.view.cards.card_rect("05").center()
    at.qtbot.mouseClick(at.view.cards.viewport(), Qt.MouseButton.LeftButton, pos=card)
    at.qtbot.mouseDClick(at.view.cards.viewport(), Qt.MouseButton.LeftButton, pos=card)
    at.wait()
    assert at.page.table.place == Place(STANDARD_CATALOGUE, "05") and not at.page.view.is_of_all


def test_the_reason_of_a_field_is_changed_at_its_card(sit, township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有征收项目"})
    at = sit(township)
    at.page.show_place(every=True, field="14")
    at.wait()
    assert at.view.cards.current_key() == "14"
    at.choose("14", "改理由")
    reason = at.view.decline.reason.line
    assert reason.text() == "本镇没有征收项目"
    reason.selectAll()
    reason.insert("由县里统一办理")
    at.qtbot.keyClick(reason, Qt.Key.Key_Return)
    at.wait()
    assert "理由：由县里统一办理" in at.said("14")


def test_a_field_is_adopted_and_others_places_are_led_to(sit, township: Computer):
    at = sit(township)
    at.choose("27", "采用整个领域（2 条）")
    assert at.said("27").startswith("27 交通运输，编制中，0 条做完，共 2 条")
    at.choose("27", "打印")
    at.choose("27", "抄过来")
    place = {"checklist": STANDARD_CATALOGUE, "field": "27"}
    assert at.desk.went == [("printing", place), ("copying", place)]


def test_the_check_of_all_fields_leads_to_each_place(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": None})
    at = sit(township)
    at.qtbot.keyClick(at.page, Qt.Key.Key_F9)
    at.wait()
    rows = at.view.check.rows.rows()
    assert rows[0].heading and rows[0].title.startswith("05 社会救助")
    wrong = next(row for row in rows if row.detail.startswith("05-003"))
    at.view.check.rows.opened.emit(wrong.key)
    at.wait()
    # A form is made over several turns.
    at.qtbot.waitUntil(lambda: at.page.view.element == "publisher")
    assert not at.page.view.is_of_all and at.page.view.shown.code == "05-003"


def test_the_findings_follow_the_work_and_are_checked_anew_after_they_were_closed(sit, township: Computer):
    at = sit(township)
    at.qtbot.keyClick(at.page, Qt.Key.Key_F9)
    at.wait()
    before = at.view.check.words.text()
    at.view.columns.toggle_side()
    at.desk.session.act(lambda ws: set_entry(ws, find_entry(ws, "05-003"), {"publisher": None}))
    at.wait()
    assert at.view.check.words.text() == before
    at.qtbot.keyClick(at.page, Qt.Key.Key_F9)
    at.wait()
    assert at.view.check.isVisible() and "必须改 1 处" in at.view.check.words.text()
    at.desk.session.undo()
    at.wait()
    assert at.view.check.words.text() == before


def test_a_check_that_was_stopped_goes_on_where_it_was(sit, township: Computer):
    at = sit(township)
    titles: list[str] = []
    stopped = Event()

    def stop(job: Job, title: str) -> None:
        titles.append(title)
        job.cancel()
        stopped.set()

    at.desk.session.long_started.connect(stop)
    # A dozen entries are checked sooner than anybody stops it.
    at.desk.session.ask(lambda _: stopped.wait(20), lambda _: None)
    at.qtbot.keyClick(at.page, Qt.Key.Key_F9)
    at.wait()
    assert titles == ["正在检查"] and at.view.check.words.text() == "检查没有做完。按 F9 再检查。"
    at.desk.session.long_started.disconnect(stop)
    at.click_check()
    assert at.view.check.rows.rows()[0].title.startswith("05 社会救助")


def test_the_check_tells_how_far_it_is_and_looks_at_nothing_twice(township: Computer):
    with township.working() as workspace:
        memory, cards, stop = TableFindings(), list(read_overview(workspace).cards()), Event()
        told: list[tuple] = []

        def tell(*how_far) -> None:
            told.append(how_far)
            stop.set()

        with pytest.raises(UserFacingError, match="停下"):
            check_begun(workspace, memory, cards, Watch(tell, stop))
        assert told == [(0, 13, "05 社会救助")]
        stop.clear()
        looked_at: list[None] = []
        findings = memory.read(workspace, STANDARD_CATALOGUE, "05", lambda: looked_at.append(None))
        assert len(looked_at) == 12 and findings


def test_of_very_many_findings_of_a_field_the_worst_are_listed(qtbot):
    hint, wrong = (Finding("x", severity, "这一格没有填。", "unit", entry="e") for severity in ("hint", "block"))
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show_checks([TableCheck(Place(STANDARD_CATALOGUE, "05"), "05 社会救助", (*[hint] * 5000, wrong), {})])
    rows = panel.rows.rows()
    assert len(rows) == 201 and rows[0].title == "05 社会救助 5001 处，先列前 200 处"
    assert rows[1].icon_text == "必须改" and "说明 5000 处" in panel.words.text()


@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (1286, 1.5), (560, 2.0), (2400, 1.0)])
def test_cards_stand_side_by_side_as_there_is_room(sit, township: Computer, width: int, scale: float):
    choose_look("light", scale)
    at = sit(township, width)
    view = at.view.cards
    keys = [card.key for card in view.cards() if not card.heading]
    rects = [view.card_rect(key) for key in keys]
    assert all(rect.left() >= 0 and rect.right() <= view.viewport().width() for rect in rects)
    assert not any(one.intersects(other) for number, one in enumerate(rects) for other in rects[:number])
    across = sum(rect.top() == rects[0].top() for rect in rects)
    assert across == min(8, max(1, view.viewport().width() // (theme().scaled(248) + 12)))


def test_tools_without_room_stand_in_the_menu(sit, township: Computer):
    choose_look("light", 2.0)
    at = sit(township, 560)
    tools = at.view.toolbar
    tools.resize(536, 200)
    tools.show()
    assert not tools.year.isVisible() and tools.more.isVisible()
    offered = {action.text(): action for action in tools.more.menu().actions()}
    offered["新一年…"].trigger()
    assert at.desk.went == [("editions", {})]
    tools.resize(1286, 200)
    assert tools.year.isVisible() and not tools.more.isVisible()


def test_a_finding_is_let_stand_and_taken_up_again_in_the_list_of_all_fields(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"elements": ["县扶贫办审核结果"]})
    at = sit(township)
    at.qtbot.keyClick(at.page, Qt.Key.Key_F9)
    at.wait()
    rows = at.view.check.rows

    def doubt():
        return next((row for row in rows.rows() if "扶贫办" in row.title), None)

    at.messages.text_answer = "县里的机构还没有改名"
    rows.acted.emit(doubt().key, "dismiss")
    at.wait()
    assert doubt() is None and rows.rows()[-1].title == "说明过不用改 1 处"
    rows.acted.emit(rows.rows()[-1].key, "fold")
    assert doubt().detail.startswith("05 社会救助 · 05-003") and "县里的机构还没有改名" in doubt().note
    rows.acted.emit(doubt().key, "again")
    at.wait()
    assert doubt().actions[0].text == "去看看"
