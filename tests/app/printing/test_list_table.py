"""Lists on notices and boards: columns by their content, rows that lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.list_columns import WHOLE_NAMES, ListColumn, ListTable, TableStyle
from app.printing.list_table import measure_table, rows_as_lines
from app.printing.paper import MM
from app.printing.text import text_style

SMALL = text_style("kai", 12, 15)
STYLE = TableStyle(head=SMALL, body=SMALL, total=SMALL, padding_x=1, padding_y=1)
TALL = 200.0


def table(rows, *heads, total=None):
    return ListTable(tuple(map(ListColumn, heads)), tuple(map(tuple, rows)), total)


def cell_text(measured):
    return "".join(line.text for row in measured.rows for cell in row.cells for line in cell)


def test_columns_fill_the_width_and_long_text_gets_more_of_it():
    measured = measure_table(
        table([("1", "塘湾组水渠维修材料款和人工费", "6,480.00")] * 3, "序号", "摘要", "支出（元）"), STYLE, 120, TALL
    )
    assert sum(measured.widths) == pytest.approx(120)
    assert measured.widths[1] > measured.widths[2] > measured.widths[0]


def test_names_amounts_and_short_texts_stay_on_one_line():
    rows = [("王金龙之女", "1,234,567.00", "2026-10-31", "经村民代表会议讨论同意后按程序列支的公益事业建设材料款")]
    measured = measure_table(table(rows, "姓名", "金额", "日期", "摘要"), STYLE, 120, TALL)
    assert [len(cell) for cell in measured.rows[0].cells[:3]] == [1, 1, 1]
    assert len(measured.rows[0].cells[3]) > 1


def test_a_table_that_is_too_wide_is_not_squeezed():
    wide = table([("王金龙之女", "老屋组", "1,234.00", "6,480.00")], "姓名", "小组", "收入", "支出")
    assert measure_table(wide, STYLE, 60, TALL) is None
    assert measure_table(wide, STYLE, 76, TALL) is None
    assert not measure_table(wide, STYLE, 76, TALL, WHOLE_NAMES).breaks_words
    broken = measure_table(wide, STYLE, 60, TALL, None)
    assert broken.breaks_words and cell_text(broken) == "王金龙之女老屋组1,234.006,480.00"
    assert len(broken.rows[0].cells[1]) == 1  # the widest columns are cut, the narrow ones stay whole
    assert measure_table(wide, STYLE, 20, TALL, None) is None


def test_a_head_that_leaves_no_room_for_rows_is_no_table():
    assert measure_table(table([("一",)], "很长的表头" * 30), STYLE, 30, 60) is None


def test_long_heads_are_parted_where_a_word_ends():
    measured = measure_table(table([("1", "420")] * 2, "家庭人口数", "拟月保障金额（元）"), STYLE, 45, TALL)
    assert [[line.text for line in cell] for cell in measured.head.cells] == [
        ["家庭人", "口数"],
        ["拟月保障金额", "（元）"],
    ]


def test_one_long_name_is_broken_and_does_not_widen_its_column():
    names = [("周桂兰", "水渠维修材料款和人工费用")] * 8
    long = ("双桥村新型农业经营主体种植养殖农民专业合作社联合社", "沟渠清淤")
    plain = measure_table(table(names, "户主姓名", "摘要"), STYLE, 150, TALL)
    mixed = measure_table(table([*names, long], "户主姓名", "摘要"), STYLE, 150, TALL)
    assert mixed.widths[0] < 1.5 * plain.widths[0] and len(mixed.rows[-1].cells[0]) > 1
    assert all(len(cell) == 1 for row in mixed.rows[:-1] for cell in row.cells)


def test_room_goes_to_the_column_whose_rows_it_makes_lowest():
    rows = [("1", "示例", "支付塘湾组水渠清淤和挡土墙维修工程材料款、人工费", "86,400.00", "王建国")] * 6
    measured = measure_table(table(rows, "序号", "科目", "摘要", "支出（元）", "经手人"), STYLE, 115, TALL)
    assert measured.widths[2] > 0.4 * 115
    assert [len(cell) for cell in measured.rows[0].cells] == [1, 1, 2, 1, 1]


def test_a_date_is_parted_behind_its_year_where_room_is_short():
    rows = [("2026年10月29日", "1,234.00")] * 2
    measured = measure_table(table(rows, "日期", "金额"), STYLE, 42, TALL, WHOLE_NAMES)
    assert [line.text for line in measured.rows[0].cells[0]] == ["2026年", "10月29日"]
    assert measure_table(table(rows, "日期", "金额"), STYLE, 42, TALL) is None


@pytest.mark.parametrize("head", ["底价（元/年）", "面积（平方米）", "补贴标准（元/亩）"])
def test_a_unit_of_measure_in_a_head_is_not_torn(head):
    measured = measure_table(table([("示例标的", "120.00", "坐落位置")] * 2, "标的", head, "位置"), STYLE, 66, TALL)
    assert [line.text for line in measured.head.cells[1]] == [head[: head.index("（")], head[head.index("（") :]]


def test_rows_as_lines_name_every_value_by_its_head():
    lines = rows_as_lines(table([("周立新", "3.34"), ("何福来", "")], "户主", "亩数", total=("合计", "3.34")))
    assert lines == ("户主：周立新；亩数：3.34", "户主：何福来", "户主：合计；亩数：3.34")


def test_a_row_with_more_cells_than_columns_is_not_printed_without_them():
    with pytest.raises(ValueError, match="3 cells"):
        table([("1", "2", "3")], "一", "二")


def test_totals_never_stand_alone_on_the_next_sheet():
    measured = measure_table(table([("王家冲", "1")] * 10, "小组", "户数", total=("合计", "10")), STYLE, 60, TALL)
    room = measured.part_height(0, 10) + 0.1
    assert measured.rows_fitting(0, room) == 9
    assert measured.rows_fitting(0, room + measured.rows[-1].height) == 11


def test_a_row_taller_than_a_sheet_goes_on_over_several():
    measured = measure_table(table([("内容很长。" * 400, "1")], "摘要", "户数"), STYLE, 60, 100)
    assert len(measured.rows) > 2
    assert all(row.height <= 100 - measured.head.height for row in measured.rows)
    assert [row.continues for row in measured.rows][:3] == [False, True, True]
    assert cell_text(measured).replace("1", "") == "内容很长。" * 400


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.floats(8, 200))
def test_no_text_fails_and_none_is_wider_than_its_column(rows, width):
    measured = measure_table(table(rows, "姓名", "小组", "备注"), STYLE, width, TALL, None)
    if measured is None:
        assert width < 3 * (12 / MM + 2 * STYLE.padding_x)
        return
    for row in measured.rows:
        for cell, column in zip(row.cells, measured.widths, strict=True):
            room = column - 2 * STYLE.padding_x
            assert all(line.width / MM <= room + 0.01 or len(line.text) == 1 for line in cell)
