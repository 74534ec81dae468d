"""The start page: what needs the clerk, and where it leads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.drafting.concern import say_concern
from app.drafting.lookup import find_entry
from app.drafting.typing_drafts import keep_draft
from app.exchange.keys import fingerprint
from app.exchange.package_reading import open_package
from app.exchange.returning import export_return
from app.exchange.roster import add_unit, admit, find_unit
from app.exchange.taking_in import import_file
from app.exchange.verdicts import find_entry_below, judge
from app.notices.keeping import make_notice
from app.notices.unfinished import Unfinished, store_unfinished
from app.overview import Below, HalfTyped, ListProgress, Overview, Waiting
from app.registers.agenda import Agenda, PastPosting, ToPost
from app.registers.corrections import OpenCorrection, Step
from app.registers.deadlines import Deadline
from app.registers.publications import record_formed
from app.registers.reviews import review
from app.registers.subjects import subject_named
from app.villages.units import add_files
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import COMMUNITY, COUNTY, DEPARTMENT, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.support import TestDesk
from ui.pages.workbench.page import WorkbenchPage
from ui.pages.workbench.tasks import groups
from ui.widgets.buttons import Button


@pytest.fixture
def opened(qtbot, desk: Callable, settle: Callable) -> Callable[[Computer], tuple[TestDesk, WorkbenchPage]]:
    """Show the page of a computer's workspace."""

    def show(at: Computer) -> tuple[TestDesk, WorkbenchPage]:
        sitting = desk(at)
        page = WorkbenchPage(sitting)
        qtbot.addWidget(page)
        page.resize(1286, 610)
        page.show()
        settle(sitting)
        return sitting, page

    return show


def titles(page: WorkbenchPage) -> list[str]:
    return [row.title for row in page.view.tasks.rows() if not row.heading]


def test_what_is_counted_is_told(opened, tmp_path):
    _, page = opened(computer(tmp_path / "新", TOWNSHIP))
    # The first of the two pairs is what was chosen in the first steps.
    assert page.view.progress.words.text() == "有本级事项的领域 27 个，286 条\n另有清单 6 张，247 条"


def test_what_needs_the_clerk_is_listed_and_leads_there(opened, qtbot, township: Computer):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-006").id
        keep_draft(workspace, entry, "mode", "主动公")
        notice = make_notice(workspace, "NT-01", {}).id
        at = workspace.now().isoformat()
        begun = (Unfinished("a", "NT-34", {}, (), at), Unfinished("b", "NT-01", {}, (), at, is_touched=False))
        store_unfinished(workspace, begun)
    sitting, page = opened(township)
    tasks = page.view.tasks
    assert any("没有对照原文核对" in title for title in titles(page))
    tasks.set_current(f"half:{entry}")
    qtbot.keyClick(tasks, Qt.Key.Key_Return)
    assert sitting.went[-1] == ("drafting", {"entry": entry, "field": "05", "checklist": "standard-catalogue"})
    tasks.set_current(f"notice:{notice}")
    qtbot.keyClick(tasks, Qt.Key.Key_Return)
    assert sitting.went[-1] == ("notices", {"notice": notice})
    assert "1 份公示没做完" in titles(page)
    tasks.set_current("unfinished")
    qtbot.keyClick(tasks, Qt.Key.Key_Return)
    assert sitting.went[-1] == ("notices", {})


def test_sheets_that_villages_owe_are_one_line_that_leads_to_them(opened, qtbot, township: Computer, tmp_path, shot):
    villages = [computer(tmp_path / each.name, each) for each in (VILLAGE, COMMUNITY)]
    add_files([each.path for each in villages])
    sitting, page = opened(township)
    tasks = page.view.tasks
    (row,) = [row for row in tasks.rows() if row.key == "villages"]
    assert "还缺" in row.title and row.detail == "白马村、东门社区"
    shot(page, "workbench-villages")
    tasks.set_current("villages")
    qtbot.keyClick(tasks, Qt.Key.Key_Return)
    assert sitting.went[-1] == ("villages", {"view": "sheets"})


def test_tabs_narrow_the_list(opened, township: Computer):
    with township.working() as workspace:
        make_notice(workspace, "NT-01", {})
    _, page = opened(township)
    everything = len(titles(page))
    page.view.tabs.set_current("notices")
    page.view.tabs.chosen.emit("notices")
    assert len(titles(page)) == 1 < everything


