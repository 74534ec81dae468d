"""Whether the events of a case follow from each other: nothing before its time, nothing twice, no reply too many."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import structs

from app.calendar import WorkCalendar
from app.calendar.wording import FIRST_YEAR, LAST_YEAR, full_date
from app.errors import UserFacingError
from app.registers.request_clock import deadline_of, received_on
from app.registers.request_records import EVENT_WORDS, Event, EventKind, Request
from app.standards.library import Library
from app.standards.request_rules import RequestRules, request_choices, request_rules

_AGAIN: dict[EventKind, str] = {
    "completion-asked": "补正只能告知一次，这一件已经告知过",
    "extended": "已经延长过一次，延长以后不能再延",
    "replied": "这一件已经答复",
    "fee-asked": "已经发过收费通知",
    "confirmed": "已经与申请人确认过",
    "completed": "已经收到过补正",
    "fee-paid": "已经缴过费",
    "archived": "已经归档",
}
_PAIRS: dict[EventKind, tuple[EventKind, str]] = {
    "completed": ("completion-asked", "还没有告知补正"),
    "third-party-answered": ("third-party-asked", "还没有征求第三方意见"),
    "organ-answered": ("organ-asked", "还没有征求其他机关意见"),
    "fee-paid": ("fee-asked", "还没有发收费通知"),
    "remedy": ("replied", "还没有答复"),
    "remedy-result": ("remedy", "还没有记复议或者诉讼"),
    "archived": ("replied", "还没有答复"),
}
ANSWERS: dict[EventKind, EventKind] = {
    "completion-asked": "completed",
    "third-party-asked": "third-party-answered",
    "organ-asked": "organ-answered",
    "fee-asked": "fee-paid",
    "remedy": "remedy-result",
}
"""What is waited for after each event that asks for something."""
_SEVERAL: tuple[EventKind, ...] = ("third-party-asked", "organ-asked", "remedy")
_IN_TURN = {asked: ANSWERS[asked] for asked in _SEVERAL}
"""What may happen several times, but only after the time before has come to its end."""
AFTER_REPLY = ("remedy", "remedy-result", "archived")
"""What comes after the reply."""
_AFTER_ARCHIVING = ("remedy", "remedy-result")
"""What may still come when the papers were put away: there is half a year for a suit."""
_EARLY = ("acknowledged", "confirmed")
_NOT_AFTER = {
    "completion-asked": (
        ("extended", "已经延期"),
        ("third-party-asked", "已经征求第三方意见"),
        ("organ-asked", "已经征求其他机关意见"),
        ("fee-asked", "已经发过收费通知"),
    ),
}
_GROUNDS_AFTER = {
    "still_unclear": ("completed", "还没有收到补正，不能以补正后仍不明确答复"),
    "no_correction": ("completion-asked", "没有告知过补正，不能以逾期不补正办结"),
    "fee_unpaid": ("fee-asked", "没有发过收费通知，不能以逾期未缴费办结"),
}


def case_fault(library: Library, case: Request) -> str:
    """Return what makes a case that came from elsewhere of no use here, "" where nothing does. Its events may be joined
    from those of two clerks and are not asked to follow from each other."""
    if not _is_known_year(case.submitted):
        return "没有写对日期"
    if case.way not in request_choices(library, "received_way"):
        return "没有写对提交方式"
    if case.applicant_kind not in request_choices(library, "applicant_kind"):
        return "没有写对申请人类别"
    return next((fault for event in case.events if (fault := event_fault(library, event))), "")


def event_fault(library: Library, event: Event) -> str:
    """Return what makes an event that came from elsewhere of no use here, "" where nothing does."""
    if not all(map(_is_known_year, filter(None, (event.on, event.arrived, event.until)))):
        return "没有写对日期"
    known = {ground.code for kind in request_rules(library).reply_types for ground in kind.reasons}
    return "没有写对答复情形" if event.kind == "replied" and event.ground not in known else ""


def _is_known_year(day: date) -> bool:
    return _YEARS[0] <= day.year <= _YEARS[1]


def require_in_order(rules: RequestRules, calendar: WorkCalendar, case: Request, known: Collection[int] = ()) -> None:
    """Raise `UserFacingError` (`request-order`) for the first event that does not follow from those before it. What was
    so already (`known` are the places of those events) stands in the way of nothing else."""
    for place, fault in _faults(rules, calendar, case):
        if place not in known:
            event = case.events[place]
            message = f"{full_date(event.on)}的“{EVENT_WORDS[event.kind]}”：{fault}。没有记下。"
            raise UserFacingError("request-order", message)


def faulty_places(rules: RequestRules, calendar: WorkCalendar, case: Request) -> frozenset[int]:
    """Return the places of the events that do not follow from those before them."""
    return frozenset(place for place, _ in _faults(rules, calendar, case))


class OrderFinding(NamedTuple):
    """An event, by its place, that does not follow from those before it: what is wrong, and what to do."""

    place: int
    words: str


def order_findings(rules: RequestRules, calendar: WorkCalendar, case: Request) -> list[OrderFinding]:
    """Return each event that does not follow from those before it, as may be where two clerks each wrote one down."""
    return [
        OrderFinding(
            place,
            f"{full_date(event.on)}的“{EVENT_WORDS[event.kind]}”和别的办理记录对不上：{fault}。"
            "两台电脑上各记了一条的，都留着；请核对，把记错的一条划去，期限跟着重新算。",
        )
        for place, fault in _faults(rules, calendar, case)
        for event in (case.events[place],)
    ]


def why_not(rules: RequestRules, calendar: WorkCalendar, case: Request, kind: EventKind, on: date) -> str:
    """Return why nothing of a kind can have happened on a day, "" where it can. What it has to tell is not asked for,
    and a reply is tried with a ground that needs nothing."""
    ground = rules.reply_types[0].reasons[0].code if kind == "replied" else ""
    trial = Event(kind=kind, on=on, until=on + timedelta(1), days=1, by=_TRIED, choice=_TRIED, ground=ground)
    at = sum(event.on <= on for event in case.events)
    known = {place + (place >= at) for place in faulty_places(rules, calendar, case)}
    tried = structs.replace(case, events=(*case.events[:at], trial, *case.events[at:]))
    return next((fault for place, fault in _faults(rules, calendar, tried) if place not in known), "")


_TRIED = "试"


def _faults(rules: RequestRules, calendar: WorkCalendar, case: Request) -> Iterator[tuple[int, str]]:
    """Yield the place of each event that does not follow from those before it, with what is wrong."""
    for place, event in enumerate(case.events):
        faults = (look(rules, calendar, case, list(case.events[:place]), event) for look in _LOOKS)
        if fault := next(filter(None, faults), ""):
            yield place, fault


_YEARS = (FIRST_YEAR, LAST_YEAR - 2)
"""Years from which all that is reckoned stays within those that the calendar knows."""


def _day(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    if event.on < case.submitted:
        return f"这一天在收到申请的{full_date(case.submitted)}以前，请核对日期"
    if event.kind in _EARLY:
        return "按这种提交方式，不用与申请人确认就算收到" if _needs_no_confirming(rules, case, event) else ""
    received = received_on(rules, case)
    if received is None:
        return "" if event.ground == "other" or not _is_unconfirmed(done) else _UNCONFIRMED
    return f"这一天在收到申请的{full_date(received)}以前，请核对日期" if event.on < received else ""


_UNCONFIRMED = "还没有与申请人确认，哪天收到还没有定，请先记下“与申请人确认”"


def _is_unconfirmed(done: list[Event]) -> bool:
    return not any(event.kind in ("confirmed", "replied") for event in done)


def _needs_no_confirming(rules: RequestRules, case: Request, event: Event) -> bool:
    return event.kind == "confirmed" and rules.received_rule(case.way).day != "confirmed"


def _times(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    kinds = [each.kind for each in done]
    if event.kind in _AGAIN and event.kind in kinds:
        return _AGAIN[event.kind]
    ended = _IN_TURN.get(event.kind)
    if ended and kinds.count(event.kind) > kinds.count(ended):
        return f"上一次的“{EVENT_WORDS[ended]}”还没有记，请先记下"
    if event.kind in _PAIRS:
        before, words = _PAIRS[event.kind]
        if kinds.count(before) <= (kinds.count(event.kind) if event.kind in _IN_TURN.values() else 0):
            return f"{words}，请核对先后"
    return ""


def _turn(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    kinds = [each.kind for each in done]
    if "archived" in kinds and event.kind not in _AFTER_ARCHIVING:
        return "这一件已经归档"
    if "replied" in kinds and event.kind not in AFTER_REPLY:
        return f"这一件已经在{full_date(next(each.on for each in done if each.kind == 'replied'))}答复，请核对先后"
    for other, words in _NOT_AFTER.get(event.kind, ()):
        if other in kinds:
            return f"{words}，不能再告知补正；补正要在收到申请以后先告知"
    return ""


def _said(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    """What an event of its kind must tell."""
    if event.kind == "completion-asked" and event.until is None:
        return "没有写请申请人哪天以前补正，请写明补正的期限"
    if event.until is not None and event.until <= event.on:
        return "补正的期限要在告知那天以后"
    if event.arrived is not None and event.arrived < event.on:
        return "对方收到的日期在发出以前，请核对日期"
    if event.kind in _CHOICES and not event.choice:
        return f"没有写{_CHOICES[event.kind]}"
    return ""


_CHOICES = {
    "third-party-answered": "第三方的意见",
    "remedy": "是复议还是诉讼",
    "remedy-result": "复议诉讼的结果",
    "replied": "送达方式",
}


def _extension(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    if event.kind != "extended":
        return ""
    if event.days is None or event.days > rules.days("extension"):
        return f"没有写延长几个工作日；最长 {rules.days('extension')} 个工作日"
    if not event.by:
        return "没有写经谁同意；延期要经政府信息公开工作机构负责人同意"
    due = deadline_of(rules, calendar, case, done)
    if due is None:
        return "答复期限现在没有在走，不用延期"
    if event.on > due:
        return f"答复期限到{full_date(due)}已经过了，不能再延"
    return ""


def _fee(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    due = deadline_of(rules, calendar, case, done) if event.kind == "fee-asked" else None
    if due is not None and event.on > due:
        return f"答复期限到{full_date(due)}已经过了，收费通知要在期限以内发"
    return ""


def _ground(rules: RequestRules, calendar: WorkCalendar, case: Request, done: list[Event], event: Event) -> str:
    if event.kind != "replied":
        return "只有答复才写答复情形" if event.ground else ""
    if event.ground not in [each.code for kind in rules.reply_types for each in kind.reasons]:
        return "没有选答复的情形" if not event.ground else f"没有“{event.ground}”这种答复情形"
    needed = _GROUNDS_AFTER.get(event.ground)
    if needed and not any(each.kind == needed[0] for each in done):
        return needed[1]
    return _too_soon(rules, calendar, done, event)


def _too_soon(rules: RequestRules, calendar: WorkCalendar, done: list[Event], event: Event) -> str:
    """A case is not given up before the applicant's time is over, nor after he did what was asked."""
    kinds = [each.kind for each in done]
    if event.ground == "no_correction":
        until = next(each.until for each in done if each.kind == "completion-asked")
        if "completed" in kinds:
            return "申请人已经补正，不能以逾期不补正办结"
        return f"补正的期限到{full_date(until)}，还没有过" if until and event.on <= until else ""
    if event.ground == "fee_unpaid":
        notice = next(each for each in done if each.kind == "fee-asked")
        until = calendar.add_workdays(notice.arrived or notice.on, rules.days("fee_pay")).end
        if "fee-paid" in kinds:
            return "申请人已经缴费，不能以逾期未缴费办结"
        return f"缴费的期限到{full_date(until)}，还没有过" if event.on <= until else ""
    return ""


_Look = Callable[[RequestRules, WorkCalendar, Request, list[Event], Event], str]
_LOOKS: tuple[_Look, ...] = (_day, _times, _turn, _said, _extension, _fee, _ground)
