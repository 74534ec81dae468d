"""Working days against the published notices, an independent library and the law's own counting rules."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from chinese_calendar.constants import holidays as library_holidays
from chinese_calendar.constants import in_lieu_days
from chinese_calendar.constants import workdays as library_workdays
from hypothesis import given
from hypothesis import strategies as st

from app.calendar import ExtraHoliday, WorkCalendar, load_calendar, parse_year_table
from app.calendar.due_date import caution_in
from app.calendar.statutory import load_statutory_rules
from app.calendar.year_table import YearTable
from app.errors import UsageError
from app.resources import resource_bytes

DAY = timedelta(days=1)
CALENDAR = load_calendar()
RULES = load_statutory_rules()
PUBLISHED_YEARS = range(2019, 2027)

dates = st.dates(date(1950, 1, 1), date(2080, 1, 1))
counts = st.integers(1, 260)


def table(year: int) -> YearTable:
    return parse_year_table(resource_bytes(f"calendars/{year}.yaml"), f"{year}.yaml")


def days_between(first: date, last: date) -> list[date]:
    return [first + offset * DAY for offset in range((last - first).days + 1)]


def test_every_published_day_agrees_with_chinesecalendar():
    days = days_between(date(2018, 12, 29), date(2026, 12, 31))
    assert CALENDAR.years == tuple(PUBLISHED_YEARS)
    assert [day for day in days if CALENDAR.day(day).working != chinese_calendar.is_workday(day)] == []
    assert not any(CALENDAR.day(day).inferred for day in days)


def test_twenty_workdays_over_national_day_2026_counted_by_hand():
    due = CALENDAR.add_workdays(date(2026, 9, 28), 20)

    assert due.end == date(2026, 10, 30)
    assert [str(fact) for fact in due.skipped] == [
        "2026年10月1日 周四 国庆节放假",
        "2026年10月2日 周五 国庆节放假",
        "2026年10月3日 周六 国庆节放假",
        "2026年10月4日 周日 国庆节放假",
        "2026年10月5日 周一 国庆节放假",
        "2026年10月6日 周二 国庆节放假",
        "2026年10月7日 周三 国庆节放假",
        "2026年10月11日 周日 休息",
        "2026年10月17日 周六 休息",
        "2026年10月18日 周日 休息",
        "2026年10月24日 周六 休息",
        "2026年10月25日 周日 休息",
    ]
    assert [fact.date.day for fact in due.counted] == [
        *(29, 30, 8, 9, 10, 12, 13, 14, 15, 16),
        *(19, 20, 21, 22, 23, 26, 27, 28, 29, 30),
    ]
    assert [str(fact) for fact in due.makeup_days] == ["2026年10月10日 周六 调休上班（国庆节）"]
    assert (due.inferred, due.earliest, due.latest) == (False, due.end, due.end)
    assert due.explanation()[0] == "2026年9月28日（周一）当天不算，从第二天起数20个工作日。"
    assert due.explanation()[-1] == "到期日：2026年10月30日（周五）"


def test_answer_as_plain_values():
    answer = CALENDAR.add_workdays(date(2026, 9, 28), 20).as_dict()

    assert (answer["start"], answer["count"], answer["unit"], answer["end"]) == (
        "2026-09-28",
        20,
        "workday",
        "2026-10-30",
    )
    assert len(answer["skipped"]) == 12
    assert answer["skipped"][0] == {
        "date": "2026-10-01",
        "weekday": "周四",
        "reason": "国庆节放假",
        "inferred": False,
    }
    assert answer["skipped"][7]["reason"] == "周日"
    assert answer["makeup"][0]["reason"] == "调休上班（国庆节）"


def test_spring_festival_extended_in_2020():
    assert str(CALENDAR.day(date(2020, 2, 1))) == "2020年2月1日 周六 春节放假"
    assert CALENDAR.add_workdays(date(2020, 1, 23), 1).end == date(2020, 2, 3)


def test_calendar_days_ending_on_a_holiday_roll_to_the_next_working_day():
    due = CALENDAR.add_days(date(2026, 9, 21), 10)

    assert due.end == date(2026, 10, 8)
    assert [fact.date.day for fact in due.skipped] == [1, 2, 3, 4, 5, 6, 7]
    assert due.explanation()[1] == "第10天是2026年10月1日（周四），逢休息日，顺延到下一个工作日："


def test_calendar_days_ending_on_a_weekend_day_worked_do_not_roll():
    due = CALENDAR.add_days(date(2026, 9, 30), 10)

    assert (due.end, due.skipped) == (date(2026, 10, 10), ())


def test_beyond_the_tables_the_answer_is_inferred_and_gives_a_range():
    due = CALENDAR.add_workdays(date(2027, 1, 25), 20)

    assert (due.end, due.inferred) == (date(2027, 2, 26), True)
    assert due.earliest < due.end < due.latest
    assert due.explanation()[-2] == "到期日：2027年2月26日（周五）（推算）"
    assert "2027年2月" in due.explanation()[-1] and caution_in(due.explanation()) == due.explanation()[-1]


def test_inferred_without_doubt_when_no_holiday_is_near():
    due = CALENDAR.add_workdays(date(2027, 7, 5), 5)

    assert (due.end, due.earliest, due.latest, due.inferred) == (date(2027, 7, 12),) * 3 + (True,)


def test_holidays_of_an_autonomous_area_are_days_off():
    local = load_calendar(extra_holidays=[ExtraHoliday(date(2026, 3, 20), "肉孜节")])

    assert str(local.day(date(2026, 3, 20))) == "2026年3月20日 周五 肉孜节放假（本地规定）"
    assert local.add_workdays(date(2026, 3, 19), 1).end == date(2026, 3, 23)


def test_a_table_received_later_replaces_the_inference():
    notice = """
