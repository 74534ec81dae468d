"""Which columns a cell lies in, how sheets are laid out, and text that goes along: pure parts of the page."""

import pytest

from app.tables.sources.sheet import Sheet, Source, Span
from app.tables.understanding.understand import understand
from tests.app.tables.understanding import published_tables, wild_tables, wilder_tables
from ui.pages.table_import.columns import columns_at, meanings_of, table_at
from ui.pages.table_import.marks import UNREAD, marks_of
from ui.pages.table_import.reading import CARRIED, owners_of, with_carried
from ui.pages.table_import.sheet_look import look_of


def read(wild) -> tuple:
    source, _ = wild()
    return source, understand(source)


def test_a_cell_of_stacked_columns_lies_in_both():
    source, catalogue = read(wilder_tables.heads_stacked_in_two_rows)
    table, sheet = catalogue.tables[0], source.sheets[0]
    told = {column: [each.head for each in columns] for column, columns in meanings_of(table, sheet).items()}
    assert {each.column for each in table.columns} == {
        each.column for columns in meanings_of(table, sheet).values() for each in columns
    }
    assert any(len(heads) == 2 for heads in told.values())


def test_in_a_table_on_its_side_rows_have_meanings():
    source, catalogue = read(wild_tables.on_its_side)
    table, sheet = catalogue.tables[0], source.sheets[0]
    assert meanings_of(table, sheet) == {}
    place = next((row, 2) for row, line in enumerate(sheet.cells) if "公开主体" in "".join(line[:2]))
    assert table_at(catalogue.tables, place) is table
    assert [column.meaning for column in columns_at(table, sheet, place)] == ["publisher"]


@pytest.mark.parametrize(
    "wild", (*wild_tables.WILD, *wilder_tables.WILD, *published_tables.WILD), ids=lambda w: w.__name__
)
def test_cells_of_answers_are_in_the_table_and_column_that_they_are_read_from(wild):
    source, catalogue = read(wild)
    for table in catalogue.tables:
        for row in table.rows:
            cells = [cell for answer in row.answers.values() if answer.how == "written" for cell in answer.cells]
            for cell in cells:
                beside = [each for each in catalogue.tables if each.sheet == table.sheet]
                assert cell.sheet != table.sheet or table_at(beside, (cell.row, cell.column)) is table
                assert columns_at(table, source.sheets[cell.sheet], (cell.row, cell.column))


def test_merged_cells_that_overlap_or_reach_beyond_are_left_out():
    cells = tuple(("一" * 30, "", "") for _ in range(4))
    merged = (Span(0, 0, 1, 0), Span(1, 0, 2, 0), Span(2, 1, 9, 9), Span(3, 0, 3, 0))
    look = look_of(Sheet(name="", cells=cells, merged=merged))
    assert look.spans == (Span(0, 0, 1, 0), Span(2, 1, 3, 2))
    assert len(look.lines) == 4 and all(1 <= lines <= 12 for lines in look.lines)
    assert look.lines[0] + look.lines[1] >= 3


def test_what_was_not_understood_goes_along_with_the_item_it_stands_in():
    heads = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体")
    rows = (
        heads,
        ("1", "救助", "指南", "条件", "《社会救助暂行办法》", "同上", "民政办"),
        ("2", "救助", "结果", "名单", "", "", ""),
    )
    source = Source(name="表", sheets=(Sheet(name="表", cells=rows, lettered=True),))
    catalogue = understand(source)
    marks = marks_of(catalogue, 1)
    assert marks[0][1, 5].level == UNREAD
    owners = owners_of(catalogue, marks)
    number = next(n for n, told in enumerate(catalogue.not_understood) if told.address == "F2")
    carried = with_carried(catalogue, owners, {number})
    extras = [row.extra.get(CARRIED) for row in carried.tables[0].rows]
    assert [extra and extra.value for extra in extras] == ["同上", None]
