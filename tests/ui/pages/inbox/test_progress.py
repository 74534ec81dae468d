"""各单位进度: the register of who has answered, and what goes back to one unit."""

from PySide6.QtCore import Qt

from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit, find_unit
from app.exchange.roster_changes import change_unit
from app.exchange.verdicts import judge
from app.tables.sources.reading import read_source
from tests.ui.pages.exchange_desks import Exchange
from ui.pages.inbox.page import InboxPage


def test_each_unit_stands_with_its_counts_and_gets_its_files(
    qtbot, desk, settle, messages, exchange: Exchange, tmp_path, shot
):
    exchange.county.take_in(exchange.admitted_first_round())
    with exchange.county.working() as workspace:
        unit = find_unit(workspace, "兴隆镇")
        change_unit(workspace, unit, contact="李明 0912-1234567", code="990124101")
        add_unit(workspace, "白马乡", "990124102")
        ids = [row.id for row in workspace.store.entries.listed(organisation=unit.id, edition=workspace.edition)]
        judge(workspace, ids[:2], "returned", "请写清楚时限")
        judge(workspace, ids[2:6], "accepted")
    here = desk(exchange.county)
    page = InboxPage(here).whole()
    qtbot.addWidget(page)
    page.resize(1286, 640)
    page.show()
    settle(here)
    page.tools.switch.buttons[1].click()
    settle(here)
    view = page.progress.view
    rows = [[cell.text for cell in row] for row in view.table.model().cells]
    assert rows[0][:8] == ["兴隆镇", "第1轮", "4", "2", "7", "", "", ""]
    assert rows[1][1] == "没交"
    assert view.table.model().cells[0][0].detail == "李明 0912-1234567"
    shot(page, "inbox-progress")
    for what, kind in (("审核意见", "return"), ("回执", "receipt"), ("恢复文件", "recovery")):
        messages.save_answer = tmp_path / f"{what}.zwgk"
        view.files[what].click()
        settle(here)
        with open_package(messages.save_answer) as package:
            assert (package.manifest.kind, package.manifest.recipient.name) == (kind, "兴隆镇")
    assert messages.suggested[0].startswith("兴隆镇_2026版_第1轮审核意见_")
    messages.save_answer = tmp_path / "进度.xlsx"
    view.save.click()
    settle(here)
    assert read_source(messages.save_answer).sheets[0].cells[1][:3] == ("兴隆镇", "李明 0912-1234567", "1")
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(here)
    place, target = here.went[-1]
    assert (place, target["organisation"], target["field"]) == ("review", unit.id, "05")
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert not view.review.isEnabled() and not view.files["恢复文件"].isEnabled()


def test_without_units_the_way_to_the_roster_is_offered(qtbot, desk, settle, exchange: Exchange):
    here = desk(exchange.county)
    page = InboxPage(here).whole()
    qtbot.addWidget(page)
    page.show()
    page.show_place(units=True)
    settle(here)
    assert page.progress.view.to_roster.isVisible()
    page.progress.view.to_roster.click()
    settle(here)
    assert page.tools.switch.current() == "roster" and page.roster.isVisible()
