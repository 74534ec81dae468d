"""The benchmark still runs, so that its figures can be had at any time."""

import pytest

from tests.bench.tables import catalogue_sheets, compare, report


def test_items_are_as_many_as_wanted_and_all_different():
    rows = [row for sheet in catalogue_sheets(1000) for row in sheet.table.rows]
    assert len(rows) == 1000
    assert len({(row.entry_id.split("-")[0], row.cells[1], row.cells[2], row.cells[3]) for row in rows}) > 990


@pytest.mark.drill
def test_both_directions_are_measured_beside_openpyxl(tmp_path, capsys):
    ways = ["openpyxl-write", "write-docx", "openpyxl-read", "take-in", "take-in-unlike"]
    report(compare(ways, 40, 1, tmp_path))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "openpyxl-write",
        "write-docx",
        "openpyxl-read",
        "take-in",
        "take-in-unlike",
    ]
    assert all(" processor " in line and line.endswith(" MB") for line in lines)


def test_where_cells_are_to_be_unlike_no_text_stands_twice():
    rows = [row for sheet in catalogue_sheets(100, unlike=True) for row in sheet.table.rows]
    texts = [cell.lines for row in rows for cell in row.cells[1:7] if any(cell.lines)]
    assert len(texts) > 500 and len(set(texts)) == len(texts)