def test_the_primary_button_goes_on_where_work_stopped(opened, township: Computer):
    township.set("05-009", publisher="兴隆镇社会事务办公室")
    sitting, page = opened(township)
    assert page.primary.text() == "继续编制 05-009"
    page.primary.click()
    assert sitting.went[-1][0] == "drafting"


def test_counts_follow_an_undo(opened, settle, township: Computer):
    sitting, page = opened(township)
    assert page.view.progress.counts["drafting"].text() == "13"
    sitting.session.undo()
    settle(sitting)
    assert page.view.progress.counts["drafting"].text() == "0"


def test_a_new_workspace_says_where_to_begin(opened, tmp_path):
    _, page = opened(computer(tmp_path / "新", TOWNSHIP))
    assert page.view.nothing.isVisible()
    assert page.primary.text() == "编制目录"


def test_a_unit_with_a_few_fields_begins_from_them(opened, tmp_path):
    made = computer(tmp_path / "局", DEPARTMENT)
    with made.working() as workspace:
        others = [code for code in workspace.library.fields if code not in ("05", "06")]
        say_concern(workspace, dict.fromkeys(others, "由其他县级部门办理并公开"))
    sitting, page = opened(made)
    names = [each.text() for each in page.view.lists.findChildren(Button) if "  " in each.text()]
    assert names == ["05  社会救助", "06  养老服务"]
    page.view.lists.asked.emit(1)
    assert sitting.went[-1] == ("drafting", {"field": "06"})


def test_the_side_goes_below_where_the_window_is_narrow(opened, qtbot, township: Computer):
    _, page = opened(township)
    assert page.view.progress.mapTo(page, page.rect().topLeft()).x() > 600
    page.resize(900, 600)
    qtbot.waitUntil(lambda: page.view.progress.mapTo(page, page.rect().topLeft()).x() < 100)


def test_an_area_that_f6_leads_to_comes_in_sight(opened, qtbot, township: Computer):
    _, page = opened(township)
    page.resize(900, 300)
    area = page.areas()[1]
    first = next(each for each in area.findChildren(Button) if each.isVisible())
    qtbot.waitUntil(lambda: first.visibleRegion().isEmpty())
    page.view.tasks.setFocus()
    page.next_area()
    qtbot.waitUntil(lambda: first.hasFocus() and first.visibleRegion().boundingRect() == first.rect())


def test_a_parent_that_named_no_fields_wants_them_all():
    lists = (ListProgress("standard-catalogue", "05", "社会救助", items=13, drafting=13),)
    found = groups(Overview(lists, due=date(2026, 12, 1)), date(2026, 11, 22), "township")
    (due,) = [group for group in found if group.key == "due"]
    assert "还有 13 条没有填完" in due.tasks[0].row.detail


def test_a_county_that_received_nothing_is_told_what_comes_first(opened, qtbot, settle, tmp_path, township: Computer):
    county = computer(tmp_path / "县", COUNTY)
    sitting, page = opened(county)
    assert titles(page) == ["还没有登记下级单位，也没有收到上报"]
    page.view.tasks.set_current("below")
    qtbot.keyClick(page.view.tasks, Qt.Key.Key_Return)
    assert sitting.went[-1] == ("inbox", {"roster": True})
    sitting.session.act(lambda workspace: add_unit(workspace, "兴隆镇"))
    settle(sitting)
    assert titles(page) == ["下级单位都还没有报来"]
    qtbot.keyClick(page.view.tasks, Qt.Key.Key_Return)
    assert sitting.went[-1] == ("inbox", {})
    path = township.export("上报.zwgk").path
    sitting.session.act(lambda workspace: _take_in(workspace, path))
    settle(sitting)
    assert titles(page) == ["下级报来的 13 条还没有审"]


def _take_in(workspace, path) -> None:
    with open_package(path) as package:
        admit(workspace, package, fingerprint(package.signer), "兴隆镇")
    assert import_file(workspace, path).applied


def test_what_a_unit_sent_twice_is_not_told_as_changed_here():
    waiting = (Waiting("1", "青山县", 2, is_own=True), Waiting("2", "兴隆镇", 1, is_own=False))
    (group,) = groups(Overview((), waiting=waiting, below=Below(1, 1)), date(2026, 11, 22), "county")
    assert [task.row.title for task in group.tasks] == ["青山县：2 条跟本单位写的不一样", "兴隆镇：1 条跟已收的不一样"]


