"""Codes, slots for sheets and the bleed of a board."""

import pypdfium2
import pytest

from app.errors import UserFacingError
from app.printing.board import coded_texts
from app.printing.board_content import BoardColumn, Code, Panel, SheetSlots, with_coded_list
from app.printing.paper import MM, PageSize

from .board_examples import example_board, one_panel, print_board, print_tiles, subsidies
from .page_checks import outside, overlapping, page_sizes
from .test_tiles import DOTS, box, difference, raster


def test_a_list_behind_codes_is_whole_in_them_and_off_the_board(tmp_path):
    panel = with_coded_list(subsidies(60))
    assert panel.table is None and len(panel.codes) > 1
    held = "\n".join(coded_texts(one_panel(panel, qr="")))
    assert all(f"{row}.57" in held for row in range(1, 61)) and held.count("小组") == len(panel.codes)
    report = print_board(one_panel(panel), tmp_path / "栏.pdf")
    assert report.pages == 1 and outside(report.runs, PageSize(1200, 800)) == [] and overlapping(report.runs) == []
    assert {part.name.rpartition(" · ")[2] for part in report.parts if " · " in part.name} >= {"二维码"}
    [only] = with_coded_list(subsidies(60), "http://www.example.gov.cn/qb").codes
    assert (only.data, only.label) == ("http://www.example.gov.cn/qb", "扫码看全部61行")


def test_slots_have_the_size_of_their_sheets_and_are_judged_near(tmp_path):
    panel = Panel("办事指南", slots=SheetSlots("A4", 2), pocket=True, key="卡")
    report = print_board(one_panel(panel, qr="", phone="", elder=False), tmp_path / "栏.pdf")
    [frame] = report.panels
    part = next(part for part in report.parts if part.name == "办事指南 · 卡槽")
    assert (frame.key, frame.board, part.least, part.key) == ("卡", 1, 5.6, "卡")
    image = raster(tmp_path / "栏.pdf", 0).convert("L").crop(box(frame.x + 5, frame.y + 60, frame.width - 10, 200))
    left, _, right, _ = image.point(lambda value: 255 if value < 200 else 0).getbbox()
    gap = (right - left) / DOTS - 2 * 216
    assert 0 < gap < 20


@pytest.mark.parametrize(("paper", "size"), [("A3", (600, 400)), ("A4", (200, 900))])
def test_a_slot_larger_than_the_board_is_refused(tmp_path, paper, size):
    panel = Panel("办事指南", slots=SheetSlots(paper), pocket=True)
    with pytest.raises(UserFacingError) as caught:
        print_board(one_panel(panel, width_mm=size[0], height_mm=size[1], distance_m=1), tmp_path / "栏.pdf")
    assert caught.value.code in ("slot-too-large", "board-too-small")


def test_a_slot_too_wide_for_its_column_has_a_board_of_its_own(tmp_path):
    columns = tuple(BoardColumn(title, (Panel(title, ("正文",)),)) for title in ("党务", "村务"))
    slot = Panel("办事指南", slots=SheetSlots("A4"), pocket=True)
    board = example_board(width_mm=600, height_mm=800, columns=(*columns, BoardColumn("卡槽", (slot,))))
    report = print_board(board, tmp_path / "栏.pdf")
    assert report.pages == 2
    [warning] = [warning for warning in report.warnings if warning.code == "table_across"]
    assert "卡槽太宽" in warning.message


def test_an_empty_column_is_named(tmp_path):
    board = example_board()
    report = print_board(example_board(columns=(*board.columns, BoardColumn("党务公开", ()))), tmp_path / "栏.pdf")
    assert [(each.code, each.part) for each in report.warnings] == [("column_empty", "党务公开")]


def test_the_bleed_goes_on_beyond_the_edges_and_not_into_tiles(tmp_path):
    board = example_board(bleed_mm=3)
    report = print_board(board, tmp_path / "出血.pdf")
    print_board(example_board(), tmp_path / "整块.pdf")
    assert page_sizes(tmp_path / "出血.pdf") == [pytest.approx((1206, 806), abs=0.05)]
    bleeding, plain = raster(tmp_path / "出血.pdf", 0), raster(tmp_path / "整块.pdf", 0)
    with pypdfium2.PdfDocument(tmp_path / "出血.pdf") as document:
        trimmed = [edge / MM for edge in document[0].get_trimbox()]
    assert trimmed == pytest.approx((3, 3, 1203, 803), abs=0.05)
    inside = bleeding.crop(box(3, 3, 1200, 800))
    assert difference(inside, plain) < 0.001
    assert bleeding.getpixel((1, 1)) == plain.getpixel((10, 10))
    assert bleeding.getpixel((1, bleeding.height - 2)) == plain.getpixel((2, plain.height - 4))
    assert report.pages == 1
    with pytest.raises(UserFacingError) as caught:
        print_board(example_board(bleed_mm=60), tmp_path / "过大.pdf")
    assert caught.value.code == "board-bleed"
    assert print_tiles(example_board(), tmp_path / "分块.pdf").grid.sheets == 21


def test_a_text_no_code_can_hold_is_refused(tmp_path):
    panel = Panel("太长", codes=(Code("长" * 3000, "扫码"),))
    with pytest.raises(UserFacingError) as caught:
        print_board(one_panel(panel), tmp_path / "栏.pdf")
    assert caught.value.code == "qr-too-long"


def test_the_foot_says_who_supervises(tmp_path):
    footer = "村务监督委员会：何福来、唐国庆、邓秋香。" * 4
    report = print_board(example_board(footer=footer), tmp_path / "栏.pdf")
    assert footer in "".join(text for _, text in report.texts)
    assert outside(report.runs, PageSize(1200, 800)) == [] and overlapping(report.runs) == []
