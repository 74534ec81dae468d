"""Widths of columns: rows as low as the rules allow, labels whole where there is room, nothing lost to rounding."""

import pytest

from app.printing.catalogue_sheet import sheet_for
from app.printing.paper import MM
from app.printing.table_cells import box_rows
from app.printing.table_columns import column_widths
from app.printing.table_fitting import TextColumn, fit_widths
from app.printing.text import break_lines, fit_line, text_style
from app.tables.official import OfficialColumn, OfficialRow, OfficialTable, TextCell, only_ticked

from .catalogue_jobs import CHANNELS, COLUMNS, official_row

STYLE = text_style("song", 10, 13.8)


def column(*lengths: int, low: float = 20, high: float = 80) -> TextColumn:
    return TextColumn([["字" * length] for length in lengths], STYLE, 1.5, low, high)


def test_room_goes_where_it_saves_lines() -> None:
    columns = [column(4, 4, 4), column(120, 90, 100)]
    before = [50.0, 50.0]
    widths = fit_widths(columns, before, [1, 1, 1])
    assert sum(widths) == pytest.approx(100) and 20 <= widths[0] < 50 < widths[1] <= 80
    assert max(columns[1].lines(widths[1])) < max(columns[1].lines(50.0))


def test_nothing_moves_that_saves_no_line() -> None:
    assert fit_widths([column(5), column(6)], [40.0, 40.0], [9]) == [40.0, 40.0]


def test_no_line_is_broken_for_nothing() -> None:
    # The row is nine lines high anyway; the second text still gets the width that keeps it in one line.
    widths = fit_widths([column(5), column(13)], [40.0, 40.0], [9])
    assert widths[1] > 40 and sum(widths) == 80


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_columns_fill_the_sheet_and_keep_long_labels_whole(paper) -> None:
    rows = [official_row(n, "综合业务", f"事项{n}", "要素甲；" * (n % 7), CHANNELS[n::3]) for n in range(1, 40)]
    sheet = sheet_for("table", paper)
    longest = fit_line(max(CHANNELS, key=len), sheet.table.boxes).width + sheet.table.boxes.size
    shares = []
    for table in (OfficialTable(COLUMNS, tuple(rows)), only_ticked(OfficialTable(COLUMNS, tuple(rows)))):
        widths = column_widths(table, sheet.table, sheet.width)
        assert sum(widths) == pytest.approx(sheet.width) and min(widths) > 5
        assert widths[7] - 2 * sheet.table.pad_x >= longest / MM
        shares.append(widths[7])
    assert shares[1] < shares[0]


def test_boxes_stand_at_stops_and_a_wide_label_takes_several() -> None:
    labels = ["网站", "公报", "社区/企事业单位/村公示栏", "其他", "很长的一个渠道" * 9]
    placed = [[round(label.x) for label in row] for row in box_rows(labels, STYLE, 80, 4)]
    assert placed[:2] == [[0, 20], [0, 60]] and set(map(tuple, placed[2:])) == {(0,)} and len(placed) > 3


def test_a_telephone_number_is_not_torn() -> None:
    heads = ("公开依据", "主管部门", "服务监督电话", "备注")
    columns = tuple(
        OfficialColumn(head, None, width, False, "left") for head, width in zip(heads, (60, 20, 20, 16), strict=True)
    )
    cells = (
        TextCell(("《公共企事业单位信息公开规定制定办法》" * 3,)),
        TextCell(("县教育局",)),
        TextCell(("0731-55502816",)),
        TextCell(("无",)),
    )
    style = sheet_for("table", "A4").table
    widths = column_widths(OfficialTable(columns, (OfficialRow(cells, "a", False),)), style, 116.0)
    lines = break_lines("0731-55502816", style.body, (widths[2] - 2 * style.pad_x) * MM)
    assert sum(widths) == pytest.approx(116) and len(lines) == 1
