"""Printing the catalogue: what is ticked is on the paper, and nothing private leaves."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.drafting.adopting import adopt
from app.drafting.concern import say_concern
from app.drafting.editing import confirm, finalise_field, set_entry
from app.drafting.editions import start_edition
from app.drafting.lookup import find_entry
from app.drafting.own_unit import change_unit
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.support import TOWNSHIP, Computer, computer
from tests.ui.pages.reading_pdf import pages_of
from tests.ui.support import TestDesk, choose_look, wait_idle
from ui.gate import Stopped
from ui.jobs import PAPER
from ui.pages.printing.page import PrintingPage
from ui.widgets.buttons import Button

MOBILE = "13800138000"


def drawn(qtbot, sitting: TestDesk, page: PrintingPage) -> None:
    """Wait until the paper shows what is ticked."""
    qtbot.waitUntil(lambda: sitting.jobs.are_idle and not page.drawing.is_waiting, timeout=20_000)


@pytest.fixture
def opened(qtbot, desk: Callable) -> Callable[[Computer], tuple[TestDesk, PrintingPage]]:
    """Show the page of a computer's workspace, its paper drawn."""

    def show(at: Computer) -> tuple[TestDesk, PrintingPage]:
        sitting = desk(at)
        page = PrintingPage(sitting).whole()
        for widget in (page, page.tools, page.print):
            qtbot.addWidget(widget)
        page.resize(1286, 570)
        page.show()
        drawn(qtbot, sitting, page)
        return sitting, page

    return show


@pytest.fixture
def two_fields(township: Computer) -> Computer:
    with township.working() as workspace:
        adopt(workspace, field="19")
        adopt(workspace, checklist="exemption-list")
    return township


def test_the_keyboard_begins_at_what_can_be_ticked(opened, two_fields: Computer):
    _, page = opened(two_fields)
    page.take_focus()
    assert page.focusWidget() is page.view.parts


def texts(page: PrintingPage) -> list[str]:
    return [row.title for row in page.view.looks.rows()]


def test_what_is_ticked_is_saved_as_pdf(opened, qtbot, messages, two_fields: Computer, tmp_path: Path):
    sitting, page = opened(two_fields)
    assert [row.title for row in page.view.parts.rows()] == ["社会救助", "涉农补贴", "政务公开负面清单"]
    assert page.view.count.text() == "已选 3 / 3"
    page.view.parts.set_current("exemption-list/")
    qtbot.keyClick(page.view.parts, Qt.Key.Key_Space)
    page.tools.papers.chosen.emit("A4")
    assert not page.tools.pdf.isEnabled() and "排版" in page.tools.pdf.toolTip()
    drawn(qtbot, sitting, page)
    assert page.view.shown.preview.desk.page_count > 3
    messages.save_answer = tmp_path / "目录.pdf"
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    drawn(qtbot, sitting, page)
    pages = pages_of(messages.save_answer)
    whole = "".join(text for _, _, text in pages)
    assert {size[:2] for size in pages} == {(297.0, 210.0)}
    assert "草案" in whole and "社会救助" in whole and "涉农补贴" in whole and "负面清单" not in whole
    assert f"共{len(pages)}页" in whole and len(pages) == page.view.shown.preview.desk.page_count
    assert messages.toasts == [f"已存成 PDF：目录.pdf，{len(pages)} 张。"] and messages.suggested == ["兴隆镇目录.pdf"]
    marked = []
    sitting.session.ask(_is_marked, marked.append)
    drawn(qtbot, sitting, page)
    assert marked == [True]
    kept = sitting.preferences.get(f"printing.{TOWNSHIP.id}")
    assert kept["off"] == ["exemption-list/"] and kept["papers"] == {"table": "A4"}


def _is_marked(workspace) -> bool:
    row = find_entry(workspace, "05-003")
    return [mark["revision"] for mark in workspace.store.operations.releases_of("entry", row.id)] == [row.revision]


