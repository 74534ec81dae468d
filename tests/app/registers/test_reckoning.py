"""From a deadline and the day something was formed to the day it is due, in the words of real deadlines."""

from datetime import date

import pytest

from app.calendar import load_calendar
from app.registers.reckoning import due_after, next_of_cycle
from app.standards.library import load_library

CALENDAR = load_calendar()
FORMED = date(2026, 9, 28)


def deadline(text, count=None, unit="workday", event=None):
    return {"text": text, "count": count, "unit": unit, "event": event, "notice_days": None, "notice_unit": None}


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (deadline("信息形成之日起20个工作日内", 20), date(2026, 10, 30)),
        (deadline("10个工作日内，公示7个工作日", 10), date(2026, 10, 16)),
        (deadline("批准后20日内", 20, "day"), date(2026, 10, 19)),
        (deadline("24小时内", 24, "hour"), date(2026, 9, 29)),
        (deadline("信息形成后及时公开", None, "realtime"), date(2026, 10, 30)),
        (deadline("长期公开", None, "ongoing"), date(2026, 10, 30)),
        (deadline("变更影响出行的，实施之日3日前公开", 3, "day"), date(2026, 10, 30)),
        (deadline("提前24小时通知", 24, "hour"), date(2026, 10, 30)),
        (None, date(2026, 10, 30)),
        (deadline("送达后的次月15日内", None, "other"), date(2026, 10, 15)),
        (deadline("非正常户认定的次月公告", 1, "month"), date(2026, 10, 30)),
        (deadline("每季度首月10日前", None, "other"), date(2026, 10, 10)),
        (deadline("每季度结束后5个工作日内", 5), date(2026, 10, 13)),
        (deadline("每年1月31日前", None, "year"), date(2026, 10, 30)),
        (deadline("3个月内必须回应", 3, "month"), date(2026, 12, 28)),
    ],
)
def test_a_deadline_is_counted_or_the_regulation_is(value, due):
    found = due_after(value, FORMED, CALENDAR)
    assert found.due == due
    assert any(line.startswith("到期日") for line in found.explanation)


def test_what_is_no_count_says_so_and_names_the_article():
    found = due_after(deadline("及时公开", None, "other"), FORMED, CALENDAR)
    assert "“及时公开”" in found.explanation[0] and "第二十六条" in found.explanation[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (deadline("信息形成20个工作日内公开；其中处罚自决定之日起7个工作日内公示", 7), "分了几种情况"),
        (deadline("听证通知书在组织听证7个工作日前公开", None, "other"), "不知道那件事是哪一天"),
        (deadline("每季度公布一次", None, "quarter"), "没有写每次哪一天"),
        (deadline("收到征地批准文件之日起10个工作日内", 10, event="收到征地批准文件"), "形成日期要写那一天"),
    ],
)
def test_what_cannot_be_told_from_the_day_of_forming_says_why(value, words):
    assert words in due_after(value, FORMED, CALENDAR).explanation[0]


def test_several_rhythms_go_by_the_shortest_and_say_so():
    text = "企业欠税的，每季公告一次；个体工商户欠税的，每半年公告一次"
    found = next_of_cycle(deadline(text, None, "quarter"), None, date(2026, 7, 1), CALENDAR)
    assert found.due == date(2026, 9, 30) and "几种周期" in found.explanation[0]


def test_every_deadline_of_the_standards_comes_to_a_day_with_its_reason():
    for field in load_library().fields.values():
        for item in field.items:
            found = due_after(item.values["deadline"], FORMED, CALENDAR)
            assert found.due > FORMED and found.explanation


QUARTERLY = deadline("定期公布，至少每季度一次", None, "quarter")


def other(text):
    return deadline(text, None, "other")


YEARLY = deadline("每年1月31日前", None, "year", "每年1月31日")
YEAR_END = deadline("每年年底前集中公布1次当年情况", None, "year", "每年年底")


