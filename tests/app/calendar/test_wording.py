"""Counts of days as a clerk writes them, and the years that are known."""

from datetime import date

import pytest

from app.calendar.wording import read_count, require_supported
from app.errors import UsageError


def test_year_out_of_range_is_refused():
    with pytest.raises(UsageError, match="1949年至2099年"):
        require_supported(date(1900, 1, 1))


@pytest.mark.parametrize(("text", "count"), [("+20", 20), ("20", 20), (" +7 ", 7)])
def test_usual_ways_to_write_a_count(text, count):
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["", "-20", "2.5", "二十", "+", "999999", "²"])
def test_what_is_no_count_is_refused_in_chinese(text):
    with pytest.raises(UsageError, match="不是天数"):
        read_count(text)


@pytest.mark.parametrize("text", ["0", "+3661"])
def test_absurd_counts_are_refused(text):
    with pytest.raises(UsageError, match="天数要在"):
        read_count(text)
