"""The page of the whole catalogue: ticks decide what is on the paper, what stays out is told, each way out writes."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from app.county.kept_folder import MARK
from app.organisations import Organisation
from tests.app.county.whole_desk import filled_county, put_entries, put_units, with_values
from tests.support import COMMUNITY, COUNTY, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.pages.reading_pdf import pages_of
from tests.ui.support import TestDesk
from ui.pages.whole_catalogue.page import WholeCataloguePage
from ui.pages.whole_catalogue.view import EVERYTHING
from ui.shell.places import places_for

NAME = "青山县全县目录"


def drawn(qtbot, sitting: TestDesk, page: WholeCataloguePage) -> None:
    """Wait until the paper shows what is ticked and nothing is being written."""
    qtbot.waitUntil(lambda: sitting.jobs.are_idle and not page.drawing.is_waiting, timeout=20_000)


@pytest.fixture
def opened(qtbot, desk: Callable) -> Callable[[Computer], tuple[TestDesk, WholeCataloguePage]]:
    """Show the page of a computer's workspace, its paper drawn."""

    def show(at: Computer) -> tuple[TestDesk, WholeCataloguePage]:
        sitting = desk(at)
        page = WholeCataloguePage(sitting).whole()
        for widget in (page, page.tools, page.web):
            qtbot.addWidget(widget)
        page.resize(1286, 570)
        page.show()
        drawn(qtbot, sitting, page)
        return sitting, page

    return show


@pytest.fixture
def county(tmp_path: Path) -> Computer:
    return filled_county(tmp_path / "county")


def told(page: WholeCataloguePage) -> list[str]:
    return [row.title for row in page.view.told.rows()]


def tick(qtbot, page: WholeCataloguePage, key: str) -> None:
    page.view.list.set_current(key)
    qtbot.keyClick(page.view.list, Qt.Key.Key_Space)


def test_what_is_ticked_is_on_the_paper_and_the_rest_is_told(opened, qtbot, messages, county: Computer, tmp_path: Path):
    sitting, page = opened(county)
    assert [row.title for row in page.view.units.rows()] == ["青山县", "城关街道", "兴隆镇", "白云乡"]
    assert {"1 条待审，还没有通过", "1 条已退回", "1 条注明不涉及"} <= set(told(page))
    before = page.view.shown.preview.desk.page_count
    assert before > 3
    page.take_focus()
    assert page.focusWidget() is page.view.units
    tick(qtbot, page, COUNTY.id)
    tick(qtbot, page, TOWNSHIP.id)
    drawn(qtbot, sitting, page)
    assert page.tools.count.text() == "2 / 4 个单位，1 / 1 个领域"
    messages.save_answer = tmp_path / "目录.pdf"
    page.tools.pdf.click()
    drawn(qtbot, sitting, page)
    whole = "".join(text for _, _, text in pages_of(messages.save_answer))
    assert "白云乡" in whole and "兴隆镇" not in whole and "草案" not in whole
    assert messages.suggested == [f"{NAME}.pdf"] and "已存成 PDF" in messages.toasts[0]


def test_everything_makes_a_draft_that_is_no_web_page(opened, qtbot, messages, county: Computer, tmp_path: Path):
    sitting, page = opened(county)
    page.tools.extent.chosen.emit(EVERYTHING)
    drawn(qtbot, sitting, page)
    assert told(page)[0] == "放进去 49 条" and not page.web.isEnabled() and "给所有人看" in page.web.toolTip()
    messages.save_answer = tmp_path / "草案.pdf"
    page.tools.pdf.click()
    drawn(qtbot, sitting, page)
    whole = "".join(text for _, _, text in pages_of(messages.save_answer))
    assert "草案" in whole and "待审" in whole and messages.suggested == [f"{NAME}（草案）.pdf"]


def test_fields_are_taken_off_and_remembered(opened, qtbot, county: Computer):
    with county.working() as workspace:
        put_entries(workspace, COUNTY, "21", state="final")
    sitting, page = opened(county)
    qtbot.mouseClick(page.view.kinds.buttons[1], Qt.MouseButton.LeftButton)
    assert [row.title for row in page.view.list.rows()] == ["社会救助", "卫生健康"]
    tick(qtbot, page, "21")
    drawn(qtbot, sitting, page)
    again = WholeCataloguePage(sitting).whole()
    for widget in (again, again.tools, again.web):
        qtbot.addWidget(widget)
    again.show()
    drawn(qtbot, sitting, again)
    assert [row.checked for row in again.view.fields.rows()] == [True, False]
    page.view.none.click()
    drawn(qtbot, sitting, page)
    assert not page.tools.pdf.isEnabled() and "没有可以放的" in page.tools.pdf.toolTip()
    assert page.view.shown.preview.desk.viewport().accessibleName().endswith("请先勾选单位和领域。")


