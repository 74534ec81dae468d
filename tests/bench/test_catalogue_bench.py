"""The benchmark still runs, so that its figures can be had at any time."""

import pytest

from tests.bench.catalogue import compare, report
from tests.bench.catalogue_rows import HEADS, catalogue_rows


def test_the_rows_are_the_same_at_every_run():
    rows = list(catalogue_rows(50))
    assert rows == list(catalogue_rows(50)) and len(rows) == 50
    assert all(len(row) == len(HEADS) for row in rows)


@pytest.mark.drill
def test_program_and_platypus_are_measured_side_by_side(tmp_path, capsys):
    figures = compare(["program", "longtable"], 30, 1, tmp_path)
    report(figures, tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["program", "longtable"]
    assert all(" pages " in line for line in lines)
