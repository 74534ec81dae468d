"""Text files with tables: quotes that never close."""

import tracemalloc
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.tables.sources.quoted_rows import quoted_rows
from app.tables.sources.reading import read_source
from tests.app.tables.sources.examples import text_file


@pytest.mark.parametrize(
    "later",
    [
        '3,"甲\n乙",丙\n',
        "".join(f"{row},甲,乙\n" for row in range(3, 1000)),
        "3,甲,乙\n",
        "".join(f"{row},{'长' * 2000}\n" for row in range(3, 90)),
    ],
    ids=["closed by another cell", "many rows", "few rows", "long"],
)
def test_a_quote_that_never_closes_swallows_no_rows(tmp_path: Path, later: str):
    content = f'序号,事项,渠道\n1,"社会\n救助",网站\n2,"低保,网站\n{later}'
    source = read_source(text_file(tmp_path, "表.csv", content))
    (sheet,) = source.sheets
    assert sheet.cells[1:3] == (("1", "社会\n救助", "网站"), ("2", '"低保', "网站"))
    assert sheet.cells[3][0] == "3"
    assert sheet.doubts.keys() - {(3, 1)} == {(2, 1)} and "引号" in sheet.doubts[2, 1]
    assert len(source.notes) == 1 and "第3行" in source.notes[0]


def test_lines_beyond_all_measure_are_refused_before_they_are_held(tmp_path: Path):
    with pytest.raises(UserFacingError, match="太多"):
        read_source(text_file(tmp_path, "表.csv", "甲\n" * 4_100_000))
    tracemalloc.start()
    try:
        rows = sum(1 for _ in quoted_rows("甲\n" * 100_000, ","))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows == 100_000 and most < 1024 * 1024