def test_where_nothing_waits_it_says_how_much_is_left_to_fill_in(opened, tmp_path):
    _, page = opened(computer(tmp_path / "新", TOWNSHIP))
    left = sum(each.total for each in page._seen.lists if not each.is_left_out)
    assert left > 300 and f"还有 {left} 条没有填完" in page.view.nothing.text()


def test_what_the_reviewer_sent_back_stands_first_and_leads_there(qtbot, desk, settle, township, tmp_path):
    county = computer(tmp_path / "青山县", COUNTY, "王主任")
    first = township.export("第一轮.zwgk")
    admit_sender(county, first.path, TOWNSHIP.name)
    county.take_in(first.path)
    with county.working() as workspace:
        entry = find_entry_below(workspace, "05-004").id
        judge(workspace, [entry], "returned", "请写清楚", {"publisher": "兴隆镇"})
        back = export_return(workspace, find_unit(workspace, TOWNSHIP.name), tmp_path / "退回.zwgk")
    trust_sender(township, back.path)
    township.take_in(back.path)
    sitting = desk(township)
    page = WorkbenchPage(sitting)
    qtbot.addWidget(page)
    page.show()
    settle(sitting)
    rows = page.view.tasks.rows()
    assert next(row.title for row in rows if row.heading) == "上级退回的"
    assert not any("两边都改过" in row.title for row in rows)
    page.view.tasks.acted.emit(f"returned:{entry}", "go")
    place = {"entry": entry, "field": "05", "checklist": "standard-catalogue", "returned": True}
    assert sitting.went[-1] == ("drafting", place)


def test_what_comes_to_stand_first_is_where_one_begins_who_has_not_moved(opened, township: Computer):
    _, page = opened(township)
    tasks = page.view.tasks
    (later, *_) = keys = [row.key for row in tasks.rows() if not row.heading]
    page._seen = replace(page._seen, half_typed=(HalfTyped("a", "05", "standard-catalogue", "监督检查"),))
    tasks.set_current(later)
    page._show_tabs()
    assert tasks.current_key() == "half:a"
    tasks.set_current(keys[-1])
    page._seen = replace(page._seen, half_typed=())
    page._show_tabs()
    assert tasks.current_key() == keys[-1]


def test_what_publishing_asks_for_stands_first_and_leads_to_its_line(qtbot, desk, settle, township: Computer, shot):
    with township.working() as workspace:
        late = record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 10, 30), "10月低保名单")
        soon = record_formed(workspace, find_entry(workspace, "05-002").id, date(2026, 11, 13), "11月救助名单")
        review(workspace, subject_named(workspace, late), "initial")
    sitting = desk(township)
    page = WorkbenchPage(sitting)
    qtbot.addWidget(page)
    badges: dict[str, int] = {}
    page.badge_changed.connect(badges.__setitem__)
    page.resize(1286, 616)
    page.show()
    settle(sitting)
    shown = page.view.tasks.rows()
    assert [row.title for row in shown if row.heading][:3] == ["已经逾期", "七天内到期", "等审查"]
    first = next(row for row in shown if not row.heading)
    assert (first.title, first.right, first.right_detail) == ("10月低保名单", "过了 10 天", "11月13日")
    assert badges["ledger"] == 1
    page.view.tasks.acted.emit(f"publish:{soon}", "go")
    assert sitting.went[-1] == ("ledger", {"line": soon})
    waiting = next(row for row in shown if row.key.startswith("review:"))
    assert waiting.right == "等保密审查" and waiting.detail.startswith("初审")
    page.view.tasks.acted.emit(waiting.key, "go")
    assert sitting.went[-1] == ("ledger", {"line": late})
    shot(page, "workbench-publishing")


