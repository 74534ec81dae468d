"""The days to reply: begun by the rule of the way, stopped, begun anew, made more, and explained step by step."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar import load_calendar
from app.errors import UserFacingError
from app.registers.request_clock import RequestClock, request_clock
from app.registers.request_events import record_event, record_reply, remarks, strike_event
from app.registers.request_order import require_in_order, why_not
from app.registers.request_records import EVENT_WORDS, Event, Request
from app.registers.requests import find_request
from app.standards.library import load_library
from app.standards.request_rules import request_rules
from tests.app.registers.filing import filed
from tests.support import Computer

RULES = request_rules(load_library())
CALENDAR = load_calendar()


def clock_of(*events: Event, way: str = "当面提交", submitted: date = date(2026, 9, 28)) -> RequestClock:
    return request_clock(RULES, CALENDAR, case_with(*events, way=way, submitted=submitted))


def case_with(*events: Event, way: str, submitted: date = date(2026, 9, 28)) -> Request:
    usual = {"organisation": "", "number": "1", "applicant_kind": "自然人", "asked": "某文件", "person": None, "at": ""}
    return Request(way=way, submitted=submitted, events=events, **usual)


def event(kind: str, on: date, **told: object) -> Event:
    return Event(kind=kind, on=on, **told)


def test_twenty_working_days_from_the_day_handed_in():
    clock = clock_of()
    assert clock.due == date(2026, 10, 30)
    assert clock.explanation[0] == "2026年9月28日（周一）收到申请（当面提交：提交之日）。"
    assert any("国庆" in line for line in clock.explanation)
    assert clock.completion_notice_by == date(2026, 10, 13)


def test_an_ordinary_letter_counts_from_the_day_it_was_confirmed():
    unknown = clock_of(way="邮寄（平常信函）")
    assert unknown.due is None and unknown.waiting.what == "confirming" and unknown.state == "received"
    clock = clock_of(event("confirmed", date(2026, 10, 9)), way="邮寄（平常信函）")
    assert clock.received == date(2026, 10, 9) and clock.due == CALENDAR.add_workdays(date(2026, 10, 9), 20).end


def test_completing_begins_the_days_anew():
    asked = event("completion-asked", date(2026, 10, 9), until=date(2026, 10, 30))
    waits = clock_of(asked)
    assert waits.due is None and waits.waiting.until == date(2026, 10, 30) and waits.state == "correcting"
    assert waits.standing(date(2026, 10, 31)) == "waited-out"
    clock = clock_of(asked, event("completed", date(2026, 10, 20)))
    assert clock.due == CALENDAR.add_workdays(date(2026, 10, 20), 20).end == date(2026, 11, 17)
    assert any("重新计算" in line for line in clock.explanation)


def test_asking_others_does_not_count():
    asked = event("third-party-asked", date(2026, 10, 12))
    answered = event("third-party-answered", date(2026, 10, 21), choice="同意公开")
    # Of the twenty days six are over by 12 October; fourteen follow after the answer.
    assert clock_of(asked, answered).due == CALENDAR.add_workdays(date(2026, 10, 21), 14).end
    silent = clock_of(asked)
    assert silent.asked_until == date(2026, 11, 2) and silent.state == "third_party"
    assert silent.due == CALENDAR.add_workdays(date(2026, 11, 2), 14).end
    organ = event("organ-asked", date(2026, 10, 15)), answered, event("organ-answered", date(2026, 10, 23))
    both = clock_of(asked, *organ)
    assert both.due == CALENDAR.add_workdays(date(2026, 10, 23), 14).end


def test_an_extension_is_added_to_what_the_days_were():
    clock = clock_of(event("extended", date(2026, 10, 28), days=15, by="李主任"))
    assert clock.before_extension == date(2026, 10, 30)
    assert clock.due == CALENDAR.add_workdays(date(2026, 10, 30), 15).end and clock.state == "extended"
    assert any("经李主任同意" in line for line in clock.explanation)


def test_a_fee_stops_the_days_until_it_is_paid():
    asked = event("fee-asked", date(2026, 10, 12), amount="100")
    assert clock_of(asked).waiting == ("fee", CALENDAR.add_workdays(date(2026, 10, 12), 20).end)
    paid = clock_of(asked, event("fee-paid", date(2026, 10, 20)))
    assert paid.due == CALENDAR.add_workdays(date(2026, 10, 20), 20).end


@settings(max_examples=60, deadline=None)
@given(start=st.integers(0, 150), gaps=st.lists(st.integers(0, 12), min_size=2, max_size=6), days=st.integers(1, 20))
def test_no_pause_shortens_the_days_and_each_pause_costs_what_it_took(start: int, gaps: list[int], days: int):
    received = date(2026, 1, 5) + timedelta(start)
    plain = clock_of(submitted=received)
    moment, events, away = received, [], set()
    for number, gap in enumerate(gaps):
        kind = ("third-party-asked", "third-party-answered")[number % 2]
        if number % 2:
            away |= {moment + timedelta(each) for each in range(1, gap + 1)}
        moment += timedelta(gap)
        events.append(event(kind, moment, choice="同意公开"))
    if len(events) % 2:
        events.pop()
    clock = clock_of(*events, submitted=received)
    worked = [received + timedelta(n) for n in range(1, (clock.due - received).days + 1)]
    counted = [day for day in worked if CALENDAR.day(day).working and day not in away]
    assert clock.due >= plain.due
    # Asked on the twentieth day and answered on a day of rest: then the next working day is one more.
    assert len(counted) in (20, 21)
    extended = clock_of(*events, event("extended", received, days=days, by="李主任"), submitted=received)
    assert extended.due > extended.before_extension == clock.due


EVENTS = st.builds(
    lambda kind, day, later, days, choice: Event(
        kind=kind,
        on=date(2026, 9, 25) + timedelta(day),
        until=date(2026, 9, 25) + timedelta(day + later) if kind == "completion-asked" else None,
        days=days if kind == "extended" else None,
        by="李主任" if kind == "extended" else "",
        choice=choice,
        ground="provide" if kind == "replied" else "",
    ),
    st.sampled_from(list(EVENT_WORDS)),
    st.integers(0, 60),
    st.integers(0, 30),
    st.integers(1, 20),
    st.sampled_from(["同意公开", ""]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENTS, max_size=8), st.sampled_from([rule.way for rule in RULES.received_rules]))
def test_whatever_is_written_down_is_refused_or_reckoned(events: list[Event], way: str):
    case = case_with(*sorted(events, key=lambda each: each.on), way=way)
    # Two clerks may have written what does not follow: it is reckoned all the same.
    clock = request_clock(RULES, CALENDAR, case)
    assert clock.steps and RULES.state_label(clock.state) and clock.standing(date(2026, 12, 1))
    taken: list[Event] = []
    for each in case.events:
        try:
            require_in_order(RULES, CALENDAR, case_with(*taken, each, way=way))
        except UserFacingError as error:
            assert error.code == "request-order"
        else:
            taken.append(each)
    kinds = [each.kind for each in taken]
    assert all(kinds.count(once) <= 1 for once in ("replied", "extended", "completion-asked", "archived"))
    sound = request_clock(RULES, CALENDAR, case_with(*taken, way=way))
    assert sound.due is None or sound.due >= CALENDAR.add_workdays(sound.received, 20).end
    assert (sound.due is None) == (sound.waiting is not None) or sound.replied is not None


def refused(township: Computer, *acts: tuple, **answers: object) -> str:
    with township.working() as workspace:
        id = filed(workspace, date(2026, 9, 28), **answers)
        *before, (kind, on, told) = acts
        for earlier, day, said in before:
            record_event(workspace, id, earlier, day, **said)
        with pytest.raises(UserFacingError) as stopped:
            record_event(workspace, id, kind, on, **told)
        assert stopped.value.code == "request-order" and len(find_request(workspace, id).case.events) == len(before)
        return stopped.value.message


REPLY = {"ground": "provide", "choice": "当面", "number": "公开告〔2026〕1号"}
EXTENDED = {"days": 10, "by": "李主任"}
ASK = ("completion-asked", date(2026, 10, 9), {"until": date(2026, 10, 30)})


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        ([("replied", date(2026, 9, 27), REPLY)], "以前"),
        ([("extended", date(2026, 10, 20), EXTENDED), ("extended", date(2026, 11, 5), EXTENDED)], "不能再延"),
        ([ASK, ("completion-asked", date(2026, 10, 12), {"until": date(2026, 10, 30)})], "只能告知一次"),
        ([("completed", date(2026, 10, 9), {})], "还没有告知补正"),
        ([("third-party-answered", date(2026, 10, 9), {"choice": "同意公开"})], "还没有征求"),
        ([("third-party-asked", date(2026, 10, 9), {}), ("third-party-asked", date(2026, 10, 12), {})], "还没有记"),
        ([("replied", date(2026, 10, 9), REPLY), ("extended", date(2026, 10, 12), EXTENDED)], "已经在"),
        ([("extended", date(2026, 11, 3), EXTENDED)], "已经过了"),
        ([("extended", date(2026, 10, 9), {"days": 10})], "经谁同意"),
        ([ASK, ("replied", date(2026, 10, 20), REPLY | {"ground": "no_correction"})], "还没有过"),
        ([("replied", date(2026, 10, 9), REPLY | {"ground": "fee_unpaid"})], "没有发过收费通知"),
        ([("confirmed", date(2026, 9, 28), {})], "不用与申请人确认"),
        ([("archived", date(2026, 10, 9), {})], "还没有答复"),
        ([("fee-asked", date(2026, 11, 3), {"amount": "100"})], "期限以内发"),
    ],
)
def test_what_does_not_follow_is_refused_in_plain_words(township: Computer, acts: list, words: str):
    assert words in refused(township, *acts)


def test_a_case_runs_to_its_end_and_events_can_be_struck(township: Computer):
    with township.working() as workspace:
        id = filed(workspace, date(2026, 9, 28))
        record_event(workspace, id, *ASK[:2], **ASK[2], number="公开告〔2026〕1号")
        record_event(workspace, id, "completed", date(2026, 10, 20))
        record_reply(workspace, id, date(2026, 11, 23), "separable", "邮寄")
        kept = find_request(workspace, id)
        assert kept.case.last("replied").number == "公开告〔2026〕2号"
        clock = request_clock(RULES, CALENDAR, kept.case)
        assert clock.standing(date(2026, 11, 23)) == "late" and clock.state == "replied"
        assert any("答复晚了" in words for words in remarks(RULES, CALENDAR, kept.case, clock, date(2026, 11, 23)))
        with pytest.raises(UserFacingError):
            strike_event(workspace, id, 0)
        why = why_not(RULES, CALENDAR, kept.case, "extended", date(2026, 11, 23))
        assert why.startswith("这一件已经在2026年11月23日") and not why_not(
            RULES, CALENDAR, kept.case, "remedy", kept.case.events[-1].on
        )
        strike_event(workspace, id, 2)
        assert find_request(workspace, id).case.last("replied") is None
        # What was forgotten takes its place in the order of days.
        record_event(workspace, id, "acknowledged", date(2026, 9, 29))
        assert find_request(workspace, id).case.events[0].kind == "acknowledged"