def saved_pages(qtbot, sitting: TestDesk, page: PrintingPage, messages, path: Path) -> list[tuple[float, float, str]]:
    """Save what is shown and read it back."""
    messages.save_answer = path
    drawn(qtbot, sitting, page)
    page.tools.pdf.click()
    drawn(qtbot, sitting, page)
    return pages_of(path)


@pytest.mark.parametrize(("form", "name"), [("cards", "（卡片）"), ("large", "（大字）")])
def test_other_forms_stand_upright_and_are_remembered(
    opened, qtbot, messages, township: Computer, tmp_path: Path, shot, form, name
):
    sitting, page = opened(township)
    page.tools.forms.chosen.emit(form)
    pages = saved_pages(qtbot, sitting, page, messages, tmp_path / "目录.pdf")
    assert {size[:2] for size in pages} == {(210.0, 297.0)} and "监督检查" in "".join(text for *_, text in pages)
    assert [button.text() for button in page.tools.papers.buttons] == ["A3 竖向", "A4 竖向"]
    assert page.tools.papers.current() == "A4" and page.tools.wants_ticked
    assert messages.suggested == [f"兴隆镇社会救助目录{name}.pdf"]
    page.tools.channels.chosen.emit("all")
    shot(page, f"printing-{form}")
    assert sitting.preferences.get(f"printing.{TOWNSHIP.id}")["form"] == form


def test_only_some_entries_are_printed(opened, qtbot, messages, township: Computer, tmp_path: Path, shot):
    sitting, page = opened(township)
    page.view.parts.set_current("standard-catalogue/05")
    qtbot.keyClick(page.view.parts, Qt.Key.Key_Return)
    picking = page.view.picking
    qtbot.waitUntil(lambda: len(picking.entries.rows()) == 13)
    assert page.view.is_picking and picking.head.title.text() == "社会救助"
    picking.none.click()
    assert not any(row.checked for row in picking.entries.rows()) and not page.print.isEnabled()
    for place in (0, 2):
        picking.entries.set_current(picking.entries.rows()[place].key)
        qtbot.keyClick(picking.entries, Qt.Key.Key_Space)
    shot(page, "printing-picking")
    pages = saved_pages(qtbot, sitting, page, messages, tmp_path / "目录.pdf")
    assert len(pages) == 1 and "（节选）" in pages[0][2] and "监督检查" not in pages[0][2]
    picking.back.click()
    assert not page.view.is_picking and page.view.parts.rows()[0].detail == "只印 2 / 13 条"
    page.view.all.click()
    drawn(qtbot, sitting, page)
    assert page.view.shown.preview.desk.page_count > 1


def test_differences_to_last_year_and_the_statement(opened, qtbot, messages, township: Computer, tmp_path: Path, shot):
    with township.working() as workspace:
        start_edition(workspace, "2027")
        set_entry(workspace, find_entry(workspace, "05-002"), {"elements": ["监督电话"]})
        say_concern(workspace, {"14": "本镇没有征收项目"})
    sitting, page = opened(township)
    assert [page.tools.since.itemText(n) for n in range(page.tools.since.count())][1:] == ["标出与2026年版的不同"]
    page.tools.since.setCurrentIndex(1)
    page.tools.since.activated.emit(1)
    shot(page, "printing-changes")
    whole = "".join(text for *_, text in saved_pages(qtbot, sitting, page, messages, tmp_path / "a.pdf"))
    assert "“社会救助”修改1项（第2项）。" in texts(page)
    assert "与2026年版相比：修改1项（第2项）" in whole and "本镇没有征收项目" in whole
    page.view.parts.set_current("statement")
    qtbot.keyClick(page.view.parts, Qt.Key.Key_Space)
    whole = "".join(text for *_, text in saved_pages(qtbot, sitting, page, messages, tmp_path / "b.pdf"))
    assert "本镇没有征收项目" not in whole


