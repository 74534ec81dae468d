"""Tables that cannot be right are refused with the name of the file and the fault."""

import pytest

from app.calendar import parse_year_table
from app.errors import UserFacingError

GOOD = """
year: 2030
sources:
- {title: 通知, number: 国办发明电〔2029〕1号, date: 2029-11-01}
holidays:
- {name: 元旦, rest_from: 2029-12-30, rest_to: 2030-01-01, workdays: [2029-12-29]}
"""


def test_a_table_may_reach_into_the_december_before():
    table = parse_year_table(GOOD.encode(), "2030.yaml")

    assert [day.isoformat() for day in table.holidays[0].rest_days()] == ["2029-12-30", "2029-12-31", "2030-01-01"]


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("2029-12-29", "2029-12-28", "调休上班日2029年12月28日不是周末"),
        ("2029-12-29", "2029-12-30", "2029年12月30日既放假又上班"),
        ("rest_to: 2030-01-01", "rest_to: 2029-12-01", "起止日期不对"),
        ("rest_to: 2030-01-01", "rest_to: 2030-02-01", "起止日期不对"),
        ("year: 2030", "year: 2031", "不属于2031年"),
        ("year: 2030", "year: 二〇三〇", "不是放假调休表的写法"),
        ("rest_to: 2030-01-01", "rest_to: 2030-01-32", "不是放假调休表的写法"),
        ("workdays", "workday", "不是放假调休表的写法"),
        ("{title: 通知, number: 国办发明电〔2029〕1号, date: 2029-11-01}", "", "不是放假调休表的写法"),
        ("year: 2030", "year: [2030", "不是放假调休表的写法"),
    ],
)
def test_a_wrong_table_is_refused_with_its_name_and_fault(good, bad, fault):
    with pytest.raises(UserFacingError) as refusal:
        parse_year_table(GOOD.replace(good, bad).encode(), "2030.yaml")

    assert refusal.value.code == "calendar-unreadable"
    assert "2030.yaml" in refusal.value.message
    assert fault in refusal.value.message


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UserFacingError, match=r"2030\.yaml"):
        parse_year_table(b"\xff\xfe\x00year", "2030.yaml")
