"""From when to when a notice stays posted."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar import load_calendar
from app.notices.answers import Answers
from app.notices.periods import is_moved, notice_period, period_of, read_days, read_unit
from app.standards.library import load_library
from tests.app.tables.list_example import notice_template

CALENDAR = load_calendar()
ASKED = ("notice_days", "notice_unit", "start_date", "end_date")


def period_for(blanks: dict[str, str], **template_fields):
    answers = Answers(load_library().notice_rules, blanks, ())
    return period_of(notice_template(**template_fields), answers, ASKED, CALENDAR)


def test_the_day_of_posting_does_not_count():
    found = period_for({"publish_date": "2026-11-23"})
    assert (found.period.start, found.period.end) == (date(2026, 11, 24), date(2026, 11, 30))
    assert found.texts == {
        "notice_days": "7",
        "notice_unit": "日",
        "start_date": "2026年11月24日",
        "end_date": "2026年11月30日",
    }
    assert found.period.explanation[0].startswith("2026年11月23日")


def test_a_first_day_after_the_posting_counts_and_one_alone_does_not():
    after = period_for({"publish_date": "2026-11-23", "start_date": "2026-11-24"}).period
    alone = period_for({"start_date": "2026-11-23"}).period
    same_day = period_for({"publish_date": "2026-11-23", "start_date": "2026-11-23"}).period
    assert after.end == date(2026, 11, 30)
    assert (alone.start, alone.end) == (date(2026, 11, 23), date(2026, 11, 30))
    assert same_day.end == date(2026, 11, 30)


def test_working_days_skip_the_national_holiday():
    found = period_for({"publish_date": "2026-09-28"}, notice_days=5, notice_unit="workday")
    assert found.period.end == date(2026, 10, 10)
    assert found.texts["notice_unit"] == "个工作日"
    assert any("国庆节" in line for line in found.period.explanation)


def test_a_period_of_days_that_ends_on_a_day_off_ends_on_the_next_working_day():
    period = period_for({"publish_date": "2026-09-25"}).period
    assert period.end == date(2026, 10, 8) and is_moved(period)
    assert not is_moved(period_for({"publish_date": "2026-11-23"}).period)
    assert not is_moved(period_for({"publish_date": "2026-09-25", "notice_days": "5个工作日"}).period)
    assert not is_moved(period_for({"publish_date": "2026-09-25", "end_date": "2026-10-09"}).period)


def test_typed_days_go_before_the_template_and_a_shorter_period_is_said_so():
    found = period_for({"publish_date": "2026-11-23", "notice_days": "３个工作日"})
    assert (found.period.days, found.period.unit) == (3, "workday")
    assert any("公示期太短" in warning and "7日" in warning for warning in found.warnings)
    longer = period_for({"publish_date": "2026-11-23", "notice_days": "15天"})
    assert (longer.period.days, longer.period.unit, longer.warnings) == (15, "day", [])


def test_a_typed_end_is_kept_and_compared():
    found = period_for({"publish_date": "2026-11-23", "end_date": "2026年11月27日"})
    assert found.period.end == date(2026, 11, 27)
    assert any("2026年11月30日" in warning for warning in found.warnings)


def test_without_a_date_the_length_is_known_and_the_days_are_not():
    found = period_for({})
    assert found.period is None
    assert found.texts == {"notice_days": "7", "notice_unit": "日"}
    nothing = period_for({"publish_date": "2026-11-23"}, notice_days=None, notice_unit=None)
    assert nothing == (None, {}, [])


@pytest.mark.parametrize(
    "blanks", [{"publish_date": "下周一"}, {"start_date": "2026-13-01"}, {"notice_days": "若干"}, {"notice_days": "0"}]
)
def test_what_cannot_be_read_is_said_and_not_guessed(blanks):
    found = period_for(blanks)
    assert len(found.warnings) == 1
    assert "写的不是" in found.warnings[0]


def test_an_uncertain_length_and_an_inferred_end_are_said_so():
    found = period_for({"publish_date": "2027-09-28"}, days_evidence="recalled", days_hint="重庆写3日")
    assert any("推算" in warning for warning in found.warnings)
    assert any("还没有核对过" in warning and "重庆写3日" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("text", "days"),
    [("7", 7), ("７", 7), ("7日", 7), (" 10 天", 10), ("5个工作日", 5), ("0", None), ("-1", None), ("", None)],
)
def test_days_as_typed(text, days):
    assert read_days(text) == days


def test_units_as_typed():
    assert [read_unit(text) for text in ("日", "天", "个工作日", "工作日", "workday", "day")] == [
        "day",
        "day",
        "workday",
        "workday",
        "workday",
        "day",
    ]


@settings(deadline=None)
@given(
    st.dates(min_value=date(2019, 1, 1), max_value=date(2026, 10, 31)),
    st.integers(1, 60),
    st.sampled_from(["day", "workday"]),
)
def test_readers_always_have_the_full_number_of_days(posted_on, days, unit):
    period = notice_period(CALENDAR, days, unit, posted_on=posted_on, start=None)
    assert period.start == posted_on + timedelta(days=1)
    open_days = [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]
    counted = open_days if unit == "day" else [day for day in open_days if CALENDAR.day(day).working]
    assert len(counted) == days if unit == "workday" else len(counted) >= days
    assert CALENDAR.day(period.end).working
