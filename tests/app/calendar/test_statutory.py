"""Holidays by law: 清明 against the sun itself, the number of days, making up, and the years before."""

from datetime import UTC, date, datetime, timedelta
from math import floor, radians, sin

import pytest

from app.calendar.solar_terms import qingming
from app.calendar.statutory import load_statutory_rules

RULES = load_statutory_rules()
BEIJING = timedelta(hours=8)


def solar_longitude(moment: datetime) -> float:
    """Apparent longitude of the sun in degrees, good to 0.01° (Meeus, Astronomical Algorithms, ch. 25)."""
    t = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400 / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    m = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (1.914602 - 0.004817 * t) * sin(m) + 0.019993 * sin(2 * m) + 0.000289 * sin(3 * m)
    omega = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(omega)) % 360


@pytest.mark.parametrize("year", range(1949, 2100))
def test_qingming_is_the_day_the_sun_passes_15_degrees(year):
    start_of_day = datetime(year, 4, qingming(year).day, tzinfo=UTC) - BEIJING

    assert floor(solar_longitude(start_of_day)) == 14
    assert floor(solar_longitude(start_of_day + timedelta(days=1))) == 15


@pytest.mark.parametrize(("year", "days"), [(1999, 8), (2000, 10), (2008, 11), (2024, 11), (2025, 13), (2060, 13)])
def test_number_of_days_off_on_weekdays(year, days):
    assert len([day for day in RULES.holidays(year) if not RULES.is_weekly_rest(day)]) == days


def test_holiday_on_a_weekend_or_on_another_one_is_made_up_on_the_next_working_day():
    """In 2028 National Day begins on a Sunday and Mid-Autumn is 3 October."""
    days = RULES.holidays(2028)

    assert {day.day: name for day, name in days.items() if day.month == 10} == {
        1: "国庆节",
        2: "国庆节",
        3: "中秋节",
        4: "国庆节",
        5: "国庆节",
    }


def test_spring_festival_begins_with_the_eve_since_2025():
    days_off = {day for day, name in RULES.holidays(2027).items() if name == "春节"}

    assert days_off == {date(2027, 2, day) for day in range(5, 11)}
    assert date(2024, 2, 9) not in RULES.holidays(2024)


def test_saturday_was_worked_before_may_1995():
    assert not RULES.is_weekly_rest(date(1995, 4, 29))
    assert RULES.is_weekly_rest(date(1995, 5, 6))
