"""发到网站: title, text and table are copied piece by piece; with its address it is marked published."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.checks.overriding import overrides
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.registers.publications import record_formed, record_published
from tests.app.registers.signing import sign
from tests.support import Computer
from tests.ui.pages.ledger.sitting import Sitting, sat_down
from tests.ui.support import RecordedMessages
from ui.grave_dialog import GraveDialog
from ui.pages.portal.page import PortalPage
from ui.widgets.buttons import Button


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[..., Sitting]:
    def sit_down(*items: str, **target) -> Sitting:
        with township.working() as workspace:
            for day, item in enumerate(items, start=9):
                entry = find_entry(workspace, item).id
                line = record_formed(workspace, entry, date(2026, 11, day), f"{item}的名单")
                if item != "05-003":
                    sign(workspace, line)
        opened = desk(township)
        return sat_down(qtbot, opened, PortalPage(opened).whole(), **target)

    return sit_down


def test_pieces_are_copied_and_marked_published_one_after_the_other(sit, messages: RecordedMessages, shot):
    at = sit("05-001", "05-002")
    page, pane, clipboard = at.page, at.page.pane, QGuiApplication.clipboard()
    assert page.context == "2 条，已发布 0 条" and pane.title.text() == "05-001的名单"
    at.click(pane.copies["title"])
    assert clipboard.text() == "05-001的名单" and "已复制标题" in pane.said.text()
    at.qtbot.keyClick(page.list, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert "公开主体：" in clipboard.text() and not clipboard.mimeData().hasHtml()
    at.click(pane.copies["table"])
    assert clipboard.mimeData().html().startswith("<table>") and "公开主体：" in clipboard.text()
    pane.link.insert("网站首页")
    at.click(pane.done)
    assert "不是网页地址" in pane.link_field.line() and at.stored()[0].published is None
    pane.link.selectAll()
    pane.link.insert("www.example.gov.cn/1.html")
    shot(page, "portal")
    at.click(pane.done)
    assert messages.toasts == ["已记成公开"] and page.context == "2 条，已发布 1 条"
    assert pane.title.text() == "05-002的名单" and pane.link.text() == ""
    out = next(each for each in at.stored() if each.published)
    assert (out.line.title, out.outlets[0].link) == ("05-001的名单", "http://www.example.gov.cn/1.html")
    assert out.places == ("政府网站",)
    messages.toast_actions[-1]()
    at.wait()
    assert page.context == "2 条，已发布 0 条"


def test_what_is_not_signed_is_copied_but_not_marked(sit):
    at = sit("05-003")
    pane = at.page.pane
    assert not pane.done.isEnabled() and "签发" in pane.done.toolTip() and not pane.next.isEnabled()
    at.click(pane.go_to_line)
    assert at.desk.went[-1] == ("ledger", {"line": at.stored()[0].id})


def test_what_is_signed_for_a_village_or_in_part_says_so(sit, township: Computer):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-001").id
        village = record_formed(workspace, entry, date(2026, 11, 5), "村里的名单")
        sign(workspace, village, scope="本村村民")
        part = record_formed(workspace, entry, date(2026, 11, 6), "有账号的名单")
        sign(workspace, part, mode="partial", reason="个人隐私", basis="EX-018", kept_back="银行账号")
    at = sit()
    pane = at.page.pane
    assert not pane.done.isEnabled() and "没有这么宽" in pane.done.toolTip() and not pane.condition.isVisible()
    at.click(pane.next)
    assert pane.done.isEnabled() and "里面不能有“银行账号”" in pane.condition.text()


def test_an_entry_without_a_line_leads_to_the_ledger(sit, township: Computer):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-004").id
    at = sit(entries=[entry])
    assert at.page.pane.copies["text"].isEnabled() and not at.page.pane.done.isEnabled()
    at.click(at.page.pane.go_to_line)
    assert at.desk.went[-1] == ("ledger", {"entry": entry})


def test_a_personal_number_is_said_and_nothing_is_copied(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), {"publisher": "民政办 11010519491231002X"})
    at = sit("05-001")
    QGuiApplication.clipboard().setText("以前的")
    pane = at.page.pane
    assert pane._note is not None and "个人信息" in pane._note.accessibleName()
    assert not pane.copies["text"].isEnabled()
    at.page.copy("text")
    assert QGuiApplication.clipboard().text() == "以前的"
    at.click(pane._note.findChild(Button))
    assert at.desk.went == [("drafting", {"entry": at.page.current.entry})]


def test_what_the_gate_stops_is_copied_once_a_named_person_lets_it_out_and_stopped_again_when_it_changes(
    sit, township: Computer, shot
):
    def write(publisher: str) -> None:
        at.desk.session.act(
            lambda workspace: set_entry(workspace, find_entry(workspace, "05-001"), {"publisher": publisher})
        )
        at.wait()
        at.page.reload()
        at.wait()

    at = sit("05-001")
    pane = at.page.pane
    write("民政办 13800138000")
    shot(at.page, "portal-stopped")
    at.click(pane._note.findChildren(Button)[1])
    dialog = at.page.findChild(GraveDialog)
    dialog.person.setText("陈静")
    dialog.reason.setPlainText("公开的值班手机")
    at.click(dialog.yes)
    assert pane._note is None
    at.click(pane.copies["text"])
    assert "13800138000" in QGuiApplication.clipboard().text()
    kept = []
    at.desk.session.ask(overrides, kept.extend)
    at.wait()
    assert [(each.by, each.reason) for each in kept] == [("陈静", "公开的值班手机")] and kept[0].sha256
    at.page.reload()
    at.wait()
    assert pane._note is None
    write("民政办 13900139000")
    assert pane._note is not None and not pane.copies["text"].isEnabled()


def test_with_nothing_to_publish_it_leads_to_the_ledger(sit):
    at = sit()
    assert at.page.empty.isVisible()
    at.click(at.page._to_ledger)
    assert at.desk.went == [("ledger", {})]


def test_what_was_pasted_is_there_after_the_program_ended(sit, qtbot):
    at = sit("05-001")
    at.page.pane.link.insert("https://www.example.gov.cn/1.html")
    at.page._drafts.keep()
    at.wait()
    at = sat_down(qtbot, at.desk, PortalPage(at.desk).whole())
    assert at.page.pane.link.text() == "https://www.example.gov.cn/1.html"
    at.click(at.page.pane.done)
    at = sat_down(qtbot, at.desk, PortalPage(at.desk).whole())
    assert at.page.empty.isVisible()


def test_what_came_out_on_the_board_alone_is_still_to_come_to_the_website(sit, township: Computer):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-001")
        set_entry(workspace, entry, {"channels": ["政府网站", "社区/企事业单位/村公示栏（电子屏）"]})
        line = record_formed(workspace, entry.id, date(2026, 11, 9), "11月名单")
        record_published(workspace, line, date(2026, 11, 20), ["村公示栏"])
        sign(workspace, line)
    at = sit()
    assert at.page.context == "1 条，已发布 0 条"
    at.click(at.page.pane.done)
    assert at.stored()[0].places == ("村公示栏", "政府网站") and at.page.context == "1 条，已发布 1 条"


def test_what_is_shown_is_marked_also_where_the_keyboard_came_before_the_rows(sit):
    at = sit("05-001", "05-002")
    chosen = at.page.list.selectionModel()
    # As rows stand that come into a list which has the keyboard: the first is current and not chosen.
    chosen.clearSelection()
    at.page.reload()
    at.wait()
    assert [index.row() for index in chosen.selectedRows()] == [0]