@pytest.mark.parametrize(
    ("suffix", "told"),
    [
        (".xlsx", "已存成 Excel 表：目录.xlsx，3 张表。"),
        (".docx", "已存成 Word 文档：目录.docx，3 张表。"),
        (".html", "已存成网页：目录.html，3 张表。"),
        (".csv", "已存成文字表格：目录.csv，3 张表。3 张表写在一个文件里"),
    ],
)
def test_tables_are_saved_as_what_was_chosen(
    opened, qtbot, messages, two_fields: Computer, tmp_path: Path, suffix: str, told: str
):
    sitting, page = opened(two_fields)
    messages.save_answer = tmp_path / f"目录{suffix}"
    actions = page.tools.table.menu().actions()
    next(action for action in actions if f"（{suffix}）" in action.text()).trigger()
    drawn(qtbot, sitting, page)
    assert len(actions) == 4 and messages.suggested == [f"兴隆镇目录{suffix}"]
    [said] = messages.toasts
    assert said.startswith(told)
    read = understand(read_source(messages.save_answer))
    assert {field.value for field in (table.field for table in read.tables) if field} <= {"社会救助", "涉农补贴"}
    assert sum(len(table.rows) for table in read.tables) > 13


def test_why_it_is_a_draft_is_said_and_leads_there(opened, qtbot, township: Computer, tmp_path: Path, shot):
    sitting, page = opened(township)
    assert "“社会救助”有 13 条没有定稿" in texts(page)
    assert any("没有对照原文核对" in text for text in texts(page))
    page.view.looks.set_current("draft/standard-catalogue/05")
    qtbot.keyClick(page.view.looks, Qt.Key.Key_Return)
    page.view.looks.set_current("confirm/standard-catalogue/05")
    qtbot.keyClick(page.view.looks, Qt.Key.Key_Return)
    table = {"field": "05", "checklist": "standard-catalogue"}
    assert sitting.went == [("drafting", table | {"unconfirmed": each}) for each in (False, True)]
    shot(page, "printing")
    sitting.session.act(_finish)
    drawn(qtbot, sitting, page)
    assert texts(page) == ["可以印了", "有的字体用别的代替"]


def _finish(workspace) -> None:
    rows = list(workspace.store.entries.listed(organisation=workspace.organisation.id))
    confirm(workspace, rows)
    for row in workspace.store.entries.listed(organisation=workspace.organisation.id):
        set_entry(workspace, row, state="ready")
    finalise_field(workspace, "05", checklist="standard-catalogue")


def test_personal_data_stops_every_way_out_and_is_shown(opened, qtbot, messages, township: Computer, tmp_path: Path):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-002").id
        set_entry(workspace, find_entry(workspace, "05-002"), {"elements": [f"投诉电话：{MOBILE}"]})
    sitting, page = opened(township)
    note = page.view.shown.note
    assert note is not None and "手机号" in note.accessibleName() and MOBILE not in note.accessibleName()
    messages.save_answer = tmp_path / "目录.pdf"
    for way in (page.print, page.tools.pdf):
        way.click()
        wait_idle(qtbot, sitting.jobs)
        stopped = messages.troubles[-1]
        assert isinstance(stopped, Stopped) and stopped.places, "somebody can let it out by name"
    assert not messages.save_answer.exists() and len(messages.troubles) == 2
    messages.save_answer = tmp_path / "目录.xlsx"
    next(action for action in page.tools.table.menu().actions() if "（.xlsx）" in action.text()).trigger()
    wait_idle(qtbot, sitting.jobs)
    assert len(messages.troubles) == 3 and not messages.save_answer.exists()
    messages.troubles[-1].again("陈静", "公开的值班手机")
    wait_idle(qtbot, sitting.jobs)
    assert messages.save_answer.exists() and "已存成" in messages.toasts[-1]
    drawn(qtbot, sitting, page)
    page.view.shown.note.findChild(Button).click()
    assert sitting.went == [("drafting", {"field": "05", "entry": entry, "element": "elements"})]


