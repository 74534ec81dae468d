"""Dates and counts as a clerk writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar.wording import full_date, read_count, read_date
from app.errors import UsageError


@pytest.mark.parametrize("text", ["2026-09-28", " 2026-9-28 ", "2026年9月28日", "2026年09月28日"])
def test_usual_ways_to_write_a_date(text):
    assert read_date(text) == date(2026, 9, 28)


@given(st.dates(date(1949, 1, 1), date(2099, 12, 31)))
def test_dates_survive_being_written_and_read(day):
    assert read_date(day.isoformat()) == day
    assert read_date(full_date(day).partition("（")[0]) == day


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-02-30", "2026/9/28", "28-09-2026", "2026-0928", "明天", "²⁰²⁶-9-28"]
)
def test_what_is_no_date_is_refused_in_chinese(text):
    with pytest.raises(UsageError, match="不是日期"):
        read_date(text)


def test_year_out_of_range_is_refused():
    with pytest.raises(UsageError, match="1949年至2099年"):
        read_date("1900-01-01")


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
