"""Every case ends in exactly one row of the annual report, the report's sums hold, and letters say what was decided."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.calendar import load_calendar
from app.calendar.office_calendar import office_calendar
from app.drafting.history import difference_label, difference_text
from app.errors import UsageError, UserFacingError
from app.exchange.work_contents import RECORD_LABELS, TRAVELS
from app.registers.agenda import agenda
from app.registers.deadlines import moved_deadlines
from app.registers.request_clock import request_clock
from app.registers.request_events import record_event, record_reply
from app.registers.request_fees import fee_for_cases, fee_for_pages
from app.registers.request_letters import letter_facts, letter_kinds
from app.registers.request_matters import repeated_matters
from app.registers.request_order import case_fault
from app.registers.request_outcomes import annual_column, annual_requests, annual_row
from app.registers.request_records import APPLICANT, REQUEST, Event, KeptRequest, Request
from app.registers.requests import find_request, requests
from app.standards.library import load_library
from app.standards.request_rules import request_choices, request_rules
from tests.app.registers.filing import ASKED, NAME, filed
from tests.support import Computer

LIBRARY = load_library()
RULES = request_rules(LIBRARY)
GROUNDS = [ground.code for kind in RULES.reply_types for ground in kind.reasons]
ROWS = [row for row in (item.values for item in LIBRARY.items("annual-report")) if row["table"] == "t2"]
LEAVES = {row["code"] for row in ROWS if row["kind"] == "count" and row["code"].startswith("3.")} - {"3.7"}
KINDS = request_choices(LIBRARY, "applicant_kind")
YEAR = 2026


def case_of(submitted: date, ground: str | None, replied: date, kind: str = "自然人", way: str = "当面提交") -> Request:
    usual = {"organisation": "", "number": "1", "asked": "某文件", "person": None, "at": ""}
    events = () if ground is None else (Event(kind="replied", on=replied, ground=ground),)
    return Request(way=way, submitted=submitted, applicant_kind=kind, events=events, **usual)


def test_every_outcome_has_one_row_and_every_row_an_outcome():
    rows = [annual_row(RULES, case_of(date(2026, 1, 5), ground, date(2026, 1, 9))) for ground in GROUNDS]
    assert set(rows) == LEAVES and None not in rows
    labels = {row["code"]: row["label"] for row in ROWS}
    for ground, row in zip(GROUNDS, rows, strict=True):
        assert RULES.ground(ground).label in labels[row] or row in ("3.1", "3.2")
    assert len({annual_column(LIBRARY, case_of(date(2026, 1, 5), None, date(2026, 1, 9), kind)) for kind in KINDS}) == 6


DAYS = st.integers(0, 1000).map(lambda number: date(2025, 1, 1) + timedelta(number))
CASES = st.builds(
    lambda submitted, after, ground, kind, way: case_of(submitted, ground, submitted + timedelta(after), kind, way),
    DAYS,
    st.integers(0, 400),
    st.sampled_from([None, *GROUNDS]),
    st.sampled_from(KINDS),
    st.sampled_from([rule.way for rule in RULES.received_rules]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(CASES, max_size=12))
def test_the_sums_of_the_report_hold_and_years_join(cases: list[Request]):
    known = [KeptRequest(str(number), case) for number, case in enumerate(cases)]
    before, now = (annual_requests(LIBRARY, RULES, known, year) for year in (YEAR - 1, YEAR))
    for kind in KINDS:
        column = annual_column(LIBRARY, case_of(date(2026, 1, 5), None, date(2026, 1, 9), kind))
        done = now.count("3.7", column)
        assert now.count("1", column) + now.count("2", column) == done + now.count("4", column)
        assert done == sum(now.count(row, column) for row in LEAVES)
        assert now.count("2", column) == before.count("4", column)
    placed = [id for (row, _), ids in now.table3.items() if row in LEAVES for id in ids]
    assert len(placed) == len(set(placed))


def test_what_a_court_said_counts_in_its_year(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        record_reply(workspace, id, date(2026, 11, 6), "internal", "邮寄")
        record_event(workspace, id, "remedy", date(2026, 11, 10), choice="行政复议")
        kept = find_request(workspace, id)
        assert annual_requests(LIBRARY, RULES, [kept], YEAR).table4 == {("reconsideration", "pending"): (id,)}
        with pytest.raises(UsageError, match="结果维持"):
            record_event(workspace, id, "remedy-result", date(2026, 11, 20), choice="尚未审结")
        record_event(workspace, id, "remedy-result", date(2026, 11, 20), choice="结果纠正")
        record_event(workspace, id, "remedy", date(2026, 11, 23), choice="复议后起诉")
        kept = find_request(workspace, id)
        assert set(annual_requests(LIBRARY, RULES, [kept], YEAR).table4) == {
            ("reconsideration", "corrected"),
            ("litigation_after", "pending"),
        }


def test_what_is_late_and_soon_is_on_the_start_page_and_moves_with_the_calendar(township: Computer):
    with township.working() as workspace:
        late = filed(workspace, date(2026, 10, 12))
        soon = filed(workspace, date(2026, 10, 28))
        filed(workspace, date(2026, 11, 20))
        letter = filed(workspace, date(2026, 11, 19), way="邮寄（平常信函）")
        found = agenda(workspace)
        assert [(each.kind, each.id) for each in found.overdue] == [("request", late), ("request-wait", letter)]
        assert [each.id for each in found.soon] == [soon]
        assert NAME not in repr(found) and ASKED[:8] in found.overdue[0].title
        unknown = load_calendar()
        unknown._tables.pop(2026)
        unknown._arranged.clear()
        moved = {each.before.id for each in moved_deadlines(workspace, unknown, office_calendar(workspace))}
        assert late in moved


def test_several_who_ask_the_same_suggest_publishing(township: Computer):
    with township.working() as workspace:
        first = filed(workspace, asked="申请公开兴隆镇2024年度临时救助资金发放名册")
        filed(workspace, asked="村道硬化工程的中标通知书")
        second = filed(workspace, asked="请提供兴隆镇2024年度临时救助资金发放名册的信息", name="钱明")
        (found,) = repeated_matters(workspace)
        assert set(found.cases) == {first, second} and found.numbers == ("2026-003", "2026-001")
        assert "建议主动公开" in found.words and NAME not in repr(found)


def test_a_reply_names_its_ground_and_the_way_to_complain(township: Computer):
    with township.working() as workspace:
        kept = find_request(workspace, filed(workspace))
        letter = letter_facts(workspace, kept, "reply", "internal")
        assert (letter.title, letter.addressee, letter.number) == ("政府信息不予公开告知书", NAME, "公开告〔2026〕1号")
        assert letter.body[0].startswith("本机关于2026年11月2日收到您提交的政府信息公开申请（登记编号2026-001）")
        assert "《中华人民共和国政府信息公开条例》第十六条第一款" in letter.body[1]
        assert "60日内向青山县人民政府申请行政复议" in letter.remedies and letter.signature == "兴隆镇人民政府"
        assert letter.blanks == ("【人事管理、后勤管理或者内部工作流程】",)
        assert "【写明延长以后的答复期限】" in letter_facts(workspace, kept, "extension").blanks
        told = {"days": 15, "by": "李主任", "number": "公开告〔2026〕1号"}
        record_event(workspace, kept.id, "extended", date(2026, 11, 20), **told)
        late = letter_facts(workspace, find_request(workspace, kept.id), "extension")
        assert (late.number, late.day, late.remedies) == ("公开告〔2026〕1号", date(2026, 11, 20), None)
        assert "延长15个工作日" in late.body[1] and "2026年12月21日前答复" in late.body[1]


def test_every_letter_is_whole_and_bears_no_more_than_the_name(township: Computer):
    with township.working() as workspace:
        kept = find_request(workspace, filed(workspace))
        for kind in letter_kinds(RULES):
            letter = letter_facts(workspace, kept, kind.code, kind.ground)
            said = " ".join((letter.title, letter.addressee, *letter.body, letter.remedies or ""))
            assert "{" not in said and "}" not in said and letter.body[-1].endswith("。"), kind
            assert "13800138000" not in said and "123X" not in said, kind
            assert (NAME in said) == (kind.to == "applicant"), kind


def test_fees_grow_with_what_is_asked():
    assert fee_for_pages(RULES, 30) == 0 and fee_for_pages(RULES, 100) == 700
    assert fee_for_pages(RULES, 201) == 700 + 2000 + 40
    assert [fee_for_cases(RULES, before) for before in (9, 10, 29, 30, 40)] == [0, 100, 100, 200, 300]


def test_the_case_travels_and_who_asks_does_not():
    assert REQUEST in TRAVELS and REQUEST in RECORD_LABELS and APPLICANT not in TRAVELS
    assert not any(difference_label(None, key).isascii() for key in Request.__struct_fields__)
    case = case_of(date(2026, 1, 5), "provide", date(2026, 1, 9))
    faulty = [{"way": "飞鸽"}, {"applicant_kind": "机构"}, {"submitted": date(2099, 1, 1)}]
    faulty.append({"events": (Event(kind="replied", on=date(2026, 1, 9), ground="because"),)})
    assert case_fault(LIBRARY, case) == "" and all(case_fault(LIBRARY, replace(case, **part)) for part in faulty)
    told = [{"kind": "extended", "on": "2026-11-20", "days": 10, "by": "李主任"}]
    assert difference_text("events", told) == "延期告知 2026-11-20 10 李主任"


def test_a_suit_that_comes_once_the_case_was_archived_is_taken_down_and_counted(township: Computer):
    """Half a year is left for a suit, and files are closed long before."""
    with township.working() as workspace:
        rules, calendar = request_rules(workspace.library), office_calendar(workspace)
        id = filed(workspace, date(2026, 9, 1))
        record_reply(workspace, id, date(2026, 9, 10), "internal", "邮寄")
        record_event(workspace, id, "archived", date(2026, 9, 11))
        with pytest.raises(UserFacingError, match="归档"):
            record_event(workspace, id, "extended", date(2026, 9, 14), days=5, by="李主任")
        case = record_event(workspace, id, "remedy", date(2026, 10, 26), choice="行政复议").case
        assert request_clock(rules, calendar, case).state == "remedy"
        case = record_event(workspace, id, "remedy-result", date(2026, 11, 20), choice="结果维持").case
        assert request_clock(rules, calendar, case).state == "archived"
        found = annual_requests(workspace.library, rules, requests(workspace), 2026)
        assert found.table4 == {("reconsideration", "upheld"): (id,)}
