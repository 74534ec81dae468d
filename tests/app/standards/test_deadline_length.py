"""How long deadlines are, and which of two is longer."""

import pytest

from app.standards.deadline_length import is_surely_longer, period_text, says_one_period, workdays_of
from app.standards.library import load_library


@pytest.mark.parametrize(
    ("count", "unit", "workdays"),
    [
        (20, "workday", 20),
        (7, "day", 5),
        (168, "hour", 5),
        (12, "month", 248),
        (None, "quarter", 62),
        (None, "year", 248),
        (None, "realtime", 0),
        (None, "ongoing", None),
        (None, "other", None),
        (None, "workday", None),
    ],
)
def test_lengths_count_in_working_days(count, unit, workdays):
    assert workdays_of({"count": count, "unit": unit}) == workdays


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ((30, "workday"), (20, "workday"), True),
        ((20, "workday"), (20, "workday"), False),
        ((20, "workday"), (20, "day"), True),
        ((7, "workday"), (7, "day"), True),
        ((30, "day"), (20, "workday"), False),
        ((2, "month"), (20, "workday"), True),
        ((20, "workday"), (None, "realtime"), True),
        ((None, "realtime"), (20, "workday"), False),
        ((None, "other"), (20, "workday"), False),
        ((20, "workday"), (None, "ongoing"), False),
    ],
)
def test_only_what_is_longer_from_any_day_on_is_called_longer(one, other, longer):
    assert is_surely_longer(*one, *other) is longer


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("信息形成之日起20个工作日内", True),
        ("制定或获取信息之日起10个工作日内，公示7个工作日", True),
        ("及时公开", True),
        ("信息形成之日起20个工作日内；结果信息7个工作日内", False),
        ("提前24小时通知", False),
        ("选举日的20日前公布", False),
        ("每20个工作日更新", False),
    ],
)
def test_words_with_several_periods_are_told_from_those_with_one(text, one):
    assert says_one_period({"text": text}) is one


def test_every_period_of_the_standards_can_be_said():
    values = (item.values.get("deadline") for item in load_library().items("standard-catalogue"))
    said = [period_text(each["count"], each["unit"]) for each in values if each and each["count"]]
    assert said and not any("None" in text for text in said)
