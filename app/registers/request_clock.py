"""Until when a request is to be answered, with every step of the way: what began the days, stopped them, began them
anew, made them more.

The days to reply count from the day of receipt (条例第三十一条、第三十三条). They stop while the applicant is to
complete or to pay and begin anew after that; while a third party or another organ is asked they do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import structs

from app.calendar import WorkCalendar
from app.calendar.due_date import DueDate
from app.calendar.wording import full_date
from app.registers.request_records import Event, EventKind, KeptRequest, Request
from app.standards.request_rules import RequestRules

SOON = timedelta(days=7)
WaitingFor = Literal["confirming", "completion", "fee"]
WAITING_WORDS: dict[WaitingFor, str] = {
    "confirming": "等与申请人确认",
    "completion": "等申请人补正",
    "fee": "等申请人缴费",
}
Standing = Literal["open", "due-soon", "overdue", "waiting", "waited-out", "done", "late"]
STANDING_WORDS: dict[Standing, str] = {
    "open": "办理中",
    "due-soon": "快到期",
    "overdue": "已逾期",
    "waiting": "等申请人",
    "waited-out": "等待期满",
    "done": "已办结",
    "late": "逾期办结",
}


class Step(NamedTuple):
    """One step: a sentence, and the lines of the calendar behind it."""

    words: str
    lines: tuple[str, ...] = ()


class Wait(NamedTuple):
    """The days do not run: what is waited for, and until when."""

    what: WaitingFor
    until: date


@dataclass(frozen=True)
class RequestClock:
    """`due`: until when to reply, None while something is waited for. `before_extension`: until when it was before.
    `inferred`: a holiday notice still to come may move it. `asked_until`: until when somebody who is being asked may
    answer; the day due comes nearer when the answer comes early. `completion_notice_by`: last day for asking the
    applicant to complete. `state`: code of the rules."""

    state: str
    received: date | None
    due: date | None
    steps: tuple[Step, ...]
    inferred: bool = False
    before_extension: date | None = None
    asked_until: date | None = None
    waiting: Wait | None = None
    replied: date | None = None
    completion_notice_by: date | None = None

    @property
    def explanation(self) -> tuple[str, ...]:
        """All steps as lines."""
        return tuple(line for step in self.steps for line in (step.words, *(f"  {each}" for each in step.lines)))

    def standing(self, today: date) -> Standing:
        """Return how the case stands on a day."""
        if self.replied is not None:
            return "late" if self.due is not None and self.replied > self.due else "done"
        if self.waiting is not None:
            return "waiting" if today <= self.waiting.until else "waited-out"
        if self.due is None or today > self.due:
            return "overdue"
        return "due-soon" if self.due - today <= SOON else "open"


@dataclass
class _Run:
    """Counting under way."""

    calendar: WorkCalendar
    steps: list[Step] = field(default_factory=list)
    inferred: bool = False

    def tell(self, words: str, lines: Sequence[str] = ()) -> None:
        self.steps.append(Step(words, tuple(lines)))

    def meet(self, found: DueDate, until: date) -> None:
        days = (*found.counted, *found.skipped)
        self.inferred |= found.inferred if until >= found.end else any(d.inferred for d in days if d.date <= until)


class _Pause(NamedTuple):
    start: date
    end: date
    words: str
    is_open: bool


def received_on(rules: RequestRules, case: Request) -> date | None:
    """Return the day of receipt by the rule of the way it came; None while it is still to be confirmed."""
    if rules.received_rule(case.way).day == "submitted":
        return case.submitted
    confirmed = case.last("confirmed")
    return confirmed.on if confirmed else None


def request_clock(rules: RequestRules, calendar: WorkCalendar, case: Request) -> RequestClock:
    """Return until when a case is to be answered and how that was reached. Raises `UsageError` outside the years that
    the calendar knows."""
    received, replied, state = received_on(rules, case), case.last("replied"), _state(rules, case)
    run = _Run(calendar)
    if received is None:
        run.tell(
            f"{full_date(case.submitted)}收到，{case.way}以{rules.received_rule(case.way).received}为收到申请之日；还没有确认。"
        )
        wait = None if replied else Wait("confirming", case.submitted)
        return RequestClock(state, None, None, tuple(run.steps), waiting=wait, replied=replied.on if replied else None)
    run.tell(f"{full_date(received)}收到申请（{case.way}：{rules.received_rule(case.way).received}）。")
    notice_by = calendar.add_workdays(received, rules.days("correction_notice")).end
    waiting = _waiting(rules, calendar, case, run)
    due, before, asked_until = None, None, None
    if waiting is None:
        due, before, asked_until = _reckon(rules, case, case.events, _start(case, received, run), run)
    if replied is not None:
        run.tell(f"{full_date(replied.on)}答复{'，过了期限。' if due and replied.on > due else '。'}")
        waiting = None
    return RequestClock(
        state,
        received,
        due,
        tuple(run.steps),
        run.inferred,
        before,
        asked_until if replied is None else None,
        waiting,
        replied.on if replied else None,
        notice_by,
    )


def deadline_of(rules: RequestRules, calendar: WorkCalendar, case: Request, events: Sequence[Event]) -> date | None:
    """Return until when a case was to be answered when only these of its events had come to pass."""
    received, run = received_on(rules, case), _Run(calendar)
    then = structs.replace(case, events=tuple(events))
    if received is None or _waiting(rules, calendar, then, run) is not None:
        return None
    return _reckon(rules, then, events, _start(then, received, run), run)[0]


def open_case_clocks(
    rules: RequestRules, calendar: WorkCalendar, known: Sequence[KeptRequest]
) -> list[tuple[KeptRequest, RequestClock]]:
    """Return the cases without a reply with their clocks."""
    waiting = (kept for kept in known if kept.case.last("replied") is None)
    return [(kept, request_clock(rules, calendar, kept.case)) for kept in waiting]


def _waiting(rules: RequestRules, calendar: WorkCalendar, case: Request, run: _Run) -> Wait | None:
    """Return what is waited for of the applicant, telling the steps that led there."""
    asked, completed = case.last("completion-asked"), case.last("completed")
    if asked is not None and completed is None and asked.until is not None:
        run.tell(
            f"{full_date(asked.on)}告知补正，请在{full_date(asked.until)}以前补正；收到补正以后重新计算（条例第三十条）。"
        )
        return Wait("completion", asked.until)
    fee, paid = case.last("fee-asked"), case.last("fee-paid")
    if fee is not None and paid is None:
        until = calendar.add_workdays(fee.arrived or fee.on, rules.days("fee_pay"))
        run.tell(f"{full_date(fee.on)}发收费通知，缴费期限到{full_date(until.end)}：", until.explanation())
        run.meet(until, until.end)
        return Wait("fee", until.end)
    return None


def _start(case: Request, received: date, run: _Run) -> date:
    """Return the day after which the days to reply begin, telling what began them anew."""
    start = received
    anew: dict[EventKind, str] = {
        "completed": "收到补正，答复期限重新计算（条例第三十条）",
        "fee-paid": "缴费完成，答复期限重新计算（信息处理费管理办法；待核对）",
    }
    for kind, words in anew.items():
        event = case.last(kind)
        if event is not None and event.on >= start:
            start = event.on
            run.tell(f"{full_date(event.on)}{words}。")
    return start


def _reckon(
    rules: RequestRules, case: Request, events: Sequence[Event], start: date, run: _Run
) -> tuple[date, date | None, date | None]:
    """Return the day due, the one before an extension, and until when somebody asked may still answer."""
    pauses = _pauses(rules, run.calendar, events)
    asked_until = max((pause.end for pause in pauses if pause.is_open), default=None)
    due = _count(run, start, rules.days("reply"), pauses, "答复期限")
    # Only the first counts, where two clerks have each written one down.
    extended = next((event for event in events if event.kind == "extended"), None)
    if extended is None or extended.days is None:
        return due, None, asked_until
    if extended.on < start:
        run.tell(f"{full_date(extended.on)}延长过一次，用在重新计算以前的期限上，不再延长。")
        return due, None, asked_until
    run.tell(
        f"{full_date(extended.on)}告知延期：经{extended.by}同意，从{full_date(due)}起延长{extended.days}个工作日（条例第三十三条）。"
    )
    later = [pause for pause in pauses if pause.start >= due]
    return _count(run, due, extended.days, later, "延长以后的期限"), due, asked_until


def _count(run: _Run, start: date, count: int, pauses: Sequence[_Pause], what: str) -> date:
    """Return the last of `count` working days after `start`, days within pauses left out."""
    position, left = start, count
    for pause in pauses:
        found = run.calendar.add_workdays(position, left)
        since = max(pause.start, position)
        if pause.end <= position or since > found.end:
            continue
        used = sum(fact.date <= since for fact in found.counted)
        run.meet(found, since)
        left -= used
        run.tell(f"{pause.words}，其间不计入；到{full_date(since)}数了{used}个工作日，还有{left}个。")
        position = pause.end
        if left == 0:
            break
    return _counted_out(run, position, left, what)


def _counted_out(run: _Run, position: date, left: int, what: str) -> date:
    # Asked on the very last day: what is answered on a day of rest is due on the next working day.
    found = run.calendar.add_workdays(position, left) if left else run.calendar.add_workdays(position - timedelta(1), 1)
    run.meet(found, found.end)
    run.tell(f"{what}到{full_date(found.end)}：", found.explanation() if left else ())
    return found.end


def _pauses(rules: RequestRules, calendar: WorkCalendar, events: Sequence[Event]) -> list[_Pause]:
    """Return the times in which others were asked, from the day after asking to their answer or the end of their
    term, the earliest first."""
    found = []
    for asked, answered, term, who in (
        ("third-party-asked", "third-party-answered", "third_party", "第三方"),
        ("organ-asked", "organ-answered", "joint_agency", "其他机关"),
    ):
        answers = [event for event in events if event.kind == answered]
        for number, event in enumerate(each for each in events if each.kind == asked):
            end = calendar.add_workdays(event.arrived or event.on, rules.days(term)).end
            answer = answers[number] if number < len(answers) else None
            found.append(_pause(event.on, end, answer.on if answer else None, f"征求{who}意见", rules.days(term)))
    return sorted(found, key=lambda pause: (pause.start, pause.end))


def _pause(asked: date, end: date, answered: date | None, what: str, days: int) -> _Pause:
    if answered is not None and answered <= end:
        return _Pause(asked, answered, f"{full_date(asked)}{what}，{full_date(answered)}收到", False)
    words = f"{full_date(asked)}{what}，{days}个工作日到{full_date(end)}为止"
    return _Pause(asked, end, words, answered is None)


def _state(rules: RequestRules, case: Request) -> str:
    """Return the code of the state that the events have led to."""
    kinds = [event.kind for event in case.events]
    replied = case.last("replied")
    if kinds.count("remedy") > kinds.count("remedy-result"):
        return "remedy"
    if "archived" in kinds:
        return "archived"
    if replied is not None:
        return "closed" if rules.reply_type_of(replied.ground).code == "other" else "replied"
    if received_on(rules, case) is None:
        return "received"
    waits: tuple[tuple[EventKind, EventKind, str], ...] = (
        ("completion-asked", "completed", "correcting"),
        ("fee-asked", "fee-paid", "fee"),
        ("third-party-asked", "third-party-answered", "third_party"),
        ("organ-asked", "organ-answered", "agency"),
    )
    for asked, answered, state in waits:
        if kinds.count(asked) > kinds.count(answered):
            return state
    if "extended" in kinds:
        return "extended"
    return "handling" if set(kinds) - {"confirmed", "acknowledged"} else "registered"