def test_drawing_can_be_stopped_and_begun_again(opened, qtbot, township: Computer):
    sitting, page = opened(township)
    go_on = threading.Event()
    sitting.jobs.run(PAPER, lambda watch: go_on.wait(20))
    page.tools.papers.chosen.emit("A4")
    qtbot.waitUntil(lambda: page.view.shown.box is not None, timeout=5000)
    page.view.shown.box.stopped.emit()
    go_on.set()
    drawn(qtbot, sitting, page)
    assert page.view.shown.box is None and "停下" in page.view.shown.note.accessibleName()
    assert not page.print.isEnabled()
    page.view.shown.note.findChild(Button).click()
    drawn(qtbot, sitting, page)
    assert page.view.shown.note is None and page.print.isEnabled()


def test_without_a_printer_saving_is_the_way_out(opened, qtbot, messages, township: Computer, tmp_path: Path):
    sitting, page = opened(township)
    messages.save_answer = tmp_path / "目录.pdf"
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [error.code for error in messages.troubles] == ["printer-missing"]
    [(words, _, act)] = messages.trouble_buttons[0]
    assert words == "存成 PDF"
    act()
    drawn(qtbot, sitting, page)
    assert "社会救助" in pages_of(messages.save_answer)[0][2]


def test_nothing_ticked_and_nothing_adopted(opened, qtbot, township: Computer, tmp_path: Path):
    _, page = opened(township)
    page.view.none.click()
    assert page.view.shown.preview.desk.page_count == 0 and "勾选" in page.print.toolTip()
    sitting, empty = opened(computer(tmp_path / "新", TOWNSHIP))
    assert empty.view.currentIndex() == 1 and empty.toolbar is None
    empty.view.start.click()
    assert sitting.went == [("drafting", {})]


def test_asked_for_one_field_only_that_is_ticked(opened, qtbot, two_fields: Computer):
    sitting, page = opened(two_fields)
    page.show_place(field="19")
    drawn(qtbot, sitting, page)
    assert [row.title for row in page.view.parts.rows() if row.checked] == ["涉农补贴"]


def test_one_pane_at_a_time_with_large_text(opened, qtbot, township: Computer, shot):
    choose_look("dark", 1.5)
    _, page = opened(township)
    assert page.view.columns.is_narrow and page.view.shown.isVisible()
    page.view.columns.show_list()
    assert page.view.parts.isVisible() and not page.view.shown.isVisible()
    shot(page, "printing-large")
    captions = [each for each in page.tools.findChildren(QLabel) if each.text() in ("样式", "纸张", "渠道")]
    page.tools.resize(1286, page.tools.height())
    page.tools.show()
    assert len(captions) == 3 and all(each.isVisible() for each in captions)
    high = page.tools.heightForWidth(494)
    page.tools.resize(494, high)
    assert not any(each.isVisible() for each in captions)
    assert page.tools.heightForWidth(494) < high, "choices that speak for themselves leave more to the paper"


def test_a_finding_stops_a_final_field_and_leads_to_it(opened, qtbot, township: Computer):
    with township.working() as workspace:
        change_unit(workspace, {"contact": MOBILE})
        entry = find_entry(workspace, "05-002").id
        set_entry(workspace, find_entry(workspace, "05-002"), {"elements": [f"投诉电话：{MOBILE}"]})
        _finish(workspace)
        change_unit(workspace, {"contact": ""})
    sitting, page = opened(township)
    note = page.view.shown.note
    assert "定稿的目录没有印" in note.accessibleName() and not page.print.isEnabled()
    note.findChildren(Button)[0].click()
    assert sitting.went == [("drafting", {"field": "05", "entry": entry, "element": "elements"})]


def test_coming_back_and_painting_are_two_turns(opened, qtbot, two_fields: Computer):
    _, page = opened(two_fields)
    page.hide()
    page.show()
    assert not page.view.updatesEnabled()
    qtbot.waitUntil(page.view.updatesEnabled)
