"""Codes, slots for sheets and the bleed of a board."""

import random

import pypdfium2
import pytest

from app.errors import UserFacingError
from app.printing.board_content import USUAL_SIZES, BoardColumn, Code, Panel, SheetSlots, with_coded_list
from app.printing.paper import MM, PageSize

from .board_examples import FINANCE, example_board, one_panel, print_board, print_tiles, subsidies
from .page_checks import outside, overlapping, page_sizes
from .test_tiles import DOTS, box, difference, raster


def test_a_list_behind_codes_is_whole_in_them_and_off_the_board(tmp_path):
    panel = with_coded_list(subsidies(60))
    assert panel.table is None and len(panel.codes) > 1
    held = "\n".join(code.data for code in panel.codes)
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
    columns = tuple(BoardColumn(title, (Panel(title, ("正文",)),)) for title in ("党务", "村务", "财务"))
    slot = Panel("办事指南", slots=SheetSlots("A4"), pocket=True)
    board = example_board(width_mm=520, height_mm=620, columns=(*columns, BoardColumn("卡槽", (slot,))))
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


def test_on_a_small_board_read_from_afar_unit_and_number_stand_apart(tmp_path):
    report = print_board(example_board(30, width_mm=600, height_mm=800, distance_m=5, elder=True), tmp_path / "栏.pdf")
    assert report.pages > 1 and any(text.startswith("第2块") for _, text in report.texts)
    assert outside(report.runs, PageSize(600, 800)) == [] and overlapping(report.runs) == []


@pytest.mark.parametrize("seed", range(6))
def test_boards_of_anything_are_legible_within_their_page_and_lose_nothing(tmp_path, seed):
    chance = random.Random(seed)
    kinds = (
        lambda: subsidies(chance.choice((3, 20, 60))),
        lambda: with_coded_list(subsidies(50), chance.choice(("", "http://www.example.gov.cn"))),
        lambda: Panel("办事指南", slots=SheetSlots("A4", chance.randint(1, 5)), pocket=True),
        lambda: Panel("会议通知", ("第四季度村民代表会议定于12月10日上午9点召开。" * chance.choice((1, 30)),)),
        lambda: FINANCE,
    )
    columns = tuple(
        BoardColumn(f"第{number}栏", tuple(chance.choice(kinds)() for _ in range(chance.randint(1, 3))))
        for number in range(chance.randint(1, 5))
    )
    size = PageSize(*chance.choice(USUAL_SIZES))
    elder, distance = chance.random() < 0.3, chance.choice((1, 2, 3))
    board = example_board(columns=columns, width_mm=size.width, height_mm=size.height, distance_m=distance, elder=elder)
    report = print_board(board, tmp_path / "栏.pdf")
    assert all(part.legible for part in report.parts)
    assert outside(report.runs, size) == [] and overlapping(report.runs) == []
    shown = [text for _, text in report.texts]
    for panel in (panel for column in columns for panel in column.panels):
        assert any(panel.heading in text.replace("\n", "") for text in shown)
        for row in panel.table.rows if panel.table else ():
            assert row[2] in shown