def test_many_things_due_and_a_notice_that_still_hangs_are_told_in_few_rows():
    due = tuple(Deadline("publish", str(n), f"第{n}份", date(2026, 11, 1), False, ("怎么算的",)) for n in range(30))
    past = (PastPosting("n1", "低保公示", date(2026, 11, 20), "期满，还没有记撤下和结果"),)
    step = Step("copies", False, "还有 1 处没有收回、换下，一共 2 处。")
    wrong = (OpenCorrection("n2", "写错的公示", 2, 3, step),)
    asked = Agenda(date(2026, 11, 22), due, past=past, corrections=wrong)
    found = groups(Overview(()), date(2026, 11, 22), "village", (), asked)
    (correction,) = next(group for group in found if group.key == "corrections").tasks
    assert (correction.row.right, correction.target) == ("还有 3 步", {"notice": "n2"})
    assert correction.row.detail == "收回出去过的每一份：还有 1 处没有收回、换下，一共 2 处。"
    late, _, ending = found
    assert len(late.tasks) == 6 and late.tasks[-1].row.title == "另外还有 25 条"
    assert (late.tasks[-1].place, late.tasks[-1].target) == ("ledger", {"tab": "overdue"})
    assert (ending.tasks[0].row.right, ending.tasks[0].place) == ("期满 2 天", "notices")
    early = (PastPosting("n1", "低保公示", date(2026, 11, 30), "提前撤下，还没有记结果"),)
    (ending,) = groups(Overview(()), date(2026, 11, 22), "village", (), Agenda(date(2026, 11, 22), past=early))
    assert (ending.tasks[0].row.right, ending.tasks[0].row.detail) == ("", "提前撤下，还没有记结果")
    hung = tuple(ToPost(f"n{n}", "低保公示", n < 6) for n in range(7))
    (to_post,) = groups(Overview(()), date(2026, 11, 22), "village", (), Agenda(date(2026, 11, 22), to_post=hung))
    assert [task.row.title for task in to_post.tasks] == ["低保公示"] * 5 + ["另外还有 2 份"]
    assert (to_post.tasks[0].place, to_post.tasks[0].target) == ("notices", {"notice": "n0"})
    asked = Deadline("request", "r1", "依申请公开 2026-001：低保资金表", date(2026, 11, 24), False, ("怎么算的",))
    (soon,) = groups(Overview(()), date(2026, 11, 22), "township", (), Agenda(date(2026, 11, 22), soon=(asked,)))
    assert (soon.tasks[0].row.title, soon.tasks[0].row.right) == (asked.title, "还有 2 天")
    assert (soon.tasks[0].place, soon.tasks[0].target) == ("requests", {"case": "r1"})
    kinds = ("publish", "interpret", *["column"] * 6)
    mixed = tuple(
        Deadline(kind, f"c{n}", "工作动态", date(2026, 11, 20), False, ("怎么算的",)) for n, kind in enumerate(kinds)
    )
    (late,) = groups(Overview(()), date(2026, 11, 22), "township", (), Agenda(date(2026, 11, 22), mixed))
    assert [task.place for task in late.tasks] == ["ledger", "plans", "columns", "columns", "columns", "columns"]
    assert (late.tasks[1].target, late.tasks[2].target) == ({"plan": "c1"}, {"column": "c2"})
    assert late.tasks[-1].row.detail == "都在网站栏目里" and late.tasks[1].row.detail == "解读文件 · 怎么算的"
    yearly = Deadline("annual", "2026", "2026年年报", date(2027, 1, 31), False, ("怎么算的",))
    (report,) = groups(Overview(()), date(2027, 1, 6), "township", (), Agenda(date(2027, 1, 6), reports=(yearly,)))
    assert (report.heading, report.tasks[0].row.right) == ("年度报告", "还有 25 天")
    assert (report.tasks[0].place, report.tasks[0].target) == ("annual", {"year": 2026})


def test_tab_goes_down_the_page_and_the_keyboard_stays_on_a_list_that_is_counted_anew(
    opened, settle, qtbot, township: Computer
):
    sitting, page = opened(township)
    page.activateWindow()
    page.view.tabs.buttons[-1].click()
    page.view.tabs.buttons[-1].setFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is page.view.tasks
    lists = page.view.lists.findChildren(Button)
    wanted = [*lists, *page.view.handing_in.findChildren(Button)]
    went = []
    for _ in wanted:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        went.append(page.focusWidget())
    assert len(lists) == 2 and went == wanted
    lists[1].setFocus()
    qtbot.waitUntil(lists[1].hasFocus)
    page.reload()
    settle(sitting)
    shown = [each for each in page.view.lists.findChildren(Button) if each.isVisible()]
    assert page.focusWidget() is shown[1] is not lists[1]