@pytest.mark.parametrize(
    ("value", "last", "today", "due"),
    [
        (QUARTERLY, None, date(2026, 11, 22), date(2026, 12, 31)),
        (QUARTERLY, date(2026, 11, 22), date(2026, 11, 22), date(2027, 3, 31)),
        (QUARTERLY, date(2026, 3, 31), date(2026, 11, 22), date(2026, 6, 30)),
        (deadline("每月公布一次", 1, "month"), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28)),
        (YEARLY, None, date(2026, 11, 22), date(2027, 1, 31)),
        (YEARLY, date(2027, 1, 20), date(2027, 1, 21), date(2028, 1, 31)),
        (YEARLY, date(2026, 2, 10), date(2026, 11, 22), date(2027, 1, 31)),
        (YEAR_END, date(2025, 12, 20), date(2026, 11, 22), date(2026, 12, 31)),
        (other("每季度首月10日前"), None, date(2026, 11, 22), date(2027, 1, 10)),
        (other("每季度首月10日前"), date(2026, 10, 12), date(2026, 11, 22), date(2027, 1, 10)),
        (other("每季度第二个月5日前"), None, date(2026, 11, 22), date(2027, 2, 5)),
        (other("每季度最后一个月20日前"), None, date(2026, 11, 22), date(2026, 12, 20)),
        (other("每月5日前"), None, date(2026, 11, 23), date(2026, 12, 5)),
        (other("每月五日前"), date(2026, 11, 4), date(2026, 11, 23), date(2026, 12, 5)),
        (other("每月数据于次月10日前公开"), None, date(2026, 11, 5), date(2026, 11, 10)),
        (other("每季度结束后15日内"), None, date(2026, 11, 22), date(2027, 1, 15)),
        (other("每季度终了后10个工作日内"), None, date(2026, 9, 30), date(2026, 10, 20)),
        (other("每半年公布一次"), None, date(2026, 11, 22), date(2026, 12, 31)),
        (other("每年6月底前"), None, date(2026, 11, 22), date(2027, 6, 30)),
        (other("每年第一季度"), None, date(2026, 11, 22), date(2027, 3, 31)),
        (other("每6个月至少更新一次"), date(2026, 8, 31), date(2026, 11, 22), date(2027, 2, 28)),
        (other("每两周至少更新一次"), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 30)),
        (deadline("每20个工作日更新", 20), date(2026, 9, 28), date(2026, 11, 22), date(2026, 10, 30)),
        (deadline("每年2月29日前", None, "year"), None, date(2026, 1, 1), date(2026, 2, 28)),
    ],
)
def test_a_cycle_comes_round(value, last, today, due):
    assert next_of_cycle(value, last, today, CALENDAR).due == due


@pytest.mark.parametrize(
    "value",
    [
        None,
        deadline("10个工作日内", 10),
        deadline("及时公开", None, "realtime"),
        deadline("每6个月至少更新一次", 6, "month"),
        deadline("非正常户认定的次月公告", 1, "month"),
    ],
)
def test_what_has_no_cycle_has_none(value):
    assert next_of_cycle(value, None, date(2026, 11, 22), CALENDAR) is None


def test_hours_run_on_over_a_long_holiday():
    found = due_after(deadline("24小时内", 24, "hour"), date(2026, 9, 30), CALENDAR)
    assert found.due == date(2026, 10, 1) and any("不顺延" in line for line in found.explanation)


@pytest.mark.parametrize("text", ["每年13月40日前", "每年2月31日前", "每年0月1日前"])
def test_a_day_that_there_is_none_of_is_the_end_of_the_year(text):
    found = next_of_cycle(deadline(text, 1, "year"), None, date(2026, 11, 23), CALENDAR)
    assert found.due == date(2026, 12, 31)


def test_a_day_that_the_words_name_is_not_put_off_but_said_to_be_off():
    saturday = next_of_cycle(deadline("每月5日前"), date(2026, 11, 3), date(2026, 11, 23), CALENDAR)
    assert saturday.due == date(2026, 12, 5)
    assert "不上班（周六）" in saturday.explanation[-1] and "2026年12月4日（周五）以前办好" in saturday.explanation[-1]
    # In a long holiday it is the last day worked before all of it; the tenth is worked for it.
    holiday = due_after(deadline("次月3日内"), date(2026, 9, 28), CALENDAR)
    assert holiday.due == date(2026, 10, 3) and "2026年9月30日" in holiday.explanation[-1]
    worked = due_after(deadline("每季度首月10日前"), date(2026, 9, 28), CALENDAR)
    assert worked.due == date(2026, 10, 10) and "不上班" not in "".join(worked.explanation)
