"""Dates are read as clerks type them."""

from datetime import date

import pytest

from app.calendar.typed_date import shown_date, typed_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026年11月23日",
        "2026.11.23",
        "20261123",
        "11.23",
        "11月23日",
        "１１－２３",
        "2026年11月23日（周一）",
    ],
)
def test_a_day_is_read(text: str):
    assert typed_date(text, date(2026, 1, 1)) == "2026-11-23"


@pytest.mark.parametrize("text", ["", "11", "2026年11月", "2.30", "年底"])
def test_what_is_no_day_is_not_guessed(text: str):
    assert typed_date(text, date(2026, 1, 1)) is None


def test_a_day_is_shown_with_its_weekday():
    assert shown_date("2026-11-23") == "2026年11月23日（周一）"
    assert shown_date("年底") == "年底"
