"""What happens on a case, day by day: written down, struck out, and what is to be looked at."""

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import ValidationError, convert

from app.calendar import WorkCalendar
from app.calendar.wording import full_date, plain_date
from app.errors import UsageError, UserFacingError
from app.registers.request_clock import RequestClock
from app.registers.request_records import EVENT_WORDS, Event, EventKind, KeptRequest, Request
from app.registers.requests import add_event, find_request, number_of_letter, without_event
from app.standards.request_rules import RequestRules, request_choices
from app.workspace import Workspace

_LISTS = {
    "third-party-answered": "third_party_reply",
    "replied": "delivery",
    "remedy": "remedy",
    "remedy-result": "remedy_result",
}
_NO_EVENT = ("无", "尚未审结")
"""Answers of those lists that say that nothing has happened."""


def record_event(workspace: Workspace, name: str, kind: EventKind, on: date, **told: Any) -> KeptRequest:
    """Write down what was done on a case on a day; `told` are the other fields of `Event`. It takes its place in the
    order of days. Raises `UserFacingError` (`request-order`) where it does not follow from what was before, and for
    personal numbers; `UsageError` for an answer that is missing or unknown."""
    kept = find_request(workspace, name)
    event = _event({"kind": kind, "on": on} | told)
    choices = event_choices(workspace, kind)
    if event.choice and event.choice not in choices:
        raise UsageError(
            "choice-unknown", f"“{event.choice}”不在可选的里面，没有记下。可以选：{'、'.join(choices) or '不用选'}。"
        )
    if kind == "fee-asked" and Decimal(event.amount or 0) <= 0:
        raise UsageError("fee-missing", "没有写收多少信息处理费，没有记下。请写明金额，单位是元。")
    label = f"记申请 {kept.case.number}：{EVENT_WORDS[kind]}，{plain_date(on)}"
    return add_event(workspace, kept, event, label)


def event_choices(workspace: Workspace, kind: EventKind) -> tuple[str, ...]:
    """Return the answers that an event of a kind can have as its `choice`, none where it has no such list."""
    labels = request_choices(workspace.library, _LISTS[kind]) if kind in _LISTS else ()
    return tuple(label for label in labels if label not in _NO_EVENT)


def record_reply(
    workspace: Workspace, name: str, on: date, ground: str, delivery: str, number: str = "", note: str = ""
) -> KeptRequest:
    """Write down the reply to a case: its ground (code), how it was served and the number of the letter; where none is
    given, that of the letter that was written, or the next one. Raises as `record_event` does."""
    number = number or number_of_letter(workspace, find_request(workspace, name), "reply", on.year)
    return record_event(workspace, name, "replied", on, ground=ground, choice=delivery, number=number, note=note)


def strike_event(workspace: Workspace, name: str, place: int) -> KeptRequest:
    """Take an event out that was written by mistake; `place` counts from 0. Raises `UserFacingError` where later ones
    rest on it."""
    kept = find_request(workspace, name)
    if not 0 <= place < len(kept.events):
        raise UsageError("event-unknown", f"这一件申请没有第 {place + 1} 条办理记录，没有划去。")
    id, event = kept.events[place].id, kept.case.events[place]
    label = f"划去申请 {kept.case.number} 的{EVENT_WORDS[event.kind]}，{plain_date(event.on)}"
    return without_event(workspace, kept, id, label)


def remarks(rules: RequestRules, calendar: WorkCalendar, case: Request, clock: RequestClock, today: date) -> list[str]:
    """Return what to look at in a case: what came late, what can be done now."""
    return [words for words in (*_late(rules, case, clock), *_now(calendar, case, clock, today)) if words]


def _late(rules: RequestRules, case: Request, clock: RequestClock) -> list[str]:
    asked, confirmed, found = case.last("completion-asked"), case.last("confirmed"), []
    if asked and clock.completion_notice_by and asked.on > clock.completion_notice_by:
        days = rules.days("correction_notice")
        by = full_date(clock.completion_notice_by)
        found.append(f"补正告知晚了：应当在收到申请之日起{days}个工作日内，即{by}以前。")
    if confirmed and confirmed.on > case.submitted and "平常信函" in case.way:
        found.append(f"平常信函应当在收到当日（{full_date(case.submitted)}）与申请人确认。")
    if clock.replied and clock.due and clock.replied > clock.due:
        found.append(f"答复晚了：应当在{full_date(clock.due)}以前答复。")
    return found


def _now(calendar: WorkCalendar, case: Request, clock: RequestClock, today: date) -> list[str]:
    found = []
    if clock.waiting is not None and today > clock.waiting.until and clock.waiting.what != "confirming":
        ground = {"completion": "逾期不补正", "fee": "逾期未缴费"}[clock.waiting.what]
        found.append(f"等申请人的期限到{full_date(clock.waiting.until)}已经过了，可以按{ground}办结。")
    if clock.asked_until is not None and today > clock.asked_until:
        found.append(
            f"征求意见的期限到{full_date(clock.asked_until)}已经过了：第三方没有答复的由本机关决定，共同制作机关没有答复的视为同意公开。"
        )
    first_by = clock.completion_notice_by if clock.state == "registered" else None
    if first_by is not None and first_by >= today:
        found.append(f"内容不明确的，{full_date(first_by)}以前一次告知补正。")
    return found


def _event(told: dict[str, Any]) -> Event:
    try:
        return convert({key: value for key, value in told.items() if value is not None}, Event)
    except ValidationError as error:
        wrong = _WRONG.get(str(error).partition("`$.")[2].rstrip("`"), "写的内容太长，请写短一些")
        raise UserFacingError("event-wrong", f"{wrong}，没有记下。", str(error)) from error


_WRONG = {
    "days": "延期写几个工作日，1 至 20 的数",
    "amount": "金额写成 120 或者 120.50 这样，单位是元",
    "note": "说明最多写 1000 个字",
    "number": "文书编号最多写 100 个字",
    "by": "经谁同意最多写 100 个字",
}
"""What is wrong with an event, by the part of it."""