def test_workbook_web_pages_and_data_are_written(opened, qtbot, messages, county: Computer, tmp_path: Path):
    sitting, page = opened(county)
    out = tmp_path / "out"
    out.mkdir()
    messages.save_answer = out / "表.xlsx"
    page.tools.workbook.click()
    drawn(qtbot, sitting, page)
    assert openpyxl.load_workbook(out / "表.xlsx").sheetnames == ["目次", "社会救助", "按单位查"]
    messages.save_answer = out
    page.web.click()
    drawn(qtbot, sitting, page)
    page.tools.data.click()
    drawn(qtbot, sitting, page)
    assert (out / f"{NAME}网页" / "index.html").is_file() and (out / f"{NAME}数据" / "data.json").is_file()
    assert [text.partition("：")[0] for text in messages.toasts] == ["已存成 Excel 表", "已做好网页", "已导出数据"]
    assert not messages.troubles


def test_a_former_folder_is_replaced_when_asked_for_and_strange_ones_never(
    opened, qtbot, messages, county: Computer, tmp_path: Path
):
    sitting, page = opened(county)
    messages.save_answer = tmp_path
    page.web.click()
    drawn(qtbot, sitting, page)
    page.web.click()
    drawn(qtbot, sitting, page)
    assert "换掉以前的网页文件夹" in messages.confirms[0] and len(messages.toasts) == 1
    messages.says_yes = True
    page.web.click()
    drawn(qtbot, sitting, page)
    assert len(messages.toasts) == 2 and not messages.troubles
    (tmp_path / f"{NAME}网页" / MARK).unlink()
    page.web.click()
    drawn(qtbot, sitting, page)
    assert messages.troubles[0].code == "folder-not-empty"


def test_personal_data_is_told_and_nothing_leaves(opened, qtbot, messages, county: Computer, tmp_path: Path):
    with county.working() as workspace:
        put_entries(
            workspace,
            COUNTY,
            "21",
            lambda _, item, content: with_values(content, channels_other="联系 13800138000"),
        )
    sitting, page = opened(county)
    page.tools.extent.chosen.emit(EVERYTHING)
    drawn(qtbot, sitting, page)
    assert "有个人信息没有遮挡" in page.view.shown.note.accessibleName()
    messages.save_answer = tmp_path / "目录.pdf"
    page.tools.pdf.click()
    drawn(qtbot, sitting, page)
    assert messages.troubles[0].code == "personal-data" and not messages.save_answer.exists()


def test_a_finding_that_blocks_says_whose_entry_it_is(opened, county: Computer):
    with county.working() as workspace:
        put_entries(
            workspace, COUNTY, "21", lambda _, item, content: with_values(content, deadline=None), state="final"
        )
    _, page = opened(county)
    assert "青山县" in page.view.shown.note.accessibleName() + str(page.view.shown.note.__dict__)


def test_what_leads_on_leads_on_and_an_empty_desk_says_what_to_do(opened, qtbot, county: Computer, tmp_path: Path):
    sitting, page = opened(county)
    page.view.told.acted.emit("out/pending", "review")
    assert sitting.went == [("review", {})]
    _, empty = opened(computer(tmp_path / "empty", COUNTY))
    assert empty.view.currentIndex() == 1 and empty.toolbar is None


@pytest.mark.parametrize(("unit", "below", "title"), [(TOWNSHIP, VILLAGE, "全镇目录"), (COUNTY, TOWNSHIP, "全县目录")])
def test_the_title_follows_the_kind_of_unit(
    opened, tmp_path: Path, unit: Organisation, below: Organisation, title: str
):
    at = computer(tmp_path / "desk", unit)
    with at.working() as workspace:
        put_units(workspace, [below])
        put_entries(workspace, below, "05")
    sitting, page = opened(at)
    assert page.title == title
    assert title in [place.title for place in places_for(sitting.session.unit)]


def test_a_village_has_no_such_place(desk: Callable, tmp_path: Path):
    sitting = desk(computer(tmp_path / "desk", COMMUNITY))
    assert "whole-catalogue" not in [place.code for place in places_for(sitting.session.unit)]


def test_the_paper_stays_when_something_else_was_written(opened, qtbot, messages, county: Computer, tmp_path: Path):
    sitting, page = opened(county)
    pages = page.view.shown.preview.desk.page_count
    messages.save_answer = tmp_path / "目录.pdf"
    page.tools.pdf.click()
    drawn(qtbot, sitting, page)
    assert messages.save_answer.is_file()
    assert page.view.shown.preview.desk.page_count == pages