year: 2027
sources:
- {title: 通知, number: 国办发明电〔2026〕1号, date: 2026-11-03}
holidays:
- {name: 国庆节, rest_from: 2027-10-01, rest_to: 2027-10-07, workdays: [2027-09-26, 2027-10-09]}
"""
    received = load_calendar(year_tables=[parse_year_table(notice.encode(), "2027.yaml")])

    assert received.day(date(2027, 10, 9)).working
    assert not received.add_workdays(date(2027, 9, 24), 5).inferred
    assert CALENDAR.day(date(2027, 10, 6)).inferred


@pytest.mark.parametrize("year", [2014, *range(2016, 2020), *range(2021, 2027)])
def test_statutory_days_are_what_notices_give_beyond_swapping(year):
    """Days off on weekdays less weekend days worked: 2015 had one more for the victory's anniversary, 2020 two for
    the epidemic; no rule foretells them."""
    given_off = sum(day.year == year and day.weekday() < 5 for day in library_holidays)
    worked = sum(day.year == year for day in library_workdays)
    assert sum(day.weekday() < 5 for day in RULES.holidays(year)) == given_off - worked


@pytest.mark.parametrize("year", [2014, *range(2016, 2027)])
def test_single_statutory_days_are_those_that_notices_do_not_swap(year):
    """Spring Festival is left out: which of its days count as swapped no notice says."""
    expected = {
        day
        for day, name in library_holidays.items()
        if day.year == year and day.weekday() < 5 and day not in in_lieu_days and name != "Spring Festival"
    }
    inferred = {day for day, name in RULES.holidays(year).items() if day.weekday() < 5 and name != "春节"}
    assert inferred == expected


@pytest.mark.parametrize("year", PUBLISHED_YEARS)
def test_published_answer_lies_within_the_range_given_before_the_notice(year):
    """Take away one year's table: what the notice then said must have been within what we called plausible."""
    before = WorkCalendar([table(other) for other in PUBLISHED_YEARS if other != year], RULES)
    epidemic = {date(2020, 1, 31), date(2020, 2, 1)}
    for start in days_between(date(year - 1, 12, 1), date(year, 12, 1)):
        for count in (1, 3, 5, 7, 10, 15, 20, 30):
            published = CALENDAR.add_workdays(start, count)
            foretold = before.add_workdays(start, count)
            if epidemic.isdisjoint(fact.date for fact in published.skipped):
                assert foretold.earliest <= published.end <= foretold.latest, (start, count)
            assert foretold.inferred or foretold.end == published.end


@given(dates, counts)
def test_exactly_count_working_days_lie_behind_a_due_date(start, count):
    due = CALENDAR.add_workdays(start, count)

    facts = [CALENDAR.day(day) for day in days_between(start + DAY, due.end)]
    assert facts[-1].working
    assert tuple(fact for fact in facts if fact.working) == due.counted
    assert tuple(fact for fact in facts if not fact.working) == due.skipped
    assert len(due.counted) == count
    assert due.earliest <= due.end <= due.latest


@given(dates, counts)
def test_later_start_or_longer_period_never_ends_earlier(start, count):
    due = CALENDAR.add_workdays(start, count)

    assert CALENDAR.add_workdays(start + DAY, count).end >= due.end
    assert CALENDAR.add_workdays(start, count + 1).end > due.end
    assert CALENDAR.add_days(start, count + 1).end >= CALENDAR.add_days(start, count).end


@given(dates, counts)
def test_calendar_days_end_on_the_first_working_day_from_the_nominal_end(start, count):
    due = CALENDAR.add_days(start, count)

    nominal = start + count * DAY
    assert CALENDAR.day(due.end).working
    assert [fact.date for fact in due.skipped] == days_between(nominal, due.end - DAY)


@pytest.mark.parametrize("count", [0, -1, -20, 3661, 10**9])
def test_absurd_counts_are_refused_in_chinese(count):
    for add in (CALENDAR.add_workdays, CALENDAR.add_days):
        with pytest.raises(UsageError, match="天数要在 1 至 3660 之间"):
            add(date(2026, 1, 5), count)


@pytest.mark.parametrize("start", [date(1948, 12, 31), date(2100, 1, 1), date.min, date.max])
def test_dates_out_of_range_are_refused_in_chinese(start):
    for add in (CALENDAR.add_workdays, CALENDAR.add_days):
        with pytest.raises(UsageError, match="只推算1949年至2099年"):
            add(start, 5)


def test_a_period_that_runs_out_of_the_range_is_refused():
    with pytest.raises(UsageError, match="2100年1月1日超出"):
        CALENDAR.add_workdays(date(2099, 12, 30), 20)
