"""Columns of the website: taken from the checklist, dated by hand and by the ledger, measured as an inspection does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins

from app.drafting.adopting import adopt
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.registers.column_import import apply_column_days, plan_column_days
from app.registers.column_records import COLUMN
from app.registers.column_standings import column_lines, decides_alone, overdue_by_kind, standing_by_days, thresholds
from app.registers.columns import (
    add_column,
    answer_messages,
    change_column,
    columns,
    columns_not_taken,
    date_columns,
    days_of_cycle,
    find_column,
    name_of,
    strike_column,
    take_columns,
)
from app.registers.publications import record_formed, record_published
from app.standards.column_rules import column_rules
from app.tables.sources.reading import read_pasted
from tests.support import Computer

TODAY = date(2026, 11, 23)


def stands(workspace, name: str, day: date | None = None):
    return next(line for line in column_lines(workspace, day) if line.name == name)


def test_the_checklist_is_taken_over_once_and_in_one_step(township: Computer):
    with township.working() as workspace:
        assert take_columns(workspace) == 27 and take_columns(workspace) == 0
        assert {line.standing for line in column_lines(workspace)} == {"unknown", "fresh"}
        assert stands(workspace, "政务咨询类栏目留言").reached[0] == "没有等着回应的留言。"
        undo(workspace)
        assert columns(workspace) == [] and len(columns_not_taken(workspace)) == 27


def test_a_column_is_due_after_its_days_and_soon_before(township: Computer):
    with township.working() as workspace:
        take_columns(workspace, ["CU-002"])
        id = find_column(workspace, "工作动态").id
        date_columns(workspace, {id: date(2026, 11, 10)})
        expected = {14: "fresh", 20: "fresh", 21: "soon", 24: "soon", 25: "overdue"}
        for day, standing in expected.items():
            assert stands(workspace, "工作动态", date(2026, 11, day)).standing == standing
        line = stands(workspace, "工作动态")
        assert (line.due, line.days_left(TODAY)) == (date(2026, 11, 24), 1)
        assert line.reached == (
            "上次是2026年11月10日（周二）更新的。",
            "每2周至少更新一次，按 14 天算。",
            "最迟2026年11月24日（周二）有新内容。",
        )


def test_a_publication_at_the_column_dates_it(township: Computer):
    with township.working() as workspace:
        adopt(workspace, item="05-003")
        take_columns(workspace, ["CU-005", "CU-008", "CU-009"])
        change_column(workspace, "通知公告", {"last_updated": "2026-03-02", "places": ["网站公告栏"]})
        change_column(workspace, "政府会议", {"address": "www.xl.gov.cn/zwgk/hy/index.shtml"})
        line = record_formed(workspace, find_entry(workspace, "05-003").id, date(2026, 11, 2))
        record_published(workspace, line, date(2026, 11, 5), ["网站公告栏"])
        record_published(workspace, line, date(2026, 11, 6), ["政府网站"], "https://www.xl.gov.cn/zwgk/hy/2026/1.html")
        notice = stands(workspace, "通知公告")
        assert (notice.updated, notice.from_ledger, notice.standing) == (date(2026, 11, 5), True, "fresh")
        assert stands(workspace, "政府会议").updated == date(2026, 11, 6)
        assert stands(workspace, "政策解读").updated is None
        assert stands(workspace, "通知公告", date(2026, 11, 4)).updated == date(2026, 3, 2)


def test_measures_count_what_their_kinds_and_days_say(township: Computer):
    old = date(2026, 11, 8)
    with township.working() as workspace:
        take_columns(workspace)
        for number in range(3):
            add_column(workspace, {"column": f"部门动态{number}", "column_kind": "动态要闻"})
        names = ("工作动态", "要闻、部门和镇街动态", "部门动态0", "部门动态1")
        date_columns(workspace, {find_column(workspace, name).id: old for name in names})
        found = {each.threshold.code: each for each in thresholds(workspace, column_lines(workspace))}
        assert found["T1"].names == names and not found["T1"].is_met and "没有写日期" in found["T1"].words
        assert found["T4"].names is None and not found["T4"].is_met
        date_columns(workspace, {find_column(workspace, "部门动态2").id: old})
        for code in ("CU-009", "CU-010", "CU-011", "CU-012", "CU-013"):
            change_column(workspace, code, {"is_empty": True})
        lines = column_lines(workspace)
        found = {each.threshold.code: each for each in thresholds(workspace, lines)}
        assert found["T1"].is_met and found["T3"].is_met and not found["T2"].is_met
        assert overdue_by_kind(lines) == {"动态要闻": 5}
        assert found["T1"].threshold.evidence == "partly"
        home = find_column(workspace, "网站首页").id
        date_columns(workspace, {home: date(2026, 10, 1)})
        rules = column_rules(workspace.library)
        assert [
            line.name for line in column_lines(workspace) if decides_alone(rules, line) and line.standing == "overdue"
        ]


def test_what_is_written_of_an_empty_column_ends_with_its_next_publication(township: Computer):
    with township.working() as workspace:
        id = add_column(workspace, {"column": "惠农补贴", "column_kind": "其他", "is_empty": True})
        assert stands(workspace, "惠农补贴").standing == "blank"
        assert date_columns(workspace, {id: TODAY}) == 1 and date_columns(workspace, {id: TODAY}) == 0
        assert stands(workspace, "惠农补贴").standing == "fresh"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"column": " 通知 公告 "}, "column-name-twice"),
        ({"column_kind": None}, "column-incomplete"),
        ({"column_kind": "小道消息"}, "value-wrong"),
        ({"max_age_days": "0"}, "column-days-wrong"),
        ({"max_age_days": "两周"}, "column-days-wrong"),
        ({"cycle": {"text": "很久", "count": 9999, "unit": "year"}}, "column-days-wrong"),
        ({"last_updated": "2026-11-24"}, "day-in-future"),
        ({"last_updated": "2026-13-01"}, "value-wrong"),
        ({"address": "网站/公告"}, "link-wrong"),
        ({"remark": "联系13912345678"}, "personal-number"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(township: Computer, answers: dict, code: str):
    with township.working() as workspace:
        take_columns(workspace, ["CU-005"])
        with pytest.raises((UserFacingError, UsageError)) as refused:
            add_column(workspace, {"column": "镇村动态", "column_kind": "动态要闻"} | answers)
        assert refused.value.code == code and "没有" in refused.value.message
        assert len(columns(workspace)) == 1


def test_a_column_of_messages_is_dated_by_the_first_that_nobody_answered(township: Computer):
    with township.working() as workspace:
        take_columns(workspace, ["CU-025", "CU-005"])
        change_column(workspace, "CU-025", {"last_updated": "2026-07-01"})
        messages, notices = (find_column(workspace, name) for name in ("CU-025", "CU-005"))
        assert stands(workspace, name_of(messages)).standing == "overdue"
        with pytest.raises(UserFacingError, match="没有回应的留言") as refused:
            date_columns(workspace, {notices.id: TODAY, messages.id: TODAY})
        assert refused.value.code == "column-of-messages"
        cells = f"栏目\t最近更新日期\n{name_of(messages)}\t2026-11-20\n"
        (planned,) = plan_column_days(workspace, read_pasted(cells))
        assert (planned.standing, apply_column_days(workspace, [planned])) == ("messages", 0)
        assert stands(workspace, name_of(messages)).standing == "overdue"
        answer_messages(workspace, messages.id)
        assert stands(workspace, name_of(messages)).standing == "fresh"


def test_what_is_missing_is_named(township: Computer):
    with township.working() as workspace, pytest.raises(UsageError) as refused:
        add_column(workspace, {"column": "镇村动态"})
    assert refused.value.message.startswith("没有写栏目类别，没有记下")


def test_a_column_that_was_struck_out_comes_back_with_what_was_written_of_it(township: Computer):
    with township.working() as workspace:
        take_columns(workspace, ["CU-001"])
        change_column(workspace, "CU-001", {"responsible": "党政办"})
        strike_column(workspace, "网站首页")
        assert columns(workspace) == []
        take_columns(workspace, ["CU-001"])
        assert stands(workspace, "网站首页").says("responsible") == "党政办"


@given(updated=st.dates(date(2020, 1, 1), date(2030, 12, 31)), longest=st.integers(1, 800), later=st.integers(0, 900))
def test_a_column_is_overdue_only_after_all_of_its_days(updated: date, longest: int, later: int):
    day = updated + timedelta(later)
    standing = standing_by_days(updated + timedelta(longest), day, soon=7)
    assert (standing == "overdue") == (later > longest)
    assert (standing == "soon") == (0 <= longest - later <= 7)


def test_what_a_later_program_or_a_slip_has_put_into_a_record_is_kept_and_not_shown(township: Computer):
    odd = {"last_updated": 20261101, "cycle": "每2周", "max_age_days": "14", "is_empty": "也许", "later": [1]}
    odd["address"] = "http://[xl.gov.cn"
    with township.working() as workspace:
        take_columns(workspace, ["CU-002"])
        kept = find_column(workspace, "CU-002")
        content = to_builtins(kept.column) | {"values": kept.column.values | odd}
        with operation(workspace, "column", "来自别处") as act:
            act.write(COLUMN, kept.id, content)
        line = stands(workspace, "工作动态")
        assert line.standing == "unknown" and "还留着" in line.remarks[0]
        assert set(line.answers.hidden) == {"last_updated", "is_empty", "later"}
        date_columns(workspace, {kept.id: TODAY})
        assert stands(workspace, "工作动态").kept.column.values["later"] == [1]


def test_the_days_of_a_cycle_are_those_the_checklist_gives(township: Computer):
    with township.working() as workspace:
        for item in workspace.library.items("column-update-cycles"):
            assert days_of_cycle(item.values["cycle"]) == item.values["max_age_days"]
